"""What a desk asks its store before a guest is answered, and after every scan for its figures."""

from __future__ import annotations

from sqlalchemy import text

from onsite.checkin.expected import _MERGED
from onsite.checkin.service import Attempt, scan


def test_an_admission_asks_the_store_little(site, plan, roll):
    roll.add("Ann", "A1")
    roll.add("Ben", "B1")
    site.write_now(scan, plan, Attempt("before", "door", "Maria", code="A1"))
    said = []

    def traced(journal, rows, plan, attempt):
        driver = rows.connection.driver_connection
        driver.set_trace_callback(said.append)
        try:
            return scan(journal, rows, plan, attempt)
        finally:
            driver.set_trace_callback(None)

    answer = site.write_now(traced, plan, Attempt("key", "door", "Maria", code="B1"))

    assert answer.guest.state == "inside"
    asked = [each for each in said if each.startswith("SELECT")]
    assert len(asked) <= 15, "\n".join(asked)


def test_the_figures_of_a_door_do_not_look_at_everybody_for_merged_records(site, plan):
    def steps(rows):
        sql = str(_MERGED.compile(dialect=rows.dialect, compile_kwargs={"literal_binds": True}))
        return [row.detail for row in rows.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]

    found = site.read_now(steps)

    assert any("attendee USING INDEX sqlite_autoindex_attendee_1" in step for step in found), found
