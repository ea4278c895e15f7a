"""Under which letter people look for themselves, in which order, and at which desk."""
