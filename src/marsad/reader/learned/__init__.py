"""The learned engine: the codebook proposes candidates, small linear models decide, each by features with names."""

from marsad.reader.learned.context import Context
from marsad.reader.learned.engine import NAME, prepare, statements
from marsad.reader.learned.weights import Weights, read_weights, shipped_weights

__all__ = ["NAME", "Context", "Weights", "prepare", "read_weights", "shipped_weights", "statements"]
