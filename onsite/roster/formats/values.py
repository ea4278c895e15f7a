"""What cells mean: yes and no, instants, and who is a VIP or a speaker."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, tzinfo
from functools import lru_cache

_YES = frozenset(
    {
        *("yes", "y", "true", "t", "1", "x", "✓", "✔", "✅", "on", "ja", "j", "wahr", "oui"),
        *("vrai", "si", "sí", "s", "verdadero", "sim", "是", "有", "对", "對", "真", "はい"),
        *("有り", "あり", "paid", "bezahlt", "payé", "payée", "pagado", "pagada"),
        *("已付款", "已支付", "已付", "支払済み", "支払い済み"),
    }
)
_NO = frozenset(
    {
        *("", "no", "n", "false", "f", "0", "-", "–", "—", "✗", "✘", "❌", "×", "off", "none"),
        *("not paid", "unpaid", "not yet", "open", "due", "pending", "awaiting payment"),
        *("nein", "falsch", "unbezahlt", "nicht bezahlt", "offen", "ausstehend", "non", "faux"),
        *("impayé", "impayée", "non payé", "non payée", "en attente", "falso", "não"),
        *("no pagado", "no pagada", "pendiente", "否", "无", "無", "未付", "未付款", "未支付"),
        *("待付款", "待支付", "いいえ", "なし", "無し", "未払い", "未払", "未入金"),
    }
)
_VIP = re.compile(
    r"\bvips?\b|贵宾|貴賓|\behreng[aä]st|\binvitée?s? d.honneur|\binvitad[oa]s? de honor|来賓",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"\bspeakers?\b|\breferent(?:in|en|innen)?\b|\bvortragende|\bor(?:ateur|atrice)s?\b"
    r"|\bconférenci(?:er|ère)s?\b|\bponentes?\b|\bconferenciantes?\b"
    r"|讲者|讲师|演讲|講者|講師|演講|登壇|スピーカー|발표자|연사",
    re.IGNORECASE,
)
_CLOCK = r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\S*)?"
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})日?" + _CLOCK
)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})" + _CLOCK)
_MONTHS = 12


def yes(text: str) -> bool:
    """Whether a cell says yes, in any language known here; an empty one does not."""
    return text.casefold() in _YES


def no(text: str) -> bool:
    """Whether a cell says no, or that nothing was paid; an empty one does."""
    return text.casefold() in _NO


@lru_cache(maxsize=4_096)
def is_vip(text: str) -> bool:
    """Whether a ticket type or a tag marks a VIP."""
    return _VIP.search(text) is not None


@lru_cache(maxsize=4_096)
def is_speaker(text: str) -> bool:
    """Whether a ticket type or a tag marks a speaker."""
    return _SPEAKER.search(text) is not None


@lru_cache(maxsize=4_096)
def instant(text: str, zone: tzinfo, *, ends: bool = False) -> datetime | None:
    """The instant of a cell, in UTC; None where it is none.

    Args:
        text: ISO 8601 or the short forms of the languages known here; where day and month could
            be either, the day comes first.
        zone: of a time that names none.
        ends: a day without a time means its last second, rather than its first.
    """
    moment = _iso(text) or _written(text, ends=ends)
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)


def _iso(text: str) -> datetime | None:
    if ":" not in text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _written(text: str, *, ends: bool) -> datetime | None:
    match = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if match is None:
        return None
    day, month = int(match["day"]), int(match["month"])
    if month > _MONTHS >= day:
        day, month = month, day
    clock = time(23, 59, 59) if ends else time()
    try:
        if match["hour"] is not None:
            clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        # The caller says which zone is meant.
        return datetime(int(match["year"]), month, day, clock.hour, clock.minute, clock.second)  # noqa: DTZ001
    except ValueError:
        return None
