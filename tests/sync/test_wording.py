"""What is said of links: every phase has its sentence, every number its form."""

from __future__ import annotations

import pytest

from onsite.sync import wording
from onsite.sync.link.state import LinkState, Phase


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_has_a_word_and_a_sentence(phase):
    assert wording.phase(phase)
    assert wording.phase_sentence(phase, LinkState(behind=2)).endswith(".")


@pytest.mark.parametrize(
    ("behind", "said"),
    [(1, "1 message is still to be read"), (2, "2 messages are still to be read")],
)
def test_what_is_still_to_be_read_is_counted(behind, said):
    assert said in wording.phase_sentence(Phase.CATCHING_UP, LinkState(behind=behind))
