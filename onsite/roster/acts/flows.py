"""The acts with their dialogs: each asks what it needs, does it, and answers what was done.

To be awaited in a worker of the app. Who has to answer for an act with a PIN is for the caller to
find out, before: `by` is then their id.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from onsite.language import _
from onsite.roster.acts import undoing, wording
from onsite.roster.acts.asked import (
    Acted,
    choices,
    doer,
    form,
    line,
    noted,
    plan_of,
    tell_code,
    the_one,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from onsite.app import OnsiteApp
    from onsite.roster.acts.service import Given
    from onsite.ui.line_list import Line


async def walk_in(app: OnsiteApp, name: str = "", *, by: str = "") -> Acted | None:
    """Register somebody who is on no list; who may be meant already is shown first."""
    title = _("Walk-in: who is on no list")
    return await _new_guest(app, title, "walk-in", {"name": name}, by)


async def companion(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Register somebody who came with an attendee."""
    host = await the_one(app, attendee)
    title = _("Companion of {name}").format(name=host.record.name)
    theirs = {"category": host.record.category, "company": host.record.company}
    return await _new_guest(app, title, "companion", theirs, by, host.attendee)


async def correct(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Set right what the roster says of somebody."""
    from onsite.roster.acts import service
    from onsite.roster.acts.facts import Change, Field
    from onsite.roster.acts.standing import text_of

    person = await the_one(app, attendee)
    fields = [field for field in Field if field not in (Field.GIVEN, Field.FAMILY)]

    async def act(written: Mapping[str, str]) -> tuple[Change, ...]:
        values: dict[Field, str] = {
            field: written[field.value]
            for field in fields
            if written[field.value] != text_of(person.record, field)
        }
        whose = doer(app, by)
        return await app.site.write(
            service.correct, await plan_of(app), person.attendee, values, whose
        )

    lines = [
        line(field.value, text_of(person.record, field), await choices(app, field.value))
        for field in fields
    ]
    title = _("Correct {name}").format(name=person.record.name)
    made: tuple[Change, ...] | None = await form(app, title, lines, act)
    if made is None:
        return None
    app.notify(wording.changes(made), title=_("Corrected"), markup=False)
    changes = tuple((each.field.value, f"{each.before} → {each.after}") for each in made)
    return Acted("correct", person.attendee, changes)


async def transfer(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Give a ticket to another person; its codes are revoked and there is a new one."""
    from onsite.roster.acts import service
    from onsite.roster.acts.facts import Field

    person = await the_one(app, attendee)

    async def act(written: Mapping[str, str]) -> Given:
        new = {Field(key): text for key, text in written.items()}
        return await app.site.write(service.transfer, person.attendee, new, doer(app, by))

    lines = [line(key) for key in ("name", "company", "email")]
    title = _("Transfer the ticket of {name} to").format(name=person.record.name)
    given: Given | None = await form(app, title, lines, act)
    if given is None:
        return None
    tell_code(app, given.code)
    return Acted("transfer", given.attendee, (("code", given.code),))


async def merge(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Make one person of two records."""
    from onsite.roster.acts import merging
    from onsite.roster.acts.merge_dialog import MergeDialog

    person = await the_one(app, attendee)

    async def act(stays: str, other: str) -> None:
        await app.site.write(merging.merge, stays, other, doer(app, by))

    pair = await app.push_screen_wait(MergeDialog(person, act))
    if pair is None:
        return None
    app.notify(_("They are one person from now on."))
    return Acted("merge", pair[0], (("other", pair[1]),))


async def block(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Let nobody in on a ticket."""
    from onsite.roster.acts import states

    return await noted(app, attendee, "block", _("Block {name}"), states.block, by)


async def lift_block(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Lift a block."""
    from onsite.roster.acts import states

    title = _("Lift the block of {name}")
    return await noted(app, attendee, "lift-block", title, states.lift_block, by)


async def accept_payment(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Record money that was taken on site."""
    from onsite.roster.acts import states

    person = await the_one(app, attendee)

    async def act(written: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        paid = (written["receipt"], written["amount"])
        await app.site.write(
            states.accept_payment, person.attendee, *paid, doer(app, by, written["note"])
        )
        return (("receipt", paid[0]), ("amount", paid[1]))

    lines = [line(key) for key in ("receipt", "amount", "note")]
    title = _("{name} pays here").format(name=person.record.name)
    paid: tuple[tuple[str, str], ...] | None = await form(app, title, lines, act)
    if paid is None:
        return None
    app.notify(_("Paid."))
    return Acted("accept-payment", person.attendee, paid)


async def new_credential(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Give a new code; the old ones are lost, or stay good."""
    from onsite.roster.acts import codes
    from onsite.ui.dialogs import Choose
    from onsite.ui.line_list import Line

    person = await the_one(app, attendee)
    lines = [
        Line("instead", (_("The old codes are good no more (the badge was lost)"),)),
        Line("beside", (_("The old codes stay good"),)),
    ]
    question = _("A new code for {name}").format(name=person.record.name)
    how = await app.push_screen_wait(Choose(question, lines))
    if how is None:
        return None
    code = await app.site.write(
        codes.issue, person.attendee, doer(app, by), instead=how == "instead"
    )
    tell_code(app, code)
    return Acted("new-credential", person.attendee, (("code", code),))


async def revoke(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Take one of the codes away."""
    from onsite.roster.acts import codes
    from onsite.ui.dialogs import Choose
    from onsite.ui.line_list import Line

    person = await the_one(app, attendee)
    live = await app.site.read(codes.live_codes, person.attendee)
    if not live:
        app.notify(_("{name} has no code that is live.").format(name=person.record.name))
        return None
    question = _("Which code of {name} is good no more?").format(name=person.record.name)
    code = await app.push_screen_wait(Choose(question, [Line(each, (each,)) for each in live]))
    if code is None:
        return None
    await app.site.write(codes.revoke, code, doer(app, by), attendee=person.attendee)
    app.notify(_("The code is good no more."))
    return Acted("revoke", person.attendee, (("code", code),))


FLOWS: dict[str, Callable[..., Awaitable[Acted | None]]] = {
    "correct": correct,
    "new-credential": new_credential,
    "accept-payment": accept_payment,
    "lift-block": lift_block,
    "companion": companion,
    "transfer": transfer,
    "merge": merge,
    "revoke": revoke,
    "block": block,
    "return-payment": undoing.return_payment,
    "part": undoing.part,
    "unregister": undoing.unregister,
}
"""Key of `offers.OFFERS` to what does it for an attendee."""


async def _new_guest(
    app: OnsiteApp, title: str, key: str, known: Mapping[str, str], by: str, host: str = ""
) -> Acted | None:
    from onsite.roster.acts import service
    from onsite.roster.acts.form import Chosen

    attempt = uuid.uuid4().hex

    async def act(written: Mapping[str, str]) -> Given:
        guest = service.NewGuest(
            name=written["name"],
            category=written["category"],
            company=written["company"],
            email=written["email"],
            note=written["note"],
            key=attempt,
        )
        plan, whose = await plan_of(app), doer(app, by)
        if not host:
            return await app.site.write(service.register, plan, guest, whose)
        return await app.site.write(service.add_companion, plan, host, guest, whose)

    lines = [
        line(each, known.get(each, ""), await choices(app, each))
        for each in ("name", "category", "company", "email", "note")
    ]
    given: Given | Chosen | None = await form(app, title, lines, act, check=_who_is_alike(app))
    if given is None:
        return None
    if isinstance(given, Chosen):
        person = await the_one(app, given.attendee)
        return Acted("found", person.attendee, (("found", person.record.name),))
    tell_code(app, given.code)
    return Acted(key, given.attendee, (("code", given.code),))


def _who_is_alike(app: OnsiteApp) -> Callable[[Mapping[str, str]], Awaitable[Sequence[Line]]]:
    from onsite.roster.acts.likeness import alike
    from onsite.ui.line_list import Line

    async def check(written: Mapping[str, str]) -> Sequence[Line]:
        found = await app.site.read(alike, written["name"], written["email"])
        return [
            Line(
                each.attendee,
                (str(number), each.name, each.company or each.category, wording.why(each.why)),
            )
            for number, each in enumerate(found, 1)
        ]

    return check
