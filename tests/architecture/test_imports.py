"""Who may import whom, and what is loaded when."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
HEAVY = ("alembic", "cv2", "numpy", "opencc", "PIL", "pypinyin", "qrcode", "sqlalchemy", "sqlmodel")


def loaded(program: str) -> set[str]:
    """The top-level modules that are loaded once a program has run."""
    ending = "import sys; print(); print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{ending}"],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_the_contracts_of_pyproject_are_kept(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert broken == 0, capsys.readouterr().out


def command(*arguments: str) -> str:
    return (
        "from onsite.cli import main\n"
        f"try:\n    main({list(arguments)!r})\n"
        "except SystemExit as ended:\n    assert not ended.code, ended.code"
    )


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_the_command_itself_loads_nothing_heavy(arguments):
    assert not loaded(command(*arguments)) & {*HEAVY, "textual", "rich", "pydantic", "asyncio"}


@pytest.mark.parametrize("module", ["onsite.app", "onsite.checkin.screen", "onsite.roster.screen"])
def test_the_first_paint_needs_textual_alone(module):
    seen = loaded(f"import {module}")
    assert "textual" in seen
    assert not seen & set(HEAVY)


@pytest.mark.parametrize("area", ["checkin", "roster", "plan", "journal"])
def test_services_know_no_screen(area):
    seen = loaded(f"import onsite.{area}.tables, onsite.{area}")
    assert not seen & {"textual", "click", "cv2", "PIL"}


def test_the_check_itself_can_fail():
    assert "sqlmodel" in loaded("import onsite.plan.tables")
