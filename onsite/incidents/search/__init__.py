"""Search: incidents by words, filters and patterns; searches that are kept."""
