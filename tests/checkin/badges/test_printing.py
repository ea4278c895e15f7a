"""What a scan means for badges: asked for, seen, handed over; no failure undoes an admission."""

from __future__ import annotations

import pytest

from onsite.badges.bulk.boxes import printed_of
from onsite.badges.bulk.facts import BadgeBoxed
from onsite.badges.codes.making import badge_code
from onsite.badges.jobs.reading import job_of, jobs
from onsite.badges.jobs.states import State
from onsite.badges.queues.showing import Said
from onsite.badges.service import Asked, ask
from onsite.badges.temporary import card_codes, give
from onsite.checkin.badges.printing import fresh
from onsite.checkin.badges.views import Place, badge_seen, badges_seen, needing, with_printers
from onsite.checkin.badges.words import line, printer, printers_of
from onsite.checkin.facts import Outcome
from onsite.checkin.service import Attempt, scan, undo
from onsite.clock import to_ms
from onsite.errors import NotPossibleError
from onsite.plan.service import current, publish
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.facts import Field
from onsite.roster.acts.service import correct
from onsite.roster.service import attendee
from tests.badges.conftest import PRINTERS, Press
from tests.checkin.conftest import PLAN, Roll

ADMISSION = (
    PRINTERS.replace("on_request", "on_admission")
    + """prints_for = { vip = "never" }
prints_at = { workshop = "on_request" }
pool = "door"

[printer_pools.door]
printers = ["left", "right"]
"""
)


@pytest.fixture
def plan(site):
    site.write_now(publish, PLAN + ADMISSION, "Maria")
    return site.read_now(current)


@pytest.fixture
def door(site, plan):
    """Scans at the main door: `door(code)`."""
    made = iter(range(100))

    def at_door(code: str, checkpoint: str = "door"):
        attempt = Attempt(f"key-{next(made)}", checkpoint, "Maria", code=code)
        return site.write_now(scan, plan, attempt)

    return at_door


@pytest.fixture
def press(site, plan):
    return Press(site, plan)


@pytest.fixture
def jane(site, plan):
    return Roll(site).add("Jane Doe", "JANE")


def test_whoever_comes_in_gets_one_badge(site, door, jane) -> None:
    assert door("JANE").verdict.outcome is Outcome.ADMIT
    (asked,) = site.read_now(jobs)
    assert (asked.attendee, asked.generation, asked.why) == (jane, 1, "admission")
    assert (asked.checkpoint, asked.pool, asked.scan) == ("door", "door", "key-0")
    door("JANE")
    assert site.read_now(jobs) == (asked,)


def test_whose_name_nobody_knows_gets_no_badge_and_the_desk_says_what_is_missing(
    site, door, plan
) -> None:
    who = Roll(site).add("", "SIGNED")
    assert door("SIGNED").verdict.outcome is Outcome.ADMIT
    assert site.read_now(jobs) == ()
    with pytest.raises(NotPossibleError, match="name is not known"):
        site.write_now(ask, plan, Asked(who), "Maria")
    seen = site.read_now(badge_seen, plan, who, "door", site.clock.now())
    assert line(seen)[0] == (
        "Unassigned ticket: ! no badge yet, the name is not known. Ctrl+Y writes it in, then Ctrl+K"
        " prints the badge."
    )

    site.write_now(correct, plan, who, {Field.NAME: "Mia Klein"}, Doer("Maria"))
    seen = site.read_now(badge_seen, plan, who, "door", site.clock.now())
    assert line(seen)[0] == "Mia Klein: no badge yet: Ctrl+K prints it"
    site.write_now(ask, plan, Asked(who), "Maria")
    assert site.read_now(job_of, who).state is State.ASKED


@pytest.mark.parametrize(
    ("category", "checkpoint"),
    [
        pytest.param("VIP", "door", id="never for this kind of ticket"),
        pytest.param("VIP", "workshop", id="only by a key there"),
    ],
)
def test_the_plan_says_for_whom_and_where(site, plan, door, category, checkpoint) -> None:
    Roll(site).add("Victor", "VIC", category=category)
    assert door("VIC", checkpoint).verdict.outcome is Outcome.ADMIT
    assert site.read_now(jobs) == ()


def test_whoever_is_refused_gets_none(site, plan, door) -> None:
    Roll(site).add("Ursula", "URS", payment="unpaid")
    assert door("URS").verdict.outcome is Outcome.REFUSE
    assert site.read_now(jobs) == ()


def code_of(site, plan, attendee, generation=1) -> str:
    return site.write_now(badge_code, plan, attendee, generation, "Maria").text


def test_the_scan_of_the_fresh_badge_hands_it_over(site, plan, door, jane, press) -> None:
    door("JANE")
    job = site.read_now(job_of, jane)
    press.done(job.job)
    text = code_of(site, plan, jane)
    found = site.write_now(fresh, plan, "door", text, "Maria")
    assert (found.attendee, found.name, found.job) == (jane, "Jane Doe", job.job)
    after = site.read_now(job_of, jane)
    assert (after.state, bool(after.seen_ms)) == (State.HANDED_OVER, True)
    # From now on it is a ticket as any other.
    assert site.write_now(fresh, plan, "door", text, "Maria") is None


def test_a_badge_that_was_not_printed_here_is_an_attempt(site, plan, door, jane, press) -> None:
    door("JANE")
    text = code_of(site, plan, jane)
    assert site.write_now(fresh, plan, "door", text, "Maria") is None, "nothing was printed yet"
    press.done(site.read_now(job_of, jane).job)
    assert site.write_now(fresh, plan, "workshop", text, "Maria") is None, "another checkpoint"
    forged = text[:-1] + ("0" if text[-1] != "0" else "1")
    assert site.write_now(fresh, plan, "door", forged, "Maria") is None, "not ours"


def test_who_comes_in_with_the_badge_has_it(site, plan, door, jane, press) -> None:
    press.done(press.ask(jane, checkpoint="door"))
    site.write_now(give, jane, "42", "Maria")
    answer = door(code_of(site, plan, jane))
    assert answer.verdict.outcome is Outcome.ADMIT
    after = site.read_now(job_of, jane)
    assert (after.state, bool(after.seen_ms)) == (State.HANDED_OVER, True)
    assert site.read_now(card_codes, jane) == {}


def test_a_failed_print_undoes_no_admission(site, plan, door, jane, press) -> None:
    door("JANE")
    press.fail(site.read_now(job_of, jane).job, "cancelled", "maybe")
    seen = site.read_now(badge_seen, plan, jane, "door", site.clock.now())
    assert (seen.need, seen.printer) == ("maybe_printed", "Left printer")
    assert door("JANE").verdict.reason.value == "already_in"


def test_a_scan_that_is_taken_back_prints_nothing(site, plan, door, jane) -> None:
    door("JANE")
    site.write_now(undo, plan, "key-0", "wrong_person", "Maria")
    assert site.read_now(job_of, jane).state is State.CANCELLED


def test_what_is_in_the_printer_already_is_not_taken_back_with_the_scan(
    site, plan, door, jane, press
) -> None:
    door("JANE")
    press.send(site.read_now(job_of, jane).job)
    site.write_now(undo, plan, "key-0", "wrong_person", "Maria")
    assert site.read_now(job_of, jane).state is State.ACCEPTED


def test_who_is_in_a_box_gets_none_printed(site, plan, door, jane) -> None:
    record = site.read_now(attendee, jane).record
    boxed = BadgeBoxed(
        attendee=jane,
        generation=1,
        box="3",
        batch="b",
        printed=printed_of(record),
        at_ms=to_ms(site.clock.now()),
    )
    site.write_now(lambda journal, rows: journal.append(rows, boxed, operator="Maria"))
    door("JANE")
    assert site.read_now(jobs) == ()
    seen = site.read_now(badge_seen, plan, jane, "door", site.clock.now())
    assert line(seen) == ("Jane Doe: ✓ pre-printed, in box 3", "good")


def test_the_badges_that_a_desk_waits_for(site, plan, door, jane, press, clock) -> None:
    roll = Roll(site)
    whom = [roll.add(f"Guest {number}", f"G{number}") for number in range(4)]
    for number in range(4):
        door(f"G{number}")
        clock.advance(seconds=5)
    press.done(site.read_now(job_of, whom[3]).job)
    place = Place(site.journal.station, "door")

    def seen(now):
        found = site.read_now(badges_seen, plan, whom[0], place, now)
        return [each.attendee for each in found]

    assert seen(clock.now()) == [whom[0], whom[3], whom[2]], "the guest, then the newest"
    clock.advance(seconds=90)
    assert seen(clock.now()) == [whom[0], whom[2], whom[1]], "it was handed over unsaid"
    elsewhere = Place(site.journal.station, "workshop")
    assert site.read_now(badges_seen, plan, "", elsewhere, clock.now()) == []


def test_the_status_bar_tells_of_the_desks_own_printers(plan) -> None:
    own = printers_of(plan, "")
    assert own == {"left": "Left printer", "right": "Right printer"}
    assert printer(Said(), own) == ("", False)
    assert printer(Said({"left": "ready", "right": "ready"}), own) == ("printer ready", False)
    jam = Said({"left": "ready", "right": "jam"}, {"right": ("media-jam-error",)})
    assert printer(jam, own) == ("Right printer: paper jam", True)
    assert printer(Said({"right": "jam"}), {"left": "Left printer"}) == ("", False)
    gone = Said({"left": "stopped"}, {"left": ("no-such-queue",)})
    assert printer(gone, own) == ("Left printer: there is no such queue", True)
    assert printer(jam, own, 2) == (
        "Right printer: paper jam · ! 2 badges need somebody",
        True,
    )
    assert printer(Said({"left": "ready"}), own, 1) == (
        "printer ready · ! 1 badge needs somebody",
        True,
    )
    assert printer(Said(), {}, 1) == ("! 1 badge needs somebody", True)


def test_badges_that_wait_for_somebody_are_counted_wherever_their_guests_are(
    site, plan, door, press, clock
) -> None:
    roll, here = Roll(site), site.journal.station
    whom = [roll.add(f"Guest {number}", f"G{number}") for number in range(6)]
    for number in range(6):
        door(f"G{number}")
        clock.advance(seconds=5)
    press.fail(site.read_now(job_of, whom[0]).job, "stuck", "maybe")
    press.fail(site.read_now(job_of, whom[1]).job, "drawing", "no")
    press.done(site.read_now(job_of, whom[2]).job)
    place = Place(here, "door")
    shown = site.read_now(badges_seen, plan, "", place, clock.now())
    assert not {whom[0], whom[1]} & {each.attendee for each in shown}
    assert site.read_now(needing, plan, here, clock.now()) == 2
    assert site.read_now(needing, plan, "another-station", clock.now()) == 0


def test_a_badge_whose_printers_are_all_off_says_so(site, plan, door, jane) -> None:
    door("JANE")
    seen = site.read_now(badge_seen, plan, jane, "door", site.clock.now())
    assert with_printers(seen, plan, {"left": "offline"}) == seen, "the other one may print it"
    off = with_printers(seen, plan, {"left": "offline", "right": "jam"})
    assert line(off) == (
        (
            "Jane Doe: ! badge waits for the printer. None of its printers works: see to one, or "
            "move it to another. Ctrl+K shows what can be done."
        ),
        "warning",
    )
