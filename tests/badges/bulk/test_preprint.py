"""Badges printed ahead: the files, the facts, and beginning again after a stop."""

from __future__ import annotations

import numpy as np
import pytest

from onsite.badges.again.acts import Anew, issue_again
from onsite.badges.bulk.boxes import box_of, boxed, printed_of, take_out
from onsite.badges.bulk.choosing import Wanted
from onsite.badges.bulk.contents import contents, lying
from onsite.badges.bulk.preprint import make, prepare
from onsite.badges.bulk.sheets import Output
from onsite.badges.codes import code
from onsite.badges.drawing.imposing import Imposition
from onsite.badges.jobs.asking import Asked
from onsite.badges.service import ask
from onsite.badges.templates.columns import columns
from onsite.errors import BadInputError, NotPossibleError, OnsiteError
from onsite.roster.acts.doing import Doer
from onsite.roster.facts import Record, Status
from onsite.scanner.decoding import read
from tests.badges.drawing.pages import pictures, texts
from tests.badges.templates.shelf import GOOD
from tests.badges.templates.shelf import read as design

DOOR = Wanted("door")


@pytest.fixture
def guests(roll):
    return {
        name: roll.add(name, f"T-{name}")
        for name in ("Ada Lovelace", "Bo Li", "Maria Nowak", "王小明", "Zoë Quist")
    }


def printed(site, plan, folder, wanted=DOOR, per_box=200, **output):
    prepared = prepare(site, plan, wanted, per_box=per_box)
    return list(make(site, plan, prepared, Output(folder, **output)))


def seen(pdf, dpi=200):
    """What the scanner reads on each page."""
    return [
        [each.text for each in read(np.asarray(page.convert("L")))]
        for page in pictures(pdf.read_bytes(), dpi)
    ]


def test_a_file_for_each_box_and_each_badge_is_genuine(site, plan, guests, box, tmp_path):
    made = printed(site, plan, tmp_path)
    assert [(each.packed.desk, each.file.name, each.pages) for each in made] == [
        ("one", f"box-{box('01')}.pdf", 2),
        ("two", f"box-{box('02')}.pdf", 3),
    ]
    names = [
        guests[name] for name in ("Bo Li", "Ada Lovelace", "Maria Nowak", "Zoë Quist", "王小明")
    ]
    codes = [code.read(text) for each in made for page in seen(each.file) for text in page]
    # By family name: Li, Lovelace; Nowak, Quist, Wang.
    assert [(each.attendee, each.generation) for each in codes] == [(who, 1) for who in names]
    assert "王小明" in texts(made[1].file.read_bytes())[2]
    assert site.read_now(box_of, guests["王小明"]) == box(2)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        f"box-{box('01')}.pdf",
        f"box-{box('02')}.pdf",
    ]


def test_who_has_a_badge_is_left_out_and_the_next_box_has_the_next_number(
    site, plan, guests, roll, box, tmp_path
):
    printed(site, plan, tmp_path)
    with pytest.raises(NotPossibleError, match="5 people"):
        prepare(site, plan, DOOR)
    late = roll.add("Ann Arbor", "T-late")
    (made,) = printed(site, plan, tmp_path)
    assert [made.packed.box, [each.attendee for each in made.packed.people]] == [box(3), [late]]
    again = prepare(site, plan, Wanted("door", again=True))
    assert len(again.chosen.people) == 6


def test_nobody_without_a_name_a_valid_ticket_or_a_claim_to_a_badge(site, plan, roll, tmp_path):
    roll.add(" ", "T-1")
    roll.add("Cy Crew", "T-2", category="Crew")
    roll.add("Gone Guest", "T-3", status=Status.CANCELLED)
    roll.withdraw(roll.add("Not Listed", "T-4"))
    with pytest.raises(NotPossibleError, match="nobody whose badge could be printed"):
        prepare(site, plan, DOOR)
    here = roll.add("Vic Vip", "T-5", category="VIP")
    prepared = prepare(site, plan, DOOR)
    assert [each.attendee for each in prepared.chosen.people] == [here]
    assert (prepared.chosen.nameless, prepared.chosen.never) == (1, 1)
    assert [each.design for each in prepared.boxes] == ["cr80"]
    with pytest.raises(BadInputError, match="no category"):
        prepare(site, plan, Wanted("door", categories=("press",)))


def test_whoever_is_stopped_goes_on_with_the_box_that_was_not_done(
    site, plan, guests, box, tmp_path
):
    prepared = prepare(site, plan, Wanted("door", "alphabet"), per_box=2)
    run = make(site, plan, prepared, Output(tmp_path))
    first = next(run)
    run.close()
    rest = printed(site, plan, tmp_path, Wanted("door", "alphabet"), per_box=2)
    assert [first.packed.box, *(each.packed.box for each in rest)] == [box(1), box(2), box(3)]
    said = [(each.box, each.first, each.last) for each in contents(plan, site.read_now(lying))]
    packed = [each.packed for each in (first, *rest)]
    assert said == [(each.box, each.first, each.last) for each in packed]
    everybody = [each.attendee for made in (first, *rest) for each in made.packed.people]
    assert sorted(everybody) == sorted(guests.values())


def test_what_cannot_be_written_is_not_recorded(site, plan, guests, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file, no folder")
    with pytest.raises(NotPossibleError, match="could not be written"):
        printed(site, plan, taken)
    assert contents(plan, site.read_now(lying)) == ()


def test_what_cannot_be_recorded_is_not_there_to_be_printed(site, plan, guests, box, tmp_path):
    prepared = prepare(site, plan, DOOR)
    run = make(site, plan, prepared, Output(tmp_path))
    next(run)
    site.store.read_now(lambda rows: rows.exec_driver_sql("PRAGMA query_only = 1"))
    with pytest.raises(OnsiteError):
        next(run)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [f"box-{box('01')}.pdf"]


def test_a_desk_that_prints_one_of_a_box_meanwhile_makes_no_double(
    site, plan, guests, tmp_path
) -> None:
    prepared = prepare(site, plan, DOOR)
    boxes = make(site, plan, prepared, Output(tmp_path))
    next(boxes)
    bo = guests["王小明"]
    site.write_now(ask, plan, Asked(bo, "request"), "Maria")
    with pytest.raises(NotPossibleError, match="A desk has had the badge of 王小明 printed"):
        next(boxes)
    assert len([*tmp_path.glob("*.pdf")]) == 1
    (again,) = printed(site, plan, tmp_path)
    assert bo not in {person.attendee for person in again.packed.people}


def test_a_badge_in_a_box_may_be_out_of_date(site, plan, guests, roll, box, tmp_path):
    printed(site, plan, tmp_path)
    roll.add("Bo Li", "T-Bo Li", company="Somewhere else")
    new = Anew(guests["Ada Lovelace"], "lost", moved=False)
    site.write_now(issue_again, plan, new, Doer("maria", by="lee"))
    outdated = {name: site.read_now(boxed, who).outdated for name, who in guests.items()}
    assert outdated == {
        "Ada Lovelace": "replaced",
        "Bo Li": "changed",
        "Maria Nowak": "",
        "王小明": "",
        "Zoë Quist": "",
    }
    assert site.read_now(box_of, guests["Bo Li"]) is None
    assert [
        (each.box, each.many, each.outdated) for each in contents(plan, site.read_now(lying))
    ] == [
        (box(1), 2, 2),
        (box(2), 3, 0),
    ]


ROOM = """
[layers.room]
kind = "text"
text = "{extra Room}"
when = "extra Night"
x = 5
y = 100
width = 80
height = 10
"""


def test_what_is_out_of_date_and_made_again_counts_no_more(
    site, plan, guests, roll, box, clock, tmp_path
):
    printed(site, plan, tmp_path)
    clock.advance(seconds=1)
    who = roll.add("Bo Li", "T-Bo Li", company="Somewhere else")
    (made, _other) = printed(site, plan, tmp_path, Wanted("door", again=True))
    assert made.packed.box == box(3)
    found = site.read_now(boxed, who)
    assert (found.box, found.generation, found.outdated) == (box(3), 2, "")
    assert site.read_now(boxed, guests["Ada Lovelace"]).generation == 1, "hers is the same"
    assert [(each.box, each.many) for each in contents(plan, site.read_now(lying))] == [
        (box(3), 2),
        (box(4), 3),
    ]


@pytest.mark.parametrize(
    ("changed", "right"),
    [
        pytest.param(("Paid on", "Tuesday"), True, id="not on the badge"),
        pytest.param(("Room", "8"), False, id="in its words"),
        pytest.param(("Night", "yes"), False, id="in a condition"),
    ],
)
def test_only_what_the_design_names_makes_a_badge_outdated(changed, right) -> None:
    shown = columns(design(GOOD + ROOM))
    assert shown == ("night", "room")
    extra = {"Room": "7", "Paid on": "Monday", "Night": ""}
    before, after = (
        Record(name="Ada", extra=tuple(each.items())) for each in (extra, extra | dict([changed]))
    )
    assert (printed_of(after, shown) == printed_of(before, shown)) is right


def test_a_box_is_emptied_and_made_again(site, plan, guests, box, tmp_path):
    printed(site, plan, tmp_path)
    assert site.write_now(take_out, "2", "Maria") == 3
    assert site.read_now(boxed, guests["Zoë Quist"]) is None
    with pytest.raises(NotPossibleError, match="No badges lie in a box 2"):
        site.write_now(take_out, "2", "Maria")
    (made,) = printed(site, plan, tmp_path)
    assert (made.packed.box, len(made.packed.people)) == (box(2), 3)


def test_several_on_a_paper_and_as_pictures(site, plan, guests, tmp_path):
    alphabet = Wanted("door", "alphabet", again=True)
    (paper,) = printed(site, plan, tmp_path, alphabet, imposition=Imposition())
    assert paper.pages == 2, "four A7 on A4"
    on_first = [code.read(text).attendee for text in seen(paper.file)[0]]
    # Cut piles laid on each other: the first paper has the first of each pile.
    assert len(on_first) == 4 - 1
    (pictures_,) = printed(site, plan, tmp_path, alphabet, png_dpi=100)
    assert sorted(path.name for path in pictures_.file.iterdir())[:2] == [
        "001-front.png",
        "002-front.png",
    ]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_badges_on_a_roll_do_not_lie_side_by_side(site, guests, tmp_path):
    from onsite.plan.service import current, publish
    from tests.checkin.conftest import PLAN

    site.write_now(publish, PLAN + '[badges]\ntemplate = "label-62"\n', "Maria")
    plan = site.read_now(current)
    with pytest.raises(BadInputError, match="roll"):
        printed(site, plan, tmp_path, imposition=Imposition())
    (made,) = printed(site, plan, tmp_path)
    assert made.pages == 5
