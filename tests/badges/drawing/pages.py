"""Small pages, made by hand, and how their PDFs are looked at."""

from __future__ import annotations

import io

from onsite.badges.drawing.pdf import write
from onsite.badges.fonts.measuring import width_pt
from onsite.badges.fonts.shaping import runs
from onsite.badges.layout.page import PT_PER_MM, GlyphRun, Modules, Page, Shape, Sheet

CODE = "B1A7K2M9Q4R8T5W3X6Z1Y0N2P5"


def line(x, y, text, size=12.0, weight="regular", colour="#000000"):
    """The runs of a line of text."""
    found = []
    for run in runs(text, weight):
        width = width_pt([run], size) / PT_PER_MM
        more = (run.face, size, run.direction, "", colour, width)
        found.append(GlyphRun(x, y, run.text, *more))
        x += width
    return found


def modules(x, y, module_mm=0.7, text=CODE):
    """A QR code."""
    import qrcode

    code = qrcode.QRCode(border=0)
    code.add_data(text)
    code.make()
    return Modules(x, y, module_mm, tuple(tuple(row) for row in code.get_matrix()))


def sheet(*items, width=60.0, height=40.0, bleed=0.0, back=None, fixed=0):
    """A badge of these items, and of those on its back."""
    pages = [Page(width, height, bleed, items, fixed=fixed)]
    if back is not None:
        pages.append(Page(width, height, bleed, tuple(back), side="back"))
    return Sheet(tuple(pages), "badge")


def filled(colour, width=60.0, height=40.0):
    return Shape("rect", 0, 0, width, height, fill=colour)


def made(*sheets, **options) -> bytes:
    """The PDF of these badges."""
    out = io.BytesIO()
    write(sheets, out, **options)
    return out.getvalue()


def opened(pdf: bytes):
    """The document as PDFium has it."""
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)


def pictures(pdf: bytes, dpi: float = 100):
    """Its pages as pictures of dots."""
    with opened(pdf) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def texts(pdf: bytes) -> list[str]:
    """What can be selected on each page."""
    with opened(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]
