"""What counting does to a zone."""

from __future__ import annotations


def test_one_in_one_out(counter):
    assert counter.count("h1", 1).total == 1
    assert counter.count("h1", 1, 1, 12).total == 15
    assert counter.count("Hall 1", -1).total == 14
    assert counter.undo_last()[0].people == -1
    assert counter.total("h1") == 15
    one, other = counter.move("h1", "h2", 5)
    assert (one.total, other.total) == (10, 5)
    done = counter.recount("h1", 7)
    assert (done.standing.total, done.expected, done.error) == (7, 10, -3)
    assert counter.count("h1", 1).total == 8
