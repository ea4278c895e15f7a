import pytest

from onsite.scanner.hand.evidence import ENOUGH, Evidence
from onsite.scanner.hand.layouts import RIGHT, Pair
from onsite.scanner.hand.readings import readings
from onsite.scanner.settings import HandSettings

GERMAN = Pair("us", "de")


def reading(arrived, sent):
    return next(each for each in readings(arrived, HandSettings()) if each.text == sent)


def learned(*scans, layout=""):
    evidence = Evidence(layout)
    for arrived, sent in scans:
        evidence.learn(reading(arrived, sent))
    return evidence


SWAPPED = ("ROWY1", "ROWZ1")
"""Under a German layout, the one arrives as the other."""


def allowed(evidence):
    as_it_is, german = reading("ROWY1", "ROWY1"), reading("ROWY1", "ROWZ1")
    return (evidence.allows(as_it_is), evidence.allows(german))


def test_at_first_nothing_is_known():
    assert not learned().enough
    assert allowed(learned()) == (True, True)


def test_scans_that_are_right_rule_the_layouts_out():
    evidence = learned(*[(f"WS-{number}", f"WS-{number}") for number in range(ENOUGH)])
    assert evidence.enough
    assert allowed(evidence) == (True, False)


def test_scans_that_were_mended_rule_the_others_out():
    evidence = learned(*[(f"WSß{number}", f"WS-{number}") for number in range(ENOUGH)])
    assert evidence.enough
    assert allowed(evidence) == (False, True)
    assert GERMAN in evidence.likeliest(reading("WSß7", "WS-7"))


def test_one_code_scanned_often_is_not_enough():
    assert not learned(*[("WS-1", "WS-1")] * 9).enough


def test_two_scanners_prove_nothing():
    evidence = learned(*[(f"WS-{n}", f"WS-{n}") for n in range(5)], ("WSß7", "WS-7"))
    assert not evidence.enough


def test_digits_prove_little():
    evidence = learned(*[(f"100{number}", f"100{number}") for number in range(5)])
    assert allowed(evidence) == (True, True)


@pytest.mark.parametrize(("layout", "both"), [("us", (True, False)), ("de", (False, True))])
def test_what_the_settings_say_is_enough(layout, both):
    evidence = learned(("WS-1", "WS-1"), layout=layout)
    assert evidence.enough
    assert allowed(evidence) == both


def test_a_setting_that_is_no_layout_says_nothing():
    assert not Evidence("klingon").enough
    assert RIGHT in Evidence("klingon").likeliest(reading("WS-1", "WS-1"))
