"""Codes into texts: cameras, pictures, hand scanners, and the noise they add."""
