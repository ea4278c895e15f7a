"""Entries by file: who gets which, and what is said when that does not work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from onsite.errors import BadInputError, NotPossibleError, StoreError
from onsite.sync.exchange import peers
from onsite.sync.exchange.reading import Report, files_in, read
from onsite.sync.exchange.writing import Written, write
from onsite.wiring import open_site
from tests.sync.laptops import (
    Laptops,
    everything,
    is_admitted,
    listed,
    pass_on,
    record,
    scanned,
    tables,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "usb.onsite"


def passed(source, target, file) -> Report:
    file.unlink(missing_ok=True)
    write(source, file)
    return read(target, file)


def test_two_stations_without_a_network_come_to_the_same(laptops, file):
    one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    pass_on(laptops.lead, one)  # the admission of the other
    record(laptops.lead, listed("Jane"), listed("王明"))
    scanned(one, 3)
    scanned(two, 2)
    for source, target in [(one, two), (two, one), (laptops.lead, one), (one, two)]:
        passed(source, target, file)
    passed(two, laptops.lead, file)
    assert tables(one) == tables(two) == tables(laptops.lead)
    assert len(tables(one)["scan"]) == 5
    assert len(tables(one)["attendee"]) == 2


def test_what_is_told_of_a_file(laptops, file):
    one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    pass_on(laptops.lead, one)
    scanned(one, 3)
    scanned(two, 2)
    here = len(everything(one))
    wrote = write(one, file, ["desk 2"])
    assert wrote == Written(file, here, ("Desk 2",), whole=True)
    report = read(two, file)
    assert report == Report(
        file=file,
        station=one.journal.station,
        name="Desk 1",
        created_ms=1_795_509_000_000,
        sealed=False,
        new=3,
        known=here - 3,
        quarantined=0,
        released=0,
        forked=False,
        lacking=2,
        held_back=0,
    )


def test_the_file_back_holds_only_what_is_lacking(laptops, file):
    one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    pass_on(laptops.lead, one)
    scanned(one, 3)
    scanned(two, 2)
    passed(one, two, file)
    certified = 4  # the founding and three admissions, which any file holds
    back = file.with_name("back.onsite")
    assert write(two, back, ["Desk 1"]) == Written(back, 2 + certified, ("Desk 1",), whole=False)
    assert read(one, back).new == 2
    everybody = write(two, back)
    assert everybody.entries == len(everything(two))
    assert (everybody.stations, everybody.whole) == (("Desk 1", "Lead"), True)
    assert write(two, back, ["Desk 1"], everything=True).entries == len(everything(two))


def test_what_is_known_of_others_is_never_older_than_before(laptops, file):
    one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    pass_on(laptops.lead, one)
    write(one, file)
    scanned(one, 3)
    laptops.clock.advance(minutes=1)
    later = file.with_name("later.onsite")
    write(one, later)
    read(two, later)
    known = peers.known(two.data, laptops.ring.event)[one.journal.station].spans()
    assert known == {**known, one.journal.station: ((1, 3),)}
    read(two, file)
    assert peers.known(two.data, laptops.ring.event)[one.journal.station].spans() == known


@pytest.mark.parametrize("text", ["", "[]", '{"event": 1}', "\0"])
def test_without_that_knowledge_everything_is_written(laptops, file, text):
    one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    pass_on(laptops.lead, one)
    passed(one, two, file)
    (two.data / peers.PEERS_FILE).write_text(text)
    assert write(two, file.with_name("back"), ["Desk 1"]).whole


def test_an_old_file_changes_nothing(laptops, file):
    desk = laptops.desk("Desk 1")
    scanned(desk, 3)
    old = file.with_name("old.onsite")
    write(desk, old)
    scanned(desk, 3)
    passed(desk, laptops.lead, file)
    before = tables(laptops.lead)
    report = read(laptops.lead, old)
    assert (report.new, report.quarantined) == (0, 0)
    assert tables(laptops.lead) == before


def test_a_stranger_is_known_once_its_admission_came_along(laptops, file):
    one = laptops.desk("Desk 1")
    two = laptops.desk("Desk 2")
    scanned(two, 2)
    assert not is_admitted(one, two)
    report = passed(laptops.lead, one, file)  # only the admission
    assert (report.new, is_admitted(one, two)) == (1, True)
    early = laptops.alone("Early")  # it joined, and then the network went
    pass_on(laptops.lead, two)
    assert passed(two, early, file).name == "Desk 2"
    assert len(tables(early)["scan"]) == 2


def test_a_writer_that_nobody_admitted_is_refused(laptops, file, tmp_path):
    desk = laptops.desk("Desk 1")
    late = laptops.desk("Late")
    stranger = Laptops(tmp_path / "other", laptops.clock)
    pass_on(laptops.lead, late)
    write(late, file)
    with file.open("rb") as opened:
        raw = opened.read()
    stranger.close()
    # The same content, signed by a key that nobody knows.
    forged = resigned(raw, late.journal.station)
    file.write_bytes(forged)
    before = tables(desk)
    with pytest.raises(NotPossibleError, match="not known to belong to this event"):
        read(desk, file)
    changed = {name for name, rows in tables(desk).items() if rows != before[name]}
    assert changed == {"station"}  # certified by the event, whoever passes it on


def resigned(raw: bytes, writer: str) -> bytes:
    import hashlib

    from onsite.journal.entry import Signer

    signer = Signer.generate()
    body = raw[:-64].replace(writer.encode(), signer.station.encode(), 1)
    return body + signer.sign(hashlib.sha256(b"onsite exchange file\n" + body).digest())


def test_a_revoked_writer_is_read_by_the_lead_alone(laptops, file):
    one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    pass_on(laptops.lead, one)
    scanned(one, 3)
    write(one, file)
    laptops.revoke(one)
    pass_on(laptops.lead, two)
    before = tables(two)
    with pytest.raises(NotPossibleError, match="“Desk 1”, which was revoked"):
        read(two, file)
    assert tables(two) == before
    report = read(laptops.lead, file)
    assert (report.new, report.quarantined, report.held_back) == (0, 3, 3)


def test_a_revoked_station_writes_no_file(laptops, file):
    desk = laptops.desk("Desk 1")
    laptops.revoke(desk)
    pass_on(laptops.lead, desk)
    with pytest.raises(NotPossibleError, match="This station was revoked"):
        write(desk, file)
    assert not file.exists()


def test_a_file_for_others_cannot_be_opened(laptops, file):
    one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    pass_on(laptops.lead, one)
    write(one, file, ["Lead"])
    with pytest.raises(NotPossibleError, match="not for this station"):
        read(two, file)
    write(one, file, ["Desk 2"])
    assert read(laptops.lead, file).name == "Desk 1"  # it has the event's key
    assert read(two, file).name == "Desk 1"


def test_a_file_of_another_event(laptops, file, tmp_path):
    other = Laptops(tmp_path / "other", laptops.clock)
    write(other.desk("Desk 1"), file)
    with pytest.raises(NotPossibleError, match="of another event"):
        read(laptops.lead, file)
    other.close()


def test_who_has_not_joined_is_told_to(laptops, file, tmp_path, clock):
    write(laptops.desk("Desk 1"), file)
    alone = open_site(tmp_path / "alone", clock=clock)
    for act in (read, write):
        with pytest.raises(NotPossibleError) as caught:
            act(alone, file)
        assert "onsite stations join" in caught.value.advice
    alone.close()


def test_without_others_there_is_no_file(laptops, file):
    with pytest.raises(NotPossibleError, match="No other station"):
        write(laptops.lead, file)
    laptops.desk("Desk 1")
    with pytest.raises(BadInputError) as caught:
        write(laptops.lead, file, ["Desk 7", "desk 1"])
    assert str(caught.value) == ("There is no station called “desk 7”. The others are: Desk 1.")


def test_only_a_file_of_one_s_own_is_written_over(laptops, file):
    desk = laptops.desk("Desk 1")
    file.write_text("my thesis")
    with pytest.raises(BadInputError, match="another file already"):
        write(desk, file)
    assert file.read_text() == "my thesis"
    file.unlink()
    write(laptops.lead, file)
    with pytest.raises(BadInputError, match="another file already"):
        write(desk, file)
    assert write(laptops.lead, file).file == file


def test_in_a_folder_the_file_gets_a_name(laptops, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    desk = laptops.desk("Desk 1/門")
    assert write(desk, stick).file == stick / "onsite-desk-1-門-20261124T083000Z.onsite"
    (stick / "photo.jpg").write_bytes(b"\xff\xd8")
    laptops.clock.advance(minutes=1)
    write(laptops.lead, stick)
    found = files_in(stick)
    assert [each.name for each in found] == [
        "onsite-desk-1-門-20261124T083000Z.onsite",
        "onsite-lead-20261124T083100Z.onsite",
    ]
    with pytest.raises(BadInputError, match="no file of “onsite exchange”"):
        files_in(tmp_path)


def test_where_nothing_can_be_written_nothing_is_left(laptops, tmp_path):
    desk = laptops.desk("Desk 1")
    folder = tmp_path / "missing"
    with pytest.raises(StoreError, match="cannot be written"):
        write(desk, folder / "usb.onsite")
    assert not folder.exists()


def test_a_full_disk_leaves_no_half_of_a_file(laptops, tmp_path):
    import resource

    desk = laptops.desk("Desk 1")
    scanned(desk, 2000)
    stick = tmp_path / "stick"
    stick.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(StoreError, match="there is no half of it"):
            write(desk, stick / "usb.onsite")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list(stick.iterdir()) == []


def test_many_entries_are_told_and_taken_in_parts(laptops, file):
    desk = laptops.desk("Desk 1")
    scanned(desk, 2500)
    told: list[tuple[int, int]] = []
    wrote = write(desk, file, tell=lambda *done: told.append(done))
    assert wrote.entries == len(everything(desk))
    assert [done for done, _total in told] == [1003, 2003, 2503]
    assert len({total for _done, total in told}) == 1
    stopped = iter(range(10))

    def stop(done: int, total: int) -> None:
        if next(stopped) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(laptops.lead, file, stop)
    assert 0 < len(tables(laptops.lead)["scan"]) < 2500
    read(laptops.lead, file)
    assert len(tables(laptops.lead)["scan"]) == 2500


def test_the_head_of_a_file_names_nobody_and_holds_no_data(laptops, file):
    desk = laptops.desk("Desk 1")
    record(laptops.lead, listed("Jane"))
    write(laptops.lead, file)
    raw = file.read_bytes()
    length = int.from_bytes(raw[18:22], "big")
    head = json.loads(raw[22 : 22 + length])
    assert set(head) == {"kind", "event", "station", "created_ms", "keys"}
    assert set(head["keys"]) == {desk.journal.station, "event"}
    assert b"Jane" not in raw
    assert b"Desk" not in raw
