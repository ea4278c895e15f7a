"""The work areas of the app, and where in them the user is."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from onsite.language import N_

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.ui.base import BaseScreen


@dataclass(frozen=True, slots=True)
class Area:
    """A work area: its mode, its key, what it is called, and the class of its screen."""

    mode: str
    key: str
    """Empty for an area that is not chosen by a key."""
    label: str
    screen: str
    """`module:Class`; imported when the area is first shown."""
    works_bare: bool = False
    """Whether it is of use before there is a plan and a list."""
    key_display: str = ""
    """How the key is shown where that is not what it is called."""
    in_footer: bool = True
    """Whether its key is in the footer of the others, or only in their help and commands."""

    about: str = ""
    """What the commands say of it; those with a key are found by their key."""

    def load(self) -> BaseScreen:
        """A new screen of the area."""
        module, _colon, name = self.screen.partition(":")
        return cast("BaseScreen", getattr(importlib.import_module(module), name)())


AREAS = (
    Area("desk", "f2", N_("Check-in"), "onsite.checkin.screen:DeskScreen"),
    Area("cases", "ctrl+b", N_("Cases"), "onsite.cases.screen:CasesScreen", in_footer=False),
    Area(
        "printers",
        "shift+f2,f14",
        N_("Printers"),
        "onsite.badges.screen:PrintersScreen",
        key_display="Shift+F2",
        in_footer=False,
    ),
    Area(
        "stage",
        "shift+f3,f15",
        N_("Stage"),
        "onsite.stage.screen:StageScreen",
        works_bare=True,
        key_display="Shift+F3",
        in_footer=False,
    ),
    Area(
        "incidents",
        "shift+f4,f16",
        N_("Incidents"),
        "onsite.incidents.screen:IncidentsScreen",
        works_bare=True,
        key_display="Shift+F4",
        in_footer=False,
    ),
    Area(
        "zones",
        "shift+f5,f17",
        N_("Zones"),
        "onsite.zones.screen:ZonesScreen",
        works_bare=True,
        key_display="Shift+F5",
        in_footer=False,
    ),
    Area(
        "counter",
        "",
        N_("Counter"),
        "onsite.zones.counter.screen:CounterScreen",
        works_bare=True,
        about=N_("Count who comes into a zone and who goes out, a key for each"),
    ),
    Area("roster", "f3", N_("List"), "onsite.roster.screen:ImportScreen", works_bare=True),
    Area(
        "stations",
        "f12",
        N_("Stations"),
        "onsite.sync.stations.screen:StationsScreen",
        works_bare=True,
        in_footer=False,
    ),
    Area(
        "camera",
        "f10",
        N_("Camera"),
        "onsite.scanner.screen:CameraScreen",
        works_bare=True,
        in_footer=False,
    ),
    Area(
        "ticks",
        "",
        N_("Ticks from paper"),
        "onsite.checkin.paper.screen:TicksScreen",
        about=N_("Enter the ticks of a printed list, with their times"),
    ),
    Area(
        "shifts",
        "",
        N_("Shifts"),
        "onsite.staff.shifts.screen:ShiftsScreen",
        about=N_("Who is where, who is late, who waits for relief"),
    ),
    Area(
        "preview",
        "",
        N_("Badge preview"),
        "onsite.badges.preview.screen:PreviewScreen",
        works_bare=True,
        about=N_("See a badge as it will be printed, while its design is edited"),
    ),
    Area(
        "ahead",
        "",
        N_("Badges ahead"),
        "onsite.badges.bulk.screen:AheadScreen",
        about=N_("Print badges before the event, sorted into boxes; look through all names"),
    ),
    Area("join", "", N_("Join"), "onsite.sync.joining.screen:JoinScreen", works_bare=True),
)
WELCOME = Area("welcome", "", "", "onsite.ui.welcome:WelcomeScreen", works_bare=True)
"""Teaches what to do while the store is bare."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user is; the app starts there again after a crash."""

    mode: str = "desk"
    language: str | None = None
    theme: str = ""
    drafts: dict[str, dict[str, str]] = field(default_factory=dict)
    """What each work area keeps, by its mode; see `BaseScreen.draft`."""
    report: Path | None = None
    """The report of the crash that made it start again; an empty path if none was written."""
