"""All zones on one screen."""
