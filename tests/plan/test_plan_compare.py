from __future__ import annotations

from onsite.plan.compare import Change, changes
from onsite.plan.reading import read

BEFORE = """\
[event]
name = "Summit"
zone = "UTC"
days = [2026-11-24]
[checkpoints.main]
name = "Main"
[zones.hall]
name = "Hall"
capacity = 5
"""


def test_each_key_that_differs_is_a_line():
    after = BEFORE.replace('"Main"', '"Main"\nwindows = [{ opens = "8:00", closes = "9:00" }]')
    after = after.replace("capacity = 5", 'area_m2 = 3\n[zones.lobby]\nname = "Lobby"')
    window = {"opens": "08:00:00", "closes": "09:00:00", "days": []}
    found = changes(read(BEFORE), read(after))
    assert found == [
        Change("checkpoints.main.windows", [], [window]),
        Change("zones.hall.area_m2", None, 3.0),
        Change("zones.hall.capacity", 5, None),
        Change("zones.lobby.capacity_source", None, ""),
        Change("zones.lobby.counted_by", None, "hand"),
        Change("zones.lobby.levels", None, []),
        Change("zones.lobby.name", None, "Lobby"),
        Change("zones.lobby.supervised", None, after=False),
        Change("zones.lobby.unusable_m2", None, 0.0),
    ]
    assert [str(found[number]) for number in (1, 2, 6)] == [
        "+ zones.hall.area_m2 = 3.0",
        "- zones.hall.capacity = 5",
        '+ zones.lobby.name = "Lobby"',
    ]


def test_comments_and_order_make_no_difference():
    assert changes(read(BEFORE), read("# hello\n" + BEFORE)) == []


def test_against_nothing_everything_is_new():
    found = changes(None, read(BEFORE))
    assert {change.before for change in found} == {None}
    assert Change("zones.hall.capacity", None, 5) in found
