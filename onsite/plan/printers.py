"""What prints: `[printers.ID]`, `[printer_pools.ID]` and the pool of a desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, Strict
from pydantic_core import PydanticCustomError

from onsite.plan.shapes import tables_of
from onsite.plan.values import CONFIG, Id, Name, Switch, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Found = tuple[tuple[str | int, ...], str, dict[str, str]]
"""A disagreement: its place, its code, its details."""

BROTHER_MODELS = tuple(
    "QL-580N QL-710W QL-720NW QL-810W QL-820NWB QL-1060N QL-1110NWB QL-1115NWB".split()  # noqa: SIM905 - reads best
)
"""Those of the label printers that are on a network and that brother_ql knows."""
_ROLLS = "12 12+17 18 29 38 50 54 62 62red 102 103 104"
_CUT = (
    "17x54 17x87 23x23 29x42 29x90 39x90 39x48 52x29 54x29 60x86 62x29 62x100 102x51 102x152 "
    "103x164 d12 d24 d58"
)
BROTHER_LABELS = (*_ROLLS.split(), *_CUT.split())
"""Their labels, as brother_ql calls them: width in mm, and length where they are cut."""
_WIDE = ("QL-1060N", "QL-1110NWB", "QL-1115NWB")
_ONLY_ON = {
    **dict.fromkeys(("102", "104", "102x51", "102x152"), _WIDE),
    **dict.fromkeys(("103", "103x164"), ("QL-1110NWB",)),
    "62red": ("QL-810W", "QL-820NWB"),
}
"""Labels that only these models take."""
ZPL_DPI = (152, 203, 300, 600)
"""The heads of Zebra's printers: 6, 8, 12 and 24 dots to the millimetre."""
_BROTHER_DPI = 300
_OPTIONS = {"brother": ("model", "label"), "folder": ("format",), "zpl": ("graphic",)}
_GRAPHICS = ("hex", "z64")
_FORMATS = ("pdf", "png")
_RAW_PORT, _IPP_PORT, _PORTS = 9100, 631, range(1, 65536)
_QUEUE = re.compile(r"[A-Za-z0-9_][\w.-]{0,126}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a printer is, and what language is spoken there."""

    kind: str
    """`ipp`, `ipps`, `zpl`, `brother`, `spooler`, `folder`."""
    host: str = ""
    port: int = 0
    path: str = ""
    """The path at an IPP server, the name of a spooler's queue, or a folder."""
    model: str = ""
    label: str = ""
    format: str = "pdf"
    graphic: str = "hex"
    """How a picture is packed for ZPL."""


def address(text: str) -> Address:
    """What a printer's address says.

    Raises:
        ValueError: it is none.
    """
    scheme, colon, rest = text.partition(":")
    if colon and scheme == "spooler" and _QUEUE.fullmatch(rest):
        return Address("spooler", path=rest)
    if colon and scheme == "folder":
        return _folder(rest)
    if scheme in ("ipp", "ipps", "zpl", "brother") and rest.startswith("//"):
        return _on_network(text)
    raise ValueError("not an address of a printer")


def _folder(rest: str) -> Address:
    path, _mark, query = rest.partition("?")
    given = _options("folder", query)
    kind = given.get("format", "pdf")
    if not path or kind not in _FORMATS or not path.isprintable():
        raise ValueError("not a folder")
    return Address("folder", path=path, format=kind)


def _on_network(text: str) -> Address:
    parts = urlsplit(text)
    given = _options(parts.scheme, parts.query)
    host, ipp = parts.hostname or "", parts.scheme.startswith("ipp")
    usual = _IPP_PORT if ipp else _RAW_PORT
    port = usual if parts.port is None else parts.port
    credentials = parts.username is not None or parts.password is not None
    plain = host.isascii() and host.isprintable() and not set(host) & set(" /\\\"'<>")
    if not host or not plain or port not in _PORTS or credentials or parts.fragment:
        raise ValueError("not a host")
    if ipp and not re.fullmatch(r"/[\w./~-]+", parts.path, re.ASCII):
        raise ValueError("no path")
    if not ipp and parts.path not in ("", "/"):
        raise ValueError("no path is known there")
    if parts.scheme == "brother" and set(given) != {"model", "label"}:
        raise ValueError("no model or no label")
    if given.get("model") not in _ONLY_ON.get(given.get("label", ""), (given.get("model"),)):
        raise ValueError("pair")
    return Address(parts.scheme, host, port, parts.path if ipp else "", **given)


def _options(scheme: str, query: str) -> dict[str, str]:
    # A plus is a plus here: it stands in the name of a label.
    pairs = parse_qsl(query.replace("+", "%2B"), keep_blank_values=True, strict_parsing=bool(query))
    given = dict(pairs)
    if len(given) != len(pairs) or not set(given) <= set(_OPTIONS.get(scheme, ())):
        raise ValueError("an option that is not known there")
    known = {"model": BROTHER_MODELS, "label": BROTHER_LABELS, "graphic": _GRAPHICS}
    for key, allowed in known.items():
        if key in given and given[key] not in allowed:
            raise ValueError(key)
    return given


def _address(value: str) -> str:
    try:
        address(value)
    except ValueError as error:
        code = str(error) if str(error) in ("model", "label", "pair") else "address"
        known = {"model": BROTHER_MODELS, "label": BROTHER_LABELS}.get(code, ())
        told = {"known_ones": ", ".join(known)}
        raise PydanticCustomError(f"printer_{code}", "not an address", told) from error
    return value


_SIZES = {"A5": (148.0, 210.0), "A6": (105.0, 148.0), "A7": (74.0, 105.0), "CR80": (54.0, 86.0)}
_LEAST_MM = 10
_SIZE = re.compile(r"(\d{1,3}(?:\.\d)?)x(\d{1,3}(?:\.\d)?)")


def paper(text: str) -> tuple[float, float]:
    """Width and height in mm of `A6`, `CR80` or `100x150`.

    Raises:
        ValueError: it is no size, or one below 10 mm.
    """
    found = _SIZE.fullmatch(text)
    size = (float(found[1]), float(found[2])) if found else _SIZES.get(text)
    if size is None or min(size) < _LEAST_MM:
        raise ValueError("not a size")
    return size


def _paper(value: Any) -> Any:
    try:
        if value:
            paper(value)
    except (ValueError, TypeError) as error:
        raise PydanticCustomError("paper", "not a size") from error
    return value


class PrinterPart(BaseModel):
    """`[printers.ID]`: one printer, or a folder that stands for one."""

    model_config = CONFIG

    name: Name
    address: Annotated[Words, AfterValidator(_address)]
    """As `ipp://host/ipp/print`, `zpl://host`, `brother://host?model=QL-820NWB&label=62`,
    `spooler:NAME` or `folder:PATH`."""
    dpi: Annotated[int, Strict(), Field(ge=100, le=1200)] = 300
    """Dots to the inch, where this laptop draws the dots."""
    colour: Switch = False
    size: Annotated[str, BeforeValidator(_paper)] = ""
    """What lies in it, as `A6` or `100x150` in mm; empty for whatever the badge asks for."""
    roll: Annotated[float, Strict(), Field(ge=10, le=300, allow_inf_nan=False)] | None = None
    """Of a roll without an end: its width in mm."""
    stock: Annotated[int, Strict(), Field(ge=0, le=10_000_000)] | None = None
    """How many labels or sheets are there at the beginning; None where nobody counts."""
    warn_at: Annotated[int, Strict(), Field(ge=0, le=10_000_000)] = 20
    """So few left, or fewer, are said."""

    @cached_property
    def where(self) -> Address:
        """The address, taken apart."""
        return address(self.address)

    @property
    def paper_mm(self) -> tuple[float, float] | None:
        """Width and height of what lies in it; None where that is not said, or a roll."""
        return paper(self.size) if self.size else None


class PoolPart(BaseModel):
    """`[printer_pools.ID]`: printers that stand in for each other, the first one first."""

    model_config = CONFIG

    name: Words = ""
    printers: Annotated[tuple[Id, ...], Field(min_length=1)]


FOLDER = "folder"
"""The printer that is there where the plan names none."""
DEFAULT = PrinterPart(name="Folder", address="folder:badges", colour=True)


def known(printers: Mapping[str, PrinterPart]) -> Mapping[str, PrinterPart]:
    """The printers of a plan by their ids, or the folder where it has none."""
    return printers or {FOLDER: DEFAULT}


def disagreements(data: dict[str, Any]) -> Iterator[Found]:
    """What does not fit in the sections of this module; data may have any shape."""
    for key, part in tables_of(data, "printers"):
        yield from _of_printer(key, part)
    for key, part in tables_of(data, "printer_pools"):
        named = part.get("printers")
        members = named if isinstance(named, list | tuple) else ()
        for number, printer in enumerate(members):
            if isinstance(printer, str) and printer in members[:number]:
                yield ("printer_pools", key, "printers", number), "repeated_day", {}


def _of_printer(key: str, part: dict[str, Any]) -> Iterator[Found]:
    if part.get("size") and part.get("roll") is not None:
        yield ("printers", key, "roll"), "size_and_roll", {}
    try:
        kind = address(str(part.get("address"))).kind
    except ValueError:
        return
    dpi = part.get("dpi", _BROTHER_DPI)
    heads = {"zpl": ZPL_DPI, "brother": (_BROTHER_DPI,)}.get(kind)
    if heads and type(dpi) is int and dpi not in heads:
        listed = ", ".join(str(each) for each in heads)
        yield ("printers", key, "dpi"), "printer_dpi", {"heads": listed}
