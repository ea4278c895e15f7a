"""A camera's hint of who crosses a line, beside the hand count."""
