"""The speakers of a programme beside the list of attendees."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError
from onsite.roster.facts import AttendeeListed, AttendeeWithdrawn, Record
from onsite.stage import people, speakers
from onsite.stage.fields import Speaker
from onsite.stage.shell.finding import which_speaker
from tests.stage.keeping import Keeper

PEOPLE = {
    "a": Record(name="Ada Lovelace", email="Ada@example.org"),
    "b": Record(name="王小明", given="小明", family="王"),
    "c": Record(name="José García", email="jose@example.org"),
    "d": Record(name="Kim Lee"),
    "e": Record(name="Kim Lee"),
    "f": Record(name="Gone Girl"),
}
SPEAKERS = {
    "1": Speaker(id="1", name="A. Lovelace", email="ada@example.org"),
    "2": Speaker(id="2", name="王小明"),
    "3": Speaker(id="3", name="GARCIA JOSE"),
    "4": Speaker(id="4", name="Kim Lee"),
    "5": Speaker(id="5", name="Gone Girl"),
    "6": Speaker(id="6", name="…"),
}


@pytest.fixture
def listed(site, clock):
    Keeper(site, clock)
    facts = [
        AttendeeListed(attendee=key, source="t", source_key=key, record=record)
        for key, record in PEOPLE.items()
    ]
    gone = AttendeeWithdrawn(attendee="f")
    site.write_now(lambda journal, rows: journal.append(rows, *facts, gone, operator="M"))
    return site


def test_speakers_are_found_by_e_mail_or_the_one_same_name(listed):
    found = listed.read_now(speakers.links, SPEAKERS.values())

    assert {key: (link.attendee, link.how) for key, link in found.items()} == {
        "1": ("a", "email"),
        "2": ("b", "name"),
        "3": ("c", "name"),
        "4": ("", ""),
        "5": ("", ""),
        "6": ("", ""),
    }
    assert found["4"].several == ("d", "e")


def test_what_is_said_by_hand_counts_for_the_whole_event(listed):
    listed.write_now(speakers.link, "4", "e", "M")
    listed.write_now(speakers.link, "2", "", "M")

    found = listed.read_now(speakers.links, SPEAKERS.values())

    assert (found["4"].attendee, found["4"].how) == ("e", "hand")
    assert (found["2"].attendee, found["2"].how) == ("", "hand")
    with pytest.raises(BadInputError, match="Nobody on the list"):
        listed.write_now(speakers.link, "4", "zz", "M")


def test_a_whole_name_or_an_address_wins_over_a_part_of_a_name():
    known = {
        "a": Speaker(id="a", name="Ada"),
        "b": Speaker(id="b", name="Ada Byron", email="b@example.org"),
        "c": Speaker(id="c", name="Ada Byron", email="c@example.org"),
    }
    assert which_speaker(known, "ada") == "a"
    assert which_speaker(known, "C@example.org") == "c"
    with pytest.raises(BadInputError) as several:
        which_speaker(known, "Ada Byron")
    assert str(several.value) == (
        "Several speakers are called “Ada Byron”. "
        "They are: Ada, Ada Byron (b@example.org), Ada Byron (c@example.org)."
    )


def test_several_speakers_are_written_with_a_semicolon_between_them():
    ada = Speaker(id="pretalx:7", name="Ada Lovelace", email="ada@example.org")
    cy = Speaker(id="cy", name="Cy")
    assert people.speakers("ada lovelace; Bob <bob@example.org>；Cy;; cy", [ada]) == (
        ada,
        Speaker(id="bob", name="Bob", email="bob@example.org"),
        cy,
    )
    assert people.speakers("<ada@example.org>", [ada]) == (ada,)
    assert people.speakers(" ; ") == ()
