"""Who is told of an incident, and what became of the telling."""
