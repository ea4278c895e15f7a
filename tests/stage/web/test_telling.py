"""What viewers are told, and what not."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace

from onsite import language
from onsite.bundled import bundled
from onsite.stage.display.shown import Anchors
from onsite.stage.web import telling
from tests.stage.display.scenes import COMING, MESSAGE, MIN, RUNNING, T0


def test_a_viewer_is_told_all_that_it_counts_from():
    told = telling.told(RUNNING)
    kept = {each.name for each in fields(Anchors)} - {"source", "made_ms"}
    assert set(told) == {*kept, "utc_offset_ms"}
    assert told["count"]["zero_ms"] == T0 + 20 * MIN
    assert told["now"] == {
        "title": "Opening of the harbour",
        "kind": "talk",
        "speakers": ["Ada Lovelace", "Grace Hopper"],
        "planned_ms": T0,
        "expected_ms": T0,
        "planned_days": 0,
        "expected_days": 0,
    }
    assert told["utc_offset_ms"] == 60 * MIN
    assert json.loads(telling.as_json(told)) == json.loads(json.dumps(told))


def test_nobody_is_named_but_speakers():
    seen = replace(MESSAGE, seen_ms=T0, seen_operator="Thandi")
    told = telling.as_json(telling.told(replace(RUNNING, message=seen, source="station-7")))
    assert json.loads(told)["message"] == {
        "text": "Please repeat the question",
        "asks_seen": True,
        "seen_ms": T0,
    }
    assert not {"Maria", "Thandi", "station-7"} & set(re.findall(r"[\w-]+", told))


def test_one_line_whatever_a_title_holds():
    odd = replace(COMING[0], title="a\nb\r\u2028data: x")
    told = telling.as_json(telling.told(replace(RUNNING, coming=(odd,))))
    assert not set(told) & {"\n", "\r"}


def test_only_what_can_be_seen_is_told_again():
    look = telling.look(RUNNING)
    assert telling.look(replace(RUNNING, made_ms=T0 + 999, behind_ms=3 * MIN + 100)) == look
    later = replace(COMING[0], expected_ms=COMING[0].expected_ms + 59_000 - 30_000)
    assert telling.look(replace(RUNNING, coming=(later, *COMING[1:]))) == look
    others = (
        replace(RUNNING, behind_ms=4 * MIN),
        replace(RUNNING, coming=COMING[1:]),
        replace(RUNNING, coming=(replace(later, expected_ms=T0 + 29 * MIN), *COMING[1:])),
        replace(RUNNING, message=MESSAGE),
        replace(RUNNING, blackout=True),
        replace(RUNNING, cut_off_ms=T0),
    )
    assert all(telling.look(each) != look for each in others)


def test_each_language_has_every_text():
    words = telling.words()
    assert set(words) == {"en", "zh-Hans", "zh-Hant"}
    assert {each["name"] for each in words.values()} == {"English", "简体中文", "繁體中文"}
    for said in words.values():
        assert set(said) == set(words["en"])
        assert all(said.values())
        for key, text in said.items():
            assert places(text) == places(words["en"][key])


def test_a_text_is_had_in_a_language_that_is_not_in_use():
    assert language.in_language("zh_CN", "Close") == "关闭"
    assert language.in_language("zh_TW", "Close") == "關閉"
    assert (language.current(), language.in_language("en", "Close")) == ("en", "Close")


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_the_page_asks_for_texts_that_there_are():
    script = "".join(path.read_text("utf-8") for path in bundled("assets/web").glob("*.js"))
    asked = set(re.findall(r"(?<!/)words\.(\w+)", script)) | set(
        re.findall(r'this\.at\("(\w+)"', script)
    )
    assert asked <= set(telling.PAGE_WORDS)
    unused = set(telling.PAGE_WORDS) - asked - {"speaker", "backstage"}
    assert {each for each in unused if not each.startswith(("tone_", "stands_"))} == set()


def test_the_page_needs_nothing_from_elsewhere():
    for path in bundled("assets/web").iterdir():
        found = re.findall(r"(?:https?:)?//[\w.]+\.\w+", path.read_text("utf-8"))
        assert [each for each in found if each != "http://www.w3.org"] == []
