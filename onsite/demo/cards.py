"""What guests hold up: phones with a ticket, printed badges and sheets of paper. Grey, with alpha.

Everything is drawn at twice the size at which the camera sees it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import qrcode
from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.demo.people import Guest

WIDTH, HEIGHT = 1400, 1400
"""Of a card, in pixels."""
EVENT = "Harbour Summit"
_SKIN, _SKIN_SHADE = 178, 140


class _Screen(NamedTuple):
    """The greys of a phone's screen."""

    behind: int
    card: int
    band: int
    ink: int
    faint: int


_SCREENS = {
    "light phone": _Screen(behind=232, card=252, band=92, ink=25, faint=120),
    "dark phone": _Screen(behind=16, card=44, band=70, ink=235, faint=150),
}


def card(guest: Guest) -> Image.Image:
    """What the guest holds up, hand included; of mode LA."""
    # Pillow's font has no accents: badge printers of small events do the same.
    return _DRAWN[guest.shows](replace(guest, name=_plain(guest.name)))


def middle(guest: Guest) -> tuple[int, int]:
    """The middle of what is held up, on its card; the rest is arm or lanyard."""
    return (320, 640 if guest.shows == "badge" else 540)


def code_image(text: str, side: int) -> Image.Image:
    """The QR code of a text, with its quiet zone, about `side` pixels wide."""
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=3, box_size=1)
    made.add_data(text)
    made.make(fit=True)
    rows = made.get_matrix()
    image = Image.new("L", (len(rows), len(rows)))
    image.putdata([0 if dark else 255 for row in rows for dark in row])
    scale = max(1, side // len(rows))
    return image.resize((len(rows) * scale,) * 2, Image.Resampling.NEAREST)


def _phone(guest: Guest) -> Image.Image:
    look = _SCREENS[guest.shows]
    image, pen = _canvas(WIDTH, HEIGHT)
    _palm(pen, (130, 560, 640, 1100))
    pen.rounded_rectangle((70, 20, 560, 1020), 66, fill=(58, 255))
    pen.rounded_rectangle((76, 26, 554, 1014), 62, fill=(20, 255))
    pen.rounded_rectangle((90, 40, 540, 1000), 50, fill=(look.behind, 255))
    pen.rounded_rectangle((255, 54, 375, 80), 13, fill=(10, 255))
    _status_line(pen, look)
    _ticket(image, pen, guest, look)
    _thumb(image, (448, 880), 62)
    _fingers(pen, 62, (520, 620, 720))
    return image


def _status_line(pen: ImageDraw.ImageDraw, look: _Screen) -> None:
    pen.text((132, 54), "9:41", font=_font(24), fill=(look.ink, 255))
    pen.rounded_rectangle((456, 58, 494, 76), 5, outline=(look.ink, 255), width=2)
    pen.rectangle((460, 62, 484, 72), fill=(look.ink, 255))


def _ticket(image: Image.Image, pen: ImageDraw.ImageDraw, guest: Guest, look: _Screen) -> None:
    """The ticket as a wallet shows it: a band, the facts, the code on white."""
    pen.rounded_rectangle((108, 118, 522, 930), 26, fill=(look.card, 255))
    pen.rounded_rectangle((108, 118, 522, 206), 26, fill=(look.band, 255))
    pen.rectangle((108, 180, 522, 206), fill=(look.band, 255))
    pen.text((130, 144), guest.event or EVENT, font=_font(34), fill=(250, 255))
    _field(pen, (130, 224), "NAME", guest.name, look)
    _field(pen, (130, 310), "TICKET", guest.category, look)
    if not guest.event:
        _field(pen, (370, 310), "GATE", "Main", look)
    pen.rounded_rectangle((146, 410, 484, 886), 18, fill=(255, 255))
    code = code_image(guest.code, 330)
    image.paste(code.convert("LA"), (315 - code.width // 2, 424))
    pen.text((315, 812), guest.code, font=_font(30), fill=(40, 255), anchor="ma")
    pen.line((240, 976, 390, 976), fill=(look.faint, 255), width=6)


def _field(
    pen: ImageDraw.ImageDraw, place: tuple[int, int], label: str, value: str, look: _Screen
) -> None:
    x, y = place
    pen.text((x, y), label, font=_font(19), fill=(look.faint, 255))
    pen.text((x, y + 25), value, font=_fitting(value, 32, 380), fill=(look.ink, 255))


def _badge(guest: Guest) -> Image.Image:
    image, pen = _canvas(WIDTH, HEIGHT)
    for left in (-40, 30):
        pen.polygon([(left + 110, 0), (left + 170, 0), (345, 210), (295, 210)], fill=(70, 255))
    for right in (40, -30):
        pen.polygon([(530 + right, 0), (470 + right, 0), (295, 210), (345, 210)], fill=(84, 255))
    pen.rounded_rectangle((294, 196, 346, 272), 12, fill=(200, 255), outline=(110, 255), width=4)
    pen.rounded_rectangle((64, 250, 576, 1000), 28, fill=(208, 235), outline=(150, 255), width=3)
    pen.rounded_rectangle((84, 276, 556, 980), 16, fill=(250, 255))
    pen.rounded_rectangle((270, 262, 370, 282), 10, fill=(96, 255))
    pen.rectangle((84, 300, 556, 384), fill=(62, 255))
    pen.text((320, 342), EVENT, font=_font(40), fill=(250, 255), anchor="mm")
    given, _space, family = guest.name.partition(" ")
    pen.text((320, 440), given, font=_fitting(given, 72, 440), fill=(15, 255), anchor="mm")
    pen.text((320, 506), family, font=_fitting(family, 48, 440), fill=(15, 255), anchor="mm")
    company = _fitting(guest.company, 30, 440)
    pen.text((320, 556), guest.company, font=company, fill=(90, 255), anchor="mm")
    code = code_image(guest.code, 330)
    image.paste(code.convert("LA"), (320 - code.width // 2, 580))
    pen.rectangle((84, 918, 556, 980), fill=(120, 255))
    category = guest.category.upper()
    pen.text((320, 949), category, font=_font(38), fill=(252, 255), anchor="mm")
    _thumb(image, (508, 905), 54)
    return image


def _paper(guest: Guest) -> Image.Image:
    image, pen = _canvas(WIDTH, HEIGHT)
    pen.polygon([(60, 90), (640, 70), (660, 960), (70, 985)], fill=(238, 255))
    pen.polygon([(60, 90), (640, 70), (650, 520), (64, 530)], fill=(255, 255))
    pen.line((66, 530, 650, 520), fill=(205, 255), width=5)
    pen.text((110, 130), EVENT, font=_font(46), fill=(30, 255))
    pen.text((110, 190), "Your ticket: please bring this page", font=_font(24), fill=(90, 255))
    code = code_image(guest.code, 330)
    image.paste(code.convert("LA"), (120, 236))
    pen.text((112, 580), guest.name, font=_font(42), fill=(20, 255))
    pen.text((112, 636), guest.category, font=_font(30), fill=(70, 255))
    pen.text((112, 680), guest.code, font=_font(30), fill=(40, 255))
    for line, length in enumerate((430, 470, 390, 450, 300)):
        top = 750 + 34 * line
        pen.line((112, top, 112 + length, top), fill=(185, 255), width=8)
    _thumb(image, (560, 800), 58)
    _fingers(pen, 66, (640, 730))
    return image


def _palm(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    pen.ellipse((left + 60, top + 130, right, bottom + 200), fill=(_SKIN_SHADE, 255))
    pen.rounded_rectangle((right - 150, top, right - 30, bottom), 60, fill=(_SKIN_SHADE, 255))


def _thumb(image: Image.Image, tip: tuple[int, int], width: int) -> None:
    """A thumb that reaches in from the right and ends at `tip`."""
    thumb, pen = _canvas(width + 60, 1200)
    pen.rounded_rectangle((20, 20, width + 44, 1200), 40, fill=(_SKIN_SHADE, 255))
    pen.rounded_rectangle((20, 16, width + 32, 1200), 38, fill=(_SKIN, 255))
    pen.rounded_rectangle((34, 26, width + 14, 78), 20, fill=(206, 255))
    soft = thumb.filter(ImageFilter.GaussianBlur(1.5))
    turned = soft.rotate(66, Image.Resampling.BICUBIC, expand=True)
    image.paste(turned, tip, turned.getchannel("A"))


def _fingers(pen: ImageDraw.ImageDraw, edge: int, tops: tuple[int, ...]) -> None:
    """Finger tips that reach round the left edge."""
    for top in tops:
        pen.rounded_rectangle((edge - 26, top, edge + 30, top + 78), 28, fill=(_SKIN_SHADE, 255))
        pen.rounded_rectangle((edge - 26, top, edge + 24, top + 70), 26, fill=(_SKIN, 255))


def _canvas(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("LA", (width, height), (0, 0))
    return image, ImageDraw.Draw(image)


def _fitting(text: str, size: int, cells: int) -> Any:
    """The font in which the text is at most that many pixels wide."""
    while size > 16 and _font(size).getlength(text) > cells:  # noqa: PLR2004 - smallest legible
        size -= 2
    return _font(size)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


@cache
def _font(size: int) -> Any:
    # Pillow's own font: the same on every computer, nothing to install.
    return ImageFont.load_default(size)


_DRAWN: dict[str, Callable[[Guest], Image.Image]] = {
    "light phone": _phone,
    "dark phone": _phone,
    "badge": _badge,
    "paper": _paper,
}
