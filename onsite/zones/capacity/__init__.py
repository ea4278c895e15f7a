"""How many a zone may hold, by which rule, and how dense it is."""
