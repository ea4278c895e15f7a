"""A station that reports an incident and tells people of it, as a process of its own.

Arguments: the data folder, and the port of the server that people are told over.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from onsite.incidents import outcomes, service
from onsite.incidents.paging.agent import PagingAgent
from onsite.incidents.paging.reach import Reach
from onsite.incidents.service import NewIncident
from onsite.plan.service import current, publish
from onsite.sync.clock import moments
from onsite.wiring import open_site

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[checkpoints.door]
name = "Door"

[contacts.lin]
name = "Dr. Lin"
pages = ["way"]

[page_channels.way]
kind = "webhook"
address = "http://127.0.0.1:PORT/"
timeout_s = 4

[response_roles.coordinator]
people = ["lin"]
"""


def main(data: Path, port: str) -> None:
    site = open_site(data, operator="Maria")
    site.write_now(publish, PLAN.replace("PORT", port), "Maria")
    new = NewIncident(moments.now(site.clock), "fall")
    site.write_now(service.report, site.read_now(current), outcomes.by(site.clock, "Maria"), new)
    asyncio.run(PagingAgent(site, Reach().tell).run())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
