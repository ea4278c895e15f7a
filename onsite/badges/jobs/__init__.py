"""Print jobs: where one can stand, its row, and how it is told."""
