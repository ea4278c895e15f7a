"""What the problem desk sees of the door, and does at it."""
