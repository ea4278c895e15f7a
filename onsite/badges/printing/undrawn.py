"""Why a badge could not be drawn: kept as a code with what it is about, told in words."""

from __future__ import annotations

from onsite.errors import OnsiteError
from onsite.language import N_, _

NO_KEY, NO_CODE, NO_NAME = "no-key", "no-code", "no-name"
DESIGN, ROOM, PRINTER = "design", "room", "printer"
_WHY = {
    NO_KEY: N_("this station may not make the codes of badges"),
    NO_CODE: N_("no badge can bear the code it would need"),
    NO_NAME: N_("the name of its holder is not known"),
    DESIGN: N_("its design “{about}” is not there, or is no design"),
    ROOM: N_("something has no room in its design “{about}”"),
    PRINTER: N_("this printer cannot print such a badge"),
}
_ADVICE = {
    NO_KEY: N_("Have it printed at another station, a lead's laptop for signed codes."),
    NO_CODE: N_("Register this guest anew, and merge the two records."),
    NO_NAME: N_(
        "Write the name in: Ctrl+Y at the desk, or at the problem desk. Then print it again."
    ),
    DESIGN: N_(
        "“onsite badges templates” lists the designs; correct the name, and print it again."
    ),
    ROOM: N_("“onsite badges check {about}” says what to change. Then print it again."),
    PRINTER: N_("Move it to another printer, or choose another design."),
}


class UndrawnError(OnsiteError):
    """A badge cannot be drawn; `code` says why, as it is kept."""

    def __init__(self, error: OnsiteError, why: str, about: str = "") -> None:
        super().__init__(error.happened, error.advice)
        self.code = f"{why}:{about}" if about else why


def why(detail: str) -> str:
    """Why, in words; empty where the code says nothing to anybody."""
    return _in_words(_WHY, detail)


def advice(detail: str) -> str:
    """What helps; empty where nobody knows."""
    return _in_words(_ADVICE, detail)


def _in_words(said: dict[str, str], detail: str) -> str:
    code, _colon, about = detail.partition(":")
    return _(said[code]).format(about=about) if code in said else ""
