"""An import of 100,000 rows, from the file to the last commit."""

from __future__ import annotations

import csv
import time

import pytest

from onsite.clock import SystemClock
from onsite.roster import importing, service
from onsite.wiring import open_site

MANY = 100_000
GOAL_S = 60
HEADERS = (
    *("Order code", "Attendee name", "Attendee name: Given name", "Attendee name: Family name"),
    *("Product", "Price", "Checked in", "Secret", "Email", "Phone number", "T-shirt size"),
    *("Company", "Dietary requirements", "Requires special attention", "Comment", "Blocked"),
    *("Valid from", "Valid until", "Address", "ZIP code", "City", "Country"),
)


@pytest.fixture(scope="module")
def big_list(tmp_path_factory):
    path = tmp_path_factory.mktemp("lists") / "big.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADERS)
        rows.writerows(_row(number) for number in range(MANY))
    return path


def _row(number):
    given = ("Ada", "Björn", "Chloé", "Dmitri", "小明", "민준")[number % 6]
    family = ("Álvarez", "Müller", "O'Connor", "Smith", "王", "김")[number // 6 % 6]
    return (
        *(
            f"{number // 2:05X}",
            f"{given} {family}",
            given,
            family,
            "Conference pass",
            "190.00",
            "",
        ),
        *(f"secret{number:026}", f"guest{number}@example.org", "", "M", f"Company {number % 977}"),
        *("vegan" if number % 5 == 0 else "", "No", "", "", "", "", "", "", "", "DE"),
    )


@pytest.mark.benchmark(group="import")
def test_a_hundred_thousand_rows(benchmark, big_list, tmp_path):
    site = open_site(tmp_path / "data", operator="Bench", clock=SystemClock())
    steps = {}

    def whole():
        began = time.perf_counter()
        table = importing.opened(site, big_list)
        steps["read"] = time.perf_counter() - began
        seen = importing.looked_at(site, table)
        steps["dry run"] = time.perf_counter() - began - steps["read"]
        importing.carried_out(site, seen)
        return time.perf_counter() - began

    took = benchmark.pedantic(whole, rounds=1, iterations=1)
    benchmark.extra_info.update({name: round(span, 2) for name, span in steps.items()})
    assert site.read_now(service.size).listed == MANY
    assert took < GOAL_S
    site.close()
