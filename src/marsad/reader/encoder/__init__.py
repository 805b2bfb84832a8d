"""The encoder: a small transformer that reads words in their context, and its scores for the reader's decisions.

It knows nothing of features or of the codebook: spots of a document go in, scores come out.
"""

from marsad.reader.encoder.model import Encoder, shipped_encoder
from marsad.reader.encoder.reading import Reading

__all__ = ["Encoder", "Reading", "shipped_encoder"]
