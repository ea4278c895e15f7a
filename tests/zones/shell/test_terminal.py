"""The commands in a real terminal of 80 × 24."""

from __future__ import annotations

from tests.journeys.conftest import onsite, shell, terminal  # noqa: F401 - fixtures, by their names
from tests.zones.shell.conftest import PLAN


def venue(tmp_path) -> None:
    (tmp_path / "event.toml").write_text(PLAN, "utf-8")
    shell(tmp_path, "plan", "publish", "event.toml")


def test_the_list_and_the_history_of_a_day(terminal, onsite, tmp_path):  # noqa: F811
    venue(tmp_path)
    onsite("count", "hall", "--in", "150")
    onsite("zones", "recount", "hall", "160")

    window = terminal("zones", "list")
    screen = window.wait_for("[ended 0]").splitlines()
    assert screen[0].startswith("Main hall         160 of 200, 80 % · 0.36/m², level of service A")
    window = terminal("zones", "history", "hall", "--every", "1440")
    screen = window.wait_for("[ended 0]").splitlines()
    assert len(screen[1]) <= 80
    assert "    160    +150       0  ███████████████████▏░░░░  counted anew" in screen[1]


def test_emptying_a_zone_is_asked_for_on_a_terminal(terminal, onsite, tmp_path):  # noqa: F811
    venue(tmp_path)
    onsite("count", "hall", "--in", "12")

    window = terminal("zones", "evacuate", "hall")
    window.wait_for("Main hall: does everybody leave now? By the count 12 people are in it. [y/N]")
    window.type("n")
    window.press("Enter")
    window.wait_for("Nothing was done.", "[ended 1]")
    window = terminal("zones", "evacuate", "hall")
    window.wait_for("[y/N]")
    window.type("y")
    window.press("Enter")
    window.wait_for("EVACUATION: 12 left of 12", "[ended 0]")


def test_without_a_command_the_overview_opens_and_without_a_number_the_counter(
    terminal,  # noqa: F811
    tmp_path,
):
    venue(tmp_path)

    window = terminal("zones")
    window.wait_for("Main hall", "Foyer")
    window.press("C-q")
    window.wait_for("[ended 0]")
    window = terminal("count", "hall")
    window.wait_for("Main hall")
    window.press("Space")
    window.wait_for("1")
    window.press("C-q")
    window.wait_for("[ended 0]")
    assert "Main hall: 3 in it · 3 in, 0 out" in shell(tmp_path, "count", "hall", "--in", "2")
