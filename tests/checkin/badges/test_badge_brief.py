"""What somebody has to do about a badge is read whole, however little room there is."""

from __future__ import annotations

import pytest

from onsite import language
from onsite.badges.jobs.words import NO_PRINTER
from onsite.badges.rules import Attempt, Job, State
from onsite.checkin.badges.brief import fitted
from onsite.checkin.badges.views import BadgeSeen
from onsite.language import _
from onsite.ui.cells import width

LONG = "Maximiliane-Alexandra von Hohenstein-Oberndorfer"
FAILED = Attempt("f", state=State.FAILED, why="unanswered", printed="maybe")
HELD = Attempt("h", state=State.ACCEPTED, held="out_of_paper")
DONE = Attempt("d", state=State.DONE)
BADGES = {
    "maybe_printed": Job("j", attempts=(FAILED,)),
    "not_printed": Job("j", attempts=(FAILED,)),
    "held": Job("j", attempts=(HELD,)),
    "overdue": Job("j", attempts=(HELD,)),
    "conflict": Job("j", attempts=(DONE,)),
    "signs": Job("j", signs="𓀀𓀁𓀂𓀃"),
    NO_PRINTER: Job("j"),
}


def seen(need: str, name: str) -> BadgeSeen:
    return BadgeSeen(
        "a1", name, job=BADGES[need], need=need, printer="Printer at the left counter", card="T-1"
    )


@pytest.fixture(params=language.LANGUAGES)
def spoken(request):
    before = language.current()
    language.use(request.param)
    yield
    language.use(before)


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("need", BADGES)
@pytest.mark.parametrize(("cells", "rows"), [(78, 2), (75, 2), (58, 2), (78, 1)])
def test_what_to_do_is_read_whole(need, cells, rows) -> None:
    hint = _("Ctrl+K shows what can be done.").replace(" ", "")
    for name in ("Bo Li", LONG, "欧阳思远上官婉儿司马相如诸葛孔明"):
        said, _tone = fitted(seen(need, name), cells, rows)
        assert (len(said) <= rows, max(map(width, said)) <= cells) == (True, True)
        assert "".join(said).replace(" ", "").endswith(hint if rows > 1 else (".", "。"))


def test_in_full_where_there_is_room() -> None:
    said, tone = fitted(seen(NO_PRINTER, "Bo Li"), 118, 2)
    assert " ".join(said) == (
        "Bo Li: ! badge waits for the printer (Printer at the left counter). None of its printers "
        "works: see to one, or move it to another. Goes with the card T-1. Ctrl+K shows what can "
        "be done."
    )
    assert tone == "warning"


def test_less_is_said_sooner_than_what_to_do_is_cut_off() -> None:
    said, _tone = fitted(seen("maybe_printed", LONG), 78, 2)
    assert said == [
        "Maximiliane-Alexandra von Hohen…: ! badge failed (Printer at the left",
        "counter). Look whether it is in the printer. Ctrl+K shows what can be done.",
    ]
    assert fitted(seen("maybe_printed", LONG), 78, 1)[0] == [
        "Maximil…: ! Look whether it is in the printer. Ctrl+K shows what can be done."
    ]
