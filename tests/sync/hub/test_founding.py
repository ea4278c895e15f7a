"""How a laptop comes to hold the event's key."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.journal import entries_of
from onsite.sync import membership, service
from onsite.sync.hub.founding import Questions, authority_here
from onsite.sync.keys import keyring
from onsite.wiring import open_site


class Person:
    """Answers, and keeps what was shown."""

    def __init__(self, code=""):
        self.code = code
        self.shown = []

    def questions(self, name="Hub"):
        return Questions(name, self.shown.append, lambda: self.code)


@pytest.fixture
def second(tmp_path, clock):
    """Another laptop."""
    opened = open_site(tmp_path / "second", operator="Ines", clock=clock)
    yield opened
    opened.close()


def joined(first, second, authority, role="desk"):
    """The second laptop belongs to the first one's event and knows what that knows."""
    asked = service.described(second.journal.signer, "Desk 1", role)
    first.write_now(service.admit, authority.keyring, asked, "Maria")
    community = service.Community(authority.keyring.event, authority.certificate)
    second.write_now(service.remember, community, asked, ())
    entries = first.read_now(entries_of, first.journal.station)
    second.write_now(lambda journal, rows: journal.receive(rows, entries))


def test_the_first_hub_founds_the_event_and_shows_its_code_once(site):
    person = Person()
    first = authority_here(site, person.questions())
    again = authority_here(site, person.questions())
    founded = site.read_now(membership.founded)
    own = site.read_now(membership.station, site.journal.station)
    assert (again.keyring.seed, again.certificate) == (first.keyring.seed, first.certificate)
    assert len(person.shown) == 1
    assert founded.event == first.keyring.event
    assert keyring.recovered(founded.sealed_key, person.shown[0]).event == founded.event
    assert (own.name, own.role) == ("Hub", "lead")


def test_nothing_is_founded_before_the_code_was_written_down(site):
    def walks_away(_code):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        authority_here(site, Questions("Hub", walks_away, str))
    assert site.read_now(membership.trust) is None
    assert keyring.load(site.data) is None


def test_a_name_that_is_none_is_refused_before_anything_is_shown(site):
    person = Person()
    with pytest.raises(BadInputError):
        authority_here(site, person.questions(" "))
    assert person.shown == []


def test_another_laptop_takes_over_with_the_code(site, second):
    person = Person()
    first = authority_here(site, person.questions())
    joined(site, second, first)
    took = authority_here(second, Person(person.shown[0].lower()).questions())
    assert took.keyring.event == first.keyring.event
    assert took.certificate == first.certificate
    assert keyring.load(second.data).event == first.keyring.event
    epoch = second.write_now(service.open_hub, took.keyring, ["10.0.0.2:4222"], "Ines")
    assert epoch == 1


def test_a_wrong_code_opens_nothing(site, second):
    first = authority_here(site, Person().questions())
    joined(site, second, first)
    with pytest.raises(BadInputError):
        authority_here(second, Person(keyring.new_recovery_code()).questions())
    assert keyring.load(second.data) is None


def test_a_laptop_that_has_not_received_the_event_says_what_it_lacks(site, second):
    first = authority_here(site, Person().questions())
    asked = service.described(second.journal.signer, "Desk 1", "desk")
    community = service.Community(first.keyring.event, first.certificate)
    second.write_now(service.remember, community, asked, ())
    with pytest.raises(NotPossibleError) as refused:
        authority_here(second, Person().questions())
    assert "has not received yet" in refused.value.happened


def test_the_key_of_another_event_is_not_used(site):
    authority_here(site, Person().questions())
    keyring.keep(site.data, keyring.new_keyring())
    with pytest.raises(NotPossibleError) as refused:
        authority_here(site, Person().questions())
    assert "another event" in refused.value.happened
