"""Projects of Ontime: every rundown of a file is a room, its times are counted from midnight."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from onsite.stage.importing import kinds
from onsite.stage.importing.frab_json import Json, listed, obj
from onsite.stage.importing.people import in_text
from onsite.stage.importing.programme import Findings, Found, Place, Problem, Trouble
from onsite.stage.importing.values import line, lines, scalar

if TYPE_CHECKING:
    from onsite.stage.fields import Kind, Speaker
    from onsite.stage.importing.programme import Reading

_DAY_MS = 86_400_000
_NOT_READ = ("automation", "urlPresets", "viewSettings")
_SPEAKERS = ("speaker", "speakers", "presenter", "presenters", "host", "referent", "讲者", "講者")
_KINDS: dict[str, Kind] = {"count-up": "count-up", "clock": "milestone", "none": "milestone"}
_READ = frozenset(
    {
        *("type", "id", "title", "note", "timeStart", "timeEnd", "duration", "dayOffset", "skip"),
        *("timerType", "countToEnd", "linkStart", "endAction", "timeWarning", "timeDanger"),
        # What Ontime works out itself, or how it draws.
        *("custom", "parent", "entries", "revision", "gap", "delay", "timeStrategy", "colour"),
        *("triggers", "isFirstLinked", "numEvents", "isPublic", "presenter", "subtitle"),
    }
)


def matches(value: Any) -> bool:
    """Whether this is a project of Ontime."""
    if not isinstance(value, dict):
        return False
    rundown = value.get("rundown")
    old = isinstance(rundown, list) and ("settings" in value or "project" in value)
    return old or (isinstance(value.get("rundowns"), dict) and bool(value["rundowns"]))


def read(value: Json, reading: Reading) -> Findings:
    """The entries of all rundowns."""
    rundowns: dict[str, Any] = obj(value.get("rundowns")) or {"": value.get("rundown")}
    about = obj(value.get("project"))
    labels = {key: line(obj(each).get("label")) for key, each in _fields(value).items()}
    found: list[Found] = []
    problems: list[Problem] = []
    for key, rundown in rundowns.items():
        title = line(obj(rundown).get("title") or key or about.get("title"))
        reader = _Rundown(title, reading, labels)
        reader.read(rundown)
        found += reader.found
        problems += reader.problems
    kept_out = [name for name in _NOT_READ if _filled(value.get(name))]
    kept_out += [f"project.{name}" for name in ("description", "info") if about.get(name)]
    problems += [Problem(Trouble.LEFT_OUT, Place(path=name)) for name in kept_out]
    name = line(about.get("title"))
    return Findings(
        format="ontime",
        system=":".join(filter(None, ("ontime", name))),
        sessions=tuple(found),
        problems=tuple(problems),
    )


def _fields(value: Json) -> Json:
    return obj(value.get("customFields") or value.get("userFields"))


def _filled(value: Any) -> bool:
    return any(bool(each) for each in listed(value)) if isinstance(value, dict) else bool(value)


@dataclass
class _Rundown:
    title: str
    reading: Reading
    labels: dict[str, str]
    found: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _group: str = ""
    _auto: bool = False
    _ends: int = 0
    """Of the entry before, in milliseconds after midnight of the first day."""

    def read(self, rundown: Any) -> None:
        entries = obj(obj(rundown).get("entries"))
        order: list[Any] = listed(obj(rundown).get("order")) or list(entries) or listed(rundown)
        rows = [obj(entries.get(each)) if isinstance(each, str) else obj(each) for each in order]
        for at, entry in enumerate(rows, 1):
            within = [obj(entries.get(each)) for each in listed(entry.get("entries")) if entries]
            following = [*within, *rows[at:]]
            self._entry(entry, Place(path=f"{self.title} · {at}"), following)
            for inner, each in enumerate(within, 1):
                self._group = line(entry.get("title"))
                place = Place(path=f"{self.title} · {at}.{inner}")
                self._entry(each, place, [*within[inner:], *rows[at:]])
            self._group = ""

    def _entry(self, entry: Json, place: Place, following: list[Json]) -> None:
        kind = entry.get("type")
        place = Place(0, place.path, line(entry.get("title")) or line(entry.get("id")))
        if kind in ("event", "milestone"):
            self._event(entry, place, milestone=kind == "milestone")
        elif kind == "delay":
            by = f"{_ms(entry.get('duration')) / 60_000:g}".replace("-", "−")
            events = (each for each in following if each.get("type") in ("event", "milestone"))
            before = line(next(events, {}).get("title")) or "–"
            self.problems.append(Problem(Trouble.DELAY, place, (by, before)))
        elif kind in ("block", "group"):
            if not listed(entry.get("entries")) and line(entry.get("title")):
                self._heading(entry, place, following)
        else:
            self.problems.append(Problem(Trouble.BAD_LINE, place, (line(kind)[:60],)))

    def _event(self, entry: Json, place: Place, *, milestone: bool) -> None:
        begins = self._begins(entry, place)
        lasts = _ms(entry.get("duration"))
        if not lasts and not milestone and "timeEnd" in entry:
            lasts = (_ms(entry.get("timeEnd")) - _ms(entry.get("timeStart"))) % _DAY_MS
        title = line(entry.get("title"))
        kind: Kind | None = _KINDS.get(line(entry.get("timerType")))
        if milestone:
            kind, begins = "milestone", self._ends if begins is None else begins
        elif entry.get("countToEnd") is True:
            kind = "fixed-end"
        custom = self._custom(entry)
        self.found.append(
            Found(
                place=place,
                key=line(entry.get("id")),
                title=title,
                room=self.title,
                start=self._at(begins),
                length_ms=lasts,
                speakers=self._speakers(custom, entry),
                kind=kind or kinds.guessed(title),
                skipped=True if entry.get("skip") is True else None,
                day=self.reading.day,
                fields=self._more(entry),
                custom=custom,
            )
        )
        self._auto = line(entry.get("endAction")) == "play-next"
        self._ends = (begins or 0) + lasts

    def _begins(self, entry: Json, place: Place) -> int | None:
        said = entry.get("timeStart")
        if isinstance(said, (int, float)) and not isinstance(said, bool):
            return _ms(said) + _ms(entry.get("dayOffset")) * _DAY_MS
        if said is not None:
            known = line(entry.get("id"))
            self.problems.append(
                Problem(Trouble.BAD_VALUE, place, ("timeStart", line(said)[:60]), known)
            )
        return None

    def _heading(self, entry: Json, place: Place, following: list[Json]) -> None:
        """A title between the entries: a break where there is a gap, a milestone otherwise."""
        later = next((each for each in following if each.get("type") == "event"), {})
        until = _ms(later.get("timeStart")) + _ms(later.get("dayOffset")) * _DAY_MS
        gap = max(until - self._ends, 0) if later and self.found else 0
        title, key = line(entry.get("title")), line(entry.get("id"))
        kind: Kind = "break" if gap else "milestone"
        self.problems.append(Problem(Trouble.HEADING, place, (kind, str(gap // 60_000)), key))
        self.found.append(
            Found(
                place=place,
                key=key,
                title=title,
                room=self.title,
                start=self._at(self._ends or until),
                length_ms=gap,
                kind=kind,
                day=self.reading.day,
                fields={"notes": note} if (note := lines(entry.get("note"))) else {},
                custom=self._custom(entry),
            )
        )

    def _at(self, begins: int | None) -> datetime | None:
        if begins is None or self.reading.day is None:
            return None
        return wall(self.reading.day, begins).replace(tzinfo=self.reading.zone)

    def _more(self, entry: Json) -> dict[str, object]:
        more: dict[str, object] = {"notes": lines(entry.get("note"))}
        for name, theirs in (("warn_ms", "timeWarning"), ("danger_ms", "timeDanger")):
            if isinstance(entry.get(theirs), (int, float)):
                more[name] = _ms(entry.get(theirs))
        if self._auto:
            more["rule"] = "auto"
        return {name: said for name, said in more.items() if said != ""}

    def _custom(self, entry: Json) -> dict[str, str]:
        own = {
            self.labels.get(key) or line(key): lines(said)
            for key, said in obj(entry.get("custom")).items()
        }
        rest = {line(key): lines(said) for key, said in entry.items() if key not in _READ}
        more = {"group": self._group, "subtitle": lines(entry.get("subtitle"))}
        return {name: said for name, said in {**own, **rest, **more}.items() if name and said}

    def _speakers(self, custom: dict[str, str], entry: Json) -> tuple[Speaker, ...]:
        wanted = self.reading.mapping.get("speaker", "").casefold()
        named = [wanted] if wanted else list(_SPEAKERS)
        said = [said for name, said in custom.items() if name.casefold() in named]
        return in_text("\n".join(filter(None, [scalar(entry.get("presenter")), *said])))


def wall(of: date, begins: int) -> datetime:
    """So many milliseconds after midnight, on the wall clock: without a zone."""
    return datetime.combine(of, time()) + timedelta(milliseconds=begins)


def _ms(value: Any) -> int:
    """A number of milliseconds; 0 for what is none, or beyond all measure."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return 0
    return int(value) if abs(value) <= 100 * _DAY_MS else 0
