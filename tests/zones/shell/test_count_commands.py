"""`onsite count`: in, out, over to another zone, taken back."""

from __future__ import annotations

import json


def test_in_and_out(asked):
    first = asked("count", "hall", "--in", "12")
    again = asked("count", "Main hall", "--in", "3", "--out", "1")

    assert first["code"] == 0
    assert (first["zone"]["id"], first["zone"]["total"]) == ("hall", 12)
    zone = again["zone"]
    assert (zone["total"], zone["came"], zone["left"], zone["base"]) == (14, 15, 1, None)
    assert [(each["operator"], each["came"]) for each in zone["counters"]] == [
        ("Maria", 3),
        ("Maria", 12),
    ]


def test_what_is_below_zero_says_so(venue):
    code, out, _err = venue("count", "foyer", "--out", "4")

    assert code == 0
    assert out == (
        "Foyer: −4 in it · DEFICIT: more have left than came; count everybody anew · 0 in, 4 out\n"
    )


def test_over_to_another_zone(asked):
    asked("count", "hall", "--in", "9")
    moved = asked("count", "hall", "--move-to", "foyer", "4")

    assert (moved["zone"]["total"], moved["to_zone"]["total"]) == (5, 4)
    assert asked("count", "hall", "--move-to", "hall", "4")["code"] == 1
    assert asked("count", "hall", "--move-to", "front", "4")["code"] == 1


def test_what_one_has_counted_oneself_is_taken_back_newest_first(venue, asked):
    asked("count", "hall", "--in", "5")
    asked("count", "foyer", "--in", "7")
    asked("count", "hall", "--move-to", "foyer", "2")
    asked("count", "hall", "--in", "1", "--operator", "Bo")

    code, out, _err = venue("count", "hall", "--undo")
    assert code == 0
    assert out.startswith("Taken back: 2 from Main hall to Foyer at ")
    assert out.endswith("Main hall: 6 in it · 6 in, 0 out\n")
    again = asked("count", "hall", "--undo", "5")
    assert [each["people"] for each in again["undone"]] == [5]
    assert again["zone"]["total"] == 1
    none = asked("count", "hall", "--undo")
    assert none["code"] == 1
    assert none["error"]["happened"].startswith("You have counted nothing in Main hall")
    assert asked("count", "foyer", "--in", "1")["zone"]["total"] == 8


def test_behind_a_recount_nothing_moves_and_it_is_said(venue, asked):
    asked("count", "hall", "--in", "5")
    asked("zones", "recount", "hall", "30")

    code, out, _err = venue("count", "hall", "--undo")

    assert code == 0
    assert "A recount has it already, so the total stays." in out
    assert asked("count", "hall", "--in", "1")["zone"]["total"] == 31


def test_what_cannot_be_counted_is_said_with_what_to_do(asked):
    unknown = asked("count", "halll", "--in", "1")
    assert unknown["code"] == 1
    assert "halll" in unknown["error"]["happened"]
    assert "hall" in unknown["error"]["advice"]

    nothing = asked("count", "hall")
    assert nothing["error"]["happened"] == "Nothing to count was given."
    both = asked("count", "hall", "--in", "1", "--undo")
    assert both["error"]["happened"] == "That is more than one act."
    assert asked("count", "hall", "--in", "0")["code"] == 2


def test_help_says_what_the_json_is(venue):
    code, out, _err = venue("count", "--help")
    assert code == 0
    for word in ("--in N", "--out N", "--move-to ZONE N", "--undo", "undone", "in_base"):
        assert word in out


def test_one_object_and_nothing_else(venue):
    _code, out, err = venue("count", "hall", "--in", "2", "--json")
    assert err == ""
    assert json.loads(out)["zone"]["total"] == 2
    assert out.count("\n") == 1
