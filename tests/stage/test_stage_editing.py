"""A rundown edited while it runs, and every edit taken back."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onsite.errors import BadInputError, NotPossibleError
from onsite.stage import editing, history, reading
from onsite.stage.engine.acts import ActId
from onsite.stage.fields import ItemFields, Speaker
from onsite.stage.log_words import happened
from onsite.stage.places import between
from tests.stage.keeping import DAY, EARLY, MINUTE_MS, NINE_MS, Keeper

FOUR = ["opening", "talk", "break", "closing"]


@pytest.fixture
def keeper(site, clock):
    clock.set(EARLY)
    keeper = Keeper(site, clock)
    keeper.program()
    keeper.at(0)
    return keeper


def changed(item, cleared=(), **fields):
    return partial(editing.changed, item=item, changes=ItemFields(**fields), cleared=cleared)


def whole(keeper):
    kept = keeper.kept
    return kept.rundown, kept.fields, kept.must_end_ms


EDITS = {
    "added": lambda press: editing.added(press, ItemFields(title="Fill"), after="talk"),
    "first": lambda press: editing.added(press, ItemFields(title="Fill"), after=""),
    "changed": changed("talk", title="Tides", warn_ms=MINUTE_MS, notes="x", custom={"Mic": "2"}),
    "removed": partial(editing.removed, item="break"),
    "moved": partial(editing.moved, item="opening", after="closing"),
    "held": partial(editing.held, item="talk", on=True),
    "must end": partial(editing.set_must_end, must_end_ms=NINE_MS + 90 * MINUTE_MS),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_and_its_inverse_leave_everything_as_it_was(keeper, name):
    before = whole(keeper)

    took = keeper.edit(EDITS[name])
    after = whole(keeper)
    undone = keeper.do("undo")

    assert (took.what, undone.what, undone.id) == ("took", "took", took.id)
    assert after != before
    assert whole(keeper) == before


def test_where_items_come_to_stand(keeper):
    keeper.edit(partial(editing.added, fields=ItemFields(title="A"), after="talk", item="a"))
    keeper.edit(partial(editing.added, fields=ItemFields(title="B"), after="a", item="b"))
    keeper.edit(partial(editing.removed, item="a"))
    keeper.edit(partial(editing.moved, item="opening", after=""))
    keeper.edit(partial(editing.moved, item="closing", after="opening"))
    assert keeper.order == ["opening", "closing", "talk", "b", "break"]

    keeper.edit(partial(editing.added, fields=ItemFields(title="Z"), after="gone", item="z"))
    assert keeper.order[-1] == "z"
    keeper.edit(partial(editing.added, fields=ItemFields(title="A"), after="opening", item="a"))
    assert keeper.order[:3] == ["opening", "a", "closing"]


def test_two_slots_swapped_keep_the_hours_around_them(keeper):
    keeper.edit(partial(editing.removed, item="opening"))
    pressed = keeper.press()

    keeper.do("edit", editing.swapped(keeper.kept, pressed, "closing", "talk"), at=pressed)

    times = {item.id: (item.start_ms, item.end_ms) for item in keeper.kept.rundown.items}
    minutes = {key: [(ms - NINE_MS) // MINUTE_MS for ms in both] for key, both in times.items()}
    assert keeper.order == ["closing", "break", "talk"]
    assert minutes == {"closing": [10, 25], "break": [40, 60], "talk": [45, 75]}
    keeper.do("undo")
    assert keeper.order == ["talk", "break", "closing"]
    assert keeper.kept.rundown.by_id["talk"].start_ms == NINE_MS + 10 * MINUTE_MS
    with pytest.raises(BadInputError, match="itself"):
        editing.swapped(keeper.kept, pressed, "talk", "talk")


def test_an_undoing_takes_back_only_what_nobody_has_changed_since(keeper):
    first = keeper.edit(changed("talk", title="Tides", notes="old", custom={"Mic": "1", "X": "1"}))
    keeper.edit(changed("talk", title="Tides II", custom={"Mic": "2"}))

    keeper.do("undo", first.id)

    said = keeper.kept.fields["talk"]
    assert (said.title, said.notes, said.custom) == ("Tides II", "", {"Mic": "2"})
    again = keeper.do("undo", first.id)
    assert (again.what, again.why) == ("nothing", "undone")


def test_what_is_so_already_is_not_recorded(keeper):
    same = keeper.edit(changed("talk", title="Talk", length_ms=30 * MINUTE_MS, custom={"X": ""}))
    cleared = keeper.edit(changed("talk", ["warn_ms"]))

    assert (same.what, same.why, cleared.why) == ("nothing", "no-change", "no-change")
    with pytest.raises(BadInputError, match="no item “x”"):
        keeper.edit(changed("x", title="Y"))


def test_a_retried_edit_is_made_once(keeper):
    pressed = keeper.press()
    edits = [editing.added(pressed, ItemFields(title="Fill"), after="talk")]
    keeper.do("edit", edits, at=pressed)

    assert keeper.do("edit", edits, at=pressed).what == "took"
    assert len(keeper.order) == 5


def test_a_held_slot_begins_by_hand_only_and_what_is_usual_comes_from_the_plan(keeper):
    keeper.edit(partial(editing.held, item="talk", on=True))
    keeper.edit(changed("closing", warn_ms=1, danger_ms=0, early=True))
    items = keeper.kept.rundown.by_id

    assert items["talk"].rule.value == "manual"
    assert (items["talk"].warn_ms, items["talk"].danger_ms) == (5 * MINUTE_MS, MINUTE_MS)
    assert (items["closing"].warn_ms, items["closing"].early) == (1, True)
    keeper.edit(changed("closing", ["warn_ms", "danger_ms", "early"]))
    assert keeper.kept.rundown.by_id["closing"] == items["closing"].__class__(
        **{**vars_of(items["closing"]), "warn_ms": 300_000, "danger_ms": 60_000, "early": False}
    )
    assert keeper.kept.rundown.must_end_ms == NINE_MS + 9 * 60 * MINUTE_MS


def vars_of(item):
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def test_everything_done_stands_in_the_history(keeper):
    keeper.did("go")
    keeper.edit(changed("talk", title="Tides", speakers=(Speaker(id="b", name="B"),)))
    keeper.did("go", "talk")
    keeper.did("undo")
    keeper.did("undo", keeper.kept.acts[0].id)

    edits = keeper.site.read_now(reading.edits, "main", DAY)
    lines = history.history(keeper.kept, edits, keeper.now_ms)[4:]

    assert [(line.kind, line.item, line.came) for line in lines] == [
        ("stage.started", "opening", "undone"),
        ("stage.item_changed", "talk", "took"),
        ("stage.started", "talk", "undone"),
        ("stage.undone", "talk", "took"),
        ("stage.undone", "opening", "took"),
    ]
    assert happened(lines[-1]) == "Undone: GO “Opening”"
    assert happened(lines[1]) == "Item changed “Tides” speakers, title"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 200), max_size=60))
def test_there_is_always_a_place_between_two_others(inserts):
    places: list[str] = []
    for each in inserts:
        at = each % (len(places) + 1)
        places.insert(at, between(*(*["", *places][at : at + 1], *[*places, ""][at : at + 1])))
    assert places == sorted(set(places))
    assert not any(place.endswith("0") for place in places)


MADE = st.lists(
    st.tuples(
        st.sampled_from(["added", "changed", "removed", "moved", "swapped"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=8,
)


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(MADE)
def test_all_edits_undone_one_after_another_leave_everything_as_it_was(keeper, made):
    before, done = whole(keeper), 0
    for what, one, other in made:
        pressed, order = keeper.press(), keeper.order
        edits = any_edits(
            keeper, pressed, what, *(order[each % len(order)] for each in (one, other))
        )
        done += keeper.do("edit", edits, at=pressed).what == "took"
        keeper.clock.advance(seconds=1)

    for _time in range(done):
        assert keeper.did("undo").startswith("took")

    assert whole(keeper) == before


def any_edits(keeper, pressed, what, one, other):
    if what == "added" or len(keeper.order) < 3:
        return [editing.added(pressed, ItemFields(title="Fill"), after=one)]
    if what == "swapped" and one != other:
        return editing.swapped(keeper.kept, pressed, one, other)
    fields = ItemFields(title=f"{one} and {other}", warn_ms=1, custom={one: other})
    return {
        "changed": [editing.changed(pressed, one, fields)],
        "removed": [editing.removed(pressed, one)],
    }.get(what, [editing.moved(pressed, one, other)])


def test_a_show_stands_where_it_is_when_the_item_that_ran_last_is_removed(keeper):
    keeper.did("go")
    keeper.at(10)
    keeper.did("go")
    keeper.at(40)
    keeper.did("stop")
    keeper.at(41)
    keeper.edit(partial(editing.removed, item="talk"))

    assert keeper.do("next_").item == "break"


def test_what_was_passed_over_is_not_next_when_the_item_that_ran_last_is_removed(keeper):
    keeper.did("go", "talk")
    keeper.at(40)
    keeper.did("stop")
    keeper.at(41)
    keeper.edit(partial(editing.removed, item="talk"))

    assert keeper.do("go").item == "break"


def test_what_begins_by_itself_does_so_when_the_item_before_it_is_removed(keeper):
    keeper.edit(partial(editing.changed, item="break", changes=ItemFields(rule="auto")))
    keeper.did("go")
    keeper.at(10)
    keeper.did("go")
    keeper.at(39)
    keeper.did("stop")
    keeper.at(39.5)
    keeper.edit(partial(editing.removed, item="talk"))

    keeper.at(41)

    assert keeper.kept.show(keeper.now_ms).running == "break"


def test_the_log_tells_the_title_of_what_was_removed(keeper):
    keeper.edit(partial(editing.removed, item="talk"))

    edits = keeper.site.read_now(reading.edits, "main", keeper.day)

    assert history.history(keeper.kept, edits, keeper.now_ms)[-1].title == "Talk"


def test_an_edit_that_was_undone_and_done_again_is_what_the_key_undoes(keeper):
    keeper.did("go")
    keeper.clock.advance(seconds=1)
    keeper.edit(changed("closing", title="Farewell"))
    keeper.clock.advance(seconds=1)
    keeper.did("undo")
    last = keeper.site.read_now(reading.edits, "main", keeper.day)[-1]
    keeper.clock.advance(seconds=1)
    keeper.did("undo", ActId(last["station"], last["number"]))
    assert keeper.kept.fields["closing"].title == "Farewell"

    keeper.clock.advance(seconds=1)
    keeper.did("undo")

    assert keeper.kept.fields["closing"].title == "Closing"
    assert keeper.kept.show(keeper.now_ms).running == "opening"


def test_what_runs_is_not_moved_as_it_would_pass_over_what_is_to_come(keeper):
    keeper.did("go")

    with pytest.raises(NotPossibleError, match="It stays where it is"):
        keeper.edit(partial(editing.moved, item="opening", after="talk"))

    assert keeper.order == FOUR


@pytest.mark.parametrize("kind", ["session", "milestone"])
def test_what_has_run_stays_what_it_was_in_the_record(keeper, kind):
    keeper.did("go")

    with pytest.raises(NotPossibleError, match="“Opening” has run"):
        keeper.edit(changed("opening", kind=kind))
    keeper.at(10)
    keeper.did("go")
    with pytest.raises(NotPossibleError, match="“Opening” has run"):
        keeper.edit(changed("opening", kind=kind))
    keeper.edit(changed("opening", kind="break"))

    assert keeper.kept.show(keeper.now_ms).running == "talk"


def test_an_edit_that_was_undone_is_done_again_by_a_key(keeper):
    keeper.did("go")
    for title in ("Farewell", "Adieu"):
        keeper.clock.advance(seconds=1)
        keeper.edit(changed("closing", title=title))
    for _time in range(2):
        keeper.clock.advance(seconds=1)
        keeper.did("undo")
    assert keeper.kept.fields["closing"].title == "Closing"

    titles = []
    for _time in range(3):
        keeper.clock.advance(seconds=1)
        said = keeper.do("redo")
        titles.append((said.what, keeper.kept.fields["closing"].title))

    assert titles == [("took", "Farewell"), ("took", "Adieu"), ("nothing", "Adieu")]
    keeper.clock.advance(seconds=1)
    keeper.edit(changed("closing", title="Other"))
    assert keeper.do("redo").what == "nothing"


def test_what_began_by_itself_is_undone_first_be_it_written_down_or_not(keeper):
    keeper.edit(changed("talk", rule="auto"))
    keeper.did("go")
    keeper.at(11)

    assert keeper.did("undo") == "took talk"

    show = keeper.kept.show(keeper.now_ms)
    assert (show.running, show.run("talk")) == ("opening", None)
