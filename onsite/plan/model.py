"""The plan as values. `reading` makes one of `event.toml`, and explains what is wrong with it."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cached_property
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from onsite.plan.agreement import disagreements, senseless
from onsite.plan.badges import BadgesPart
from onsite.plan.case_types import CaseTypePart  # noqa: TC001 - pydantic reads it
from onsite.plan.conditions import reading as conditions
from onsite.plan.conditions.calendar import Calendar
from onsite.plan.conditions.tokens import ConditionError
from onsite.plan.conditions.tree import Anchor, Asks, Condition, asks
from onsite.plan.cues import CueTargetPart  # noqa: TC001 - pydantic reads it
from onsite.plan.goods import GoodsPart  # noqa: TC001 - pydantic reads it
from onsite.plan.incidents.doing import (  # noqa: TC001 - pydantic reads them
    ChecklistPart,
    PlaybookPart,
    StatementPart,
)
from onsite.plan.incidents.merged import Response, merged
from onsite.plan.incidents.parts import IncidentsPart, IncidentTypePart, PolicyPart, SeverityPart
from onsite.plan.incidents.people import (  # noqa: TC001 - pydantic reads them
    ContactPart,
    PageChannelPart,
    ResponseRolePart,
)
from onsite.plan.operators import OperatorPart, ShiftPart, StaffPart
from onsite.plan.printers import PoolPart, PrinterPart  # noqa: TC001 - pydantic reads them
from onsite.plan.questions import QuestionPart  # noqa: TC001 - pydantic reads it
from onsite.plan.roles import DEFAULT_ROLES, Role, with_defaults
from onsite.plan.signed import SignedTickets  # noqa: TC001 - pydantic reads it
from onsite.plan.stage import StagePart, StageRules
from onsite.plan.values import (
    CONFIG,
    Clock,
    Colour,
    Day,
    Days,
    Id,
    Letters,
    Morning,
    Name,
    Switch,
    Words,
    ZoneName,
)
from onsite.plan.vips import GroupPart, VipPart, Vips
from onsite.plan.zones.parts import CrowdPart, ZonePart


def _conditions(value: Any) -> Any:
    try:
        conditions.read(value)
    except ConditionError as error:
        raise PydanticCustomError("condition", "not a condition") from error
    return tuple(value)


class _Part(BaseModel):
    model_config = CONFIG


class Event(_Part):
    """`[event]`."""

    name: Name
    zone: ZoneName
    """IANA time zone. Every time in the plan and on the screen is in it."""
    days: Days = Field(min_length=1)
    venue: Words = ""
    day_ends: Morning = time(4)
    """Before this hour, people still speak of yesterday."""
    admission: Clock | None = None
    """When the doors open, on each day; what conditions call `admission`. So the next two."""
    start: Clock | None = None
    end: Clock | None = None


class Category(_Part):
    """`[categories.ID]`: a kind of ticket."""

    name: Name
    tickets: tuple[Words, ...] = ()
    """Names under which source lists know it, besides its own name and id."""
    colour: Colour = "#5f87af"
    days: tuple[Day, ...] = ()
    """The days it is good for; empty for all."""
    checkpoints: tuple[Id, ...] = ()
    """What it may enter; empty for every checkpoint that does not say otherwise."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that lists may call it, besides its id."""
        return (self.name, *self.tickets)


class Window(_Part):
    """When a checkpoint lets people in: from and until, in the event's zone."""

    opens: Clock
    closes: Clock
    """Earlier than `opens`: the next morning."""
    days: tuple[Day, ...] = ()
    """Empty for every day of the event."""


class Checkpoint(_Part):
    """`[checkpoints.ID]`: a place where people are scanned."""

    name: Name
    kind: Literal["door", "workshop", "gift", "gala", "other"] = "door"
    categories: tuple[Id, ...] = ()
    """Who may enter; empty for every category."""
    days: tuple[Day, ...] = ()
    windows: tuple[Window, ...] = ()
    direction: Literal["entry", "exit", "both"] = "both"
    entries: Literal["single", "multiple"] = "single"
    re_entry: Switch = True
    """After an exit was recorded, the same ticket may enter again."""
    admits_unpaid: Switch = False
    """Whoever has not paid may come in once the operator has confirmed it, each time."""
    kiosk: Switch = False
    """Guests scan by themselves: nobody is there to ask or to confirm anything."""
    addons: tuple[Words, ...] = ()
    """Tickets that are booked besides another one, as source lists name them. Who has one of them
    comes in with the other, too; besides `categories`, or, where there are none, nobody else."""
    checks_out_at: Clock | None = None
    """A time of day at which everybody who is inside counts as outside again."""
    gates: dict[Id, Name] = {}
    """Several doors of one checkpoint, by their ids; a station says at which it stands."""
    allow: Annotated[tuple[Any, ...], BeforeValidator(_conditions)] = ()
    """What must hold for an entry besides all this, as it was written; see `plan.conditions`."""
    zone: Id | None = None

    @cached_property
    def condition(self) -> Condition | None:
        """What `allow` asks for, as a tree; None where it asks for nothing."""
        return conditions.read(self.allow)

    @cached_property
    def addon_names(self) -> frozenset[str]:
        """What `addons` names, as it is compared."""
        return frozenset(name.casefold() for name in self.addons)

    @cached_property
    def asks(self) -> Asks:
        """What its condition asks about."""
        return asks(self.condition)


class Desk(_Part):
    """`[desks.ID]`: a table at a checkpoint, and whom it serves first."""

    name: Name
    checkpoint: Id
    letters: Letters = ""
    """As `A-F` or `A-F,X`: first letters of family names."""
    categories: tuple[Id, ...] = ()
    vip: Switch = False
    pool: Id | None = None
    """The printers of its badges."""


class Stations(_Part):
    """`[stations]`: the laptops of the event."""

    erase_after_days: Annotated[int, Strict()] = Field(default=30, gt=0, le=365)
    """So many days after the event, and after it last met a hub, a station erases its data."""


class Plan(_Part):
    """A whole plan whose parts agree with each other."""

    event: Event
    categories: dict[Id, Category] = {}
    checkpoints: dict[Id, Checkpoint] = Field(min_length=1)
    desks: dict[Id, Desk] = {}
    zones: dict[Id, ZonePart] = {}
    crowd: CrowdPart = CrowdPart()
    stages: dict[Id, StagePart] = {}
    stage: StageRules = StageRules()
    cue_targets: dict[Id, CueTargetPart] = {}
    stations: Stations = Stations()
    roles: Annotated[dict[Id, Role], BeforeValidator(with_defaults)] = DEFAULT_ROLES
    """Those written down, and of the usual ones those that are not."""
    operators: dict[Id, OperatorPart] = {}
    shifts: dict[Id, ShiftPart] = {}
    staff: StaffPart = StaffPart()
    questions: dict[Id, QuestionPart] = {}
    """In the order in which they are put."""
    signed_tickets: SignedTickets | None = None
    case_types: dict[Id, CaseTypePart] = {}
    vips: dict[Id, VipPart] = {}
    groups: dict[Id, GroupPart] = {}
    goods: dict[Id, GoodsPart] = {}
    printers: dict[Id, PrinterPart] = {}
    printer_pools: dict[Id, PoolPart] = {}
    badges: BadgesPart = BadgesPart()
    incident_types: dict[Id, IncidentTypePart] = {}
    """As written, with the next four; `response` has what is usual, too."""
    severities: dict[Id, SeverityPart] = {}
    policies: dict[Id, PolicyPart] = {}
    response_roles: dict[Id, ResponseRolePart] = {}
    incidents: IncidentsPart = IncidentsPart()
    contacts: dict[Id, ContactPart] = {}
    page_channels: dict[Id, PageChannelPart] = {}
    playbooks: dict[Id, PlaybookPart] = {}
    statements: dict[Id, StatementPart] = {}
    checklists: dict[Id, ChecklistPart] = {}

    @model_validator(mode="after")
    def _agree(self) -> Self:
        found = disagreements(self.model_dump()) or senseless(self)
        if found:
            raise PydanticCustomError("disagreement", "its parts disagree", {"found": found})
        return self

    @cached_property
    def known_vips(self) -> Vips:
        """`vips`, to be found by what is known of a person."""
        return Vips(self.vips)

    @cached_property
    def response(self) -> Response:
        """How incidents are answered."""
        return merged(self)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The event's time zone."""
        return ZoneInfo(self.event.zone)

    def local(self, instant: datetime) -> datetime:
        """An aware instant in the event's zone."""
        try:
            return instant.astimezone(self.zone)
        except OverflowError:  # the last hours that there are: another computer may say anything
            return instant.replace(tzinfo=self.zone)

    def day_of(self, instant: datetime) -> date:
        """The day of the event that people would say it is, at an aware instant."""
        local = instant.astimezone(self.zone)
        ends = self.event.day_ends
        early = local.time() < ends
        return date.fromordinal(local.date().toordinal() - 1) if early else local.date()

    @cached_property
    def calendar(self) -> Calendar:
        """The event's days and times, for conditions."""
        event = self.event
        times = {
            Anchor.ADMISSION: event.admission,
            Anchor.START: event.start,
            Anchor.END: event.end,
        }
        given = {anchor: at for anchor, at in times.items() if at is not None}
        return Calendar(self.zone, event.days, event.day_ends, given, {})

    def admits(self, checkpoint: str, category: str | None) -> bool:
        """Whether a category, or a ticket that is of none, may enter a checkpoint at all."""
        rule = self.checkpoints[checkpoint]
        if category is None:
            return not rule.categories
        part = self.categories[category]
        if not rule.addon_names.isdisjoint({category, *map(str.casefold, part.names)}):
            return True
        admitted = category in rule.categories or not (rule.categories or rule.addons)
        return admitted and (not part.checkpoints or checkpoint in part.checkpoints)

    def category_of(self, ticket: str) -> str | None:
        """The id of the category that a source list calls by that name, or None."""
        return self._categories_by_name.get(ticket.strip().casefold())

    @cached_property
    def _categories_by_name(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for key, category in self.categories.items():
            for name in (key, category.name, *category.tickets):
                names.setdefault(name.strip().casefold(), key)
        return names
