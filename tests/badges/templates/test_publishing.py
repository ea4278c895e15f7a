"""One's own designs at every station, and what is in force there."""

from __future__ import annotations

import pytest

from onsite.badges.preview.work import PreviewWork
from onsite.badges.templates.publishing import (
    check_named,
    gathered,
    in_force,
    names_in_force,
    publish,
    publish_all,
    published,
    strangers,
)
from onsite.badges.templates.shelves import Published
from onsite.errors import BadInputError
from onsite.journal.journal import entries_of
from onsite.plan.reading import PlanError, read
from onsite.plan.service import current
from onsite.wiring import open_site
from tests.badges.templates.shelf import GOOD
from tests.checkin.conftest import PLAN

PNG = b"\x89PNG\r\n\x1a\n"
LOGO = '[layers.logo]\nkind = "image"\nfile = "logo.png"\nx = 5\ny = 5\nwidth = 9\nheight = 9\n'
SHIPPED = ("4x3in", "4x6in", "a6", "a6-back", "a6-butterfly", "a7", "cr80", "label-62")


@pytest.fixture
def folder(tmp_path):
    """Beside a plan: a design with a logo, and one that inherits from it."""
    badges = tmp_path / "event" / "badges"
    badges.mkdir(parents=True)
    (badges / "plain.toml").write_text(GOOD + LOGO, "utf-8")
    (badges / "press.toml").write_text('inherits = "plain"\ntitle = "Press"\n', "utf-8")
    (badges / "logo.png").write_bytes(PNG + b"blue")
    (badges / "unused.png").write_bytes(PNG)
    return tmp_path / "event"


@pytest.fixture
def printer(tmp_path, clock):
    """Another station."""
    opened = open_site(tmp_path / "other", operator="Bo", clock=clock)
    yield opened
    opened.close()


def sent(lead, printer) -> None:
    """What the lead has written comes to the other station, the end of it first."""
    entries = lead.read_now(entries_of, lead.journal.station)
    for entry in reversed(entries):
        printer.write_now(lambda journal, rows, entry=entry: journal.receive(rows, [entry]))


def kinds(site) -> list[str]:
    return [entry.kind for entry in site.read_now(entries_of, site.journal.station)]


def test_designs_and_their_pictures_come_to_every_station(site, printer, folder):
    found = gathered(folder)
    assert (sorted(found.texts), found.pictures) == (
        ["plain", "press"],
        {"logo.png": PNG + b"blue"},
    )
    given = site.write_now(publish, found, "Maria")
    assert (given.names, given.pictures, given.changed) == (("plain", "press"), ("logo.png",), True)
    sent(site, printer)
    press = printer.read_now(in_force, "press")
    assert (press.title, press.pictures) == ("Press", {"logo.png": PNG + b"blue"})
    assert printer.read_now(names_in_force) == ("plain", "press", *SHIPPED)


async def test_what_was_given_to_a_station_is_previewed_there(site, folder):
    site.write_now(publish, gathered(folder), "Maria")
    work = PreviewWork("press")
    await work.open(site)
    await work.reload()
    assert (await work.names())[:2] == ("plain", "press")
    assert work.seen.error is None


def test_without_any_of_one_s_own_the_shipped_ones_are_there(site):
    assert site.read_now(names_in_force) == SHIPPED
    assert site.read_now(in_force, "a6").title == "A6 upright"
    with pytest.raises(BadInputError, match="There is no badge design “b6”"):
        site.read_now(in_force, "b6")


def test_the_same_again_is_not_published_again_and_a_picture_only_once(site, folder):
    before = len(kinds(site))
    site.write_now(publish, gathered(folder), "Maria")
    assert kinds(site)[before:] == ["badge.picture_published", "badge.templates_published"]
    assert site.write_now(publish, gathered(folder), "Maria").changed is False
    (folder / "badges" / "press.toml").write_text('inherits = "plain"\ntitle = "Media"\n', "utf-8")
    assert site.write_now(publish, gathered(folder), "Maria").changed is True
    assert kinds(site)[before + 2 :] == ["badge.templates_published"]
    assert site.read_now(in_force, "press").title == "Media"


def test_what_was_taken_out_of_the_folder_counts_no_more(site, folder):
    (folder / "badges" / "a6.toml").write_text('inherits = "a6"\ntitle = "Ours"\n', "utf-8")
    site.write_now(publish, gathered(folder), "Maria")
    assert site.read_now(in_force, "a6").title == "Ours"
    (folder / "badges" / "a6.toml").unlink()
    site.write_now(publish, gathered(folder), "Maria")
    assert site.read_now(in_force, "a6").title == "A6 upright"


def test_a_picture_that_has_not_come_yet_is_said(site, printer, folder):
    (folder / "badges" / "logo.png").write_bytes(PNG + b"late")
    site.write_now(publish, gathered(folder), "Maria")
    entries = site.read_now(entries_of, site.journal.station)
    picture = next(each for each in entries if each.kind == "badge.picture_published")
    others = [each for each in entries if each is not picture]
    printer.write_now(lambda journal, rows: journal.receive(rows, others))
    with pytest.raises(BadInputError, match=r"there is no file “logo\.png” beside this one"):
        printer.read_now(in_force, "press")
    printer.write_now(lambda journal, rows: journal.receive(rows, [picture]))
    assert printer.read_now(in_force, "press").pictures


def test_a_plan_and_its_designs_are_published_together_or_not_at_all(site, folder):
    named = PLAN + '[badges]\ntemplate = "press"\n'
    plan, given = site.write_now(publish_all, named, gathered(folder), "event.toml", "Maria")
    assert (plan.number, plan.changed, given.changed) == (1, True, True)
    (folder / "badges" / "press.toml").unlink()
    before = kinds(site)
    with pytest.raises(PlanError, match=r"there is no design “press”\. Known here: plain, 4x3"):
        site.write_now(publish_all, named, gathered(folder), "event.toml", "Maria")
    assert kinds(site) == before
    assert site.read_now(current).badges.template == "press"
    assert sorted(site.read_now(published).texts) == ["plain", "press"]


def test_a_plan_from_a_folder_without_designs_leaves_them_as_they_are(site, folder, tmp_path):
    site.write_now(publish, gathered(folder), "Maria")
    assert gathered(tmp_path) is None
    named = PLAN + '[badges]\ntemplates = { vip = "press" }\n'
    assert site.write_now(publish_all, named, None, "event.toml", "Maria")[1] is None
    assert site.read_now(in_force, "press").title == "Press"


def test_a_design_that_a_plan_names_and_is_not_there_is_told_with_its_line():
    text = PLAN + '[badges]\ntemplate = "ours"\n[badges.templates]\nvip = "a6-bakc"\n'
    with pytest.raises(PlanError) as caught:
        check_named(text, Published({"ours": GOOD}), "my.toml")
    (problem,) = caught.value.problems
    line = len(text.splitlines())
    assert (problem.line, problem.key, problem.example) == (
        line,
        "badges.templates.vip",
        'vip = "a6-back"',
    )
    assert f"my.toml, line {line}, badges.templates.vip: there is no design “a6-bakc”" in str(
        caught.value
    )


def test_categories_that_the_plan_does_not_have_are_named(folder):
    text = """inherits = "plain"
    [layers.name]
    when = "not (category = VIP, Regular) or vip and category != speeker"
    [layers.band]
    kind = "band"
    x = 5
    y = 5
    width = 30
    height = 9
    patterns = { press = "dots", vip = "grid" }
    """
    (folder / "badges" / "other.toml").write_text(text, "utf-8")
    found = gathered(folder)
    assert strangers(read(PLAN), found) == [("other", "press"), ("other", "speeker")]


def test_designs_that_are_too_large_together_are_refused(folder):
    for number in range(5):
        filler = "#" * 99_000
        (folder / "badges" / f"x{number}.toml").write_text(f'inherits = "a6"\n{filler}\n', "utf-8")
    with pytest.raises(BadInputError, match="larger than 400 kB together"):
        gathered(folder)
    (folder / "badges" / "x0.toml").write_text("#" * 100_001, "utf-8")
    with pytest.raises(BadInputError, match="larger than 100 kB"):
        gathered(folder)
