"""Handing over at the change of a shift: a sheet, and somebody who takes it."""
