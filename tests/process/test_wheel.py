"""The wheel: what is in it, and that it works where it is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = shutil.which("uv")
SHIPPED = ("db", "assets")

pytestmark = pytest.mark.skipif(UV is None, reason="no uv here to build with: pip install uv")


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        check=False,
        cwd=cwd,
        encoding="utf-8",
        env={**clean, "PYTHONUTF8": "1", "ONSITE_LANGUAGE": "en", **environment},
        timeout=240,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    built = run(UV, "build", "--wheel", "--out-dir", out, ROOT, cwd=out)
    assert built.returncode == 0, built.stderr
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The folder of the commands of a fresh environment that has only the wheel.

    Its libraries are those of this environment, where Onsite itself is not installed but linked.
    """
    home = tmp_path_factory.mktemp("installed")
    made = run(UV, "venv", "--python", sys.executable, home / "venv", cwd=home)
    assert made.returncode == 0, made.stderr
    scripts = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    done = run(UV, "pip", "install", "--no-deps", "--python", python, wheel, cwd=home)
    assert done.returncode == 0, done.stderr
    asked = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home)
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    place = Path(asked.stdout.strip()) / "libraries.pth"
    place.write_text("\n".join(sorted(libraries)), "utf-8")
    return scripts


def files_below(folder: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_everything_that_ships_is_in_it(wheel):
    packed = set(zipfile.ZipFile(wheel).namelist())
    bundled = {name.removeprefix("onsite/_bundled/") for name in packed if "_bundled/" in name}
    assert bundled == files_below("db") | files_below("assets")
    code = {path for path in files_below("onsite") if "_bundled" not in path}
    assert code <= packed
    assert {name for name in packed if name.endswith((".pyc", ".orig", "~"))} == set()
    assert {name.split("/")[0] for name in packed} == {"onsite", wheel_info(packed)}


def wheel_info(packed: set[str]) -> str:
    return next(name.split("/")[0] for name in packed if name.endswith(".dist-info/METADATA"))


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_the_catalogs_are_in_it(wheel, language):
    packed = zipfile.ZipFile(wheel)
    catalog = f"onsite/_bundled/assets/translations/{language}/LC_MESSAGES/onsite.mo"
    assert packed.getinfo(catalog).file_size > 1000


@pytest.mark.parametrize("kind", [".tcss", ".html"])
def test_screens_and_pages_are_in_it(wheel, kind):
    packed = set(zipfile.ZipFile(wheel).namelist())
    styles = {path for path in files_below("onsite") if path.endswith(kind)}
    assert styles
    assert styles <= packed


def test_an_installed_wheel_works_from_anywhere(installed, tmp_path):
    python, onsite = installed / "python", installed / "onsite"
    found = run(python, "-c", "import onsite; print(onsite.__file__)", cwd=tmp_path)
    assert Path(found.stdout.strip()).is_relative_to(installed.parent)

    data = {"ONSITE_DATA": str(tmp_path / "data")}
    for arguments in (["plan", "init"], ["plan", "publish", "event.toml"]):
        done = run(onsite, *arguments, cwd=tmp_path, **data)
        assert (done.returncode, done.stderr) == (0, "")
    shown = run(onsite, "plan", "show", "--json", cwd=tmp_path, **data)
    assert json.loads(shown.stdout)["text"] == (tmp_path / "event.toml").read_text("utf-8")


def test_the_shipped_files_are_those_of_the_wheel(installed, tmp_path):
    asked = "from onsite.bundled import bundled; print(bundled('db/demo'), bundled('assets/plan'))"
    found = run(installed / "python", "-c", asked, cwd=tmp_path).stdout.split()
    assert all("_bundled" in Path(place).parts for place in found)
    assert len(found) == 2
