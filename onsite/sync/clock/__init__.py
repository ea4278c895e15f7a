"""The event's time: what the hub's clock says, carried on by a clock that nobody can set."""
