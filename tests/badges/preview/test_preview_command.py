"""`onsite badges preview --png`."""

from __future__ import annotations

import json

from PIL import Image

from onsite.plan.service import publish
from onsite.wiring import open_site
from tests.checkin.conftest import PLAN, Roll


def listed(data) -> list[str]:
    site = open_site(data)
    site.write_now(publish, PLAN, "Maria")
    roll = Roll(site)
    found = [roll.add(name, code) for name, code in (("Jane Doe", "JANE"), ("Bo", "BO"))]
    site.close()
    return found


def test_the_longest_name_as_a_picture(run, tmp_path) -> None:
    listed(tmp_path / "data")
    file = tmp_path / "badge.png"
    code, out, _err = run("badges", "preview", "a6", "--png", str(file), "--dpi", "100", "--json")
    (made,) = json.loads(out)["pictures"]
    assert (code, made["name"], made["side"], made["warnings"]) == (0, "Jane Doe", "front", [])
    with Image.open(file) as picture:
        size = tuple(round(made[each] / 25.4 * 100) for each in ("width_mm", "height_mm"))
        assert (picture.size, picture.mode) == (size, "RGB")


def test_the_worst_and_one_by_their_code(run, tmp_path) -> None:
    jane, bo = listed(tmp_path / "data")
    file = tmp_path / "badge.png"
    options = ("--png", str(file), "--dpi", "60", "--json")
    _code, out, _err = run("badges", "preview", "a7", "--worst", "--mono", *options)
    found = {each["attendee"]: each["file"] for each in json.loads(out)["pictures"]}
    assert found.keys() == {jane, bo}
    assert sorted(found.values()) == [str(tmp_path / f"badge-{n}.png") for n in (1, 2)]
    with Image.open(found[bo]) as picture:
        assert picture.mode == "1"
    _code, out, _err = run("badges", "preview", "a7", "--attendee", "BO", *options)
    assert [each["attendee"] for each in json.loads(out)["pictures"]] == [bo]


def test_without_a_plan_a_made_up_guest(run, tmp_path) -> None:
    file = tmp_path / "badge.png"
    code, out, _err = run("badges", "preview", "cr80", "--png", str(file), "--dpi", "60")
    assert (code, file.exists(), "Maximiliane" in out) == (0, True, True)


def test_what_cannot_be_shown_is_told(run, tmp_path) -> None:
    file = str(tmp_path / "no" / "folder.png")
    assert run("badges", "preview", "--png", file)[0] == 1
    code, _out, err = run("badges", "preview", "a66", "--png", file)
    assert (code, "a66" in err, "a6" in err) == (1, True, True)
    code, _out, err = run("badges", "preview", "a6", "--png", file)
    assert (code, "cannot be written" in err) == (1, True)


def test_without_a_terminal_it_says_how_a_script_has_its_picture(run):
    code, _out, err = run("badges", "preview", "a6")
    assert code == 1
    assert err.endswith("or use “onsite badges preview --help” in scripts.\n")
