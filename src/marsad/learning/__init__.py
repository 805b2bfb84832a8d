"""Learning the reader's models from coded reports (needs SciPy: ``pip install 'marsad[train]'``)."""

from marsad.learning.train import Prepared, prepared, train

__all__ = ["Prepared", "prepared", "train"]
