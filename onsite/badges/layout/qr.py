"""A QR code in its box: how large its modules are, and that nothing stands in its free border.

The figures are measured ones: below 0.6 mm a module a laptop's camera reads a badge only where it
is held too near to be sharp. A printer's modules are whole dots, or some are wider than others.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from onsite.badges.layout.box import Box
from onsite.badges.layout.page import MM_PER_INCH, Modules
from onsite.errors import BadInputError
from onsite.language import _

if TYPE_CHECKING:
    from onsite.badges.templates.model import QrLayer

SMALLEST_MM = 0.6
"""A module, as it is printed."""
QUIET = 4
"""Modules of the free border (ISO/IEC 18004)."""
_LEVELS = "LMQH"
_LARGEST = 40
"""Version of a code."""
_TINY = 1e-6


class TooSmallError(BadInputError):
    """The box of a code, or the room around it, is too small for what the code says."""


def placed(text: str, layer: QrLayer, box: Box, dpi: int | None) -> Modules:
    """The code in the middle of its box.

    Args:
        text: what it says.
        layer: whose code it is, and how well it is to be corrected.
        box: on the untrimmed sheet; it holds the free border, too.
        dpi: of the printer, whose dots the modules lie on; None where it has none, as in a PDF.

    Raises:
        TooSmallError: modules of `SMALLEST_MM` do not fit in.
    """
    if _version(text, layer.ecc) > _LARGEST:
        raise TooSmallError(
            _("“{layer}” would say {count} characters: no QR code holds so many.").format(
                layer=layer.id, count=len(text)
            ),
            _("Put less into its content."),
        )
    side = min(box.width, box.height)
    *better, least = (_rows(text, level) for level in _levels(text, layer.ecc))
    rows = next((each for each in better if _has_room(side, len(each))), least)
    module = _module_mm(side, len(rows), dpi)
    if module * len(rows) <= side + _TINY:
        return _middle(rows, module, box, dpi)
    raise TooSmallError(
        _(
            "The box “{layer}” is {side:.1f} mm wide; its code of {count} characters needs "
            "{needed:.1f} mm, or cameras do not read it."
        ).format(
            layer=layer.id,
            side=side,
            count=len(text),
            needed=module * (len(rows) + 2 * QUIET),
        ),
        _("Make the box larger in the template, or put less into its content."),
    )


def smaller(code: Modules, box: Box, dpi: int | None) -> Modules | None:
    """The code with modules of one dot less, where its border reaches over its box.

    None where it does not, or where they would be too small.
    """
    if dpi is None or box.holds(quiet(code)):
        return None
    module = code.module_mm - MM_PER_INCH / dpi
    return _middle(code.rows, module, box, dpi) if module >= SMALLEST_MM - _TINY else None


def quiet(code: Modules) -> Box:
    """The code with its free border."""
    border = QUIET * code.module_mm
    return Box(code.x, code.y, code.side, code.side).grown(border)


def crowded(layer: str, other: str, code: Modules) -> TooSmallError:
    """What to tell where something stands in the free border of a code.

    Args:
        layer: the code's.
        other: the layer that stands there; empty: the edge of the sheet.
        code: as it was placed.
    """
    border = QUIET * code.module_mm
    if not other:
        return TooSmallError(
            _(
                "The code “{layer}” needs {border:.1f} mm of free border, and the edge is nearer."
            ).format(layer=layer, border=border),
            _("Move its box in the template away from the edge, or make it larger."),
        )
    return TooSmallError(
        _("“{other}” stands in the free border of {border:.1f} mm of the code “{layer}”.").format(
            other=other, layer=layer, border=border
        ),
        _("Move one of them in the template, or make the box of the code larger."),
    )


def _levels(text: str, least: str) -> tuple[str, ...]:
    """What to correct by, best first: Q where that costs one version at most.

    A better level that makes the code no larger is taken in any case.
    """
    version = _version(text, least)
    found = [least]
    if _LEVELS.index(least) < _LEVELS.index("Q") and _version(text, "Q") <= version + 1:
        found.insert(0, "Q")
    return tuple(dict.fromkeys(_free(text, level) for level in found))


def _free(text: str, level: str) -> str:
    """The best level at the size of this one."""
    size = _version(text, level)
    better = _LEVELS[_LEVELS.index(level) :]
    return max((each for each in better if _version(text, each) == size), key=_LEVELS.index)


def _has_room(side: float, count: int) -> bool:
    """Whether so many modules and the border fit into a box."""
    return side / (count + 2 * QUIET) >= SMALLEST_MM - _TINY


def _module_mm(side: float, count: int, dpi: int | None) -> float:
    """What fills the box together with the border, rounded up to whole dots.

    So the border may reach over the box by some dots, or by more where the box is small; the code
    itself does not.
    """
    wanted = max(side / (count + 2 * QUIET), SMALLEST_MM)
    if dpi is None:
        return wanted
    dot = MM_PER_INCH / dpi
    module = math.ceil(wanted / dot - _TINY) * dot
    is_beyond = module * count > side + _TINY and module - dot >= SMALLEST_MM - _TINY
    return module - dot if is_beyond else module


def _middle(
    rows: tuple[tuple[bool, ...], ...], module: float, box: Box, dpi: int | None
) -> Modules:
    side = module * len(rows)
    x, y = box.x + (box.width - side) / 2, box.y + (box.height - side) / 2
    if dpi is not None:
        dot = MM_PER_INCH / dpi
        x, y = round(x / dot) * dot, round(y / dot) * dot
    return Modules(x, y, module, rows)


@lru_cache(maxsize=64)
def _version(text: str, level: str) -> int:
    """The smallest that holds the text; one more than the largest, where none does."""
    from qrcode.exceptions import DataOverflowError

    try:
        return int(_code(text, level).best_fit(start=1))
    except (DataOverflowError, ValueError):
        return _LARGEST + 1


@lru_cache(maxsize=64)
def _rows(text: str, level: str) -> tuple[tuple[bool, ...], ...]:
    code = _code(text, level)
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


def _code(text: str, level: str) -> Any:
    import qrcode

    levels = {
        "L": qrcode.ERROR_CORRECT_L,
        "M": qrcode.ERROR_CORRECT_M,
        "Q": qrcode.ERROR_CORRECT_Q,
        "H": qrcode.ERROR_CORRECT_H,
    }
    made = qrcode.QRCode(border=0, box_size=1, error_correction=levels[level])
    made.add_data(text)
    return made
