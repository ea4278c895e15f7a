"""`onsite exchange` from the shell."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest

from onsite.sync import commands
from onsite.sync.exchange.writing import write
from tests.sync.laptops import everything, pass_on, scanned, tables


@pytest.fixture
def pair(laptops):
    """Two desks that know each other, with entries of their own."""
    one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    pass_on(laptops.lead, one)
    scanned(one, 3)
    scanned(two, 2)
    return one, two


def test_a_stick_goes_there_and_back(pair, tmp_path, run):
    one, two = pair
    stick = tmp_path / "a stick"
    stick.mkdir()
    code, out, err = run("exchange", "write", str(stick), "--data", str(one.data))
    (file,) = stick.iterdir()
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"{file} holds {len(everything(one))} entries for: Desk 2, Lead.",
        "It holds everything that is recorded here, so it is never too little.",
        f"There, run: onsite exchange read '{file}'",
    ]
    code, out, err = run("exchange", "read", str(stick), "--data", str(two.data))
    assert (code, err) == (0, "")
    known = len(everything(one)) - 3
    assert out.splitlines() == [
        f"{file}, written by “Desk 1”: 3 new entries, {known} known already.",
        "“Desk 1” lacks 2 entries that are here.",
        f"Now write a file back: onsite exchange write '{stick}' --for 'Desk 1'",
    ]
    back = tmp_path / "back.onsite"
    code, out, err = run(
        "exchange", "write", str(back), "--for", "Desk 1", "--data", str(two.data), "--json"
    )
    assert json.loads(out) == {
        "file": str(back),
        "entries": 6,
        "stations": ["Desk 1"],
        "whole": False,
    }
    code, out, err = run("exchange", "read", str(back), "--data", str(one.data), "--json")
    assert code == 0
    (report,) = json.loads(out)["files"]
    assert (report["name"], report["new"], report["lacking"]) == ("Desk 2", 2, 0)
    assert tables(one) == tables(two)


def test_one_bad_file_does_not_keep_from_the_others(laptops, pair, tmp_path, run):
    one, two = pair
    stick = tmp_path / "stick"
    stick.mkdir()
    for name in ("bad.onsite", "good.onsite"):
        write(one, stick / name)
    raw = (stick / "bad.onsite").read_bytes()
    (stick / "bad.onsite").write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    code, out, err = run("exchange", "read", str(stick), "--data", str(two.data))
    assert (code, err) == (1, "")
    assert out.splitlines()[0].startswith(f"{stick / 'good.onsite'}, written by “Desk 1”: 3 new")
    assert out.splitlines()[-2:] == [
        f"{stick / 'bad.onsite'} is damaged or cut off; nothing was taken from it.",
        "  Copy it once more, or write it anew with “onsite exchange write”.",
    ]
    code, out, err = run("exchange", "read", str(stick / "bad.onsite"), "--data", str(two.data))
    assert (code, out) == (1, "")
    assert err.splitlines()[0].endswith("nothing was taken from it.")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.onsite", "There is no file"),
        ("empty.onsite", "is not a file of “onsite exchange”"),
        ("folder", "There is no file of “onsite exchange” in"),
    ],
)
def test_what_is_no_such_file(pair, tmp_path, run, name, said):
    (tmp_path / "empty.onsite").touch()
    (tmp_path / "folder").mkdir()
    code, out, err = run("exchange", "read", str(tmp_path / name), "--data", str(pair[0].data))
    assert (code, out) == (1, "")
    assert said in err


def test_the_bar_is_full_at_the_end_even_where_there_was_nothing_to_do(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    with commands._progress(SimpleNamespace(as_json=False), "Writing"):
        pass
    assert shown.getvalue().rstrip().endswith("100%\x1b[?25h")


def test_reading_never_makes_a_store(tmp_path, run):
    (tmp_path / "usb.onsite").touch()
    code, _out, err = run("exchange", "read", str(tmp_path / "usb.onsite"))
    assert (code, err.splitlines()[0]) == (1, f"There is no store in {tmp_path / 'data'}")
    code, _out, err = run("exchange", "write", str(tmp_path / "new.onsite"))
    assert (code, err.splitlines()[0]) == (1, f"There is no store in {tmp_path / 'data'}")
    assert not (tmp_path / "data").exists()


def test_the_lead_is_told_what_waits_for_a_decision(laptops, pair, tmp_path, run):
    one, _two = pair
    write(one, tmp_path / "usb.onsite")
    laptops.revoke(one)
    code, out, _err = run(
        "exchange", "read", str(tmp_path / "usb.onsite"), "--data", str(laptops.lead.data)
    )
    assert code == 0
    assert out.splitlines()[1:3] == [
        "3 entries of “Desk 1” are held back, since it was revoked.",
        "Let them count with: onsite stations release 'Desk 1'",
    ]


def test_a_station_that_was_revoked_is_erased_rather_than_read_into(laptops, pair, tmp_path, run):
    one, two = pair
    write(one, tmp_path / "usb.onsite")
    laptops.revoke(two)
    pass_on(laptops.lead, two)
    code, out, err = run("exchange", "read", str(tmp_path / "usb.onsite"), "--data", str(two.data))
    assert (code, out) == (1, "")
    assert err.startswith("This station, “Desk 2”, was revoked: its data was erased on ")
    assert not any(tables(two).values())
