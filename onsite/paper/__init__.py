"""What is given away on paper and as sheets: set, read back, written whole or not at all."""
