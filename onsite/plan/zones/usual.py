"""What is usual where the plan says nothing: how floors are used, and who says so.

The figures of floors are those of the International Building Code 2021, table 1004.5, in square
feet net a person, of NFPA 101 (Life Safety Code), table 7.3.1.2, of the Event Safety Guide of the
HSE (HSG195), of Fruin's walkways (see `zones.capacity.service_levels`), and of the Guide to Safety
at Sports Grounds (Green Guide), which also gives the rates through exits and the 8 minutes. A
square foot is 0.0929 m². Whoever licenses the event may ask for others: then they stand in
`[crowd]`, with their source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_
from onsite.plan.zones.parts import CrowdPart, UsePart

if TYPE_CHECKING:
    from collections.abc import Mapping

M2_PER_FT2 = 0.09290304
_IBC = "IBC 2021, table 1004.5"
_NFPA = "NFPA 101, table 7.3.1.2"
_GREEN = "Green Guide"

USES: Mapping[str, UsePart] = {
    "standing": UsePart(name=N_("Standing"), m2_per_person=0.46, source=f"{_IBC}: 5 ft² net"),
    "chairs": UsePart(name=N_("Chairs in rows"), m2_per_person=0.65, source=f"{_IBC}: 7 ft² net"),
    "tables": UsePart(
        name=N_("Tables and chairs"), m2_per_person=1.39, source=f"{_IBC}: 15 ft² net"
    ),
    "classroom": UsePart(name=N_("Classroom"), m2_per_person=1.86, source=f"{_IBC}: 20 ft² net"),
    "exhibition": UsePart(name=N_("Exhibition"), m2_per_person=2.79, source=f"{_IBC}: 30 ft² net"),
    "crowded": UsePart(
        name=N_("Crowded"), m2_per_person=0.65, source=f"{_NFPA}: concentrated, 7 ft² net"
    ),
    "loose": UsePart(
        name=N_("Loose"), m2_per_person=1.4, source=f"{_NFPA}: less concentrated, 15 ft² net"
    ),
    "terrace": UsePart(
        name=N_("Terrace with barriers"), m2_per_person=0.2128, source=f"{_GREEN}: 47 on 10 m²"
    ),
    "outdoor": UsePart(
        name=N_("Outdoor event"), m2_per_person=0.5, source="HSE HSG195, paragraph 87: 0.5 m²"
    ),
    "walking": UsePart(
        name=N_("Walking"),
        m2_per_person=1.39,
        source="Fruin 1971, walkways: level of service C, 15 ft²",
        walking=True,
    ),
}
"""By id. Their names are translated where they are shown."""
EXITS_SOURCE = f"{_GREEN}: 82 people a metre and minute, 66 over stairs"
ONE_EXIT_SOURCE = "IBC 2021, table 1006.2.1: one exit for 49 at most"
MANAGERS_SOURCE = "NFPA 101, 12.7.6: 1 crowd manager for 250"
DANGER_SOURCE = "Still 2014, Introduction to Crowd Science: critical from 4 to 5 people a m²"
SERVICE_SOURCE = "Fruin 1971: queueing and walkways"
_SAID_BY: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "exits": ("exits_source", ("flow_level", "flow_stairs"), EXITS_SOURCE),
    "one_exit": ("exits_source", ("one_exit_people",), ONE_EXIT_SOURCE),
    "managers": ("managers_source", ("people_per_manager",), MANAGERS_SOURCE),
    "service": ("service_source", ("service_standing", "service_walking"), SERVICE_SOURCE),
    "danger": ("danger_source", ("danger_per_m2",), DANGER_SOURCE),
}
"""By what is asked: the key of the plan that says so, the figures, and who gives the usual ones."""


def uses(crowd: CrowdPart) -> Mapping[str, UsePart]:
    """All uses of floors: the usual ones, and those of the plan, which come first."""
    return {**USES, **crowd.uses}


def source(crowd: CrowdPart, of: str) -> str:
    """Who says so, of `exits`, `one_exit`, `managers`, `service` or `danger`.

    Returns:
        What the plan says; else the usual source, as long as the figures are the usual ones; else
        nothing: then it is the plan alone.
    """
    written, keys, usual = _SAID_BY[of]
    said: str = getattr(crowd, written)
    as_usual = all(getattr(crowd, key) == getattr(_USUAL, key) for key in keys)
    return said or (usual if as_usual else "")


_USUAL = CrowdPart()
