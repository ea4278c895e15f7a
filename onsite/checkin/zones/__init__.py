"""Who is in a zone by their badges: one set of persons over all its checkpoints."""
