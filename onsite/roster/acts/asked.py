"""What the dialogs of the acts share: who is meant, who does it, how it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.language import _
from onsite.roster.acts import wording
from onsite.roster.acts.facts import MARKS, YES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from onsite.app import OnsiteApp
    from onsite.roster.acts.doing import Doer
    from onsite.roster.service import Attendee


@dataclass(frozen=True, slots=True)
class Acted:
    """What was done, in codes."""

    act: str
    """A key of `FLOWS`."""
    attendee: str
    details: tuple[tuple[str, str], ...] = ()


async def form(
    app: OnsiteApp, title: str, lines: Sequence[Any], act: Any, check: Any = None
) -> Any:
    from onsite.roster.acts.form import ActForm

    done: Any = await app.push_screen_wait(ActForm(title, lines, act, check=check))
    return done


def line(key: str, value: str = "", choices: tuple[str, ...] = ()) -> Any:
    """A line of a form."""
    from onsite.roster.acts.form import FormLine

    return FormLine(key, _(wording.LINES[key]), value, ", ".join(choices), choices)


async def choices(app: OnsiteApp, key: str) -> tuple[str, ...]:
    """What a field can be: one of the plan's categories, yes or no; empty for any text."""
    if key in set(MARKS):
        return (YES, "no")
    plan = await plan_of(app) if key == "category" else None
    return tuple(each.name for each in plan.categories.values()) if plan is not None else ()


async def plan_of(app: OnsiteApp) -> Any:
    """The plan in force, if one was published."""
    from onsite.plan.service import current

    return await app.site.read(current)


async def the_one(app: OnsiteApp, attendee: str) -> Attendee:
    """The attendee, or who stays of them after a merge."""
    from onsite.roster.acts.doing import found

    def read(rows: Connection) -> Attendee:
        return found(rows, attendee)

    return await app.site.read(read)


def doer(app: OnsiteApp, by: str, note: str = "") -> Doer:
    """Who works here, and who has answered for it."""
    from onsite.roster.acts.doing import Doer

    return Doer(app.site.operator, by, note)


def tell_code(app: OnsiteApp, code: str) -> None:
    """Show a new code for a while."""
    said = _("New code: {code}").format(code=code)
    app.notify(said, timeout=60, markup=False)


async def noted(
    app: OnsiteApp, attendee: str, key: str, title: str, service: Any, by: str
) -> Acted | None:
    """Do what only needs a note."""
    person = await the_one(app, attendee)

    async def act(written: Mapping[str, str]) -> str:
        await app.site.write(service, person.attendee, doer(app, by, written["note"]))
        return written["note"]

    question = title.format(name=person.record.name)
    note: str | None = await form(app, question, [line("note")], act)
    return Acted(key, person.attendee, (("note", note),)) if note is not None else None
