"""The shop's lists of codes that count no more, as its API gives them and as a plain text."""

from __future__ import annotations

import json

import pytest

from onsite.errors import BadInputError
from onsite.roster.signed.facts import Bar
from onsite.roster.signed.revoking import read
from onsite.wiring import open_site
from tests.roster.signed.samples import CODES, REVOKED

PAGE = {
    "count": 2,
    "next": None,
    "results": [{"id": 1, "secret": REVOKED[0], "created": "2026-11-20T10:00:00Z"}],
}
BLOCKS = {
    "results": [
        {"id": 1, "secret": CODES[0], "blocked": True, "updated": "2026-11-20T10:00:00Z"},
        {"id": 2, "secret": CODES[1], "blocked": False, "updated": "2026-11-20T10:00:00Z"},
    ]
}


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (json.dumps(PAGE), {REVOKED[0]: Bar.REVOKED}),
        (json.dumps(PAGE["results"]), {REVOKED[0]: Bar.REVOKED}),
        (json.dumps(list(REVOKED)), dict.fromkeys(REVOKED, Bar.REVOKED)),
        (json.dumps({"revoked_secrets": REVOKED}), dict.fromkeys(REVOKED, Bar.REVOKED)),
        (json.dumps(BLOCKS), {CODES[0]: Bar.BLOCKED, CODES[1]: Bar.FREE}),
        ("\r\n".join(REVOKED), dict.fromkeys(REVOKED, Bar.REVOKED)),
        (f"# revoked\n\n  '{REVOKED[0]} \n{REVOKED[0]}\n", {REVOKED[0]: Bar.REVOKED}),
        ("\ufeffplain-1\nplain-2", {"plain-1": Bar.REVOKED, "plain-2": Bar.REVOKED}),
    ],
)
def test_every_form_of_a_list(raw, codes):
    assert read(raw.encode(), Bar.REVOKED).codes == codes


def test_a_text_may_be_of_blocked_codes_and_of_two_bytes_a_sign():
    assert read("one\ntwo".encode("utf-16"), Bar.BLOCKED).codes == {
        "one": Bar.BLOCKED,
        "two": Bar.BLOCKED,
    }


def test_one_page_of_several_says_so():
    raw = json.dumps({**PAGE, "next": "https://shop.example/api/…?page=2"}).encode()
    assert read(raw, Bar.REVOKED).more


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n#\n",
        b"{}",
        b"[]",
        b'{"results": [',
        b"[" * 9999,
        b'[1, {"secret": 7}]',
        b"x" * 5000,
    ],
)
def test_what_is_no_list_is_refused_in_words(raw):
    with pytest.raises(BadInputError) as refused:
        read(raw, Bar.REVOKED)
    assert refused.value.advice


def test_the_command_says_what_is_new_and_imports_it_once(run, tmp_path):
    file = tmp_path / "revoked.json"
    file.write_text(json.dumps(list(REVOKED)))

    code, out, _err = run("roster", "revoked", "import", str(file), "--dry-run")
    assert (code, out) == (0, "2 codes are new, 0 known.\nNothing was imported.\n")
    code, out, _err = run("roster", "revoked", "import", str(file), "--json")
    assert json.loads(out) == {"new": 2, "known": 0, "more": False}
    code, out, _err = run("roster", "revoked", "import", str(file), "--blocked")
    assert out == "0 codes are new, 2 known.\n"

    site = open_site(tmp_path / "data", operator="Maria")
    rows = site.store.read_now(
        lambda rows: rows.exec_driver_sql("SELECT code, bar FROM barred_code ORDER BY 1").all()
    )
    site.close()
    assert sorted(rows) == sorted((each, "revoked") for each in REVOKED)


def test_a_file_that_is_not_there_is_named(run, tmp_path):
    code, _out, err = run("roster", "revoked", "import", str(tmp_path / "nothing.json"))
    assert code == 1
    assert "nothing.json" in err
