"""By when somebody should have an incident, and by how much that was missed."""

from __future__ import annotations

from onsite.clock import to_ms
from onsite.incidents import running, service
from onsite.incidents.log.acking import late_ms, wanted_ms
from onsite.incidents.shell.telling import unheeded

MINUTE_MS = 60_000


def late(log, incident) -> int:
    return late_ms(log.plan.response, log.one(incident), to_ms(log.clock.now()))


def test_a_severity_says_within_how_many_minutes_somebody_should_have_it(log):
    minor, grave = log.reported("loud"), log.reported("smoke", severity="critical")
    at_ms = log.one(grave).at_ms
    assert wanted_ms(log.plan.response, log.one(grave)) == at_ms + 2 * MINUTE_MS

    log.clock.advance(minutes=5)
    assert (late(log, minor), late(log, grave)) == (0, 3 * MINUTE_MS)
    now_ms = to_ms(log.clock.now())
    assert unheeded(log.plan, log.one(grave), now_ms) == " · nobody has it, 3 min late"
    assert not unheeded(log.plan, log.one(minor), now_ms)

    log.do(service.acknowledge, grave, "lin")
    assert wanted_ms(log.plan.response, log.one(grave)) is None
    log.close(grave, forced=True, reason="over")
    log.do(running.set_state, grave, "new", "smoke again")
    assert wanted_ms(log.plan.response, log.one(grave)) == to_ms(log.clock.now()) + 2 * MINUTE_MS
