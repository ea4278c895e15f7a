"""Texts that stand for places in an order, so that one can always be put between two others.

They are compared as texts. After the last one comes the next number of six digits of base 36,
so that a long rundown has short ones; between two others comes the middle of what is after the
point. None ends with the digit 0, as nothing would fit before it.
"""

from __future__ import annotations

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_WHOLE = 6
_STEP = _BASE**2 + 1
"""So that the last digit is not always the same one."""
_FIRST = _BASE**5


def between(low: str, high: str) -> str:
    """A place after `low` and before `high`; empty where there is nothing on that side."""
    if not high:
        return _after(low)
    return _middle(low, high)


def _after(low: str) -> str:
    if not low:
        return _written(_FIRST + 1)
    number = int(low[:_WHOLE].ljust(_WHOLE, "0"), _BASE) + _STEP
    # Beyond the last number of so many digits: longer ones, which never end.
    return _written(number) if number < _BASE**_WHOLE else _middle(low, "")


def _written(number: int) -> str:
    digits = ""
    for _digit in range(_WHOLE):
        number, rest = divmod(number, _BASE)
        digits = _DIGITS[rest] + digits
    return digits if not digits.endswith("0") else f"{digits}i"


def _middle(low: str, high: str) -> str:
    """The middle of two fractions, as short as can be."""
    shared = 0
    while high and shared < len(high) and low[shared : shared + 1].ljust(1, "0") == high[shared]:
        shared += 1
    if shared:
        return high[:shared] + _middle(low[shared:], high[shared:])
    least = _DIGITS.index(low[0]) if low else 0
    most = _DIGITS.index(high[0]) if high else _BASE
    if most - least > 1:
        return _DIGITS[(least + most + 1) // 2]
    if len(high) > 1:
        return high[0]
    return _DIGITS[least] + _middle(low[1:], "")
