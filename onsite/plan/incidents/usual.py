"""What every plan knows of incidents without writing it down.

Names are empty here: `incidents.wording` says them in the language in use.
"""

from __future__ import annotations

from onsite.plan.incidents.parts import (
    IncidentTypePart,
    PolicyPart,
    PolicyStepPart,
    SeverityPart,
)
from onsite.plan.incidents.people import ResponseRolePart

TYPES = {
    "medical": IncidentTypePart(keys=("med", "医疗", "醫療"), severity="serious"),
    "security": IncidentTypePart(keys=("sec", "安保", "保安")),
    "technical": IncidentTypePart(keys=("tech", "技术", "技術")),
    "lost-child": IncidentTypePart(
        keys=("child", "走失", "兒童", "儿童"), severity="serious", serious=True, restricted=True
    ),
    "safeguarding": IncidentTypePart(
        keys=("safe", "保护", "保護"), severity="serious", serious=True, restricted=True
    ),
    "crowd": IncidentTypePart(keys=("crw", "人群", "人潮"), severity="serious"),
    "fire": IncidentTypePart(keys=("smoke", "火警", "火災"), severity="critical"),
    "weather": IncidentTypePart(keys=("wx", "天气", "天氣")),
    "other": IncidentTypePart(keys=("misc", "其他")),
}
SEVERITIES = {
    "minor": SeverityPart(rank=1, colour="#5f87af", serious=False, ack_min=15),
    "serious": SeverityPart(rank=2, colour="#d78700", serious=True, ack_min=5),
    "critical": SeverityPart(rank=3, colour="#d70000", serious=True, ack_min=2),
}
ROLES = {
    "coordinator": ResponseRolePart(staff_roles=("coordinator",)),
    "lead": ResponseRolePart(staff_roles=("lead",)),
    "medical": ResponseRolePart(immediate=True),
    "security": ResponseRolePart(immediate=True),
    "technical": ResponseRolePart(immediate=True),
    "management": ResponseRolePart(immediate=True),
    "spokesperson": ResponseRolePart(staff_roles=("spokesperson",)),
}
POLICIES = {
    "usual": PolicyPart(
        steps=(
            PolicyStepPart(roles=("coordinator",), wait_min=3),
            PolicyStepPart(roles=("coordinator", "lead"), wait_min=5),
            PolicyStepPart(roles=("lead", "management"), wait_min=5),
        ),
        passes=2,
    )
}
