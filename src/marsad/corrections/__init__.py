"""What people correct in the record of a report: kept with who, when and why, whatever is read anew.

    draft = Draft(engine_record, corrections_so_far, Signature("…"))
    draft.set("f2", ["low=5", "high=5"])
    draft.record, draft.new

How it works: ``docs/corrections.md``. The archive keeps the corrections (``marsad.archive.Corrections``).
"""

from marsad.corrections.assignments import FIELDS
from marsad.corrections.correction import Action, Correction, CorrectionError, Known, Statement
from marsad.corrections.draft import Draft, Signature
from marsad.corrections.imported import parse, put
from marsad.corrections.shown import Shown, show
from marsad.corrections.standing import Ruling, Standing, in_force, standing, taken_back

__all__ = [
    "FIELDS",
    "Action",
    "Correction",
    "CorrectionError",
    "Draft",
    "Known",
    "Ruling",
    "Shown",
    "Signature",
    "Standing",
    "Statement",
    "in_force",
    "parse",
    "put",
    "show",
    "standing",
    "taken_back",
]
