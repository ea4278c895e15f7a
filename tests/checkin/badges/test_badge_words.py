"""How a badge stands, in words, and what Ctrl+K offers for it."""

from __future__ import annotations

import pytest

from onsite.badges.queues.showing import Said
from onsite.badges.rules import Attempt, Job, State
from onsite.checkin.badges.views import BadgeSeen
from onsite.checkin.badges.words import ACTS, act, line, offered, printer

PRINTING = Attempt("a", state=State.ACCEPTED)
DONE = Attempt("d", state=State.DONE)
JAMMED = Attempt("j", state=State.FAILED, why="cancelled", printed="maybe")
UNDRAWN = Attempt("u", state=State.FAILED, why="drawing", printed="no")


def seen(job: Job | None = None, **more) -> BadgeSeen:
    return BadgeSeen("a1", "Jane", job=job, **more)


@pytest.mark.parametrize(
    ("badge", "said", "acts"),
    [
        pytest.param(
            seen(),
            ("Jane: no badge yet: Ctrl+K prints it", "muted"),
            "print temporary",
            id="none yet",
        ),
        pytest.param(seen(prints="on_admission"), ("", ""), "print temporary", id="not talked of"),
        pytest.param(
            seen(Job("j")),
            ("Jane: · badge waits for the printer", ""),
            "move cancel temporary",
            id="waits",
        ),
        pytest.param(
            seen(Job("j", attempts=(PRINTING,)), printer="Left"),
            ("Jane: ▸ badge printing (Left)", ""),
            "handed issue move cancel temporary",
            id="prints",
        ),
        pytest.param(
            seen(Job("j", attempts=(DONE,)), printer="Left", card="TEMP-42"),
            (
                (
                    "Jane: ✓ badge printed (Left). Scan the badge, and hand it over. Goes with the "
                    "card TEMP-42."
                ),
                "good",
            ),
            "handed again issue",
            id="printed, and a card is about",
        ),
        pytest.param(
            seen(Job("j", attempts=(JAMMED,)), need="maybe_printed"),
            (
                (
                    "Jane: ! badge failed: the printer has cancelled it. Look into the printer: "
                    "is the badge there? If so, hand it over. If not, issue it again. Ctrl+K shows "
                    "what can be done."
                ),
                "bad",
            ),
            "handed again issue move temporary",
            id="nobody knows",
        ),
        pytest.param(
            seen(Job("j", attempts=(UNDRAWN,)), need="not_printed"),
            (
                (
                    "Jane: ! badge failed: it could not be drawn. Nothing was printed. Print it "
                    "again, or move it to another printer. Ctrl+K shows what can be done."
                ),
                "bad",
            ),
            "again move cancel temporary",
            id="nothing was printed",
        ),
        pytest.param(
            seen(Job("j", attempts=(UNDRAWN,), instead_of="i"), need="not_printed"),
            (
                (
                    "Jane: ! badge failed: it could not be drawn. Nothing was printed. Print it "
                    "again, or move it to another printer. Ctrl+K shows what can be done."
                ),
                "bad",
            ),
            "again issue move cancel temporary",
            id="nothing was printed, but the one before it may be about",
        ),
        pytest.param(
            seen(Job("j", attempts=(DONE,), handed_ms=1)),
            ("Jane: ✓ has the badge", "muted"),
            "again issue temporary",
            id="handed over",
        ),
        pytest.param(
            seen(box="3", outdated="changed"),
            (
                (
                    "Jane: ! a badge in box 3 says something else by now: do not hand it over. "
                    "Ctrl+K prints the right one."
                ),
                "warning",
            ),
            "print temporary",
            id="outdated in a box",
        ),
        pytest.param(
            seen(box="3"),
            ("Jane: ✓ pre-printed, in box 3", "good"),
            "handed issue temporary",
            id="in a box",
        ),
        pytest.param(
            seen(fetched=True),
            ("Jane: ✓ has the badge", "muted"),
            "issue temporary back",
            id="fetched",
        ),
    ],
)
def test_how_it_stands(badge, said, acts) -> None:
    assert (line(badge), offered(badge)) == (said, acts.split())


def test_everything_offered_has_a_name() -> None:
    assert all(ACTS.values())
    lying, changed = seen(box="3"), seen(box="3", outdated="changed")
    assert [act(each, lying) for each in offered(lying)] == [
        "It is handed over (box 3)",
        "Issue another one; the one in box 3 is then refused",
        "Temporary badge: a card with a number",
    ]
    assert act("print", changed) == "Print a badge; the one in box 3 is then refused"


def test_only_the_guest_who_is_shown_is_offered_the_key() -> None:
    assert line(seen(), key=False) == ("Jane: no badge yet", "muted")


def test_a_printer_with_a_long_name_leaves_room_in_the_status_bar() -> None:
    said = Said({"left": "stopped"}, {"left": ("no-such-queue",)})
    text, trouble = printer(said, {"left": "Right printer at the counter"})
    assert (text, trouble) == ("Right printer at…: there is no such queue", True)
    assert (
        printer(Said({"left": "offline"}), {"left": "左侧打印机"})[0]
        == "左侧打印机: does not answer"
    )
