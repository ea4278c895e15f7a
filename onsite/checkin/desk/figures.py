"""What stands beside the verdict: the counters, and that nobody else may go in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from onsite.checkin.conflicts.words import SIGN
from onsite.goods.wording import few, named, number
from onsite.language import _
from onsite.ui.cells import fit, width

if TYPE_CHECKING:
    from onsite.checkin.views import Counters
    from onsite.zones.levels.stopping import Stop


class CountersLine(Static):
    """The counters in one line, for a narrow screen."""

    def show(self, counters: Counters) -> None:
        """Show these figures."""
        text = _("in {admitted} of {expected} · inside {inside} · {rate}/min").format(
            admitted=counters.admitted,
            expected=counters.expected,
            inside=counters.inside,
            rate=_rate(counters),
        )
        if counters.conflicts:
            twice = _("{sign} {many} twice").format(sign=SIGN, many=counters.conflicts)
            text = f"{twice} · {text}"
        if counters.void:
            late = _("{sign} {many} cancelled").format(sign=SIGN, many=counters.void)
            text = f"{late} · {text}"
        runs_out = few(counters.short)
        self.update(Text(f"{runs_out} · {text}" if runs_out else text, no_wrap=True))


class CountersBox(Static):
    """The counters below each other, for a wide screen."""

    def show(self, counters: Counters) -> None:
        """Show these figures."""
        labelled = [
            (_("Expected"), str(counters.expected)),
            (_("Came in"), str(counters.admitted)),
            (_("Inside now"), str(counters.inside)),
            (_("Per minute"), _rate(counters)),
        ]
        if counters.conflicts:
            twice = _("{sign} Admitted twice").format(sign=SIGN)
            labelled.append((twice, str(counters.conflicts)))
        if counters.void:
            late = _("{sign} Cancelled before").format(sign=SIGN)
            labelled.append((late, str(counters.void)))
        for each in counters.short:
            name = _("{sign} {goods} left").format(sign=SIGN, goods=named(each.name, each.size))
            labelled.append((name, number(each.left)))
        wide = max(width(label) for label, _figure in labelled) + 2
        text = Text(no_wrap=True)
        for label, figure in labelled:
            text.append(fit(label, wide))
            text.append(f"{figure:>7}\n", "bold")
        self.update(text)


class StopLine(Static):
    """That nobody else may go in here; takes no room while people may."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual's widgets use
        super().__init__(id=id)
        self._stop: Stop | None = None
        self._leaving = False
        self.display = False

    def show(self, stop: Stop | None) -> None:
        """Show why nobody may; None: people may."""
        self._stop = stop
        self._paint()

    def face(self, *, leaving: bool) -> None:
        """The desk records entries or exits: whoever leaves a full zone is not stopped."""
        self._leaving = leaving
        self._paint()

    def _paint(self) -> None:
        stop = self._stop
        self.display = stop is not None and (stop.why == "evacuation" or not self._leaving)
        self.update(Text(f"✗ {_stopped(stop)}" if stop is not None else ""))


def _stopped(stop: Stop) -> str:
    if stop.why == "full":
        said = _("STOP ENTRY: {zone} is full, {people} of {capacity}. Whoever is let in counts.")
        return said.format(zone=stop.name, people=stop.people, capacity=stop.capacity)
    if stop.why == "dense":
        said = _(
            "STOP ENTRY: {zone} is dangerously dense, {people} people. Whoever is let in counts."
        )
        return said.format(zone=stop.name, people=stop.people)
    said = (
        _("EXERCISE: {zone} is being emptied. STOP ENTRY. Scan whoever leaves.")
        if stop.drill
        else _("EVACUATION: {zone} is being emptied. STOP ENTRY. Scan whoever leaves.")
    )
    return said.format(zone=stop.name)


def _rate(counters: Counters) -> str:
    return f"{counters.per_minute:.1f}"
