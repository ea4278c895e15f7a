"""What the first name costs, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import json, sys, time
from onsite.badges.fonts.faces import Faces
from onsite.badges.fonts.measuring import width_pt
from onsite.badges.fonts.shaping import missing, runs

cold = [name for name in ("PIL", "bidi", "arabic_reshaper", "fontTools") if name in sys.modules]
from PIL import ImageFont, features

begun = time.process_time()
missing("Jürgen Müller"), width_pt(runs("Jürgen Müller", "bold"), 20)
taken = time.process_time() - begun
print(json.dumps([cold, taken, sorted(face.family for face, _px in Faces.load()._opened)]))
"""


def test_a_latin_name_opens_one_font_and_is_measured_in_30_ms():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, check=True, text=True
    )
    cold, taken_s, opened = json.loads(done.stdout)
    assert (cold, opened) == ([], ["Noto Sans"])
    assert taken_s < 0.030
