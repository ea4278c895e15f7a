"""How a zone has filled and emptied, as a chart."""
