"""An incident in one line, as `med H2 row14 fall, conscious @lin !`, read as it is typed."""
