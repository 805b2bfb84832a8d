"""Training of the reader's encoder: ``python -m training.encoder``."""
