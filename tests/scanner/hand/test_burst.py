import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner.hand.burst import ECHO_S, TWICE_S, USUAL, Burst, Kind, Said
from onsite.scanner.settings import HandSettings

FAST_S, STALL_S = USUAL.fast_ms / 1000, USUAL.stall_ms / 1000
NOTHING = Said(Kind.TYPED)
ECHO = Said(Kind.ECHO)


def stalled(text, **more):
    return Said(Kind.SCAN, text, steady=False, **more)


def said(*strokes: tuple[str, float], rhythm=USUAL) -> list[Said]:
    """What a burst says to strokes of (characters, seconds before each of them)."""
    burst, at, answers = Burst(rhythm), 100.0, []
    for characters, gap in strokes:
        for character in characters:
            at += gap
            answers.append(burst.feed(character, at))
    return [answer for answer in answers if answer is not None]


@pytest.mark.parametrize(
    ("strokes", "expected"),
    [
        pytest.param([("ABC123\r", 0.010)], [Said(Kind.SCAN, "ABC123")], id="a scanner"),
        pytest.param([("ABC123\t", 0.010)], [Said(Kind.SCAN, "ABC123")], id="tab suffix"),
        pytest.param([("ABC123\n", 0.010)], [Said(Kind.SCAN, "ABC123")], id="line feed suffix"),
        pytest.param(
            [("ABC123\r\n", 0.010)],
            [Said(Kind.SCAN, "ABC123"), ECHO],
            id="CR LF",
        ),
        pytest.param(
            [("\rABC123\r", 0.010)], [NOTHING, Said(Kind.SCAN, "ABC123")], id="Enter before"
        ),
        pytest.param([("]Q1ABC1\r", 0.0)], [Said(Kind.SCAN, "]Q1ABC1")], id="in one chunk"),
        pytest.param([("smith\r", 0.120)], [NOTHING], id="a person"),
        pytest.param([("smith\r", 0.040)], [NOTHING], id="the fastest person there is"),
        pytest.param([("aaaaaaaa\r", 0.030)], [NOTHING], id="a key held down"),
        pytest.param([("abc\r", 0.010)], [NOTHING], id="too short for a rhythm"),
        pytest.param(
            [("smi", 0.120), ("A", 0.900), ("BC123\r", 0.010)],
            [Said(Kind.SCAN, "ABC123", before="smi")],
            id="a scan into a half typed name",
        ),
        pytest.param(
            [("smi", 0.120), ("A", 0.120), ("BC123\r", 0.010)],
            [Said(Kind.SCAN, "ABC123", before="smi", typing=True)],
            id="a scan right after a typed letter",
        ),
        pytest.param(
            [("ABC", 0.010), ("1", 0.140), ("23\r", 0.010)],
            [stalled("ABC123")],
            id="a stall in the middle",
        ),
        pytest.param(
            [("A", 0.010), ("B", 0.140), ("C123\r", 0.010)],
            [stalled("ABC123")],
            id="a stall after the first key",
        ),
        pytest.param(
            [("ABC123", 0.010), ("\r", 0.140)],
            [stalled("ABC123")],
            id="a stall before the end",
        ),
        pytest.param(
            [("ABC123", 0.010), ("\r", 2.0)],
            [Said(Kind.SCAN, "ABC123", late=True)],
            id="Enter long after what nobody types so fast",
        ),
        pytest.param(
            [("smith", 0.010), ("\r", 2.0)], [NOTHING], id="Enter long after a pasted name"
        ),
        pytest.param(
            [("AB", 0.010), ("C", 0.1), ("D", 0.01), ("E", 0.1), ("FG\r", 0.01)],
            [NOTHING],
            id="two stalls in what may be a name are a person",
        ),
        pytest.param(
            [("AB", 0.010), ("C", 0.1), ("DEFGH", 0.01), ("I", 0.1), ("JK\r", 0.01)],
            [stalled("ABCDEFGHIJK")],
            id="even what may be a name is not typed that fast",
        ),
        pytest.param(
            [("ABC123\r", 0.010), ("\r", 0.5)],
            [Said(Kind.SCAN, "ABC123"), NOTHING],
            id="Enter by hand after a scan",
        ),
        pytest.param(
            [("ABC123\r", 0.010), ("XYZ789\r", 0.010)],
            [Said(Kind.SCAN, "ABC123"), Said(Kind.SCAN, "XYZ789")],
            id="two scans back to back",
        ),
        pytest.param(
            [("AB", 0.010), ("C", 0.1), ("1", 0.01), ("2", 0.1), ("34567\r", 0.01)],
            [stalled("ABC1234567")],
            id="two stalls of what looks like a code are a busy computer",
        ),
        pytest.param(
            [("A1", 0.030), ("B2", 0.1), ("C3", 0.1), ("D4\r", 0.1)],
            [NOTHING],
            id="a code that is typed quickly",
        ),
        pytest.param(
            [("smi", 0.120), ("A", 0.020), ("BC123\r", 0.002)],
            [Said(Kind.SCAN, "ABC123", joined="i", before="sm", typing=True)],
            id="a key that was typed just before a scan",
        ),
        pytest.param(
            [("i", 0.120), ("A", 0.020), ("BC123\r", 0.002)],
            [stalled("iABC123")],
            id="the first key of all belongs to the scan",
        ),
        pytest.param(
            [("smi", 0.120), ("A", 0.200), ("B", 0.020), ("C123\r", 0.002)],
            [Said(Kind.SCAN, "BC123", joined="A", before="smi", typing=True)],
            id="a scan that hesitates looks the same: whose code it is tells",
        ),
        pytest.param(
            [("smi", 0.120), ("A", 1.200), ("B", 0.020), ("C123\r", 0.002)],
            [stalled("ABC123", before="smi")],
            id="nobody was typing any more",
        ),
        pytest.param(
            [("smi", 0.120), ("W", 0.300), ("S-4", 0.010), ("K", 0.400), ("7QX99\r", 0.010)],
            [Said(Kind.SCAN, "K7QX99", joined="WS-4", before="smi", typing=True)],
            id="a scan that a busy computer tore in two",
        ),
        pytest.param(
            [("smi", 0.120), ("W", 0.300), ("S-4K", 0.010), ("7", 0.400), ("Q\r", 0.010)],
            [stalled("WS-4K7Q", before="smi", late=True, typing=True)],
            id="a scan of which little is left behind the tear",
        ),
        pytest.param(
            [("smi", 0.120), ("W", 0.300), ("S", 0.010), ("4", 0.400), ("K7QX99\r", 0.010)],
            [Said(Kind.SCAN, "4K7QX99", before="smiWS", typing=True)],
            id="two keys before a long pause may have been typed",
        ),
        pytest.param(
            [("ABC123\rABC123\r", 0.010)],
            [Said(Kind.SCAN, "ABC123"), Said(Kind.TWICE, "ABC123")],
            id="sent twice",
        ),
        pytest.param(
            [("ABC123\r\nABC123\r\n", 0.010)],
            [Said(Kind.SCAN, "ABC123"), ECHO, Said(Kind.TWICE, "ABC123"), ECHO],
            id="sent twice with CR LF",
        ),
        pytest.param(
            [("ABC123\r", 0.010), ("A", TWICE_S + 0.1), ("BC123\r", 0.010)],
            [Said(Kind.SCAN, "ABC123"), Said(Kind.SCAN, "ABC123")],
            id="scanned again",
        ),
    ],
)
def test_the_rhythm_tells_who_it_was(strokes, expected):
    assert said(*strokes) == expected


def test_an_edited_text_is_no_scan():
    burst = Burst()
    for index, character in enumerate("ABC123"):
        burst.feed(character, index * 0.01)
    burst.broken()
    assert burst.feed("\r", 0.06) == NOTHING


CODES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=4, max_size=40).filter(
    lambda code: len(set(code)) > 1
)
FAST = st.floats(0.0, FAST_S * 0.99)
SLOW = st.floats(FAST_S * 1.5, 3.0)


def told(characters, gaps):
    burst, at, answer = Burst(), 1000.0, None
    for character, gap in zip(characters, gaps, strict=True):
        at += gap
        answer = burst.feed(character, at)
    return answer


@given(code=CODES, data=st.data())
def test_every_scan_is_a_scan_even_with_one_stall(code, data):
    gaps = data.draw(st.lists(FAST, min_size=len(code) + 1, max_size=len(code) + 1))
    gaps[data.draw(st.integers(1, len(code)))] = data.draw(st.floats(0.0, STALL_S * 0.99))
    answer = told(code + "\r", gaps)
    assert (answer.kind, answer.joined + answer.text) == (Kind.SCAN, code)


@given(name=st.text(st.characters(exclude_characters="\r\n\t"), min_size=1), data=st.data())
def test_no_person_is_taken_for_a_scanner(name, data):
    gaps = data.draw(st.lists(SLOW, min_size=len(name) + 1, max_size=len(name) + 1))
    assert told(name + "\r", gaps) == NOTHING


@given(draft=st.text("abc xyz", min_size=1, max_size=20), code=CODES, data=st.data())
def test_a_scan_is_cut_out_of_what_was_typed_before(draft, code, data):
    slow = data.draw(st.lists(SLOW, min_size=len(draft), max_size=len(draft)))
    pause = data.draw(st.floats(STALL_S * 1.1, 3.0))
    fast = data.draw(st.lists(FAST, min_size=len(code), max_size=len(code)))
    answer = told(draft + code + "\r", [*slow, pause, *fast])
    assert (answer.kind, answer.joined + answer.text) == (Kind.SCAN, code)
    assert answer.before == draft


def test_the_echo_of_a_scan_ends():
    burst = Burst()
    for index, character in enumerate("ABC123\r"):
        burst.feed(character, index * 0.01)
    assert burst.feed("\n", 0.06 + ECHO_S * 2) == NOTHING


SLOW_SCANNER = HandSettings(fast_ms=80, stall_ms=300)


def test_a_slow_scanner_is_told_to_be_one():
    assert said(("ABC123\r", 0.060)) == [NOTHING]
    assert said(("ABC123\r", 0.060), rhythm=SLOW_SCANNER) == [Said(Kind.SCAN, "ABC123")]


def test_another_rhythm_forgets_nothing():
    burst = Burst()
    for index, character in enumerate("ABC"):
        burst.feed(character, index * 0.01)
    burst.tune(SLOW_SCANNER)
    for index, character in enumerate("123"):
        burst.feed(character, 0.03 + index * 0.01)
    assert burst.feed("\r", 0.06) == Said(Kind.SCAN, "ABC123")


def test_what_has_no_end_yet_is_pending():
    burst = Burst()
    assert burst.pending() == ""
    for index, character in enumerate("ABC123"):
        burst.feed(character, index * 0.01)
    assert burst.pending() == "ABC123"


@given(st.lists(st.tuples(st.characters(), st.floats(0.0, 1.0)), max_size=60))
def test_no_keys_break_it(keys):
    burst, at = Burst(), 0.0
    for character, gap in keys:
        at += gap
        answer = burst.feed(character, at)
        if answer is not None and answer.kind is Kind.SCAN:
            assert len(answer.text) >= 4
