"""How crowds are counted and kept safe, as the plan says it: zones, exits, factors, levels."""
