"""Ticket codes that carry a signature, and the codes that a shop has taken back."""
