"""The fonts of a PDF: each is in it once, with the glyphs that are used.

A code in the text is the number of the glyph in the font file.
After ISO 32000-1, sections 9.7 (composite fonts), 9.8 (descriptors) and 9.10 (what text says).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onsite.badges.drawing.pdf_file import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onsite.badges.drawing.pdf_file import PdfFile
    from onsite.badges.fonts.faces import FaceId, Faces

EM = 1000
"""Units of PDF to the em."""
_RESTRICTED = 0x0002
"""Of `OS/2.fsType` (OpenType): the font must not be embedded."""
_NEEDLESS = (b"GSUB", b"GPOS", b"GDEF", b"cmap", b"name")
"""Tables that whoever shows glyphs by their numbers does not look at."""
_IDENTITY = "/CIDToGIDMap/Identity"
_CHARS_AT_ONCE = 100
"""More than so many ranges must not stand in one section of a CMap."""


@dataclass
class Typeface:
    """A face that is used in a document."""

    name: str
    """In the resources of its pages."""
    object: int
    """Of the font."""
    face: Any
    font: Any
    embeds: bool
    """Whether it is in the document; else its letters are outlines."""
    says: dict[int, str] = field(default_factory=dict)
    """What each glyph that is used stands for."""

    @property
    def scale(self) -> float:
        """From the units of the font to thousandths of the em."""
        return EM / float(self.face.upem)


class Fonts:
    """The faces of one document."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._used: dict[FaceId, Typeface] = {}

    def __iter__(self) -> Iterator[Typeface]:
        return iter(self._used.values())

    def of(self, face: FaceId, file: PdfFile) -> Typeface:
        """The face, as it is called in the document."""
        found = self._used.get(face)
        if found is None:
            opened, font, embeds = _opened(self._faces, face)
            name = f"F{len(self._used) + 1}"
            found = Typeface(name, file.reserve() if embeds else 0, opened, font, embeds)
            self._used[face] = found
        return found

    def write(self, file: PdfFile) -> None:
        """Write what is used of each face."""
        for each in self._used.values():
            if each.embeds:
                _Embedding(file, each).write()


def _opened(faces: Faces, face: FaceId) -> tuple[Any, Any, bool]:
    import uharfbuzz as hb

    opened = hb.Face(hb.Blob.from_file_path(str(faces.file(face))), face.index)
    table = opened.reference_table("OS/2").data
    restricted = len(table) > 9 and int.from_bytes(table[8:10], "big") & 0xF == _RESTRICTED  # noqa: PLR2004
    # A font of many shapes, or one that holds them in a newer way, is rare: its outlines do.
    plain = any(opened.reference_table(tag).data for tag in ("glyf", "CFF "))
    plain = plain and not opened.axis_infos
    return opened, hb.Font(opened), plain and not restricted


class _Embedding:
    """Writes one face into a document."""

    def __init__(self, file: PdfFile, typeface: Typeface) -> None:
        self._file = file
        self._typeface = typeface
        self._used = sorted(typeface.says)

    def write(self) -> None:
        name = f"{_tag(self._used)}+{_postscript_name(self._typeface)}"
        program, key = self._program()
        # With PostScript outlines a code is the number of the glyph without being told so.
        postscript = key == "FontFile3"
        kind, map_ = ("CIDFontType0", "") if postscript else ("CIDFontType2", _IDENTITY)
        descriptor = self._descriptor(name, f"/{key} {program} 0 R")
        widths = " ".join(self._widths())
        cid = self._file.put(
            f"<</Type/Font/Subtype/{kind}/BaseFont/{name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor} 0 R/DW 0/W[{widths}]{map_}>>"
        )
        says = self._file.stream("", _unicode_map(self._typeface.says).encode("ascii"))
        self._file.put(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{cid} 0 R]/ToUnicode {says} 0 R>>",
            self._typeface.object,
        )

    def _program(self) -> tuple[int, str]:
        """The part of the font file that is used, its glyphs by their own numbers; and its kind."""
        import uharfbuzz as hb

        wanted = hb.SubsetInput()
        wanted.glyph_set.update(self._used)
        wanted.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.NOTDEF_OUTLINE
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        )
        wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _NEEDLESS)
        part = wanted.subset(self._typeface.face)
        outlines = bytes(part.reference_table("CFF ").data or b"")
        if outlines:
            return self._file.stream("/Subtype/CIDFontType0C", outlines), "FontFile3"
        data = bytes(part.blob.data)
        return self._file.stream(f"/Length1 {len(data)}", data), "FontFile2"

    def _descriptor(self, name: str, program: str) -> int:
        font, scale = self._typeface.font, self._typeface.scale
        extents = font.get_font_extents("ltr")
        up, down = number(extents.ascender * scale), number(extents.descender * scale)
        return self._file.put(
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[-1000 -1000 3000 2000]"
            f"/ItalicAngle 0/Ascent {up}/Descent {down}/CapHeight {up}/StemV 80"
            f"{program}>>"
        )

    def _widths(self) -> Iterator[str]:
        font, scale = self._typeface.font, self._typeface.scale
        for glyph in self._used:
            yield f"{glyph}[{number(font.get_glyph_h_advance(glyph) * scale)}]"


def _postscript_name(typeface: Typeface) -> str:
    import uharfbuzz as hb

    said = typeface.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or typeface.name
    return "".join(sign for sign in said if sign.isascii() and (sign.isalnum() or sign == "-"))


def _tag(used: Sequence[int]) -> str:
    """Six capitals that tell one part of a font from another."""
    import hashlib

    digest = hashlib.sha256(repr(used).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _unicode_map(says: dict[int, str]) -> str:
    rows = [
        f"<{glyph:04x}> <{said.encode('utf-16-be', 'replace').hex()}>"
        for glyph, said in sorted(says.items())
        if said
    ]
    sections = [
        f"{len(part)} beginbfchar\n{chr(10).join(part)}\nendbfchar"
        for begin in range(0, len(rows), _CHARS_AT_ONCE)
        for part in [rows[begin : begin + _CHARS_AT_ONCE]]
    ]
    return "\n".join([_CMAP_HEAD, *sections, _CMAP_FOOT])


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange"""
_CMAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
