"""A whole display, drawn: what stands in every row, for any size and either view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from onsite.stage.display import letters, wording
from onsite.stage.display.shown import FULL
from onsite.ui import glyphs
from onsite.ui.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.stage.display.shown import Shown, Tone

View = Literal["speaker", "backstage"]
VIEWS: tuple[View, ...] = ("speaker", "backstage")
Look = Literal["", "bold", "turned", "faint"]
"""`turned`: the two colours change places, so the contrast stays what it is."""
Row = tuple[tuple[str, Look], ...]
"""The runs of a row; together as wide as the display."""

PATTERNS: dict[Tone, str] = {
    "none": " ",
    "idle": " ",
    "armed": "·  ",
    "paused": "┃┃  ",
    "normal": "─",
    "warning": "╱  ",
    "danger": "╱╲",
    "overtime": "▚",
}
"""What is repeated beside the word of a tone, for whoever does not see its colour."""
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_LEAST_DIGITS = 3
_AROUND = 4
"""Cells around a word that lies in a pattern."""
_SMALL = 10
"""A display of fewer rows spends none of them on bands."""
_LARGE = 36
"""From so many rows on the word stands in block letters, which grow with every so many more."""
_TINY = 5
"""A display of no more rows does not say what comes next."""


@dataclass(frozen=True, slots=True)
class Places:
    """How many rows each part has, from the top down."""

    head: int = 0
    band: int = 0
    digits: int = 0
    bar: int = 0
    below: int = 0
    """A second band."""
    message: int = 0
    listing: int = 0
    notices: int = 0
    foot: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """What a display is beside what it shows."""

    cells: int
    rows: int
    view: View = "speaker"
    may_see: bool = True
    """Whether this station may record that a message was seen."""


def drawn(shown: Shown, frame: Frame) -> tuple[Row, ...]:
    """Every row of the display, from the top down."""
    if shown.blackout:
        return _black(frame)
    notices = _notices(shown, frame)
    places = places_of(shown, frame, len(notices))
    rows: list[Row] = []
    if places.head:
        rows.append(_head(shown, frame, places))
    rows += _band(shown, frame, places.band)
    rows += _plain(glyphs.drawn(shown.digits, frame.cells, places.digits), "bold")
    rows += [_bar(shown, frame.cells)] * places.bar
    rows += [_filled("", shown.tone, frame.cells)] * places.below
    rows += _message(shown, frame, places.message)
    rows += _listing(shown, frame, places.listing)
    rows += [_row(fit(text, frame.cells), "turned") for text in notices[: places.notices]]
    if places.foot:
        rows.append(_row(fit(wording.next_line(shown), frame.cells)))
    return tuple(rows)


def places_of(shown: Shown, frame: Frame, notices: int) -> Places:
    """How the rows are shared out: what must be read gets its rows first."""
    rows = frame.rows
    small = rows < _SMALL
    head = int(rows > 1)
    told = min(notices, max(rows - head - 1, 0))
    foot = int(rows > _TINY and not (small and told))
    band = 0 if small else 1 if rows < _LARGE else letters.BANNER_ROWS * (rows // _LARGE)
    below = 0 if rows < 2 * _SMALL else 1 + rows // _LARGE
    bar = 0 if small or shown.progress is None else 1 + rows // 60
    rest = rows - head - told - foot - band - below - bar
    if frame.view == "speaker" and not _text(shown):
        return Places(head, band, rest, bar, below, notices=told, foot=foot)
    digits = 0 if rest < 2 * _LEAST_DIGITS else max(_LEAST_DIGITS, rest * 2 // 5)
    if frame.view == "speaker":
        return Places(head, band, digits, bar, below, rest - digits, notices=told, foot=foot)
    said = min(rest - digits, 1 + (rest - digits) // 4) if _text(shown) else 0
    listing = rest - digits - said + foot
    return Places(head, band, digits, bar, below, said, listing, told)


def _text(shown: Shown) -> str:
    return shown.message.text if shown.message is not None else wording.teaching(shown)


def _notices(shown: Shown, frame: Frame) -> list[str]:
    """What stands below: who asks for a “seen”, and the lost source."""
    said = (wording.seen(shown, may=frame.may_see), wording.cut_off(shown))
    return [_fitting(ways, frame.cells) for ways in said if ways]


def _fitting(ways: tuple[str, ...], cells: int) -> str:
    """The first way to say it that has room; the last where none has."""
    return next((each for each in ways if width(each) <= cells), ways[-1])


def _head(shown: Shown, frame: Frame, places: Places) -> Row:
    """What runs, and the time of day; on a small display also what has no row of its own."""
    counting = shown.seconds is not None
    clock = shown.clock if frame.view == "backstage" else shown.clock[:5]
    if places.digits and not counting:
        clock = ""  # it is what the digits say
    digits = shown.digits if counting and not places.digits else ""
    word = _fitting(wording.words(shown), frame.cells - width(digits) - 1)
    left = " ".join(part for part in (digits, "" if places.band else word) if part)
    room = frame.cells - (width(clock) + 1 if clock else 0)
    if width(left) > room:
        clock, room = "", frame.cells
    name = wording.head(shown)
    rest = room - width(left) - (2 if left else 0)
    if places.band or not left:
        left = fit(f"{left}  {name}".strip(), room)
    elif rest > 0:
        left = f"{left}  {_pattern(shown.tone, rest)}"
    return _row(fit(left, room) + (" " if clock else "") + clock, "bold")


def _band(shown: Shown, frame: Frame, rows: int) -> list[Row]:
    """The word of the tone between its pattern; in block letters where there is room."""
    word = _fitting(wording.words(shown), frame.cells - _AROUND)
    large = letters.banner(word, rows) if word and rows >= letters.BANNER_ROWS else None
    if large is not None and len(large[0]) <= frame.cells - _AROUND:
        return [_filled(line, shown.tone, frame.cells) for line in large]
    middle = rows // 2
    return [_filled(word if at == middle else "", shown.tone, frame.cells) for at in range(rows)]


def _filled(word: str, tone: Tone, cells: int) -> Row:
    """The word in the middle, the pattern on both sides."""
    said = f"  {word}  " if word else ""
    if width(said) > cells:
        return _row(fit(word, cells), "bold")
    if not word:
        return _row(_pattern(tone, cells), "bold")
    left = (cells - width(said)) // 2
    right = cells - width(said) - left
    return _row(_pattern(tone, left) + said + _pattern(tone, right)[::-1], "bold")


def _pattern(tone: Tone, cells: int) -> str:
    unit = PATTERNS[tone]
    return (unit * (cells // len(unit) + 1))[:cells]


def _bar(shown: Shown, cells: int) -> Row:
    """How much of the time is over, in eighths of a cell."""
    eighths = cells * 8 * (shown.progress or 0) // FULL
    done = "█" * (eighths // 8) + _EIGHTHS[eighths % 8]
    return ((done + "░" * (cells - len(done)), ""),)


def _message(shown: Shown, frame: Frame, rows: int) -> list[Row]:
    """The page of the message that stands there now; or what to do where there is nothing."""
    if not rows:
        return []
    if shown.message is None:
        found = letters.plain_pages(_text(shown), frame.cells, rows)
        return _plain(found[shown.page % len(found)], "")
    found = letters.pages(shown.message.text, frame.cells, rows)
    return _plain(found[shown.page % len(found)], "turned")


def _listing(shown: Shown, frame: Frame, rows: int) -> list[Row]:
    """What comes, each with when it is expected and how late that is."""
    if not rows:
        return []
    zone = ZoneInfo(shown.zone)
    found = [wording.coming(slot, zone) for slot in shown.coming[: rows - 1]]
    late = max((width(each[1]) for each in found), default=0)
    hours = max((width(each[0]) for each in found), default=0)
    lines = [f"{fit(at, hours)}  {fit(by, late, right=True)}  {what}" for at, by, what in found]
    title = wording.listing_title(shown)
    filled = [title, *lines, *[""] * (rows - 1 - len(lines))]
    return [_row(fit(line, frame.cells)) for line in filled]


def _black(frame: Frame) -> tuple[Row, ...]:
    """Nothing; but for a dot, which tells a black display from one that is off."""
    blank = _row(" " * frame.cells)
    last: Row = ((" " * (frame.cells - 1), ""), ("·", "faint"))
    return (*[blank] * (frame.rows - 1), last)


def _plain(lines: Iterable[str], look: Look) -> list[Row]:
    return [_row(line, look) for line in lines]


def _row(text: str, look: Look = "") -> Row:
    return ((text, look),)
