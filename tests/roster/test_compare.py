"""Who on a list is who on the roster, and what that changes."""

from __future__ import annotations

import pytest

from onsite.plan.reading import read as plan_of
from onsite.roster.compare import Known, compare
from onsite.roster.listing import short_hash
from tests.roster.lists import PLAN, listing, write

HEAD = "Name,Code,Company,Order\n"


def known(found, *, withdrawn=False, source="plain"):
    """The roster as it is after importing a list."""
    changes = compare(found, [])
    return [
        Known(
            each.attendee,
            source,
            each.listed.key,
            withdrawn,
            each.listed.record.model_dump_json(exclude_defaults=True),
        )
        for each in changes.new
    ]


def outcome(tmp_path, before, after, *, head=HEAD, source="plain", withdrawn=False):
    """What the second list changes, in names."""
    roster = known(listing(write(tmp_path, head + before)), source=source, withdrawn=withdrawn)
    changes = compare(listing(write(tmp_path, head + after)), roster)
    return {
        "new": [each.listed.record.name for each in changes.new],
        "changed": {each.listed.record.name: each.fields for each in changes.changed},
        "gone": [each.record.name for each in changes.gone],
        "unchanged": changes.unchanged,
    }


ANN, BOB = "Ann,A1,Acme,O1\n", "Bob,B1,Acme,O1\n"
SAME = {"new": [], "changed": {}, "gone": [], "unchanged": 2}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (ANN + BOB, ANN + BOB, SAME),
        (ANN + BOB, BOB + ANN, SAME),
        (ANN, ANN + BOB, {**SAME, "new": ["Bob"], "unchanged": 1}),
        (ANN + BOB, ANN, {**SAME, "gone": ["Bob"], "unchanged": 1}),
        (
            ANN + BOB,
            ANN + "Bob,B1,Bell,O1\n",
            {**SAME, "changed": {"Bob": {"company": ("Acme", "Bell")}}, "unchanged": 1},
        ),
        # A ticket was given to somebody else.
        (
            ANN + BOB,
            ANN + "Bea,B1,Acme,O1\n",
            {**SAME, "changed": {"Bea": {"name": ("Bob", "Bea")}}, "unchanged": 1},
        ),
        # A code was renewed: still the same person of the same order.
        (
            ANN + BOB,
            ANN + "Bob,B2,Acme,O1\n",
            {**SAME, "changed": {"Bob": {"codes": (("B1",), ("B2",))}}, "unchanged": 1},
        ),
        # Two Bobs in an order: which is which cannot be told, so nobody is mistaken.
        (
            BOB + "Bob,B3,Acme,O1\n",
            "Bob,B4,Acme,O1\nBob,B5,Acme,O1\n",
            {"new": ["Bob", "Bob"], "changed": {}, "gone": ["Bob", "Bob"], "unchanged": 0},
        ),
        # A code that two share: each is still who they were.
        (BOB, BOB + "Cid,B1,Acme,\n", {**SAME, "new": ["Cid"], "unchanged": 1}),
        (BOB + "Cid,B1,Acme,\n", "Cid,B1,Acme,\n" + BOB, SAME),
        (
            BOB + "Cid,B1,Acme,\n",
            "Cid,B1,Acme,\n",
            {"new": [], "changed": {}, "gone": ["Bob"], "unchanged": 1},
        ),
    ],
)
def test_a_second_list(tmp_path, before, after, expected):
    assert outcome(tmp_path, before, after) == expected


def test_who_is_on_the_list_again_is_valid_again(tmp_path):
    assert outcome(tmp_path, ANN, ANN, withdrawn=True) == {
        "new": [],
        "changed": {"Ann": {"withdrawn": (True, False)}},
        "gone": [],
        "unchanged": 0,
    }


def test_a_list_withdraws_nobody_of_another_source(tmp_path):
    assert outcome(tmp_path, ANN, BOB, source="pretix") == {
        **SAME,
        "new": ["Bob"],
        "unchanged": 0,
    }


def test_a_code_and_a_name_are_the_same_person_whatever_the_source(tmp_path):
    assert outcome(tmp_path, ANN + BOB, ANN + "Bea,B1,,\n", source="pretix") == {
        **SAME,
        "new": ["Bea"],
        "unchanged": 1,
    }


def test_without_codes_people_keep_the_code_that_was_made_for_them(tmp_path):
    head = "Name,Company,Phone\n"
    assert outcome(tmp_path, "Ann,Acme,1\n", "Ann,Bell,2\n", head=head) == {
        "new": [],
        "changed": {"Ann": {"company": ("Acme", "Bell"), "phone": ("1", "2")}},
        "gone": [],
        "unchanged": 0,
    }


def test_ids_follow_from_source_and_key_alone(tmp_path):
    found = listing(write(tmp_path, HEAD + ANN + BOB))
    assert [each.attendee for each in compare(found, []).new] == [
        short_hash("plain", "A1"),
        short_hash("plain", "B1"),
    ]
    assert short_hash("plain", "A1") == "dcivadt4tp65"


def test_a_wrong_file_is_suspected(tmp_path):
    roster = known(listing(write(tmp_path, HEAD + ANN + BOB + "Cid,C1,,\n")))
    half = compare(listing(write(tmp_path, HEAD + ANN + "Cid,C1,,\n")), roster)
    most = compare(listing(write(tmp_path, HEAD + ANN)), roster)
    assert (half.suspicious, most.suspicious, most.known) == (False, True, 3)


def test_ticket_types_that_the_plan_does_not_have_are_counted(tmp_path):
    text = "Name,Code,Type\nAnn,A1,VIP\nBob,B1,Press\nCid,C1,press\nDee,D1,\nEve,E1,Press\n"
    changes = compare(listing(write(tmp_path, text)), [], plan_of(PLAN))
    assert changes.unknown_categories == {"Press": 2, "press": 1}
    assert len(changes.new) == 5
