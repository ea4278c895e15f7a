"""Whether everybody who must be told of incidents can be told now."""
