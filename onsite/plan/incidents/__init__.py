"""What a plan says of incidents: their types, who is told, what is done about them."""
