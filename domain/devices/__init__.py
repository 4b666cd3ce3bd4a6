"""What stands at one workplace: scanners, cameras, scales, and what is kept of them there."""
