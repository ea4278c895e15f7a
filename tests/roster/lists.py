"""Lists for the tests: sample exports, and small ones written on the spot."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from onsite.roster import importing
from onsite.roster.listing import chosen, understood
from onsite.roster.reading import read

LISTS = Path(__file__).parents[1] / "data" / "rosters"
BERLIN = ZoneInfo("Europe/Berlin")

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[categories.pass]
name = "Conference pass"

[categories.vip]
name = "VIP"

[checkpoints.door]
name = "Main door"
"""


def write(folder, text, name="list.csv", encoding="utf-8"):
    """A file with that text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def listing(path, mapping=None, source=""):
    """What a file says, its times taken to be of Berlin."""
    return understood(chosen(read(path), {}), BERLIN, mapping, source)


def records(path):
    """Line to the record of the row, only what is not the default."""
    return {
        one.line: one.record.model_dump(mode="json", exclude_defaults=True)
        for one in listing(path).people
    }


def look(site, path, mapping=None, source=""):
    """The dry run of a file."""
    return importing.looked_at(site, importing.opened(site, path), mapping, source)


def bring_in(site, path, *, allow_gone=False, **options):
    """The import of a file; answers its dry run."""
    seen = look(site, path, **options)
    importing.carried_out(site, seen, allow_gone=allow_gone)
    return seen
