"""Tickets that a desk has never heard of, and whose code says by itself that it is genuine."""
