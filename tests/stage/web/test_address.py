"""The address that nobody guesses."""

from __future__ import annotations

import stat

import pytest

from onsite.errors import NotPossibleError
from onsite.stage.web import address
from onsite.stage.web.opening import picture


def test_it_stays_until_another_is_asked_for(tmp_path):
    first = address.word(tmp_path)
    assert address.word(tmp_path) == first
    second = address.word(tmp_path, new=True)
    assert second != first
    assert address.word(tmp_path) == second


def test_it_has_more_than_128_random_bits(tmp_path):
    made = {address.word(tmp_path, new=True) for _each in range(40)}
    assert len(made) == 40
    assert {len(each) for each in made} == {32}
    # Five bits in each sign: every one of the 32 signs comes at every place sooner or later.
    assert len(set("".join(made))) == 32


def test_only_its_owner_reads_it(tmp_path):
    address.word(tmp_path)
    assert stat.S_IMODE((tmp_path / address.FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("kept", ["", "short", "A" * 31 + "/", "a" * 32, "A" * 33, "Ä" * 32])
def test_one_that_is_none_is_made_anew(tmp_path, kept):
    (tmp_path / address.FILE).write_text(kept, "utf-8")
    found = address.word(tmp_path)
    assert len(found) == 32
    assert found != kept


def test_it_says_when_it_cannot_be_kept(tmp_path):
    with pytest.raises(NotPossibleError, match="cannot be kept"):
        address.word(tmp_path / "gone")


@pytest.mark.parametrize("given", ["", "B" * 32, "A" * 31, "A" * 33, "a" * 32, "Ä\ud800"])
def test_nothing_but_the_word_is_the_word(given):
    assert address.is_word("A" * 32, "A" * 32)
    assert not address.is_word(given, "A" * 32)


def test_where_it_is_found():
    assert address.addresses("127.0.0.1", 80, "W") == ["http://127.0.0.1:80/W/"]
    assert address.addresses("fe80::1", 80, "W") == ["http://[fe80::1]:80/W/"]
    assert all("[" not in each for each in address.addresses("0.0.0.0", 80, "W"))
    assert [address.is_loopback(each) for each in ("127.0.0.2", "0.0.0.0")] == [True, False]


def test_its_qr_code_fits_beside_a_prompt():
    lines = picture(f"http://192.168.123.145:8137/{'A' * 32}/")
    assert len(lines) <= 20
    assert {len(line) for line in lines} == {2 * len(lines) - 1}
    assert picture("http://[fe80::1]:80/W/") == []
