"""What the desk says of a hand scanner: scan again, who is it, and what to set on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, ngettext
from onsite.scanner.hand.advice import About
from onsite.ui.banner import BannerContent

if TYPE_CHECKING:
    from onsite.checkin.desk.hand_codes import Made
    from onsite.scanner.hand.advice import Advice

IN_BANNER = (About.LOST, About.CONVERTED)
"""Advice that the banner gives at once, and every time."""


def again(advice: Advice | None) -> BannerContent:
    """A code did not arrive whole: nobody may go through on what is left of it."""
    return BannerContent(
        "ask",
        _("SCAN AGAIN"),
        _("The code did not arrive whole, so nobody was let in."),
        lines=(str(advice),) if advice is not None and advice.about in IN_BANNER else (),
    )


def who(made: Made) -> BannerContent:
    """A code may stand for several people, as nobody can know how the scanner is set."""
    many = len(made.guests)
    sentence = ngettext(
        "This code can be read in two ways. Ask for the name and choose below.",
        "This code can be read in {many} ways. Ask for the name and choose below.",
        many,
    )
    return BannerContent(
        "ask",
        _("WHO IS IT?"),
        sentence.format(many=many),
        lines=(
            _("Tell Onsite how the scanner is set, so that it need not ask: onsite scan --test"),
        ),
    )


def found(made: Made) -> str:
    """Whose code a scan is, without a name: for who tries a scanner."""
    if made.reading is not None:
        how = _("as it is") if made.reading.ways[0].right else _("mended")
        return _("somebody's code, {how}: {code}").format(how=how, code=made.code)
    if made.whom:
        return _("may be the code of {many} people").format(many=len(made.whom))
    if made.name:
        return _("looks like a name, and is nobody's code")
    return _("nobody's code") if made.code else _("must be scanned again")
