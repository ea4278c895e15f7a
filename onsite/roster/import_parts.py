"""The parts of the import screen: the path that completes itself, and the columns' meaning."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal, VerticalScroll
from textual.suggester import Suggester
from textual.widgets import Select, Static

from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textual.app import ComposeResult

LISTS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")
"""How the names of files end that may hold a list."""

FIELDS = (
    *("name", "given", "family", "code", "category", "company", "email", "order"),
    *("status", "paid", "vip", "diet", "notes"),
)
"""The fields that are asked for; `--map` knows more."""


def typed_path(text: str) -> Path:
    """The path that somebody typed, pasted or dropped: quotes, `~` and `file://` undone."""
    text = text.strip()
    if text.startswith("file://"):
        from urllib.parse import unquote, urlsplit
        from urllib.request import url2pathname

        text = url2pathname(unquote(urlsplit(text).path))
    elif text[:1] in ("'", '"') and text[-1:] == text[:1]:
        text = text[1:-1]
    elif "\\ " in text and os.sep == "/":
        text = " ".join(shlex.split(text))
    return Path(text).expanduser()


class PathSuggester(Suggester):
    """Completes a path to the next folder or list that there is."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The value, completed; None where nothing fits."""
        return _completed(value) if value else None


def _completed(value: str) -> str | None:
    folder, cut, begun = value.rpartition(os.sep)
    place = Path(folder + cut if cut else ".").expanduser()
    name = min(_fitting(place, begun), default=None)
    return f"{folder}{cut}{name}" if name is not None else None


def _fitting(place: Path, begun: str) -> Iterator[str]:
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                if not entry.name.startswith(begun) or entry.name.startswith(".") > bool(begun):
                    continue
                if entry.is_dir():
                    yield entry.name + os.sep
                elif entry.name.lower().endswith(LISTS):
                    yield entry.name
    except OSError:
        return


class ColumnMap(VerticalScroll):
    """For each field, the column that holds it, shown with what is in the first rows."""

    def compose(self) -> ComposeResult:
        """A question, and a line for each field."""
        yield Static(id="map-question")
        for field in FIELDS:
            with Horizontal(classes="field"):
                yield Static(classes="label", id=f"label-{field}")
                yield Select[str]([], id=f"map-{field}", compact=True)

    def ask(
        self,
        headers: Sequence[str],
        samples: Iterable[Sequence[str]],
        chosen: Mapping[str, str],
    ) -> None:
        """Offer these columns.

        Args:
            headers: of the file.
            samples: the cells of its first rows.
            chosen: field to header, to begin with.
        """
        rows = list(samples)
        options = []
        for at, header in enumerate(headers):
            shown = [row[at] for row in rows if row[at]][:2]
            options.append(
                (Text(" – ".join([header, ", ".join(shown)] if shown else [header])), header)
            )
        for field in FIELDS:
            select = self._select(field)
            select.set_options(options)
            if field in chosen:
                select.value = chosen[field]
        self.retranslate()

    def mapping(self) -> dict[str, str]:
        """Field to header, of the fields that a column was chosen for."""
        found = {field: self._select(field).value for field in FIELDS}
        return {field: header for field, header in found.items() if isinstance(header, str)}

    def retranslate(self) -> None:
        """The texts again, in the language in use."""
        from onsite.roster.wording import FIELDS as NAMES

        question = _("Which column holds what? A name is needed; the rest is welcome.")
        self.query_one("#map-question", Static).update(Text(question))
        for field in FIELDS:
            self.query_one(f"#label-{field}", Static).update(Text(_(NAMES[field])))
            self._select(field).prompt = _("no column")

    def _select(self, field: str) -> Select[str]:
        return self.query_one(f"#map-{field}", Select)
