"""The Arabic language, useful on its own; knows nothing of conflict."""
