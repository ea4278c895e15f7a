"""The chart of a zone: how many were in it, how many it holds, where it was counted anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color
from textual_plotext import PlotextPlot

from onsite.zones.history.span import round_step, ticks

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.zones.history.reading import Course

RECOUNT, CLOSE = "◆", "■"
"""What marks a recount, and the close of a day."""
_MINUTE_MS = 60_000
_EDGE = 8
"""Cells and rows of the axes and their figures."""
_ROWS_APART = 4


class CourseChart(PlotextPlot):
    """Drawn anew only where something has changed. Signs tell the lines apart, too."""

    def __init__(self) -> None:
        super().__init__(id="chart")
        self._drawn: tuple[object, ...] = ()
        self._asked: tuple[Plan, Course, int | None] | None = None

    def on_resize(self) -> None:
        """What it was asked to show before it had a size, or had another one."""
        if self._asked is not None:
            self.draw(*self._asked)

    def draw(self, plan: Plan, course: Course, capacity: int | None) -> None:
        """Show a course; once a second is often enough.

        Args:
            plan: whose clock the ticks go by.
            course: at least one point of it.
            capacity: as it is now; None where nothing limits it.
        """
        self._asked = (plan, course, capacity)
        theme = self.app.theme
        drawn = (course, capacity, self.size, theme)
        if drawn == self._drawn or not self.size.area:
            return
        self._drawn = drawn
        plot, begins = self.plt, course.span.from_ms
        plot.clear_data()
        self._limits(course, capacity)
        points = with_jumps(course)
        minutes = [(at_ms - begins) / _MINUTE_MS for at_ms, _people in points]
        people = [each for _at, each in points]
        plot.plot(minutes, people, marker="braille", color=self._colour("text-primary"))
        for base in course.bases:
            sign = RECOUNT if base.how == "recount" else CLOSE
            at = (base.cut_ms - begins) / _MINUTE_MS
            plot.scatter([at], [base.people], marker=sign, color=self._colour("caution"))
        held = (most or 0 for _at, most in course.holds)
        there = [*people, *(each.people for each in course.bases), *held, capacity or 0, 0]
        self._axes(plan, course, min(there), max(there))
        self.refresh()

    def _limits(self, course: Course, capacity: int | None) -> None:
        """How many it holds: one line, or a step wherever that has changed meanwhile."""
        if len(course.holds) <= 1:
            if capacity is not None:
                self.plt.hline(capacity, self._colour("bad"))
            return
        begins, until_ms = course.span.from_ms, course.span.until_ms
        ends = [*(at_ms for at_ms, _most in course.holds[1:]), until_ms]
        for (at_ms, most), end_ms in zip(course.holds, ends, strict=True):
            if most is not None:
                minutes = [(each - begins) / _MINUTE_MS for each in (at_ms, end_ms)]
                self.plt.plot(minutes, [most, most], marker="─", color=self._colour("bad"))

    def _axes(self, plan: Plan, course: Course, lowest: int, highest: int) -> None:
        plot, begins = self.plt, course.span.from_ms
        named = ticks(plan, course.span, self.size.width - _EDGE)
        plot.xticks([(at - begins) / _MINUTE_MS for at, _name in named], [n for _at, n in named])
        plot.xlim(0, (course.span.until_ms - begins) / _MINUTE_MS)
        step = round_step(highest - lowest, max(self.size.height // _ROWS_APART, 1))
        bottom, top = lowest // step * step, -(-max(highest, 1) // step) * step
        figures = range(bottom, top + 1, step)
        plot.yticks([*map(float, figures)], [str(each).replace("-", "−") for each in figures])
        plot.ylim(bottom, top)

    def _colour(self, name: str) -> tuple[int, int, int]:
        return Color.parse(self.app.theme_variables[name]).rgb


def with_jumps(course: Course) -> list[tuple[int, int]]:
    """Its points, and at each recount what was expected and what was counted: a jump is upright."""
    jumps = [(base.cut_ms, each) for base in course.bases for each in (base.expected, base.people)]
    cuts = {at_ms for at_ms, _people in jumps}
    points = [each for each in course.points if each[0] not in cuts]
    # Sorted by the instants alone, so that what was expected stays before what was counted.
    return sorted([*points, *jumps], key=lambda each: each[0])
