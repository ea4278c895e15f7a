"""Watching a source through, as the tests of several of them do."""

from __future__ import annotations


def greys(stream):
    """The grey of every frame to the end, to the nearest ten; closes it."""
    try:
        while stream.grab() is not None:
            yield round(stream.picture().mean() / 10) * 10
    finally:
        stream.close()


def seen_through(newest):
    """Look at every frame until there are no more, or it hangs."""
    while newest.latest(10) is not None:
        pass
