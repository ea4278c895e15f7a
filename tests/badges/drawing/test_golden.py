"""The shipped designs with thirty hard names look as they did when somebody looked at them."""

from __future__ import annotations

import json

import pytest

from onsite.badges.fonts.engine import shapes
from tests.badges.drawing import golden

STORED = json.loads(golden.HASHES.read_text("utf-8"))
MOST_BYTES = 1_000_000

MESSAGE = """{count} of {all} badges of “{design}” are drawn differently: {names}.
Look at them: {sheet}
as they were: {before}
Stored with {stored}, drawn with {drawn}.
If they look right, accept all designs with: {command}"""


@pytest.mark.skipif(not shapes(), reason="without FriBidi letters are put together differently")
@pytest.mark.parametrize("design", golden.DESIGNS)
def test_a_design_looks_as_it_did(design, tmp_path):
    images = golden.drawn(design)

    before = STORED["designs"].get(design, {})
    changed = [key for key, image in images.items() if golden.hashed(image) != before.get(key)]

    if changed:
        sheet = tmp_path / f"{design}.png"
        golden.contact_sheet(images).save(sheet)
        pytest.fail(
            MESSAGE.format(
                count=len(changed),
                all=len(images),
                design=design,
                names=", ".join(changed),
                sheet=sheet,
                before=golden.FOLDER / sheet.name,
                stored=STORED["versions"],
                drawn=golden.versions(),
                command=golden.COMMAND,
            ),
            pytrace=False,
        )


def test_nothing_is_stored_that_nobody_looks_at():
    files = {file.name for file in golden.FOLDER.iterdir()}

    assert files == {"hashes.json", *(f"{design}.png" for design in golden.DESIGNS)}
    assert sum(file.stat().st_size for file in golden.FOLDER.iterdir()) < MOST_BYTES
    assert list(STORED["designs"]) == list(golden.DESIGNS)
