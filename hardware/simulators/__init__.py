"""Devices that are none: for training, for tests, and to try a setup before anything is bought."""
