"""What takes an act back, with its dialog; see `flows`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _
from onsite.roster.acts.asked import Acted, doer, noted, the_one

if TYPE_CHECKING:
    from onsite.app import OnsiteApp


async def return_payment(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Give the money back that was taken on site."""
    from onsite.roster.acts import states

    title = _("{name} gets the money back")
    return await noted(app, attendee, "return-payment", title, states.return_payment, by)


async def unregister(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Take the registration of a walk-in or a companion back."""
    from onsite.roster.acts import service

    title = _("Take the registration of {name} back")
    return await noted(app, attendee, "unregister", title, service.unregister, by)


async def part(app: OnsiteApp, attendee: str, *, by: str = "") -> Acted | None:
    """Make two of a person again whose records were merged."""
    from onsite.roster.acts import merging, reading
    from onsite.ui.dialogs import Choose
    from onsite.ui.line_list import Line

    person = await the_one(app, attendee)
    gone = await app.site.read(reading.merged_into, person.attendee)
    lines = [Line(each.attendee, (f"{each.record.name} · {each.record.company}",)) for each in gone]
    question = _("Who is not {name}?").format(name=person.record.name)
    other = await app.push_screen_wait(Choose(question, lines))
    if other is None:
        return None
    await app.site.write(merging.part, other, doer(app, by))
    app.notify(_("They are two again."))
    return Acted("part", person.attendee, (("other", other),))
