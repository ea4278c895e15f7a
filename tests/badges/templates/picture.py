"""The picture of the shipped designs in the README: `python -m tests.badges.templates.picture`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from onsite.badges.drawing.raster import draw
from onsite.badges.fonts.faces import Faces
from onsite.badges.layout.placing import lay_out
from onsite.badges.templates.finding import find
from onsite.badges.templates.holder import Holder

PICTURE = Path(__file__).parents[3] / "assets" / "pictures" / "badge-designs.png"
DPI = 300
SMALLER = 4
GAP = 30
CODE = {"code": "B1AK3V9Q2M7X0P4R8T1W6Y5Z2C4D", "typed": "K3V9-Q2M7-X0P4"}
EVENT = {"event": "Harbour Summit 2026", **CODE}
SPEAKER = {
    "category": "speaker",
    "category_name": "Speaker",
    "category_colour": "#b5533c",
    "category_number": 1,
}
GUEST = {
    "category": "regular",
    "category_name": "Regular",
    "category_colour": "#5f87af",
    "category_number": 0,
}
PRESS = {
    "category": "press",
    "category_name": "Press",
    "category_colour": "#3c7a4b",
    "category_number": 2,
}
ANA = Holder(
    "a1",
    "Ana Lima",
    company="Porto Data Works",
    position="Principal engineer",
    country="Portugal",
    pronouns="she/her",
    **SPEAKER,
    **EVENT,
)
LONG = Holder(
    "a2",
    "Maria del Carmen Fernández-Villanueva Rodríguez",
    company="Institut für Angewandte Informationstechnik",
    position="Stellvertretende Abteilungsleiterin",
    **GUEST,
    **EVENT,
)
WANG = Holder("a3", "王小明", company="北京大学计算机科学技术研究所", **PRESS, **EVENT)
LAYLA = Holder("a4", "ليلى الخطيب", company="مركز البحوث", **GUEST, **EVENT)
SHOWN = (
    (("a6", ANA, False),),
    (("a6", LONG, True),),
    (("4x3in", WANG, False), ("cr80", LAYLA, False)),
    (("a7", LONG, False),),
    (("label-62", ANA, True), ("label-62", WANG, True)),
)
"""In columns; the last says whether it is as a black-and-white printer prints it."""


def trimmed(name: str, holder: Holder, faces: Faces, *, mono: bool) -> Image.Image:
    """A badge as it looks when it is cut."""
    page = lay_out(find(name, None), holder, faces, dpi=DPI).pages[0]
    image = draw(page, DPI, mono=mono).convert("L" if mono else "RGB")
    edge = round(page.bleed / 25.4 * DPI)
    cut = image.crop((edge, edge, image.width - edge, image.height - edge))
    return cut.reduce(SMALLER).convert("RGB")


def take() -> None:
    """Draw them all beside each other."""
    faces = Faces.load()
    columns = [
        [trimmed(name, holder, faces, mono=mono) for name, holder, mono in column]
        for column in SHOWN
    ]
    width = sum(max(each.width for each in column) + GAP for column in columns) + GAP
    height = max(sum(each.height + GAP for each in column) for column in columns) + GAP
    sheet = Image.new("RGB", (width, height), "#8a929a")
    x = GAP
    for column in columns:
        y = GAP
        for badge in column:
            sheet.paste(badge, (x, y))
            y += badge.height + GAP
        x += max(each.width for each in column) + GAP
    sheet.quantize(64, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    take()
