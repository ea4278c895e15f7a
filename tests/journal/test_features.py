"""Every feature's kinds and folds are found by their place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import onsite
from onsite.journal import features
from onsite.journal.fold import all_folds
from onsite.journal.fold import folded_tables as tables


def test_every_module_of_facts_and_tables_is_found():
    root = Path(onsite.__file__).parent
    names = [
        ".".join(at.relative_to(root).with_suffix("").parts)
        for at in root.rglob("*.py")
        if at.parent != root and (at.stem in ("facts", "tables") or at.stem.endswith("_tables"))
    ]
    assert features.load() == tuple(sorted(names))
    assert "checkin.paper.tables" in names


def test_the_rest_of_a_feature_is_not_imported():
    program = (
        "import sys\n"
        "from onsite.journal import features\n"
        "features.load()\n"
        "print([name for name in sys.modules if name.startswith('onsite.doctor')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True, timeout=60
    )
    assert done.stdout == "[]\n"


def test_a_table_belongs_to_one_fold():
    assert len(tables()) == len(set(tables()))


def test_the_rows_of_a_subject_are_found_by_an_index():
    bare = [table.name for table in tables() if not _is_indexed(table)]
    assert bare == []


def _is_indexed(table) -> bool:
    first = [next(iter(index.columns)).name for index in table.indexes]
    return "subject" in first or next(iter(table.primary_key)).name == "subject"


def test_folds_are_in_a_fixed_order():
    names = [fold.name for fold in all_folds()]
    assert names == sorted(names)
