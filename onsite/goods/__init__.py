"""What is handed out, and what is left of it."""
