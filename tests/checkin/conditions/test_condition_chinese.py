"""What is missing to a condition, in Chinese: one sentence, though it is put together of parts."""

from __future__ import annotations

import pytest

from onsite import language
from onsite.checkin import wording
from onsite.checkin.rules import decide
from tests.checkin.conditions.test_condition_rules import NINE, scanned

NEXT_DAY = {"at": "2026-11-25 10:00"}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (scanned("entries on 2026-11-24 < 1", came=NINE), "周二 2026-11-24 最多可入场 1 次。"),
        (scanned("entries before 12:00 < 1", came=NINE), "在 12:00 之前最多可入场 1 次。"),
        (
            scanned("entries since 2026-11-24 08:00 < 1", came=NINE),
            "自周二 2026-11-24 08:00 起最多可入场 1 次。",
        ),
        (
            scanned("days present since first admission - 30 min < 1", came=NINE),
            "自首日开放入场前 30 分钟起最多可入场 1 天。",
        ),
        (scanned("now < 2026-11-25", **NEXT_DAY), "须在周三 2026-11-25 之前入场。"),
        (scanned("day < 2026-11-25", **NEXT_DAY), "仅限周三 2026-11-25 之前入场。"),
        (scanned("now < first start + 5 min", **NEXT_DAY), "须在首日活动开始后 5 分钟之前入场。"),
        (scanned("gate in a, b"), "仅限由 Gate A 或 Gate B 入场。"),
    ],
)
def test_it_reads_as_one_sentence(question, said):
    language.use("zh_CN")

    verdict = decide(question)

    assert wording.sentence(verdict, question.plan, question.now).startswith(said)
