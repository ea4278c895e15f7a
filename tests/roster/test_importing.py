"""Importing: what was shown is what is done, twice is once, and nothing is ever lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from onsite.clock import SystemClock
from onsite.errors import NotPossibleError, StoreFullError
from onsite.journal.fold import table_of
from onsite.plan.service import publish
from onsite.roster import importing, service
from onsite.roster.tables import AttendeeRow, CredentialRow
from onsite.wiring import open_site
from tests.roster.lists import LISTS, PLAN, bring_in, look, write

HEAD = "Name,Code,Company\n"
ANN, BOB, CID = "Ann,A1,Acme\n", "Bob,B1,Acme\n", "Cid,C1,Acme\n"


def roster(site):
    """Everything the roster holds, but for when it was listed."""
    table, codes = table_of(AttendeeRow), table_of(CredentialRow)
    wanted = [column for column in table.c if column.name != "listed_ms"]
    people = site.store.read_now(lambda rows: rows.execute(select(*wanted)).all())
    return (
        sorted(tuple(row) for row in people),
        sorted(
            tuple(row)
            for row in site.store.read_now(lambda rows: rows.execute(select(codes)).all())
        ),
    )


def states(site):
    """Name to whether they are withdrawn."""
    people = site.store.read_now(
        lambda rows: rows.execute(select(table_of(AttendeeRow).c["name", "withdrawn"])).all()
    )
    return {name: bool(withdrawn) for name, withdrawn in people}


@pytest.mark.parametrize("path", sorted(LISTS.glob("*.csv")), ids=lambda path: path.stem)
def test_the_same_file_twice_changes_nothing(site, path):
    first = bring_in(site, path)
    before = roster(site)

    second = bring_in(site, path)

    people = len(first.listing.people)
    assert first.counts | {"duplicates": 0, "bad": 0} == {
        "new": people,
        "changed": 0,
        "gone": 0,
        "unchanged": 0,
        "duplicates": 0,
        "bad": 0,
    }
    assert second.counts == first.counts | {"new": 0, "unchanged": people}
    assert roster(site) == before
    assert [each.counts for each in site.read_now(service.imports)] == [first.counts, second.counts]


def test_a_dry_run_changes_nothing(site, tmp_path):
    look(site, write(tmp_path, HEAD + ANN))
    assert roster(site) == ([], [])
    assert site.read_now(service.imports) == []


def test_who_leaves_the_list_is_withdrawn_and_who_returns_is_valid_again(site, tmp_path):
    bring_in(site, write(tmp_path, HEAD + ANN + BOB + CID))
    bring_in(site, write(tmp_path, HEAD + ANN + BOB))
    assert states(site) == {"Ann": False, "Bob": False, "Cid": True}
    assert site.read_now(service.size) == service.Size(listed=3, withdrawn=1)

    back = bring_in(site, write(tmp_path, HEAD + ANN + BOB + CID))

    assert back.counts["changed"] == 1
    assert states(site) == {"Ann": False, "Bob": False, "Cid": False}


def test_both_lists_of_pretix_are_the_same_people(site):
    bring_in(site, LISTS / "pretix_checkinlist.csv")
    seen = bring_in(site, LISTS / "pretix_orders_positions.csv")
    # The check-in list leaves out five cancelled and three pending positions.
    assert (seen.counts["new"], seen.counts["gone"]) == (8, 0)
    assert site.read_now(service.size).listed == 200


def test_a_renewed_code_revokes_the_old_one(site, tmp_path):
    head = "Name,Code,Order\n"
    bring_in(site, write(tmp_path, head + "Ann,A1,O1\n"))
    bring_in(site, write(tmp_path, head + "Ann,A2,O1\n"))
    (which,) = site.read_now(service.holders, "A1")
    person = site.read_now(service.attendee, which)
    assert person.codes == {"A1": "revoked", "A2": "live"}
    assert site.read_now(service.holders, "A2") == [which]
    assert site.read_now(service.holders, "A3") == []
    assert site.read_now(service.attendee, "nobody") is None


def test_the_wrong_file_is_not_imported_unless_somebody_insists(site, tmp_path):
    bring_in(site, write(tmp_path, HEAD + ANN + BOB + CID))
    wrong = write(tmp_path, HEAD + "Zoe,Z1,Acme\n", name="wrong.csv")

    with pytest.raises(NotPossibleError) as refused:
        bring_in(site, wrong)
    assert refused.value.happened == (
        "This list would withdraw 3 of the 3 attendees: is it the right file?"
    )
    assert states(site) == {"Ann": False, "Bob": False, "Cid": False}

    bring_in(site, wrong, allow_gone=True)
    assert states(site) == {"Ann": True, "Bob": True, "Cid": True, "Zoe": False}


def test_a_second_list_with_a_name_of_its_own_withdraws_nobody(site, tmp_path):
    bring_in(site, write(tmp_path, HEAD + ANN + BOB))
    bring_in(site, write(tmp_path, HEAD + CID), source="speakers")
    assert states(site) == {"Ann": False, "Bob": False, "Cid": False}


def test_an_import_that_was_cut_off_is_completed_by_the_next(site, tmp_path):
    people = "".join(f"Guest {number},C{number},Acme\n" for number in range(2_500))
    path = write(tmp_path, HEAD + people)
    batches = service.steps(look(site, path))
    site.write_now(service.carry_out, next(batches), "Maria")
    assert site.read_now(service.size).listed == 1_000
    assert site.read_now(service.imports) == []

    rest = bring_in(site, path)

    assert (rest.counts["new"], rest.counts["unchanged"]) == (1_500, 1_000)
    assert site.read_now(service.size) == service.Size(listed=2_500, withdrawn=0)
    assert len(site.read_now(service.imports)) == 1


@pytest.mark.parametrize(
    ("cause", "happened"),
    [
        (KeyboardInterrupt(), "The import was cut off: a part of the list is in, the rest is not."),
        (
            StoreFullError("The disk is full.", "Free some space."),
            "The disk is full. The import was cut off: a part of the list is in, the rest is not.",
        ),
    ],
    ids=["stopped", "full"],
)
def test_an_import_that_is_cut_off_says_so(site, tmp_path, cause, happened):
    people = "".join(f"Guest {number},G{number},Acme\n" for number in range(5_000))
    seen = look(site, write(tmp_path, HEAD + people))

    def cut(_what, done, _all):
        if done:
            raise cause

    with pytest.raises(NotPossibleError) as said:
        importing.carried_out(site, seen, progress=cut)

    assert said.value.happened == happened
    assert said.value.advice.endswith("Import the same list again: that completes it.")


def test_progress_is_told_to_its_end(site, tmp_path):
    told = []
    path = write(tmp_path, HEAD + ANN + BOB)
    table = importing.opened(site, path, lambda *step: told.append(step))
    seen = importing.looked_at(site, table, progress=lambda *step: told.append(step))
    importing.carried_out(site, seen, progress=lambda *step: told.append(step))
    assert told == [
        ("reading", 0, 3),
        ("reading", 3, 3),
        ("understanding", 0, 2),
        ("importing", 2, 2),
    ]


def test_columns_that_were_explained_once_are_known_from_then_on(site, tmp_path):
    path = write(tmp_path, "Wer,Nummer\nAnn,17\n")
    bring_in(site, path, mapping={"name": "Wer", "code": "Nummer"})
    again = look(site, write(tmp_path, "Wer,Nummer\nAnn,17\nBob,18\n"))
    assert (again.counts["new"], again.counts["unchanged"]) == (1, 1)
    assert site.read_now(service.mappings) == {("Wer", "Nummer"): {"name": "Wer", "code": "Nummer"}}


def test_two_people_never_share_a_code_that_was_made_for_one_of_them(site, tmp_path):
    head = "Name,Email\n"
    bring_in(site, write(tmp_path, head + "Ann,ann@old.example\n"))
    bring_in(site, write(tmp_path, head + "Ann,ann@new.example\n"))
    both = write(tmp_path, head + "Ann,ann@new.example\nAnn,ann@old.example\n")

    assert bring_in(site, both).counts["new"] == 1

    codes = [known.record.codes for known in site.read_now(service.roster)]
    assert len(codes) == len(set(codes)) == 2
    assert look(site, both).changes.empty


def test_times_are_of_the_plans_zone(site, tmp_path):
    site.write_now(publish, PLAN, "Maria")
    path = write(tmp_path, "Name,Code,Valid from\nAnn,A1,2026-11-24 09:00\n")
    record = look(site, path).listing.people[0].record
    assert record.valid_from.isoformat() == "2026-11-24T08:00:00+00:00"


PERSON = st.tuples(
    st.sampled_from(["Ann", "Bob", "Cid", "王小明", ""]),
    st.sampled_from(["A1", "B1", "C1", "D1", ""]),
    st.sampled_from(["Acme", "Bell", ""]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(PERSON, min_size=1, max_size=6), min_size=1, max_size=3))
def test_any_lists_end_as_the_last_one_says(lists):
    with tempfile.TemporaryDirectory() as folder:
        site = open_site(Path(folder) / "data", operator="Maria", clock=SystemClock())
        try:
            for rows in lists:
                text = HEAD + "".join(",".join(row) + "\n" for row in rows)
                if not text.replace(HEAD, "").strip(",\n"):
                    continue
                path = write(Path(folder), text)
                seen = bring_in(site, path, allow_gone=True)
                size = site.read_now(service.size)
                assert size.listed - size.withdrawn == len(seen.listing.people)
                again = look(site, path)
                assert again.changes.empty
                assert again.counts["unchanged"] == len(seen.listing.people)
        finally:
            site.close()


def test_a_second_list_adds_to_people_of_the_first_and_takes_nobody_over(site, tmp_path):
    main = write(
        tmp_path,
        "Name,Code,Ticket,Order,Company\n"
        "Ann,C1,Conference pass,O1,Acme\nBob,C2,Conference pass,O2,\n",
    )
    vips = write(
        tmp_path, "Name,Code,VIP,Company\nAnn,C1,yes,Other Ltd\nBob,C2,yes,Bob & Sons\n", "v.csv"
    )
    fewer = write(tmp_path, "Name,Code,VIP\nAnn,C1,yes\n", "fewer.csv")
    bring_in(site, main)
    bring_in(site, vips, source="vips")

    seen = bring_in(site, fewer, source="vips")

    assert (seen.counts["gone"], seen.counts["unchanged"]) == (0, 1)
    people = {each.record.name: each for each in site.read_now(service.roster)}
    assert {name: each.source for name, each in people.items()} == {"Ann": "plain", "Bob": "plain"}
    assert [
        (r.name, r.vip, r.category, r.order, r.company)
        for r in (people["Ann"].record, people["Bob"].record)
    ] == [
        ("Ann", True, "Conference pass", "O1", "Acme"),
        ("Bob", True, "Conference pass", "O2", "Bob & Sons"),
    ]
    assert states(site) == {"Ann": False, "Bob": False}


def test_who_left_the_first_list_belongs_to_the_second_that_names_them(site, tmp_path):
    bring_in(site, write(tmp_path, "Name,Code\nAnn,C1\nBob,C2\nCid,C3\n"))
    bring_in(site, write(tmp_path, "Name,Code\nAnn,C1\nBob,C2\n"))
    bring_in(site, write(tmp_path, "Name,Code\nCid,C3\n", "s.csv"), source="speakers")

    assert states(site) == {"Ann": False, "Bob": False, "Cid": False}
    (cid,) = [each for each in site.read_now(service.roster) if each.record.name == "Cid"]
    assert cid.source == "speakers"


def test_an_interrupt_while_the_first_part_is_written_says_that_a_part_may_be_in(site, tmp_path):
    seen = look(site, write(tmp_path, HEAD + "".join(f"G{n},C{n},A\n" for n in range(1_500))))

    class Interrupted:
        """The site, whose first write is finished although the caller was interrupted in it."""

        read_now = staticmethod(site.read_now)
        operator = site.operator

        def write_now(self, *arguments):
            site.write_now(*arguments)
            raise KeyboardInterrupt

    with pytest.raises(NotPossibleError) as caught:
        importing.carried_out(Interrupted(), seen)

    assert caught.value.happened.startswith("The import was cut off: a part of the list is in")
