"""Every kind of facts has words of its feature."""

from __future__ import annotations

from onsite import language
from onsite.fact_words import fact
from onsite.journal import features
from onsite.journal.facts import kinds


def test_every_kind_is_called_something():
    features.load()
    ours = [kind for kind, each in kinds().items() if each.__module__.startswith("onsite.")]
    assert len(ours) > 10
    assert [kind for kind in ours if fact(kind) == kind] == []


def test_what_a_newer_onsite_records_is_its_code():
    assert fact("badge.printed") == "badge.printed"


def test_it_is_said_in_the_language_in_use():
    said = fact("scan.made")
    language.use("zh_CN")
    assert fact("scan.made") != said
