"""The codes on badges: short, and proving by themselves that this event has made them."""
