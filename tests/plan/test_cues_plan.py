"""`[cue_targets.ID]`: what is refused when a plan is checked, and what a target says."""

from __future__ import annotations

import pytest

from onsite.plan.cues import from_environment
from onsite.plan.reading import PlanError, read

EVENT = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[checkpoints.main]
name = "Main door"
"""
GOOD = """
[cue_targets.media]
name = "Media server"
kind = "http"
address = "https://media.local:8443/go?clip={value}"
headers = { Authorization = "Bearer ${MEDIA_TOKEN}", Accept = "text/plain" }
"""
NOT_WEB = "is not a web address: write http://host:port/path, without user and password."
NOT_OSC = "is not an address of OSC: write osc://host:port/path."
SECRET = (
    "the plan is on every laptop, so no secret stands in it: write ${NAME}, and set NAME in the "
    "environment of the laptop that runs the stage."
)


def target(kind: str, *lines: str) -> str:
    return "\n".join((EVENT, "[cue_targets.a]", 'name = "A"', f'kind = "{kind}"', *lines))


def wrong(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(PlanError) as caught:
        read(text)
    assert all(problem.example for problem in caught.value.problems)
    return [(problem.line, problem.key, problem.wrong) for problem in caught.value.problems]


def test_targets_as_they_are_read() -> None:
    plan = read(
        EVENT
        + GOOD
        + '[cue_targets.qlab]\nname = "Q"\nkind = "osc"\naddress = "osc://[::1]:53000/cue/{value}/start"\n'
    )
    media, qlab = plan.cue_targets["media"], plan.cue_targets["qlab"]
    assert (media.method, media.timeout_s) == ("POST", 5)
    assert (qlab.osc.host, qlab.osc.port, qlab.osc.path) == ("::1", 53000, "/cue/{value}/start")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "media.local/go",
        "http://",
        "ftp://a/b",
        "http://ana:pw@a/b",
        "http://a:99999/",
        "http://{value}/x",
        "http://a/b#c",
    ],
)
def test_no_web_address(address: str) -> None:
    (found,) = wrong(target("http", f'address = "{address}"'))
    said = f"“{address}” {NOT_WEB}" if address else "such a target needs an address."
    assert found == (
        (13, "cue_targets.a.address", said) if address else (12, "cue_targets.a.kind", said)
    )


@pytest.mark.parametrize(
    "address",
    [
        "osc://a/b",
        "osc://a:0/b",
        "osc://a:9000",
        "osc://a:9000/b c",
        "osc://a:9000/b*",
        "udp://a:9000/b",
    ],
)
def test_no_address_of_osc(address: str) -> None:
    assert wrong(target("osc", f'address = "{address}"')) == [
        (13, "cue_targets.a.address", f"“{address}” {NOT_OSC}")
    ]


def test_what_a_kind_does_not_have() -> None:
    assert wrong(target("sound", 'address = "gong.mp3"', 'body = "x"')) == [
        (
            13,
            "cue_targets.a.address",
            "“gong.mp3” is not a sound: write admit, ask, refuse, or the path of a WAV file.",
        ),
        (14, "cue_targets.a.body", 'only a target of kind = "http" has that.'),
    ]
    assert wrong(target("caller", 'address = "x"')) == [
        (13, "cue_targets.a.address", "somebody calls it: leave the address out.")
    ]


@pytest.mark.parametrize("name", ["Authorization", "X-Api-Key", "Cookie", "X-Auth-Token"])
def test_no_secret_stands_in_the_plan(name: str) -> None:
    text = target("http", 'address = "http://a/b"', f'headers = {{ {name} = "abc" }}')
    assert wrong(text) == [(14, f"cue_targets.a.headers.{name}", SECRET)]
    read(text.replace("abc", "Bearer ${TOKEN}"))


def test_what_every_stage_has_is_not_named_again() -> None:
    text = EVENT + '[cue_targets.display]\nname = "D"\nkind = "caller"'
    assert wrong(text) == [
        (9, "cue_targets.display", "every stage has “display” already: use another id.")
    ]


def test_a_header_is_filled_from_the_environment() -> None:
    assert from_environment("Bearer ${A}-${B}", {"A": "1", "B": "2"}) == ("Bearer 1-2", "")
    assert from_environment("Bearer ${A}-${B}", {"A": "1"}) == ("Bearer 1-", "B")


BRACES = "only {value} stands in braces, and in web targets ${NAME}."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('address = "http://a/{val}"', BRACES),
        ('address = "http://a/?k=${A-B}"', BRACES),
        ('address = "http://a/b"\nheaders = { X-Say = "{values}" }', BRACES),
        ('address = "http://a/b"\nbody = \'{"say": "{val}"}\'', BRACES),
        ('address = "http://a/b"\nbody = "say=${1}"', BRACES),
        ('address = "http://a/b?token=abc123"', SECRET),
        ('address = "http://a/b"\nbody = \'{"api_key": "abc", "say": "{value}"}\'', SECRET),
        ('address = "http://a/b"\nbody = "say={value}&password=abc"', SECRET),
    ],
)
def test_what_would_be_sent_as_it_stands(line: str, said: str) -> None:
    ((_line, key, found),) = wrong(target("http", line))
    last = line.rpartition("\n")[2]
    assert key.removeprefix("cue_targets.a.").startswith(last.partition(" ")[0])
    assert found == said


def test_osc_takes_nothing_from_the_environment() -> None:
    text = target("osc", 'address = "osc://a:9000/${NAME}"')
    assert wrong(text) == [(13, "cue_targets.a.address", BRACES)]


@pytest.mark.parametrize(
    "line",
    [
        'address = "http://a/{value}?token=${MEDIA_TOKEN}"',
        'address = "http://a/b"\nbody = \'{"a": {}, "b": [{"token": "${T}"}], "c": "x=y"}\'',
        'address = "http://a/b"\nbody = "<say secret=\'${T}\'>{value}</say>"',
    ],
)
def test_what_is_filled_in_stands_in_addresses_and_bodies_too(line: str) -> None:
    read(target("http", line))


def test_what_is_filled_in_is_not_looked_into() -> None:
    known = {"A": "{value} ${B}", "B": "secret"}
    assert from_environment("${A}|{value}", known, "${B}") == ("{value} ${B}|${B}", "")
    assert from_environment('"${A}"', {"A": 'x"'}, "", lambda text: text.upper()) == ('"X""', "")
