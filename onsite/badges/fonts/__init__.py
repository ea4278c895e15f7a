"""The letters on a badge: which font holds which sign, how a name is shaped, how wide it is."""
