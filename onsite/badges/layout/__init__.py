"""Where everything of a badge comes to stand: once, in millimetres, for every way to draw it."""
