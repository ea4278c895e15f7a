"""Layouts of other systems as the beginning of a template: what cannot be carried over is named."""
