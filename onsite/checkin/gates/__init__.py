"""The gate of a checkpoint at which this station stands."""
