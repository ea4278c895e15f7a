"""What was known at a decision, on paper in words."""

from __future__ import annotations

import json

from onsite.incidents.exporting.frozen import known_then
from onsite.incidents.lines import Known


def test_all_that_was_known_is_told_in_words_and_the_unknown_as_it_is(log):
    frozen = {
        "open": [
            {
                "number": "KRT-1",
                "zone": "h2",
                "state": "new",
                "types": ["fire"],
                "severity": "minor",
            },
            {"number": "KRT-2", "zone": "", "state": "on-hold"},
        ],
        "on_duty": [["Door", "Bo"]],
        "answering": {"medical": ["lin", "?"]},
        "checkpoints": {"door": {"admitted": 9, "inside": 7}, "gone": {"admitted": 1, "inside": 0}},
        "zones": {"h2": {"inside": 7, "capacity": 80, "per_m2": 0.5}, "foyer": {"inside": 3}},
        "later": {"b": 1},
    }
    known = Known(log.plan, {"lin": "Dr. Lin"})

    assert known_then(known, json.dumps(frozen)) == (
        ("KRT-1", "Hall 2 · New · Minor · Fire"),
        ("KRT-2", "On hold"),
        ("on duty", "Bo · Door"),
        ("Medical", "Dr. Lin, ?"),
        ("Main door", "7 inside, 9 ever let in"),
        ("gone", "0 inside, 1 ever let in"),
        ("Hall 2", "7 inside · room for 80 · 0.5 on each m²"),
        ("Foyer", "3 inside"),
        ("later", '{"b": 1}'),
    )
