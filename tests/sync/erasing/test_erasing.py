"""The data of a station that was revoked, or that stays away, is erased; what is unsent is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.errors import JournalError, NotPossibleError
from onsite.plan import service as plan_service
from onsite.plan.reading import read as read_plan
from onsite.standing import standing
from onsite.store.backup import back_up, backup_place
from onsite.store.migrations import prepare
from onsite.sync.erasing import erased, erasing
from onsite.sync.erasing.emptying import is_empty
from onsite.sync.erasing.erased import Erased
from onsite.sync.erasing.erasing import check, days_left, deadline, due, learned
from onsite.sync.exchange.reading import read
from onsite.sync.keys import keyring
from onsite.sync.link.agent import is_gone
from onsite.sync.link.ledger import note_held
from onsite.sync.link.state import Phase
from onsite.sync.link.watching import LinkWatch
from onsite.sync.membership import Trust
from onsite.sync.pack import packed
from onsite.wiring import REVOKED_FILE, STORE_FILE, open_site
from tests.conftest import ManualClock
from tests.sync.laptops import Laptops, everything, listed, pass_on, record, scanned, tables

if TYPE_CHECKING:
    from onsite.wiring import Site

PLAN = """\
[event]
name = "Summit"
zone = "Asia/Shanghai"
days = [2026-11-24, 2026-11-25]
[checkpoints.main]
name = "Main"
[stations]
erase_after_days = 10
"""
SECRETS = ("Wilhelmina", "Oyelaran", '"T-0"', "scan.made", "Summit", "Maria")
OVER = datetime(2026, 11, 25, 20, tzinfo=UTC)
"""The end of the event: at four in the morning there."""


@pytest.fixture
def laptops(laptops) -> Laptops:
    """With a plan and a guest."""
    laptops.lead.write_now(plan_service.publish, PLAN, "Maria")
    record(laptops.lead, listed("Wilhelmina Oyelaran"))
    return laptops


@pytest.fixture
def desk(laptops) -> Site:
    """A station with data in all places, three entries that no hub holds, and its name Desk 3."""
    site = laptops.desk("Desk 3")
    seen = everything(site) + scanned(site, 2)
    site.write_now(lambda _journal, rows: note_held(rows, "hub", {}, seen))
    scanned(site, 3)
    fill(site)
    return site


def fill(site: Site) -> None:
    store = site.data / STORE_FILE
    back_up(store, backup_place(store, site.clock.now(), "backup"))
    for name in (
        "attachments/32944ca5f3992cf1",
        "crash/20261124T083000.000000Z.txt",
        "photos/T-0.jpg",
        "hub/jetstream/block",
        "link.json",
        "link.log",
        "clock.json",
        "exchange.json",
        "station.key.old-20261124T083000Z",
    ):
        path = site.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Wilhelmina Oyelaran T-0")


def found_in(data: Path) -> set[str]:
    """Which secrets are still somewhere in a folder."""
    raw = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    return {secret for secret in SECRETS if secret.encode() in raw}


def names_in(data: Path) -> set[str]:
    return {path.relative_to(data).as_posix() for path in data.rglob("*")}


def size(file: Path) -> int:
    return file.stat().st_size


def is_erased(data: Path) -> bool:
    gone = {"station.key", "attachments", "backups", "crash", "hub", "photos"}
    return not found_in(data) and not gone & names_in(data)


def revoked(laptops: Laptops, site: Site) -> None:
    """The station learns that it was revoked."""
    laptops.revoke(site, through=2)
    pass_on(laptops.lead, site)


def test_a_revoked_station_erases_its_data_and_seals_what_is_unsent(laptops, desk):
    assert found_in(desk.data) == set(SECRETS)
    revoked(laptops, desk)
    name = f"sealed-{desk.journal.station[:6]}-20261124.onsite"
    told = Erased(
        at_ms=1_795_509_000_000,
        cause="revoked",
        why="lost",
        name="Desk 3",
        sealed=name,
        entries=3,
        done=True,
    )
    assert check(desk) == told
    assert erased.erased(desk.data) == told
    assert not any(tables(desk).values())
    desk.close()
    assert is_erased(desk.data)
    assert names_in(desk.data) <= {name, REVOKED_FILE, *(f"{STORE_FILE}{e}" for e in DATABASE)}
    assert read(laptops.lead, desk.data / name).held_back == 3
    prepare(desk.data / "new.db")
    assert size(desk.data / STORE_FILE) <= size(desk.data / "new.db") + 50_000


DATABASE = ("", "-wal", "-shm")
AGAIN = (
    "To use this computer again, let the lead make a join code: “onsite stations join CODE” "
    "makes it a new station."
)


def test_once_erased_it_says_so_whoever_opens_it(laptops, desk, run):
    revoked(laptops, desk)
    check(desk)
    desk.close()
    with pytest.raises(NotPossibleError) as caught:
        open_site(desk.data, clock=laptops.clock)
    file = desk.data / f"sealed-{desk.journal.station[:6]}-20261124.onsite"
    assert caught.value.happened == (
        "This station, “Desk 3”, was revoked: its data was erased on 2026-11-24."
    )
    assert caught.value.advice == (
        "Tell the lead, and send those who wait to another desk. "
        f"Hand {file} to the lead: it holds 3 entries that no hub has. "
        f"Only the lead can read them. {AGAIN}"
    )
    code, _out, err = run("status", "--data", str(desk.data))
    assert (code, err.splitlines()[0]) == (1, caught.value.happened)
    assert not (desk.data / "station.key").exists()


def test_the_screens_of_an_open_station_say_it_too(laptops, desk):
    watch = LinkWatch(desk.data, laptops.clock)
    watch.look()
    assert watch.phase() is Phase.ALONE
    revoked(laptops, desk)
    check(desk)
    watch.look()
    assert watch.phase() is Phase.REVOKED
    assert watch.notice(desk.read_now(standing, desk.journal.station)).text.startswith(
        "This station, “Desk 3”, was revoked: its data was erased on 2026-11-24. Tell the lead, "
    )


def test_whoever_is_given_a_join_code_uses_the_folder_again_as_a_new_station(laptops, desk):
    revoked(laptops, desk)
    check(desk)
    desk.close()
    erased.set_aside(desk.data, "20261124-093000")
    assert (desk.data / "revoked-20261124-093000.json").exists()
    assert list(desk.data.glob("sealed-*.onsite"))
    anew = open_site(desk.data, clock=laptops.clock)
    assert anew.journal.station != desk.journal.station
    record(anew, listed("Jane"))
    assert len(tables(anew)["attendee"]) == 1
    anew.close()


def test_joining_from_the_shell_begins_anew_where_the_data_was_erased(laptops, desk, run):
    revoked(laptops, desk)
    check(desk)
    desk.close()
    code, _out, err = run("stations", "join", "no code", "--data", str(desk.data))
    assert (code, "revoked" in err, is_gone(desk.data)) == (1, False, False)


def test_an_erasing_that_has_not_ended_is_not_set_aside(laptops, desk):
    half = erased.Erased(at_ms=1, cause="revoked", why="", name="Desk 3")
    erased.mark(desk.data, half)
    erased.set_aside(desk.data, "now")
    assert erased.marked(desk.data) == half


def test_where_hubs_hold_everything_nothing_is_handed_over(laptops):
    desk = laptops.desk("Desk 3")
    laptops.revoke(desk)
    pass_on(laptops.lead, desk)
    seen = everything(desk)
    desk.write_now(lambda _journal, rows: note_held(rows, "hub", {}, seen))
    found = check(desk)
    assert (found.sealed, found.entries) == ("", 0)
    advice = erased.sentence(found, desk.data).advice
    assert advice == f"Tell the lead, and send those who wait to another desk. {AGAIN}"


def test_another_process_sees_an_empty_store_and_records_nothing(laptops, desk):
    other = open_site(desk.data, operator="Maria", clock=laptops.clock)
    revoked(laptops, desk)
    assert check(desk).done
    assert not any(tables(other).values())
    with pytest.raises(JournalError) as caught:
        scanned(other, 1)
    assert str(caught.value) == (
        "The store no longer holds this station's own entries: nothing was recorded. "
        "Close Onsite and open it again; it then says why."
    )
    assert not any(tables(other).values())
    other.close()


def test_while_another_process_reads_it_is_not_done(laptops, desk):
    revoked(laptops, desk)
    other = open_site(desk.data, clock=laptops.clock)

    def meanwhile(rows):
        rows.exec_driver_sql("SELECT * FROM attendee").fetchall()
        return check(desk)

    found = other.store.read_now(meanwhile)
    assert (found.done, found.entries) == (False, 3)
    assert check(desk) == found.model_copy(update={"done": True})
    other.close()
    desk.close()
    assert is_erased(desk.data)


def test_the_laptop_with_the_event_s_key_is_never_erased(laptops, desk):
    keyring.keep(desk.data, laptops.ring)
    revoked(laptops, desk)
    before = tables(desk)
    assert check(desk) is None
    assert tables(desk) == before
    laptops.clock.set(datetime(2030, 1, 1, tzinfo=UTC))
    assert (check(desk), check(laptops.lead)) == (None, None)
    assert erasing.warning(laptops.lead) is None


def test_who_was_not_revoked_keeps_everything(laptops, desk, site):
    before = tables(desk)
    assert (check(desk), check(site)) == (None, None)
    assert (tables(desk), erased.erased(desk.data)) == (before, None)


def test_what_the_gate_answers_is_believed_as_the_event_s_key_says(laptops, desk):
    laptops.revoke(desk, through=2)
    revocation = everything(laptops.lead)[-1]
    assert learned(desk, b"nonsense") is None
    assert learned(desk, packed([])) is None
    other = Laptops(laptops.folder / "other", laptops.clock)
    other.lead.write_now(lambda journal, rows: forged(other, journal, rows, desk))
    assert learned(desk, packed(everything(other.lead))) is None
    assert len(tables(desk)["attendee"]) == 1
    other.close()
    assert learned(desk, packed([revocation])).done
    assert not any(tables(desk).values())


def forged(laptops: Laptops, journal, rows, desk: Site) -> None:
    """A revocation of our desk, signed by another event's key."""
    from onsite.sync.facts import StationRevoked

    fact = StationRevoked(station=desk.journal.station, through=0)
    journal.append(rows, laptops.ring.certified(fact), operator="Maria")


def test_what_cannot_be_sealed_is_not_erased(laptops, desk):
    revoked(laptops, desk)
    taken = desk.data / f"sealed-{desk.journal.station[:6]}-20261124.onsite"
    taken.mkdir()
    before = tables(desk)
    with pytest.raises(Exception, match="cannot be written"):
        check(desk)
    assert tables(desk) == before
    taken.rmdir()
    assert check(desk).done


def test_a_file_from_the_lead_can_bring_the_news(laptops, desk, tmp_path):
    from onsite.sync.exchange.writing import write

    laptops.desk("Desk 4")
    write(laptops.lead, tmp_path / "usb.onsite")
    assert read(desk, tmp_path / "usb.onsite").new == 1
    assert check(desk) is None


def test_the_deadline_is_counted_from_the_end_of_the_event():
    plan = read_plan(PLAN)
    assert deadline(trust(), plan) == datetime(2026, 12, 5, 20, tzinfo=UTC)
    assert not due(trust(), plan, datetime(2026, 12, 5, 19, 59, tzinfo=UTC))
    assert due(trust(), plan, datetime(2026, 12, 5, 20, tzinfo=UTC))
    assert days_left(trust(), plan, datetime(2026, 12, 1, 19, tzinfo=UTC)) == 4
    assert days_left(trust(), plan, datetime(2027, 1, 1, tzinfo=UTC)) == 0


def test_a_later_contact_puts_it_off():
    plan = read_plan(PLAN)
    contact = datetime(2026, 12, 1, tzinfo=UTC)
    assert deadline(trust(contact), plan) == datetime(2026, 12, 11, tzinfo=UTC)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(1, 365))  # noqa: DTZ001 - hypothesis adds the zone
def test_it_is_never_before_the_event_is_over(contact, days):
    plan = read_plan(PLAN.replace("= 10", f"= {days}"))
    found = deadline(trust(contact.replace(tzinfo=UTC)), plan)
    assert found > OVER
    assert found > contact.replace(tzinfo=UTC)


def trust(contact: datetime = datetime(2026, 11, 24, tzinfo=UTC)) -> Trust:
    ms = int(contact.timestamp() * 1000)
    return Trust("5f" * 32, "PEM", "Desk 3", "desk", (), ms, ms)


def test_a_station_that_stays_away_erases_its_data(laptops, desk):
    desk.close()
    laptops.clock.set(datetime(2026, 11, 28, 20, 1, tzinfo=UTC))
    site = open_site(desk.data, clock=laptops.clock)
    assert (check(site), erasing.warning(site)) == (None, 6)
    laptops.clock.set(datetime(2026, 11, 28, 19, 59, tzinfo=UTC))
    assert erasing.warning(site) is None
    laptops.clock.set(datetime(2026, 12, 5, 20, tzinfo=UTC))
    assert check(site, away=False) is None
    found = check(site)
    assert (found.cause, found.days, found.entries, found.done) == ("deadline", 10, 3, True)
    assert erased.sentence(found, site.data).happened == (
        "This station, “Desk 3”, met no hub for 10 days: its data was erased on 2026-12-05."
    )
    site.close()
    assert is_erased(desk.data)


def test_without_a_plan_there_is_no_deadline(laptops, tmp_path):
    made = Laptops(tmp_path / "planless", laptops.clock)
    desk = made.desk("Desk 1")
    laptops.clock.set(datetime(2040, 1, 1, tzinfo=UTC))
    assert (check(desk), erasing.warning(desk)) == (None, None)
    made.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of itself")
def test_killed_at_any_step_nothing_is_lost_and_it_goes_on(laptops, desk, tmp_path):
    revoked(laptops, desk)
    desk.close()
    copies = tmp_path / "copies"
    copies.mkdir()
    script = Path(__file__).with_name("killed_erasing.py")
    root = Path(__file__).parents[3]
    subprocess.run(
        [sys.executable, str(script), str(desk.data), str(copies)],
        check=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        timeout=200,
    )
    steps = sorted(copies.iterdir(), key=lambda path: int(path.name))
    assert len(steps) > 20
    kept = [after_a_kill(laptops, data) for data in steps]
    # First all is there, then all is sealed.
    assert kept == sorted(kept, reverse=True)
    assert (kept[0], kept[-1]) == (True, False)


def after_a_kill(laptops: Laptops, data: Path) -> bool:
    """Go on after a kill; answers whether everything had been there still."""
    kept = not is_empty(data / STORE_FILE)
    if not kept:
        sealed = list(data.glob("sealed-*.onsite"))
        assert read(laptops.lead, sealed[0]).held_back == 3
    try:
        site = open_site(data, clock=ManualClock())
    except NotPossibleError:
        assert not kept
    else:
        assert kept
        assert len(tables(site)["scan"]) == 5
        assert check(site).entries == 3
        site.close()
    assert erased.erased(data).done
    assert is_erased(data)
    sealed = list(data.glob("sealed-*"))
    assert [path.suffix for path in sealed] == [".onsite"]
    assert read(laptops.lead, sealed[0]).held_back == 3
    shutil.rmtree(data)
    return kept
