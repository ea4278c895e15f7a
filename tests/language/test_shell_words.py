"""Click speaks the language in use, and its texts are those that the catalogs carry."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from onsite import language, shell_words
from onsite.cli import main


@pytest.fixture(autouse=True)
def _english_again(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    yield
    language.use("en")
    shell_words.lend()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["Usage: onsite", "Options:", "Show this message and exit."]),
        ("zh_CN", ["用法: onsite", "选项:", "显示本说明后退出。"]),
        ("zh_TW", ["用法: onsite", "選項:", "顯示本說明後結束。"]),
    ],
)
def test_the_help_is_in_one_language(code, said, capsys):
    with pytest.raises(SystemExit):
        main(["--language", code, "--help"])

    out = capsys.readouterr().out
    assert [text for text in said if text not in out] == []


def test_wrong_usage_is_told_in_the_language_in_use(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--language", "zh_CN", "roster", "imp"])

    told = capsys.readouterr().err
    assert end.value.code == 2
    assert "错误：没有命令 'imp'。 是否想输入 'import'？" in told


def test_every_text_is_still_one_of_clicks():
    sources = "".join(
        file.read_text(encoding="utf-8") for file in Path(click.__file__).parent.glob("*.py")
    )

    assert [text for text in shell_words.CLICK if f'"{text}"' not in sources] == []
