"""Everything that happened, as one signed, ordered record; and its folding into rows.

Knows no feature: features register their facts (`facts.Fact`) and folds (`fold.folds`).
"""
