"""Where the texts and the pictures of templates stand: in a folder, or as they were published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from onsite.bundled import bundled
from onsite.errors import BadInputError
from onsite.language import _
from onsite.plan.files import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FOLDER = "badges"
"""The folder of the user's own templates, beside the plan's file."""
TEXT_BYTES = 100_000
PICTURE_BYTES = 300_000
"""More than a badge's logo needs; it goes to every station."""


class Shelf(Protocol):
    """Some templates, with the pictures that they name."""

    def names(self) -> Sequence[str]:
        """Its templates, in order."""
        ...

    def text(self, name: str) -> str | None:
        """A template's TOML; None where it has none of that name.

        Raises:
            BadInputError: there is a file, but no text in it.
        """
        ...

    def called(self, name: str) -> str:
        """What to call the file of a template."""
        ...

    def picture(self, file: str) -> bytes | None:
        """What is in a picture's file; None where there is none. Read up to one byte too many."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """Files on the disk: `NAME.toml`, and pictures beside them."""

    path: Path

    def names(self) -> Sequence[str]:
        """Those whose file name is an id; nothing where there is no such folder."""
        try:
            return sorted(file.stem for file in self.path.glob("*.toml"))
        except OSError:
            return []

    def text(self, name: str) -> str | None:
        """Read anew each time: somebody may be editing it."""
        return _text_in(self._file(name))

    def called(self, name: str) -> str:
        """Its path, as it was given."""
        return shown(self._file(name))

    def picture(self, file: str) -> bytes | None:
        """Read anew each time, too."""
        try:
            with (self.path / file).open("rb") as opened:
                return opened.read(PICTURE_BYTES + 1)
        except OSError:
            return None

    def _file(self, name: str) -> Path:
        return self.path / f"{name}.toml"


@dataclass(frozen=True, slots=True)
class Published:
    """What a lead station gave to all, kept in the store."""

    texts: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def names(self) -> Sequence[str]:
        """In the order of their names."""
        return sorted(self.texts)

    def text(self, name: str) -> str | None:
        """As it was published."""
        return self.texts.get(name)

    def called(self, name: str) -> str:
        """The name that its file had."""
        return f"{FOLDER}/{name}.toml"

    def picture(self, file: str) -> bytes | None:
        """As it was published; None also where it has not come here yet."""
        return self.pictures.get(file)


def shipped() -> Folder:
    """The templates that come with Onsite."""
    return Folder(bundled("assets/badges"))


def beside(plan_folder: Path | None) -> tuple[Shelf, ...]:
    """The user's own before the shipped ones.

    Args:
        plan_folder: in which the plan's file lies; None where there is none.
    """
    own = (Folder(plan_folder / FOLDER),) if plan_folder is not None else ()
    return (*own, shipped())


def names_in(shelves: Sequence[Shelf]) -> tuple[str, ...]:
    """Every name once, those of earlier shelves first."""
    return tuple(dict.fromkeys(name for shelf in shelves for name in shelf.names()))


def _text_in(file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            raw = opened.read(TEXT_BYTES + 1)
        if len(raw) <= TEXT_BYTES:
            return raw.decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BadInputError(
            _("The file {file} cannot be read.").format(file=shown(file)),
            _("Check that it is a text in UTF-8 and that you may read it."),
        ) from error
    raise BadInputError(
        _("{file} is larger than {kilobytes} kB, and no badge's design is.").format(
            file=shown(file), kilobytes=TEXT_BYTES // 1_000
        ),
        _("Pictures stand in files of their own beside it."),
    )
