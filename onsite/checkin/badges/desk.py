"""Badges at the desk: the guest's own below the banner, one key for what is done about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from onsite.checkin.desk.acts import DeskActs
from onsite.checkin.views import MOST_BADGES
from onsite.language import N_, _
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.binding import BindingType

    from onsite.checkin.badges.views import BadgeSeen
    from onsite.checkin.views import Fresh
    from onsite.plan.model import Plan
    from onsite.ui.line_list import Tone

    Said = Callable[[int, int], tuple[list[str], Tone]]
    """A badge in rows of so many cells, at most so many of them, and how it is drawn."""

LOOK_S = 0.4
"""How often it is looked how the badges are that are under way, in seconds."""
_TONES: tuple[Tone, ...] = ("good", "warning", "bad", "muted", "strong")


class BadgeLine(Static):
    """One guest's badge, in as many words as there is room for."""

    said: Said | None = None

    def show(self, said: Said | None) -> None:
        """Say how it stands; nothing takes no room."""
        self.said = said
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        parent, most = self.parent, self.styles.max_height
        if not isinstance(parent, Widget) or most is None:
            return
        cells = parent.content_size.width - self.gutter.width
        rows, tone = self.said(cells, int(most.value)) if self.said is not None else ([], "")
        self.display = bool(rows)
        for each in _TONES:
            self.set_class(each == tone, f"-{each}")
        self.update(Text("\n".join(rows)))


class DeskBadges(DeskActs):
    """Shows how the badges of the last guests stand, and acts on that of the one who is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+k", "badge", N_("Badge"), show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._badge_of = ""
        """Whose badge stands first."""
        self._handed: tuple[Any, str] | None = None
        """The banner that says whose badge was handed over, and whose: their answer may be gone,
        as where the scan of the badge had to wait."""
        self._badges: Sequence[BadgeSeen] = ()
        self._needing = 0
        """How many badges of this station wait for somebody, whether they are shown or not."""
        self._stale = False

    def on_mount(self) -> None:
        self.set_interval(LOOK_S, self._look)

    def on_store_changed(self) -> None:
        self.read_badges()

    def badge_lines(self) -> Iterator[BadgeLine]:
        """The widgets that show badges, empty as yet."""
        yield from (BadgeLine() for _place in range(MOST_BADGES))

    def redraw(self) -> None:
        """The banner again; another guest's badge with it."""
        super().redraw()
        guest = self.answer.guest if self.answer is not None else None
        handed = self._handed if self._handed and self._handed[0] is self.shown else None
        whom = guest.attendee if guest is not None else handed[1] if handed else ""
        if whom != self._badge_of:
            self._badge_of = whom
            self._badges = [each for each in self._badges if each.attendee != whom and each.is_open]
            self.show_badges()
            self.read_badges()

    def read_badges(self) -> None:
        """Read how the badges stand, soon; once more where that is under way."""
        self._stale = True
        if not is_busy(self.workers, "badges"):
            # As a function: of a coroutine that never began, Python complains at the end.
            read: Any = self._read_badges
            self.run_worker(read, group="badges")

    def show_badges(self) -> None:
        """The lines below the banner again."""
        lines = list(self.query(BadgeLine))
        said = self._lines()
        for place, line in enumerate(lines):
            line.show(said[place] if place < len(said) else None)
        self._show_printer()

    def show_handed(self, fresh: Fresh) -> None:
        """A badge that had just been printed was scanned: it is handed over."""
        from onsite.checkin.badges.words import handed_over

        same = self.answer is not None and self.answer.guest is not None
        if not same or self._badge_of != fresh.attendee:
            self.answer = None
        self.shown = lambda _plan: handed_over(fresh)
        self._handed = (self.shown, fresh.attendee)
        self.show_nobody()
        self.redraw()
        self.onsite.sound("admit")
        self.line.forget()
        self.read_badges()

    def action_badge(self) -> None:
        """Print the badge of the guest who is shown; if there is one, what else can be done."""
        guest = self.choices.marked or (self.answer.guest if self.answer is not None else None)
        if guest is None:
            self.notify(_("Scan a ticket or find a name first: Ctrl+K then prints their badge."))
            return
        self._ask(lambda: self._act_on_badge(guest.attendee))

    async def _act_on_badge(self, attendee: str) -> None:
        from onsite.checkin.badges.acts import act_on_badge

        plan = self.work.plan
        if plan is None:
            return
        done = await act_on_badge(self.onsite, plan, attendee, self.work.checkpoint)
        if done:
            self.onsite.store_written(self)
            self.work.refresh()
            self.read_badges()

    def _look(self) -> None:
        """Read again while something is under way, and nobody reads already."""
        if any(each.is_open for each in self._badges):
            self.read_badges()
        else:
            self._show_printer()

    async def _read_badges(self) -> None:
        from onsite.checkin.badges.views import Place, badges_seen, needing

        while self._stale:
            self._stale = False
            plan, source = self.work.plan, self.work.source
            if plan is None or source is None:
                return
            place = Place(source.site.journal.station, self.work.checkpoint)
            now, read = self.onsite.clock.now(), source.site.read
            self._badges = await read(badges_seen, plan, self._badge_of, place, now)
            self._needing = await read(needing, plan, place.station, now)
            self.show_badges()

    def _lines(self) -> list[Said]:
        """The guest's own first; of the others those that are not handed over yet."""
        plan = self.work.plan
        if not self._badges or plan is None:
            return []
        from onsite.checkin.badges.brief import fitted
        from onsite.checkin.badges.views import with_printers
        from onsite.checkin.badges.words import line

        shown = [
            (with_printers(each, plan, self.onsite.printers), each.attendee == self._badge_of)
            for each in self._badges
            if each.is_open or (each.attendee == self._badge_of and _are_printed(plan, each))
        ]
        return [partial(fitted, seen, key=key) for seen, key in shown if line(seen, key=key)[0]]

    def _show_printer(self) -> None:
        plan, kinds = self.work.plan, self.onsite.printers
        if plan is None or not (kinds or self._needing or self.onsite.status.printer):
            return
        from onsite.badges.queues.showing import Said
        from onsite.checkin.badges.words import printer, printers_of

        desk = self.work.figures.desk if self.work.figures else ""
        names = printers_of(plan, desk) if _is_planned(plan) else {}
        text, trouble = printer(Said(kinds, self.onsite.printer_reasons), names, self._needing)
        status = self.onsite.status
        if (status.printer, status.printer_trouble) != (text, trouble):
            self.onsite.note_printer(text, trouble=trouble)


def _is_planned(plan: Plan) -> bool:
    """Whether the plan says anything of badges."""
    return bool(plan.printers) or "badges" in plan.model_fields_set


def _are_printed(plan: Plan, seen: BadgeSeen) -> bool:
    """Whether this badge is talked of: the plan does, or there is one."""
    return _is_planned(plan) or seen.job is not None or bool(seen.box or seen.fetched or seen.card)
