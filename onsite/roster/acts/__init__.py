"""What is done to the roster on site: walk-ins, corrections, transfers, merges, codes, money."""
