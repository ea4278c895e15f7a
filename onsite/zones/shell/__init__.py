"""What the shell does with zones."""
