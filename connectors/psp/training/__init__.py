"""The training bank: a provider for demo and training; no money moves anywhere."""
