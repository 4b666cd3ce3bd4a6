"""The device lab: what stands at this workplace, how it does, and trying it out."""
