"""`onsite scan`: the settings of the hand scanners, and what one sends through a pipe."""

from __future__ import annotations

import json
import os

import pytest

from onsite.scanner.settings import HandSettings, ScannerSettings, load, save


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def piped(monkeypatch):
    """Standard input holds these bytes, and is no terminal."""

    reads, writes = os.pipe()

    def pipe(data: bytes) -> None:
        os.write(writes, data)
        os.close(writes)

    with os.fdopen(reads) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield pipe


def test_what_is_set_is_shown(run):
    code, out, _err = run("scan")
    assert code == 0
    assert "found out by itself" in out
    assert "onsite scan --test" in out


def test_settings_are_kept_beside_the_others(run, data):
    data.mkdir()
    save(data, ScannerSettings(camera="4", hand=HandSettings(prefix="~")))
    code, out, _err = run("scan", "--layout", "de", "--fast-ms", "50", "--save")
    assert (code, "Kept" in out, "US English → German" in out) == (0, True, True)
    assert load(data) == ScannerSettings(
        camera="4", hand=HandSettings(prefix="~", layout="de", fast_ms=50)
    )


def test_nothing_is_kept_unless_it_is_asked_for(run, data):
    run("scan", "--layout", "de")
    assert load(data) == ScannerSettings()


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--layout", "xx"), "no keyboard layout “xx”"),
        (("--fast-ms", "0"), "--fast-ms cannot be that.\nIt must be 1 or more."),
        (("--fast-ms", "501"), "It must be 500 or less."),
        (("--serial", "x" * 999), "--serial cannot be that.\nIt must have no more than 512 char"),
    ],
)
def test_settings_that_cannot_be(run, data, arguments, part):
    code, _out, err = run("scan", *arguments, "--save")
    assert code == 1
    assert part in err
    assert load(data) == ScannerSettings()


def test_what_a_scanner_sends_is_an_object(run, piped):
    piped(b"]Q1WS-4K7QX\r\n")
    code, out, _err = run("scan", "--test", "--json")
    answer = json.loads(out)
    (group,) = answer["groups"]
    assert code == 0
    assert [each["hex"] for each in group["bytes"]][-2:] == ["0d", "0a"]
    assert (group["kind"], group["ended_by"], group["mark"]) == ("scan", "CR LF", "]Q1")
    assert (group["text"], group["found"]) == ("WS-4K7QX", "")
    assert answer["settings"]["fast_ms"] == 35


def test_the_list_tells_whose_code_it_is_and_no_name(run, piped, tmp_path):
    from onsite.bundled import bundled

    run("roster", "import", str(bundled("db/demo/attendees.csv")), "--yes")
    piped("WSß4K7QX\r".encode())
    _code, out, _err = run("scan", "--test")
    assert "somebody's code, mended: WS-4K7QX" in out
    assert "scanner US, computer German" in out
    assert "Ferreiro" not in out


def test_a_port_that_is_not_there(run):
    code, _out, err = run("scan", "--test", "--serial", "0c2e:0b61:1")
    assert code == 1
    assert "The scanner: not plugged in." in err
    assert "lists the ports" in err
