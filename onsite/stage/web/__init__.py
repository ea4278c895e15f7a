"""The display as a page for browsers: read-only, counting by itself, for many viewers."""
