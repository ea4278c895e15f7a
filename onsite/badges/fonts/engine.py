"""What this computer shapes letters with."""

from __future__ import annotations

from functools import cache


@cache
def shapes() -> bool:
    """Whether Pillow shapes letters itself: it needs raqm, and FriBidi, which is not always there.

    Where it does not, Arabic and Hebrew are brought into their order and forms beforehand, and
    what needs more than that is not safe (see `shaping.unsafe_scripts`).
    """
    from PIL import features

    return bool(features.check("raqm") and features.check("fribidi"))
