"""What the lead sees of all stations, and what is done about them."""
