"""The status bar: what the station knows about itself, one line, always there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal, cast
from zoneinfo import ZoneInfo

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from onsite.language import _, ngettext
from onsite.ui.cells import fit, plain, width

if TYPE_CHECKING:
    from onsite.app import OnsiteApp
    from onsite.ui.told import Told

CameraTone = Literal["", "ended", "failed"]
"""Whether the camera watches, has no more to watch, or failed."""

_GAP = " │ "
_CAMERA_RANKS: dict[CameraTone, int] = {"failed": 2, "ended": 5, "": 7}
_FAILURE_CELLS = 43  # beside the demo's sign and the clock, in 80 cells


@dataclass(frozen=True, slots=True)
class Status:
    """What the bar shows. An empty text or a None is not shown."""

    event: str = ""
    station: str = ""
    """Its name, or the first digits of its id while it has none."""
    named: bool = False
    """Whether `station` is a name that somebody gave it."""
    operator: str = ""
    zone: str = "UTC"
    """IANA name of the event's time zone."""
    entries: int | None = None
    """Entries in the journal."""
    imported: datetime | None = None
    """When the last list was imported, aware."""
    camera: str = ""
    """What the camera is doing, in the language in use."""
    camera_tone: CameraTone = ""
    scanner: str = ""
    """What the serial hand scanner is doing, in the language in use."""
    scanner_lost: bool = False
    printer: str = ""
    """How the printer of the desk is, in the language in use."""
    printer_trouble: bool = False
    demo: bool = False
    training: bool = False
    link: tuple[Told, ...] = ()
    """How the other stations are reached."""


class StatusBar(Widget):
    """Shows `app.status`; drops the less important where the line is too narrow."""

    status: reactive[Status] = reactive(Status())

    def on_mount(self) -> None:
        app = cast("OnsiteApp", self.app)
        self.watch(app, "status", self._take)
        self.set_interval(1.0, self.refresh)

    def _take(self, status: Status) -> None:
        self.status = status

    def render(self) -> Text:
        """The line, as wide as the bar at most."""
        now = cast("OnsiteApp", self.app).clock.now()
        shown = Text(line(self.status, now, self.content_size.width), no_wrap=True)
        troubles = [told.text for told in self.status.link if told.trouble]
        if self.status.camera_tone == "failed":
            troubles.append(_camera(self.status))
        if self.status.training:
            troubles.append(_("TRAINING"))
        if self.status.scanner_lost:
            troubles.append(plain(self.status.scanner))
        if self.status.printer_trouble:
            troubles.append(plain(self.status.printer))
        if troubles:  # of no words, Rich would find one between any two letters
            shown.highlight_words(troubles, "reverse")
        return shown


def line(status: Status, now: datetime, cells: int) -> str:
    """The bar's text in at most that many cells; the clock comes last, at the right edge."""
    clock = now.astimezone(_zone(status.zone)).strftime("%H:%M:%S")
    parts = _parts(status, now)
    room = max(cells - 2 - len(clock), 0)
    while len(parts) > 1 and width(_GAP.join(text for _rank, text in parts)) > room:
        parts.remove(max(parts, key=lambda part: part[0]))
    left = _GAP.join(text for _rank, text in parts)
    # What matters most is cut rather than dropped.
    left = fit(left, room).rstrip() if width(left) > room else left
    return left + " " * max(0, cells - width(left) - len(clock)) + clock


def _parts(status: Status, now: datetime) -> list[tuple[int, str]]:
    """What there is to show, in its place, each with a rank: the highest is dropped first."""
    texts = (
        (0, _("TRAINING") if status.training else ""),
        (1, _("DEMO – temporary store") if status.demo else ""),
        (3, plain(status.event)),
        (2 if status.named else 8, plain(status.station)),
        *((told.rank, told.text) for told in status.link),
        (4, plain(status.operator)),
        (_CAMERA_RANKS[status.camera_tone], _camera(status)),
        (2 if status.scanner_lost else 7, plain(status.scanner)),
        (2 if status.printer_trouble else 7, plain(status.printer)),
        (9, _entries(status.entries)),
        (6, _age(status.imported, now)),
    )
    return [(rank, text) for rank, text in texts if text]


def _camera(status: Status) -> str:
    # A failure must not be dropped for the length of a file's name.
    failed = status.camera_tone == "failed"
    return fit(status.camera, _FAILURE_CELLS).rstrip() if failed else plain(status.camera)


def _entries(many: int | None) -> str:
    if many is None:
        return ""
    return ngettext("{n} entry", "{n} entries", many).format(n=many)


def _age(imported: datetime | None, now: datetime) -> str:
    if imported is None:
        return ""
    age = max(now - imported, timedelta())
    if age < timedelta(minutes=1):
        return _("list just now")
    if age < timedelta(hours=2):
        return _("list {n} min old").format(n=age // timedelta(minutes=1))
    if age < timedelta(days=2):
        return _("list {n} h old").format(n=age // timedelta(hours=1))
    return _("list {n} days old").format(n=age.days)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return UTC
