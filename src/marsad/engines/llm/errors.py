"""What can go wrong when a model is asked."""


class NoAnswerError(Exception):
    """There is no record of a report, for the reason that the message gives in one sentence."""


class PassingError(Exception):
    """It may go better another time; ``wait`` is the pause in seconds that the server asked for, if it did."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class RefusedError(NoAnswerError):
    """The endpoint will not answer for any report: no access, no such model."""
