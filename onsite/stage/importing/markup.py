"""XML into elements that know their line; what could swell or fetch something is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage.importing.files import broken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEEPEST = 60
"""Levels; a schedule has eight, with the markup of its texts."""


@dataclass(slots=True)
class Element:
    """One element, and all that stands in it."""

    tag: str
    """Without the prefix of its namespace, in lower case."""
    attributes: Mapping[str, str]
    line: int
    content: list[Element | str] = field(default_factory=list)
    """Its children, and the words between them."""

    @property
    def children(self) -> Iterator[Element]:
        """The elements in it, without the words."""
        return (each for each in self.content if isinstance(each, Element))

    def of(self, *tags: str) -> Iterator[Element]:
        """The children of these names."""
        return (child for child in self.children if child.tag in tags)

    def first(self, tag: str) -> Element | None:
        """The first child of that name; None where there is none."""
        return next(self.of(tag), None)

    def text(self, *tags: str) -> str:
        """All words of the first child of these names that has any; without names its own."""
        if not tags:
            return _words_of(self).strip()
        found = (child.text() for tag in tags for child in self.of(tag))
        return next(filter(None, found), "")


def _words_of(element: Element) -> str:
    return "".join(each if isinstance(each, str) else _words_of(each) for each in element.content)


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file
        self.root: Element | None = None
        self._open: list[Element] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._words
        # A bomb of entities, or one that names another file: no schedule has any.
        self._parser.EntityDeclHandler = self._refuse
        self._parser.ExternalEntityRefHandler = self._refuse
        self._parser.UnparsedEntityDeclHandler = self._refuse

    def read(self, data: bytes) -> Element:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise broken(self._file, error.lineno, expat.ErrorString(error.code)) from error
        except (ValueError, LookupError) as error:  # an encoding that nobody knows
            raise broken(self._file, 1, str(error)) from error
        if self.root is None:
            raise broken(self._file, 1, "")
        return self.root

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            raise broken(self._file, self._parser.CurrentLineNumber, f"<{tag[:40]}>")
        name = tag.rpartition(":")[2].lower()
        made = Element(name, attributes, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].content.append(made)
        else:
            self.root = made
        self._open.append(made)

    def _end(self, _tag: str) -> None:
        self._open.pop()

    def _words(self, words: str) -> None:
        self._open[-1].content.append(words)

    def _refuse(self, *_what: object) -> int:
        raise BadInputError(
            _(
                "“{file}”, line {line}: entities are declared, which may swell or fetch files."
            ).format(file=self._file, line=self._parser.CurrentLineNumber),
            _("No schedule needs them: export it again, from the system itself."),
        )


def elements(data: bytes, file: str) -> Element:
    """The outermost element of an XML file.

    Raises:
        BadInputError: it is broken, at which line; or it declares entities.
    """
    return _Reader(file).read(data)
