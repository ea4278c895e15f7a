"""A zone that is being emptied: how long it takes, who is left."""
