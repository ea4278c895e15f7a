"""The coordinator's board: what is open, when whom it reaches, and what is done about it."""
