"""Whether somebody meets the condition of a checkpoint, and what is missing to it. Pure.

`known` is all that an answer depends on, `holding` answers, `nearest` finds what would be enough.
"""
