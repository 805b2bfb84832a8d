"""How the shipped weights are made, from public data. Not installed with the package."""
