"""A program that runs the stage of `tests.ui.stage` in a terminal, on the store it is given."""

from __future__ import annotations

import sys
from pathlib import Path

from onsite.app import OnsiteApp
from onsite.ui.run import run
from onsite.wiring import open_site
from tests.ui.stage import OTHER, STAGE


def main(data: Path) -> int:
    return run(
        lambda place: OnsiteApp(
            lambda: open_site(data),
            start_mode="stage",
            place=place,
            language_code="en",
            reports=data / "crash",
            areas=(STAGE, OTHER),
        ),
        data,
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
