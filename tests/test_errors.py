"""Errors are told in the language in use when they are shown, not when they were raised."""

from __future__ import annotations

import copy
import pickle

import pytest

from onsite import language
from onsite.errors import BadInputError, OnsiteError
from onsite.language import _, anew, ngettext


@pytest.fixture(autouse=True)
def english():
    language.use("en")
    yield
    language.use("en")


def test_an_error_is_said_again_in_another_language():
    error = BadInputError(
        _("There is no file {path}.").format(path="a.csv"), _("Please write a few words.")
    )
    said = [(error.happened, error.advice, str(error))]
    language.use("zh_CN")
    said.append((error.happened, error.advice, str(error)))
    assert said[0] == (
        "There is no file a.csv.",
        "Please write a few words.",
        "There is no file a.csv. Please write a few words.",
    )
    happened = language._("There is no file {path}.").format(path="a.csv")
    advice = language._("Please write a few words.")
    assert said[1] == (happened, advice, f"{happened} {advice}")
    assert said[0] != said[1]


def test_an_error_in_plain_words_stays_as_it_is():
    error = OnsiteError("Oops.")
    assert (error.happened, error.advice, str(error)) == ("Oops.", "", "Oops.")


def test_what_is_filled_in_is_said_again_too():
    text = _("Camera: {name} has ended").format(name=_("Webcam {number}").format(number=3))
    many = ngettext("{n} entry", "{n} entries", 3).format(n=3)
    assert (text, many) == ("Camera: Webcam 3 has ended", "3 entries")
    language.use("zh_TW")
    assert anew(text) == _("Camera: {name} has ended").format(
        name=_("Webcam {number}").format(number=3)
    )
    assert anew(many) == ngettext("{n} entry", "{n} entries", 3).format(n=3) != many


def test_a_copy_of_a_text_is_a_plain_text():
    text = _("Keys")
    for each in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
        assert (each, type(each)) == ("Keys", str)
