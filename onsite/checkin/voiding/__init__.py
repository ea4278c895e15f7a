"""Tickets that are good no longer, where a desk could not know it."""
