"""How the shipped weights are made from public data; not installed with the package."""
