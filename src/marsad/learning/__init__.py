"""Learning the reader's models from coded reports (needs SciPy: ``pip install 'marsad[train]'``)."""

from marsad.learning.calibrate import calibrated
from marsad.learning.measure import measured
from marsad.learning.train import Prepared, prepared, train

__all__ = ["Prepared", "calibrated", "measured", "prepared", "train"]
