"""What other stations say of themselves, whatever that is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onsite.cleaning import clean
from onsite.sync.link import state
from onsite.sync.link.state import Heartbeat, LinkState, Peer, Phase

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(), parts, max_size=3),
)
SAID = st.fixed_dictionaries(
    {"station": st.text(), "instance": st.text()},
    optional=dict.fromkeys(list(Heartbeat.model_fields)[2:], JSON),
)


@given(SAID)
def test_whatever_a_station_says_the_news_can_be_written_and_read(tmp_path_factory, said):
    try:
        heard = Heartbeat.model_validate_json(json.dumps(said))
    except ValidationError:
        return
    folder = tmp_path_factory.mktemp("news")
    news = LinkState(phase=Phase.LIVE, peers=(Peer(**heard.model_dump(), heard_ms=1),))
    state.write(folder, news)
    assert state.read(folder) == news
    texts = [heard.station, heard.instance, heard.name, heard.role, heard.version]
    assert all(text == clean(text) and len(text) <= 64 for text in texts)


@pytest.mark.parametrize(
    "said",
    [
        '"error_ms": NaN',
        '"offset_ms": Infinity',
        '"offset_ms": 1e300',
        '"imported_ms": 99999999999999999999',
        '"entries": -1',
        '"entries": 99999999999999999999',
    ],
)
def test_figures_that_nothing_can_have_are_not_believed(said):
    with pytest.raises(ValidationError):
        Heartbeat.model_validate_json(f'{{"station": "a", "instance": "1", {said}}}')


def test_a_name_cannot_steer_a_terminal():
    heard = Heartbeat(station="a", instance="1", name="Desk\x1b]0;mine\x07 1", version="\x1b[2J9")
    assert (heard.name, heard.version) == ("Desk 1", "9")
