"""The texts of the page of hand scanners. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.text import Text

from onsite.language import _, ngettext
from onsite.scanner import payload
from onsite.scanner.hand import layouts
from onsite.scanner.hand.repair import repaired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.scanner.hand.ports import Port
    from onsite.scanner.settings import HandSettings

BAUDS = (1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200)

_CONTROL = re.compile("[\x00-\x1f\x7f\\\\]")
_WRITTEN = re.compile(r"\\x([0-9A-Fa-f]{2})|\\\\")


def written(text: str) -> str:
    r"""Signs that no key types are written as `\x02`, and a backslash as two."""
    return _CONTROL.sub(lambda sign: r"\\" if sign[0] == "\\" else f"\\x{ord(sign[0]):02x}", text)


def meant(text: str) -> str:
    """What was written so."""
    return _WRITTEN.sub(lambda sign: chr(int(sign[1], 16)) if sign[1] else "\\", text)


def layout_choices(chosen: str) -> list[tuple[str, str]]:
    """The layouts that the computer's keyboard may have, each with the setting for it."""
    known = [(_("find it out"), "")]
    known += [(layouts.name_of(code), code) for code in layouts.LAYOUTS]
    return _with(known, chosen)


def port_choices(ports: Sequence[Port], chosen: str) -> list[tuple[str, str]]:
    """The serial ports there are, each with the setting for it."""
    known = [(_("none"), "")]
    known += [(f"{port.name} – {port.device}", port.id) for port in ports]
    plugged = chosen in [port.id for port in ports] or not chosen
    return known if plugged else [*known, (_("{port}: not plugged in").format(port=chosen), chosen)]


def baud_choices(chosen: int) -> list[tuple[str, int]]:
    """The usual speeds, and the one that was chosen."""
    return [(f"{baud:,}", baud) for baud in sorted({*BAUDS, chosen})]


def _with(known: list[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    there = chosen in [key for _name, key in known]
    return known if there else [*known, (chosen, chosen)]


def scanned(text: str, times: Sequence[float], hand: HandSettings) -> Text:
    """What a scan was, and what is made of it.

    Args:
        text: as it arrived, without the line end.
        times: of its keys, in seconds.
        hand: what the scanner is known to do.
    """
    lines = [_("Arrived: “{text}”").format(text=written(text)), _rhythm(times, hand)]
    made = repaired(_in_layout(text, hand), hand)
    found = payload.candidates(made.text)
    if found:
        lines.append(_("Looked for on the list: {codes}").format(codes=" · ".join(found)))
    else:
        lines.append(_("Looked for on the list: nothing, scan again"))
    if made.advice is not None:
        lines.append(f"▲ {made.advice}")
    return Text("\n".join(filter(None, lines)))


def _in_layout(text: str, hand: HandSettings) -> str:
    pair = layouts.pair_of(hand.layout) if hand.layout else None
    return (layouts.meant(text, pair) if pair is not None else None) or text


def _rhythm(times: Sequence[float], hand: HandSettings) -> str:
    gaps = [(later - earlier) * 1000 for earlier, later in pairwise(times)]
    if not gaps:
        return ""
    said = ngettext(
        "{many} key, {slowest} ms after the one before",
        "{many} keys, each within {slowest} ms of the one before",
        len(gaps),
    )
    said = said.format(many=len(gaps), slowest=f"{max(gaps):.0f}")
    if max(gaps) <= hand.fast_ms:
        return f"✓ {said}"
    return f"▲ {said}: " + _("typed, or slower than is set above")
