"""From a holder to what a label printer is sent: one A6 badge at 300 dpi, in black and white.

Run: `uv run pytest tests/bench/test_badge_drawing.py --benchmark-only`. Every badge is another
person's, so no text is known from the one before; what many have in common is, and fonts are
open. Processor time, of one thread.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

import pytest

from onsite.badges.drawing.raster import draw
from onsite.badges.fonts.faces import Faces
from onsite.badges.layout.placing import lay_out
from onsite.badges.printers.raw.zpl import label
from onsite.badges.templates.finding import find
from tests.badges.layout.hard_names import NAMES, holder

P95_MS = 60
DPI = 300
PEOPLE = 10
"""Of each hard name."""


def people():
    """Hard names, each with another number behind it, so that all are different."""
    for number in range(PEOPLE):
        for key in NAMES:
            known = holder(key)
            code = f"B1A7K2M9Q4R8T5W3X6Z1Y0N2P{number}{list(NAMES).index(key):03}"
            name = f"{known.name} {number}"
            yield replace(known, name=name, company=f"{known.company} {number}", code=code)


def spent_ms(act):
    began = time.thread_time()
    answer = act()
    return (time.thread_time() - began) * 1000, answer


@pytest.mark.benchmark(group="badges")
@pytest.mark.parametrize("design", ["a6", "label-62", "a6-butterfly"])
def test_a_badge_becomes_zpl(benchmark, design):
    template, faces = find(design, None), Faces.load()
    sizes = []

    def printed(who):
        laid, sheet = spent_ms(lambda: lay_out(template, who, faces, dpi=DPI, bleed=False))
        drawn, images = spent_ms(lambda: [draw(page, DPI, mono=True) for page in sheet.pages])
        sent, said = spent_ms(lambda: label(images, "ons-1"))
        sizes.append(len(said))
        return laid, drawn, sent

    printed(holder("usual"))
    times = benchmark.pedantic(lambda: [printed(who) for who in people()], rounds=1)

    whole = sorted(sum(parts) for parts in times)
    p95 = whole[len(whole) * 95 // 100]
    names = ("layout", "drawing", "zpl")
    medians = [statistics.median(parts) for parts in zip(*times, strict=True)]
    benchmark.extra_info.update(
        badges=len(whole),
        p95_ms=round(p95, 1),
        worst_ms=round(whole[-1], 1),
        median_ms=round(statistics.median(whole), 1),
        kb=round(statistics.median(sizes) / 1024),
        **{f"{name}_ms": round(value, 1) for name, value in zip(names, medians, strict=True)},
    )
    if design == "a6":
        assert p95 < P95_MS
