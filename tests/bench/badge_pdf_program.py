"""Lays out badges and writes them as one PDF; tells the processor time and the memory it took."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from onsite.badges.drawing.pdf import write
from onsite.badges.fonts.faces import Faces
from onsite.badges.layout.placing import lay_out
from onsite.badges.templates.finding import find
from onsite.badges.templates.holder import Holder

GIVEN = "Ada Björn Chloé Дмитрий مريم שרה อรุณ अदिति 小明 민준 Nguyễn Ελένη".split()
FAMILY = "Lovelace Müller O'Connor Иванов العلي כהן 王 陳 欧阳 김 Yıldız Wolfeschlegelstein".split()


def holder(number: int) -> Holder:
    """Somebody; every one has other letters, as on a real list."""
    family = FAMILY[number // len(GIVEN) % len(FAMILY)]
    sign = chr(0x4E00 + number * 13 % 8000)
    return Holder(
        f"a{number}",
        f"{GIVEN[number % len(GIVEN)]} {family}",
        company=f"Company {number} {sign}",
        position="Engineer",
        country="Neverland",
        category="regular",
        category_name="Attendee",
        category_number=0,
        code=f"B1A{number:026}",
        typed=f"00000-{number:05}",
        event="Benchmark",
    )


def main(many: int, file: Path) -> None:
    template, faces = find("a6", None), Faces.load()
    with file.open("wb") as out:
        pages = write(
            (lay_out(template, holder(number), faces, dpi=None) for number in range(many)), out
        )
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures = {"cpu_s": time.process_time(), "peak_mb": peak_kb / 1024, "pages": pages}
    sys.stdout.write(json.dumps({**figures, "file_mb": file.stat().st_size / 1_000_000}))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
