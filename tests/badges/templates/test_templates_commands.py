"""Designs from the shell."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from onsite.badges.templates.finding import find
from tests.checkin.conftest import PLAN

LAYOUTS = Path(__file__).parent / "layouts"


@pytest.fixture
def onsite(run, tmp_path, monkeypatch):
    """Runs a command in an empty folder."""
    (tmp_path / "event").mkdir()
    monkeypatch.chdir(tmp_path / "event")
    return run


def test_one_s_own_design_from_its_beginning_to_the_plan(onsite, tmp_path):
    made = onsite("badges", "new", "speaker", "--from", "a6-back")
    said = "is ready: change it, and see it with “onsite badges preview speaker”.\n"
    assert made == (0, f"badges/speaker.toml {said}", "")
    assert find("speaker", Path()).layers == find("a6-back", None).layers

    told = "is a valid design: 105 × 148 mm, printed on both sides, 12 layers.\n"
    checked = onsite("badges", "check", "badges/speaker.toml")
    assert checked == (0, f"badges/speaker.toml {told}", "")
    listed = onsite("badges", "templates")[1].splitlines()
    assert listed[0] == "speaker  speaker  105 × 148 mm, printed on both sides  your own"
    assert "label-62  Label, 62 mm  62 mm wide, from a roll  ships with Onsite" in listed

    Path("event.toml").write_text(PLAN + '[badges]\ntemplate = "speaker"\n', "utf-8")
    assert "Badge designs beside it: speaker." in onsite("plan", "check", "event.toml")[1]
    published = onsite("plan", "publish", "event.toml")[1].splitlines()
    assert published[-1] == "Badge designs given to every station: speaker."
    again = onsite("plan", "publish", "event.toml")[1]
    assert "nothing was done" in again
    with Path("badges/speaker.toml").open("a", encoding="utf-8") as file:
        file.write("# More to come.\n")
    changed = onsite("plan", "publish", "event.toml")[1]
    assert changed == "Badge designs given to every station: speaker.\n"
    found = json.loads(onsite("badges", "templates", "--plan", "elsewhere/x.toml", "--json")[1])
    assert found["templates"][0] == {
        "name": "speaker",
        "title": "speaker",
        "width": 105,
        "height": 148,
        "fold": "back",
        "whose": "published",
        "wrong": "",
    }


def test_a_design_with_a_mistake_is_told_everywhere(onsite):
    onsite("badges", "new", "speaker")
    with Path("badges/speaker.toml").open("a", encoding="utf-8") as file:
        file.write("[layers.who]\ngap = true\n")
    line = len(Path("badges/speaker.toml").read_text("utf-8").splitlines())
    wrong = f"badges/speaker.toml, line {line}, layers.who.gap: true is not a number"
    code, _out, err = onsite("badges", "check", "badges/speaker.toml")
    assert (code, wrong in err) == (1, True)
    code, out, _err = onsite("badges", "check", "badges/speaker.toml", "--json")
    told = json.loads(out)
    (problem,) = told["problems"]
    assert (code, told["valid"], problem["line"], problem["example"]) == (1, False, line, "gap = 2")
    assert wrong in onsite("badges", "templates")[1]

    Path("event.toml").write_text(PLAN, "utf-8")
    for act in ("check", "publish"):
        code, _out, err = onsite("plan", act, "event.toml")
        assert (code, wrong in err) == (1, True)
    assert json.loads(onsite("plan", "check", "event.toml", "--json")[1])["valid"] is False


def test_a_plan_is_checked_against_the_designs_beside_it(onsite):
    onsite("badges", "new", "speaker")
    with Path("badges/speaker.toml").open("a", encoding="utf-8") as file:
        file.write("[layers.rule]\nwhen = 'category = speeker'\n")
    Path("event.toml").write_text(PLAN + '[badges]\ntemplate = "speakr"\n', "utf-8")
    for act in ("check", "publish"):
        code, _out, err = onsite("plan", act, "event.toml")
        said = "badges.template: there is no design “speakr”. Known here: speaker, 4x3in, "
        assert (code, said in err) == (1, True)
    Path("event.toml").write_text(PLAN + '[badges]\ntemplate = "speaker"\n', "utf-8")
    for act in ("check", "publish"):
        last = onsite("plan", act, "event.toml")[1].splitlines()[-1]
        wrong = "asks for “speeker”, which is no category of this plan."
        assert last == f"! The design “speaker” {wrong}"


def test_the_example_of_the_readme_is_right(onsite):
    readme = Path(__file__).parents[3] / "README.md"
    example = re.search(r'```toml\n(inherits = "a6".*?)```', readme.read_text("utf-8"), re.DOTALL)
    Path("badges").mkdir()
    Path("badges/speaker.toml").write_text(example[1], "utf-8")
    Image.new("RGB", (27, 11)).save("badges/logo.png")
    code, out, _err = onsite("badges", "check", "badges/speaker.toml")
    assert (code, "!" in out) == (0, False)
    near = example[1].replace("y = 104", "y = 115")
    Path("badges/speaker.toml").write_text(near, "utf-8")
    (said,) = json.loads(onsite("badges", "check", "badges/speaker.toml", "--json")[1])["warnings"]
    assert said.startswith("speaker.toml: “stage” lies on “foot.typed” by ")


def test_nothing_is_written_over(onsite):
    onsite("badges", "new", "speaker")
    before = Path("badges/speaker.toml").read_text("utf-8")
    again = onsite("badges", "new", "speaker", "--from", "a7")
    layout = str(LAYOUTS / "pretix.json")
    carried = onsite("badges", "import", layout, "-o", "badges/speaker.toml")
    assert again[0] == carried[0] == 1
    assert "is there already, and was left as it is" in again[2]
    assert Path("badges/speaker.toml").read_text("utf-8") == before


@pytest.mark.parametrize("name", ["Speaker", "../speaker", "a b", "-x", ""])
def test_a_name_that_no_design_can_have_is_refused(onsite, name):
    code, _out, err = onsite("badges", "new", "--", name)
    assert (code, "A design is known by the name of its file" in err) == (1, True)
    assert not Path("badges").exists()


def test_a_layout_is_carried_over(onsite):
    layout = str(LAYOUTS / "indico.json")
    code, out, _err = onsite("badges", "import", layout, "-o", "badges/guest.toml")
    lines = out.splitlines()
    told = "badges/guest.toml is written: a beginning, carried over from Indico."
    assert (code, lines[0], len(lines)) == (0, told, 9)
    assert lines[-1] == "  “country” lies outside of the page."
    assert onsite("badges", "check", "badges/guest.toml")[0] == 0
    text = Path("badges/guest.toml").read_text("utf-8")
    assert onsite("badges", "import", layout) == (0, text, "")
    answer = json.loads(onsite("badges", "import", layout, "--json")[1])
    assert (answer["text"], answer["unsaid"][-1]["code"]) == (text, "outside")


def test_the_size_of_a_page_may_be_said(onsite):
    elements = json.loads((LAYOUTS / "pretix.json").read_text("utf-8"))["layout"]
    Path("layout.json").write_text(json.dumps(elements), "utf-8")
    assert "--size 105x148" in onsite("badges", "import", "layout.json")[2]
    assert "is not a size" in onsite("badges", "import", "layout.json", "--size", "big")[2]
    for size, written in (("A6", 'size = "a6"'), ("90 x 55mm", "{ width = 90, height = 55 }")):
        code, out, _err = onsite("badges", "import", "layout.json", "--size", size)
        assert (code, written in out) == (0, True)


def test_a_file_that_is_not_there_is_said(onsite):
    assert "There is no file x.toml." in onsite("badges", "check", "x.toml")[2]
    assert "There is no file x.json." in onsite("badges", "import", "x.json")[2]
