"""What stands on the pages of the overview, shown from what was read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, Static

from onsite.language import N_, _
from onsite.ui.line_list import LineList
from onsite.zones.board.leading import ZonesLeading
from onsite.zones.board.opening import TEACHES

if TYPE_CHECKING:
    from textual.timer import Timer

    from onsite.zones.board.reading import Look
    from onsite.zones.history.chart import CourseChart
    from onsite.zones.history.span import Span

_NO_PLAN = N_("There is no plan yet. The lead publishes one: onsite plan publish event.toml")
DOTS = 2
"""Of the chart, in the width of a cell."""
LISTS = {"list": "#zones", "zone": "#of-zone", "gates": "#gate-zones"}
"""The list of each page that has one."""


class ZonesFace(ZonesLeading):
    """Shows what is known. Its widgets are made in `zones.screen`."""

    chart_apart_s = 1.0
    """The chart is drawn no more often: it is slow to draw, and others count ten times a second."""
    _keys_of: tuple[object, ...] = ()
    """For what the footer has its keys."""

    def __init__(self) -> None:
        super().__init__()
        self._stands: dict[str, Text] = {}
        self.charted = ""
        """The id of the zone on the chart."""
        self.hours = 0
        """The place of the length of the chart, among those there are."""
        self.back = 0
        """How many half lengths it lies before the present."""
        self._drawn_s = -self.chart_apart_s
        """When the chart was drawn last, by the clock of the event loop."""
        self._draws: Timer | None = None
        """Draws it as soon as it may be drawn again."""

    @property
    def page(self) -> str:
        """`list`, `zone`, `history` or `gates`."""
        return self.query_one("#pages", ContentSwitcher).current or "list"

    @property
    def at_cursor(self) -> str:
        """The id of the zone under the cursor, or on the chart; empty for none."""
        page = self.page
        if page == "history":
            return self.charted
        line = self.query_one(LISTS[page], LineList).line
        return line.key if line is not None and page != "zone" else ""

    @property
    def line_at(self) -> str:
        """The key of the line under the cursor of the page of one zone; empty elsewhere."""
        line = self.query_one("#of-zone", LineList).line
        return line.key if line is not None and self.page == "zone" else ""

    @property
    def wanted_course(self) -> tuple[str, Span, int] | None:
        """The zone, the time and the dots across of the chart that is shown; None for no chart."""
        from onsite.clock import to_ms
        from onsite.zones.history.span import HOURS, span

        if self.page != "history" or not self.charted:
            return None
        now_ms = to_ms(self.onsite.clock.now())
        dots = DOTS * self.size.width
        return self.charted, span(now_ms, HOURS[self.hours], self.back), dots

    def leave(self) -> None:
        """From the page of a zone to the list."""
        raise NotImplementedError

    def show_all(self) -> None:
        """Everything, as it is known at this moment."""
        if not self.is_in_front:
            return
        found = self.found
        taught = self._teach()
        if found is None or taught:
            self.put("#figures", Text())
            self.put("#alarms", Text()).display = False
        else:
            self._show(found)
        said = self.put("#said", Text(self.still_said))
        said.set_classes(f"-{self.said_tone}" if self.said_tone else "")
        self.mind_keys()

    def _teach(self) -> str:
        """Say what to do where there is nothing to show; answers it, empty where there is."""
        taught = ""
        if self.found is None:
            taught = _(_NO_PLAN) if self.opened else _("Opening the store…")
        elif not self.found.plan.zones:
            taught = _(TEACHES)
        self.put("#teach", Text(taught)).display = bool(taught)
        pages = self.query_one("#pages")
        pages.display = not taught
        if pages.display and self.focused is None and self.page in LISTS:
            # What cannot be seen has no focus: the list has it back.
            self.set_focus(self.query_one(LISTS[self.page]))
        return taught

    def mind_keys(self) -> None:
        """The keys of the footer, where others are of use than before."""
        zone = self.chosen
        kind = (self.page, zone is not None, zone is not None and zone.evacuation is not None)
        if kind != self._keys_of:
            self._keys_of = kind
            self.refresh_bindings()

    def _show(self, found: Look) -> None:
        from onsite.zones.board import gates, showing

        alarms, total = showing.figures(found)
        self.put("#alarms", Text(alarms, no_wrap=True, overflow="ellipsis")).display = bool(alarms)
        self.put("#figures", Text(total, no_wrap=True, overflow="ellipsis"))
        if self.page == "list":
            zones = self.query_one("#zones", LineList)
            zones.show(showing.lines(found, self.now_ms, self.size.width))
            self.show_about()
        elif self.page == "zone":
            self._show_one(found)
        elif self.page == "gates":
            self.put("#balance", Text("\n".join(gates.head(found))))
            self.query_one("#gate-zones", LineList).show(gates.lines(found, self.now_ms))
        else:
            self._show_course(found)

    def show_about(self) -> None:
        """What is under the cursor, in more words than its line has room for."""
        from onsite.zones.board.showing import about

        found, zone = self.found, self.chosen
        if found is not None and zone is not None and self.page == "list":
            lines = about(found, zone, self.now_ms, self.onsite.names)
            self.put("#about", Text("\n".join(lines), no_wrap=True, overflow="ellipsis"))

    def _show_one(self, found: Look) -> None:
        from onsite.zones.board import one

        zone = self.chosen
        if zone is None:  # Another plan has it no more.
            self.leave()
            return
        if found.one is None or found.one.zone != zone.id:
            return
        head = Text("\n".join(one.head(zone, self.size.width - 2)), overflow="ellipsis")
        head.stylize("bold", 0, head.plain.find("\n"))
        self.put("#head", head)
        leaving = one.leaving(found, zone, self.now_ms)
        self.put("#evacuation", Text(leaving)).display = bool(leaving)
        lines = one.lines(found, zone, found.one, self.now_ms, self.onsite.names)
        self.query_one("#of-zone", LineList).show(lines)

    def _show_course(self, found: Look) -> None:
        from onsite.zones.board import course_words

        zone, course = found.survey.zone(self.charted), self.course
        if zone is None:
            self.leave()
            return
        if course is None or course.zone != zone.id:
            return
        there = zone.counted and bool(course.points)
        self.put("#of-course", Text(course_words.head(found.plan, zone, course)))
        self.put("#legend", Text(course_words.legend(zone, course))).display = there
        self.put("#no-course", Text(course_words.empty(zone))).display = not there
        frame = self.query_one("#course", Vertical)
        frame.display = there
        if there and self._may_draw():
            self._chart_in(frame).draw(found.plan, course, zone.capacity.people)

    def _may_draw(self) -> bool:
        """Whether the chart may be drawn now; if not, it is drawn as soon as it may."""
        now_s = asyncio.get_running_loop().time()
        wait_s = self._drawn_s + self.chart_apart_s - now_s
        if wait_s <= 0:
            self._drawn_s = now_s
            return True
        if self._draws is None:
            self._draws = self.set_timer(wait_s, self._draw_again)
        return False

    def _draw_again(self) -> None:
        self._draws = None
        self.show_all()

    def _chart_in(self, frame: Vertical) -> CourseChart:
        """The chart, made when it is first looked at."""
        from onsite.zones.history.chart import CourseChart

        for chart in frame.query(CourseChart):
            return chart
        chart = CourseChart()
        frame.mount(chart)
        return chart

    def put(self, where: str, text: Text) -> Static:
        """Let a text stand somewhere; where it does already, nothing is drawn for it."""
        widget = self.query_one(where, Static)
        if self._stands.get(where) != text:
            self._stands[where] = text
            widget.update(text)
        return widget
