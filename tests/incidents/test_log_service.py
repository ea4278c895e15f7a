"""What anybody and what a coordinator does about incidents, and what is refused."""

from __future__ import annotations

import json
from itertools import count

import pytest

from onsite.errors import BadInputError
from onsite.incidents import numbering, parts, running, service, wording
from onsite.incidents.log import attachments, drafts, numbers
from onsite.incidents.outcomes import Outcome
from onsite.incidents.paging.facts import FrozenPolicy
from onsite.incidents.service import NewIncident
from onsite.plan.service import publish
from onsite.staff import access
from onsite.sync.clock import moments
from tests.incidents.conftest import PLAN, meet


def policy(incident) -> FrozenPolicy:
    return FrozenPolicy.model_validate_json(incident.policy)


def test_a_report_is_an_incident_with_a_number_a_policy_and_who_goes_there(log):
    done = log.report("fall, conscious", types=("medical",), zone="h2", units=("Medic 1",))

    found = log.one(done.incident)
    assert (done.what, done.number) == ("took", found.number)
    assert numbers.read(found.number) == (found.prefix, 1, False)
    assert (found.types, found.severity, found.rank, found.zone) == (
        ("medical",),
        "serious",
        2,
        "h2",
    )
    assert (found.author, found.state, found.happened_ms) == ("Maria", "new", found.at_ms)
    assert [(each.unit, each.assigned) for each in found.units] == [("lin", True)]
    assert [step.roles for step in policy(found).steps] == [("medical",), ("lead",)]
    assert log.kinds(done.incident) == ["reported", "policy", "unit_assigned"]


def test_what_nobody_says_is_as_the_plan_says(log):
    found = log.one(log.reported("strange noise"))
    assert (found.types, found.severity, policy(found).id) == (("other",), "minor", "usual")


def test_several_types_have_all_of_their_policies(log):
    found = log.one(log.reported("fight", types=("security", "medical")))
    assert policy(found).id == "medics+usual"
    assert [(step.roles, step.wait_ms, step.need) for step in policy(found).steps] == [
        (("medical", "coordinator"), 120_000, "any"),
        (("lead", "coordinator"), 240_000, "all"),
        (("lead", "management"), 300_000, "any"),
    ]
    assert (policy(found).ends_on, policy(found).passes) == ("on-scene", 2)


@pytest.mark.parametrize(
    ("about", "said", "near"),
    [
        ({"types": ("medcal",)}, "The plan has no type of incident “medcal”.", "medical"),
        ({"zone": "foier"}, "The plan has no zone “foier”.", "foyer"),
        ({"severity": "critcal"}, "The plan has no severity “critcal”.", "critical"),
        ({"units": ("lyn",)}, "Nobody is called “lyn” here.", "lin"),
    ],
)
def test_what_nobody_knows_is_refused_with_the_nearest(log, about, said, near):
    with pytest.raises(BadInputError) as caught:
        log.report("x", **about)
    assert (caught.value.happened, caught.value.advice) == (said, f"Nearest: {near}.")


def test_a_contact_and_the_operator_who_is_that_contact_are_one_person(log):
    text = PLAN + '[contacts.lima]\nname = "Ana Lima"\noperator = "ana"\n'
    log.site.write_now(publish, text, "Maria")
    for name in ("Ana Lima", "ana", "lima"):
        found = log.one(log.reported(f"fall seen by {name}", units=(name,)))
        assert [each.unit for each in found.units] == ["lima"]


def test_the_time_is_that_of_the_first_key_and_none_is_still_to_come(log, clock):
    begun = moments.now(clock)
    clock.advance(seconds=50)
    new = NewIncident(begun, "smoke")
    done = log.site.write_now(service.report, log.plan, log.by(), new)
    assert log.one(done.incident).happened_ms == begun.at_ms

    with pytest.raises(BadInputError, match="still to come"):
        log.report("fire", happened_ms=moments.now(clock).at_ms + 61_000)
    with pytest.raises(BadInputError, match="still to come"):
        log.entry(done.incident, "out", happened_ms=moments.now(clock).at_ms + 61_000)


def test_the_same_words_within_seconds_are_one(log, clock):
    first = log.report("Fall", zone="h2")
    clock.advance(seconds=4)
    again = log.report("fall ", zone="h2")
    elsewhere = log.report("fall", zone="foyer")
    clock.advance(seconds=6)
    later = log.report("fall", zone="h2")

    assert (again.what, again.number) == ("same", first.number)
    assert len({first.incident, elsewhere.incident, later.incident}) == 3
    assert log.entry(first.incident, "medic there").what == "took"
    assert log.entry(first.incident, "Medic  there").what == "same"
    clock.advance(seconds=6)
    assert log.entry(first.incident, "medic there").what == "took"


@pytest.mark.parametrize(
    "about",
    [
        {"types": ("fire",)},
        {"severity": "critical"},
        {"place": "row 14"},
        {"units": ("lin",)},
        {"drill": True},
    ],
)
def test_few_words_of_another_kind_are_another_incident(log, about):
    """`med H2` and `fire H2` have no words at all besides type and zone."""
    first = log.report("", zone="h2", types=("medical",))
    said = {"zone": "h2", "types": ("medical",)}
    assert log.report("", **said).what == "same"
    assert log.report("", **{**said, **about}).what == "took"
    assert log.report("", **said).incident == first.incident


def test_a_retry_of_a_press_is_the_same_act(log):
    incident = log.reported("fall")
    by = log.by()
    assert log.entry(incident, "one", by=by).what == "took"
    assert log.entry(incident, "one", by=by).what == "same"
    press = log.by()
    assert log.do(running.set_severity, incident, "critical", by=press).what == "took"
    assert log.do(running.set_severity, incident, "critical", by=press).what == "same"


def test_a_late_entry_is_marked_and_stands_where_it_belongs(log, clock):
    incident = log.reported("fall")
    log.entry(incident, "medic arrived")
    clock.advance(minutes=7)
    then = moments.now(clock).at_ms - 7 * 60_000 - 5_000
    log.entry(incident, "steward was first", happened_ms=then)

    lines = [line for line in log.timeline(incident) if line.kind == "incident.entry"]
    assert [(line.details["text"], line.late) for line in lines] == [
        ("steward was first", True),
        ("medic arrived", False),
    ]


def test_an_entry_is_struck_once_with_a_reason_and_stays(log):
    incident = log.reported("fall")
    name = log.entry(incident, "broken leg").entry

    assert log.do(service.strike, incident, name, " ").why == "reason-needed"
    assert log.do(service.strike, incident, name, "it is the arm").what == "took"
    assert log.do(service.strike, incident, name, "again").why == "struck"
    (line,) = [each for each in log.timeline(incident) if each.kind == "incident.entry"]
    assert (line.details["text"], line.strike.reason) == ("broken leg", "it is the arm")
    with pytest.raises(BadInputError, match="no entry that can be struck"):
        log.do(service.strike, incident, "nobody-1", "x")


def test_states_go_their_way_and_opening_again_needs_a_reason(log):
    incident = log.reported("loud", types=("other",))

    def to(state, reason=""):
        done = log.do(running.set_state, incident, state, reason)
        return done.what, done.why

    assert log.do(service.acknowledge, incident, "lin", "radio").what == "took"
    assert log.one(incident).state == "acknowledged"
    assert log.one(incident).acked_by == "lin"
    assert to("new") == ("refused", "never-new")
    assert to("on-scene") == ("took", "")
    assert to("on-scene") == ("nothing", "no-change")
    assert to("on-hold") == ("refused", "reason-needed")
    assert to("on-hold", "waits for the house") == ("took", "")
    assert to("closed") == ("took", "")
    assert log.do(service.acknowledge, incident, "lin").why == "closed"
    assert to("on-scene") == ("refused", "reason-needed")
    assert to("new", "it is loud again") == ("took", "")
    assert (log.one(incident).state, log.one(incident).reopened) == ("new", 1)


def test_a_serious_one_closes_only_with_all_that_an_inquiry_asks_for(log):
    incident = log.reported("hurt", severity="serious")
    task = log.task(incident)

    assert log.close(incident).missing == ("type", "outcome", "responsible", "tasks")
    log.do(running.set_types, incident, ("medical",), ("other",))
    log.do(parts.set_task, incident, task, done=True)
    refused = log.close(incident, "went home")
    assert (refused.what, refused.missing) == ("refused", ("responsible",))
    assert wording.outcome(log.plan, refused) == (
        f"{refused.number} is serious. Before it is closed: say who answers for it."
    )
    assert log.close(incident, "went home", "Dr. Lin").what == "took"
    found = log.one(incident)
    assert (found.state, found.outcome, found.responsible, found.forced) == (
        "closed",
        "went home",
        "Dr. Lin",
        False,
    )


def test_one_that_lacks_something_is_closed_by_force_with_a_reason(log):
    incident = log.reported("hurt", severity="critical")
    assert log.close(incident, forced=True).why == "reason-needed"
    assert log.close(incident, forced=True, reason="venue is cleared").what == "took"
    assert log.one(incident).forced


def test_a_raise_sets_the_policy_anew_and_a_lowering_needs_a_reason(log):
    incident = log.reported("fall", types=("medical",), severity="minor")
    assert policy(log.one(incident)).id == "usual"
    log.do(running.set_severity, incident, "critical")
    assert policy(log.one(incident)).id == "medics"
    assert log.do(running.set_severity, incident, "minor").why == "reason-needed"
    assert log.do(running.set_severity, incident, "minor", "only a bruise").what == "took"
    assert (log.one(incident).severity, policy(log.one(incident)).id) == ("minor", "medics")


def test_another_type_tells_those_who_must_know_of_it(log):
    incident = log.reported("fight", types=("security",), severity="serious")
    log.do(running.set_types, incident, ("medical",))
    assert log.kinds(incident)[-2:] == ["types", "policy"]
    log.do(running.set_types, incident, ("crowd",), ("security",))
    assert log.kinds(incident)[-1] == "types"
    assert log.one(incident).types == ("crowd", "medical")
    log.do(running.set_types, incident, ("lost-child",))
    assert log.one(incident).restricted


def test_a_duplicate_goes_on_in_the_other_one_and_takes_along_what_is_graver(log):
    kept = log.reported("somebody lies there", zone="h2")
    other = log.reported("heart attack", types=("medical",), severity="critical")
    log.entry(other, "no pulse")

    done = log.merge(other, kept, "the same person")
    assert (done.what, done.other) == ("took", log.one(kept).number)
    found = log.one(kept)
    assert (found.severity, found.types, found.members) == (
        "critical",
        ("medical", "other"),
        (other,),
    )
    assert policy(found).id == "medics+usual"
    assert "no pulse" in [line.details.get("text") for line in log.timeline(kept)]
    assert not log.one(other).is_open
    assert log.do(service.acknowledge, other, "lin").why == "duplicate"
    assert log.merge(kept, other).why == "circle"
    assert log.merge(kept, kept).why == "itself"
    assert log.merge(other, kept).what == "nothing"
    assert log.unmerge(other).what == "took"
    assert log.unmerge(other).why == "not-merged"
    assert log.one(other).is_open


def test_what_is_merged_into_a_duplicate_goes_on_where_that_does(log):
    one, two, three = (log.reported(f"smoke {place}") for place in "abc")
    log.merge(two, one)
    assert log.merge(three, two).other == log.one(one).number
    assert log.one(one).members == tuple(sorted((two, three)))


def test_no_exercise_goes_on_in_a_real_one_and_none_in_a_closed_one(log):
    real, drill, over = log.reported("a"), log.reported("b", drill=True), log.reported("c")
    log.close(over)
    assert log.one(drill).number == f"{log.one(real).prefix}-X1"
    assert log.merge(drill, real).why == "drill"
    assert log.merge(real, over).why == "into-closed"


def test_who_may_not_run_incidents_is_told_who_may(log):
    log.site.write_now(access.set_pin, log.plan, "ana", access.hashed("4071"), "ana")
    incident = log.reported("fall")

    refused = log.do(running.set_severity, incident, "critical")
    assert (refused.what, refused.why, refused.roles) == (
        "refused",
        "not-yours",
        ("coordinator", "lead"),
    )
    assert wording.outcome(log.plan, refused) == (
        "Running incidents is for Incident coordinator, Lead."
    )
    assert log.entry(incident, "worse").what == "took"
    assert log.do(service.acknowledge, incident, "lin").what == "took"
    log.operator = "ana"
    assert log.do(running.set_severity, incident, "critical").what == "took"


def test_a_restricted_one_is_veiled_and_who_opens_it_is_logged(log):
    from onsite.incidents import reading

    incident = log.reported("boy, 5, red cap", types=("lost-child",), zone="h2")
    log.site.write_now(access.set_pin, log.plan, "ana", access.hashed("4071"), "ana")

    assert log.do(service.look, incident).why == "veiled"
    veil = log.site.read_now(reading.veil_for, log.plan, "Maria")
    seen = veil(log.one(incident))
    assert (seen.text, seen.types, seen.zone, seen.number, seen.veiled) == (
        "",
        (),
        "h2",
        log.one(incident).number,
        True,
    )
    log.operator = "ana"
    assert log.do(service.look, incident).what == "took"
    assert log.do(service.look, incident).what == "nothing"
    log.clock.advance(minutes=2)
    assert log.do(service.look, incident).what == "took"
    assert log.do(parts.restrict, incident, on=False).why == "reason-needed"
    assert log.do(parts.restrict, incident, "found, all know", on=False).what == "took"


def test_a_decision_freezes_what_was_on_the_screen(log):
    child = log.reported("boy", types=("lost-child",), zone="foyer")
    incident = log.reported("crowd at the door", types=("crowd",), zone="h2")
    assert log.do(parts.decide, incident, "Close the door").why == "reason-needed"
    log.do(parts.decide, incident, "Close the door", ("Wait", "Close the door"), "too dense")

    (line,) = [each for each in log.timeline(incident) if each.kind == "incident.decision"]
    frozen = json.loads(line.details["frozen"])
    assert line.details["options"] == ["Wait", "Close the door"]
    assert frozen["open"] == [
        {"number": log.one(child).number, "zone": "foyer", "state": "new"},
        {
            "number": log.one(incident).number,
            "zone": "h2",
            "state": "new",
            "types": ["crowd"],
            "severity": "serious",
        },
    ]
    assert (frozen["on_duty"], frozen["answering"]) == (
        [],
        {"coordinator": ["ana"], "medical": ["lin"]},
    )


def test_units_tasks_links_and_the_place(log):
    incident = log.reported("fall")
    assert log.do(parts.assign, incident, "Dr. Lin", "first aid").what == "took"
    assert log.do(parts.assign, incident, "lin").what == "nothing"
    assert log.do(parts.assign, incident, "Ambulance 2").what == "took"
    assert log.do(parts.release, incident, "medic 1").what == "took"
    assert log.do(parts.release, incident, "medic 1").what == "nothing"
    assert {each.unit: each.assigned for each in log.one(incident).units} == {
        "lin": False,
        "Ambulance 2": True,
    }
    task = log.task(incident, "Clear the way")
    assert log.do(parts.set_task, incident, "1", done=True).what == "took"
    assert log.do(parts.set_task, incident, task, done=True).what == "nothing"
    assert log.do(parts.set_task, incident, task, done=False).what == "took"
    with pytest.raises(BadInputError, match="has no task “9”"):
        log.do(parts.set_task, incident, "9", done=True)
    assert log.do(parts.set_place, incident, "h2", "row 14").what == "took"
    assert log.do(parts.set_place, incident, place="row 15").what == "took"
    assert (log.one(incident).zone, log.one(incident).place) == ("h2", "row 15")
    assert log.do(parts.set_place, incident, "h2").what == "nothing"
    assert log.do(parts.link, incident, "https://example.org/1").what == "took"


def test_a_file_is_copied_in_and_one_that_is_gone_or_empty_is_refused(log, tmp_path):
    incident = log.reported("leak")
    photo = tmp_path / "leak.jpg"
    photo.write_bytes(b"water")

    taken = attachments.take(log.site.data, photo)
    assert log.do(parts.attach, incident, taken).what == "took"
    assert log.do(parts.attach, incident, taken).what == "nothing"
    photo.unlink()
    (kept,) = log.one(incident).attachments
    assert (kept.name, kept.size, kept.media) == ("leak.jpg", 5, "image/jpeg")
    assert attachments.path(log.site.data, kept.sha256).read_bytes() == b"water"
    with pytest.raises(BadInputError, match="There is no file"):
        attachments.take(log.site.data, photo)
    photo.touch()
    with pytest.raises(BadInputError, match="is empty"):
        attachments.take(log.site.data, photo)
    assert len(list((log.site.data / attachments.FOLDER).iterdir())) == 1


def test_a_draft_survives_until_it_is_sent(log, clock):
    draft = drafts.begin("Maria", moments.now(clock))
    clock.advance(seconds=5)
    for text in ("fa", "fall"):
        kept = drafts.Draft(draft.id, "Maria", draft.begun, text, fields={"zone": "h2"})
        log.site.write_now(drafts.keep, kept, moments.now(clock).at_ms)
    assert log.site.read_now(drafts.drafts, "Maria") == (kept,)
    assert log.site.read_now(drafts.drafts, "Bo") == ()

    done = log.report("fall", id=draft.id)
    assert (done.what, done.incident) == ("took", draft.id)
    assert log.site.read_now(drafts.drafts, "Maria") == ()
    assert log.report("fall", id=draft.id).what == "same"


def test_an_incident_is_found_by_its_number_or_its_id(log):
    first, second = log.reported("a"), log.reported("b")
    prefix = log.one(first).prefix

    assert [each.id for each in log.named(f"{prefix.lower()}2")] == [second]
    assert [each.id for each in log.named("1")] == [first]
    assert [each.id for each in log.named(second[:6])] == [second]
    assert log.named("ZZZ-1") == ()
    assert log.named("") == ()


def test_two_stations_number_apart_and_hear_each_other(log, station):
    ours, theirs = log.reported("here"), station.reported("there")
    meet(log.site, station.site)

    assert log.one(theirs).number == station.one(theirs).number
    assert log.one(ours).prefix != log.one(theirs).prefix
    assert [each.id for each in log.named("1")] == [ours, theirs]
    assert log.entry(theirs, "we come").what == "took"


def test_who_has_joined_keeps_a_prefix_though_nothing_was_ever_heard_of_them(log, monkeypatch):
    own = next(numbers.candidates(log.site.journal.station))
    ids = (f"{number:064x}" for number in count())
    other = next(each for each in ids if next(numbers.candidates(each)) == own)
    monkeypatch.setattr(numbering, "members", lambda _rows: {other: None})
    assert log.one(log.reported("a")).prefix != own


def test_a_circle_of_mergings_is_broken_the_same_way_everywhere(log, station):
    one, two = log.reported("a"), log.reported("b")
    meet(log.site, station.site)
    station.clock.set(log.clock.now())
    assert log.merge(one, two).what == "took"
    station.clock.advance(seconds=5)
    assert station.merge(two, one).what == "took"
    meet(log.site, station.site)

    for each in (log, station):
        assert (each.one(one).into, each.one(two).into) == (two, "")
        assert each.one(two).is_open
    log.unmerge(one)
    meet(log.site, station.site)
    for each in (log, station):
        assert (each.one(one).into, each.one(two).into) == ("", "")


@pytest.mark.parametrize("closed_first", [True, False])
def test_what_is_merged_into_one_that_was_closed_meanwhile_stands_by_itself(
    log, station, closed_first
):
    dark, fall, smoke = (log.reported(each) for each in ("dark", "fall", "smoke"))
    log.merge(smoke, fall)
    meet(log.site, station.site)
    # Neither hears the other, and either clock may be ahead.
    (log if closed_first else station).clock.advance(minutes=5)
    log.merge(dark, fall)
    station.close(fall, "went home", "Dr. Lin", forced=True, reason="no time")
    assert log.one(dark).into == fall
    meet(log.site, station.site)
    for each in (log, station):
        one = each.one(dark)
        assert (one.is_open, one.into, each.one(smoke).is_open) == (True, "", False)
        assert each.one(fall).members == (smoke,)
        assert each.chain(dark).standing == "running"
        (line,) = [line for line in each.timeline(dark) if line.kind == "incident.merged"]
        assert not line.counts
    # Opened again, the other one goes on for it, as was said; closed again, it is done with.
    log.clock.advance(minutes=10)
    log.do(running.set_state, fall, "on-scene", "it goes on")
    assert (log.one(dark).into, log.chain(dark).standing) == (fall, "merged")
    log.close(fall, "went home", "Dr. Lin", forced=True, reason="no time")
    meet(log.site, station.site)
    for each in (log, station):
        assert (each.one(dark).into, each.one(dark).is_open) == (fall, False)


def test_who_did_not_know_of_the_closing_does_not_open_it_but_a_raise_does(log, station):
    quiet, grave = log.reported("a"), log.reported("b")
    meet(log.site, station.site)
    station.clock.set(log.clock.now())
    log.close(quiet)
    log.close(grave)
    station.clock.advance(seconds=60)
    station.do(running.set_state, quiet, "on-scene")
    station.do(running.set_severity, grave, "critical")
    meet(log.site, station.site)

    for each in (log, station):
        assert each.one(quiet).state == "closed"
        assert (each.one(grave).state, each.one(grave).severity) == ("new", "critical")
    late = [line for line in log.timeline(quiet) if line.kind == "incident.state"]
    assert [line.counts for line in late] == [True, False]


def test_who_knew_of_a_word_has_the_later_one_though_another_clock_is_ahead(log, station):
    incident, quiet = log.reported("a"), log.reported("b")
    meet(log.site, station.site)
    station.clock.set(log.clock.now())
    station.clock.advance(hours=1)
    station.do(running.set_state, incident, "on-scene")
    station.do(running.set_severity, incident, "critical")
    station.close(quiet)
    meet(log.site, station.site)

    assert log.do(running.set_state, incident, "on-backup").what == "took"
    assert log.do(running.set_severity, incident, "serious", "one arm").what == "took"
    assert log.do(running.set_state, quiet, "new", "again").what == "took"
    meet(log.site, station.site)
    for each in (log, station):
        found = each.one(incident)
        assert (found.state, found.severity, each.one(quiet).state) == (
            "on-backup",
            "serious",
            "new",
        )


def test_who_knew_of_a_merging_takes_it_apart_though_another_clock_is_ahead(log, station):
    one, two = log.reported("a"), log.reported("b")
    meet(log.site, station.site)
    station.clock.set(log.clock.now())
    station.clock.advance(hours=1)
    station.merge(one, two)
    meet(log.site, station.site)

    assert log.unmerge(one).what == "took"
    meet(log.site, station.site)
    assert [each.one(one).into for each in (log, station)] == ["", ""]
    assert station.merge(one, two).what == "took"
    meet(log.site, station.site)
    assert log.unmerge(one).what == "took"
    assert log.merge(one, two).what == "took"
    meet(log.site, station.site)
    assert [each.one(one).into for each in (log, station)] == [two, two]


def test_who_knew_of_a_policy_has_the_later_one_though_another_clock_is_ahead(log, station):
    incident = log.reported("a")
    meet(log.site, station.site)
    station.clock.set(log.clock.now())
    station.clock.advance(hours=1)
    station.do(running.set_severity, incident, "critical")
    meet(log.site, station.site)

    log.do(running.set_types, incident, ("medical",))
    meet(log.site, station.site)
    for each in (log, station):
        assert policy(each.one(incident)).id == "medics+usual"


def test_every_outcome_has_words(log):
    from typing import get_args

    from onsite.incidents.outcomes import Deed, Why

    told = {
        wording.outcome(log.plan, Outcome(what, deed, "x", "KRT-1", why, other="KRT-2"))
        for what in ("took", "same", "refused")
        for deed in get_args(Deed)
        for why in get_args(Why)
    }
    assert all(told)
    # Five of them say what it is by now, in the same sentence.
    assert len(told) > len(get_args(Deed)) + len(get_args(Why)) - 6
