"""Ways to a printer: what is said to it, and what its answers are worth."""
