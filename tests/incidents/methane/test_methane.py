"""What is known of a major incident, letter by letter."""

from __future__ import annotations

import pytest

from onsite import language
from onsite.errors import BadInputError
from onsite.incidents import parts
from onsite.incidents.methane import service
from onsite.incidents.methane.letters import ORDER, SIGNS, asks
from onsite.incidents.methane.prompts import missing, prompts, values
from tests.incidents.conftest import meet


def letters(log, incident):
    return log.site.read_now(prompts, log.plan, log.one(incident))


def test_the_letters_make_the_word():
    assert "".join(SIGNS[each] for each in ORDER) == "METHANE"
    assert len({asks(each) for each in ORDER}) == len(ORDER)


def test_what_the_incident_tells_is_known_and_the_rest_is_asked_for(log):
    which = log.reported("stage came down", types=("technical",), zone="h2", place="front")

    found = letters(log, which)

    assert {each.letter: each.text for each in found if each.text} == {
        "exact": "Hall 2, front",
        "type": "Technical: stage came down",
    }
    assert missing(found) == ("major", "hazards", "access", "number", "emergency")
    assert not any(each.said for each in found)


def test_the_last_word_stands_and_an_empty_one_asks_again(log):
    which = log.reported("stage came down", zone="h2")
    said = {"major": "declared", "number": "3 hurt", "exact": "Hall 2, left half"}
    assert log.do(service.say, which, said, None, "Medic 1").what == "took"
    assert log.do(service.say, which, {"number": "5 hurt", "major": "declared"}).what == "took"
    assert log.do(service.say, which, {"number": " 5  hurt "}).what == "nothing"

    by_letter = {each.letter: each for each in letters(log, which)}
    assert (by_letter["number"].text, by_letter["number"].operator) == ("5 hurt", "Maria")
    assert (by_letter["major"].reporter, by_letter["exact"].said) == ("Medic 1", True)
    assert log.kinds(which).count("methane") == 4

    log.do(service.say, which, {"exact": ""})
    again = {each.letter: each for each in letters(log, which)}
    assert (again["exact"].text, again["exact"].said) == ("Hall 2", False)
    assert log.site.read_now(values, log.one(which)) == {"major": "declared", "number": "5 hurt"}


def test_type_and_text_stand_together_as_the_language_writes_them(log):
    which = log.reported("smoke", types=("fire",), zone="h2", place="row 3")
    before = language.current()
    language.use("zh_CN")
    try:
        known = {each.letter: each.text for each in letters(log, which)}
    finally:
        language.use(before)
    assert known["type"].endswith("：smoke")


def test_the_same_press_says_it_once_and_no_letter_is_made_up(log):
    which = log.reported("x")
    press = log.by()
    assert log.do(service.say, which, {"access": "north gate"}, by=press).what == "took"
    log.do(service.say, which, {"access": "south gate"})
    assert log.do(service.say, which, {"access": "north gate"}, by=press).what == "same"
    assert log.site.read_now(values, log.one(which)) == {"access": "south gate"}
    with pytest.raises(BadInputError, match="no letter “weather”"):
        log.do(service.say, which, {"weather": "rain"})
    with pytest.raises(BadInputError, match="still to come"):
        log.do(service.say, which, {"access": "x"}, log.by().moment.at_ms + 3_600_000)


def test_what_a_duplicate_was_told_is_known_of_the_one_that_goes_on(log):
    one, other = log.reported("fire"), log.reported("smoke")
    log.do(service.say, one, {"number": "1", "hazards": "gas"})
    log.do(service.say, other, {"number": "4"})
    log.merge(other, one)
    assert log.site.read_now(values, log.one(one)) == {"number": "4", "hazards": "gas"}


def test_nothing_is_told_of_what_its_reader_may_not_see(log):
    from onsite.incidents.log.restricted import veiled

    which = log.reported("boy, red cap", types=("lost-child",), zone="h2", place="row 3")
    log.do(service.say, which, {"number": "one child"})
    found = log.site.read_now(prompts, log.plan, veiled(log.one(which)))
    assert {each.letter: each.text for each in found if each.text} == {"exact": "Hall 2"}


def test_two_laptops_say_letters_while_apart_and_agree_afterwards(log, station):
    which = log.reported("fire")
    meet(log.site, station.site)
    log.do(service.say, which, {"hazards": "gas", "access": "north"})
    station.do(service.say, which, {"access": "south", "number": "2"})
    meet(log.site, station.site)
    told = [each.site.read_now(values, each.one(which)) for each in (log, station)]
    assert told[0] == told[1]
    assert (told[0]["hazards"], told[0]["number"]) == ("gas", "2")


def test_a_letter_is_progress_after_an_acknowledgement(log):
    from onsite.incidents.escalation.entries import Progress
    from onsite.incidents.escalation.heard import heard

    which = log.reported("fire")
    log.do(service.say, which, {"hazards": "gas"})
    lines = [
        {
            "kind": line.kind,
            "station": line.station,
            "number": line.number,
            "time": line.time,
            "at_ms": line.at_ms,
            "fact": "{}",
            "operator": "Maria",
        }
        for line in log.timeline(which)
        if line.kind == "incident.methane"
    ]
    assert [type(each) for each in heard(lines)] == [Progress]


def test_the_place_that_is_corrected_is_what_is_known(log):
    which = log.reported("fire", zone="h2")
    log.do(parts.set_place, which, "foyer")
    assert letters(log, which)[1].text == "Foyer"
