"""`onsite audit --who`: what those who answer for others have done."""

from __future__ import annotations

import json

from onsite.checkin.facts import Overruled, ScanMade
from onsite.deeds import DEEDS, deeds
from onsite.journal import features
from onsite.journal.facts import kinds
from onsite.plan.service import publish
from onsite.roster.acts.facts import Change, Field
from onsite.staff.service import change_roles
from onsite.wiring import open_site
from tests.staff.conftest import PLAN


def test_every_kind_there_is_and_none_of_the_roster_s_acts_is_forgotten():
    features.load()
    known = kinds()
    assert {*DEEDS} <= {*known}
    acts = [kind for kind, fact in known.items() if fact.__module__ == "onsite.roster.acts.facts"]
    assert [kind for kind in acts if kind not in DEEDS] == []
    assert [
        field for kind, field in DEEDS.items() if field and field not in known[kind].model_fields
    ] == []


def test_who_did_what(site, plan, give):
    from onsite.roster.acts.facts import AttendeeCorrected
    from onsite.roster.facts import AttendeeListed, Record

    give("ana", "4711")
    jane = AttendeeListed(
        attendee="a1", source="test", source_key="1", record=Record(name="Jane Doe")
    )
    change = Change(field=Field.COMPANY, before="Acme", after="Ajax")
    corrected = AttendeeCorrected(attendee="a1", changes=(change,), by="ana")
    site.write_now(lambda journal, rows: journal.append(rows, jane, corrected, operator="ben"))
    site.write_now(change_roles, plan, "ben", ("lead",), "ana")

    found = site.read_now(deeds)
    assert [(each.name, each.what) for each in found] == [
        ("Maria", "Plan published"),
        ("Maria", "PIN set · Ana Lima"),
        ("Ana Lima", "Corrected · Jane Doe · Acme → Ajax"),
        ("Ana Lima", "Roles changed · Ben Okoro: Lead"),
    ]
    assert [each.kind for each in site.read_now(deeds, "ana lima")] == [
        "attendee.corrected",
        "operator.changed",
    ]
    assert all("argon2" not in str(each) for each in found)


def test_who_looked_at_a_restricted_incident(site, plan, clock):
    from onsite.incidents import outcomes, service
    from onsite.sync.clock import moments

    new = service.NewIncident(moments.now(clock), "Lost in hall 2", types=("lost-child",))
    done = site.write_now(service.report, plan, outcomes.by(clock, "ben"), new)
    site.write_now(service.look, plan, outcomes.by(clock, "ben"), done.incident)

    (deed,) = [each for each in site.read_now(deeds) if each.kind == "incident.opened"]
    assert (deed.operator, deed.what) == ("ben", f"Restricted incident looked at · {done.number}")


def test_an_override_is_the_supervisor_s_and_other_scans_are_nobody_s(site, plan):
    from onsite.checkin.facts import Direction, Outcome, Reason, Verdict

    verdict = Verdict(outcome=Outcome.ADMIT, reason=Reason.ADMITTED, path=())
    common = {
        "at_ms": 0,
        "checkpoint": "door",
        "direction": Direction.ENTRY,
        "code": "C",
        "attendee": None,
        "verdict": verdict,
    }
    over = Overruled(by="ana", why="spoke to the shop", reason=Reason.BLOCKED)
    plain = ScanMade(key="k1", **common)
    overruled = ScanMade(key="k2", overruled=over, **common)
    site.write_now(lambda journal, rows: journal.append(rows, plain, overruled, operator="ben"))

    (deed,) = site.read_now(deeds, "ana")
    assert (deed.kind, deed.what) == ("scan.made", "Refusal overruled · spoke to the shop")
    assert len(site.read_now(deeds)) == 2


def test_from_the_shell(run, tmp_path):
    site = open_site(tmp_path / "data", operator="Maria")
    site.write_now(publish, PLAN, "Maria")
    site.close()

    code, out, _err = run("audit", "--who", "--json")
    (deed,) = json.loads(out)["deeds"]
    assert (code, deed["kind"], deed["operator"], deed["what"]) == (
        *(0, "plan.published", "Maria", "Plan published"),
    )
    assert "argon2" not in out
    assert run("audit", "--who", "ana")[1] == "Nothing of the kind was done here.\n"
    assert "Maria" in run("audit", "--who")[1]
