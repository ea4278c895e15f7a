"""Printers, their pools, and the pool of a desk, as they stand in a plan."""

from __future__ import annotations

import pytest
from brother_ql.labels import ALL_LABELS, Color
from brother_ql.models import ALL_MODELS

from onsite.plan import printers
from onsite.plan.printers import Address, address, paper
from onsite.plan.reading import PlanError, read

BASE = """
[event]
name = "Summit"
zone = "UTC"
days = [2026-11-24]

[checkpoints.main]
name = "Main"

"""
LEFT = '[printers.left]\nname = "Left"\n'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ipp://10.0.0.7/ipp/print", Address("ipp", "10.0.0.7", 631, "/ipp/print")),
        (
            "ipps://[fe80::1]:8631/printers/A6",
            Address("ipps", "fe80::1", 8631, "/printers/A6"),
        ),
        ("zpl://zebra.local", Address("zpl", "zebra.local", 9100)),
        ("zpl://zebra.local:6101/", Address("zpl", "zebra.local", 6101)),
        (
            "brother://h?model=QL-820NWB&label=12+17",
            Address("brother", "h", 9100, "", "QL-820NWB", "12+17"),
        ),
        ("spooler:Zebra_ZD421", Address("spooler", path="Zebra_ZD421")),
        ("folder:badges", Address("folder", path="badges")),
        (
            "folder:/srv/badge files?format=png",
            Address("folder", path="/srv/badge files", format="png"),
        ),
    ],
)
def test_an_address_says_where_a_printer_is_and_what_it_speaks(text, found):
    assert address(text) == found


@pytest.mark.parametrize(
    "text",
    "ipp:// ipp://h ipp://h:0/ipp ipp://h:99999/ipp ipp://user:pw@h/ipp ipp://h/ipp?x=1 "
    "ipp://h/ipp#x zpl://h/path zpl://h?model=QL-820NWB brother://h brother://h?model=QL-820NWB "
    "brother://h?model=QL-820NWB&label=62&label=29 brother://h?model=QL-1&label=62 "
    "spooler: spooler:-o spooler:a/b spooler:a;b folder: folder:x?format=gif http://h/ipp "
    "ipp://h;rm/ipp'x ipp://[::1/ipp h".split(),
)
def test_what_is_no_address_is_none(text):
    with pytest.raises(ValueError, match=r"."):
        address(text)


def test_sizes_are_known_by_name_or_in_millimetres():
    assert [paper(text) for text in ("A6", "CR80", "100x150", "101.6x152.4")] == [
        (105, 148),
        (54, 86),
        (100, 150),
        (101.6, 152.4),
    ]
    for wrong in ("A9", "100", "5x100", "1000x100"):
        with pytest.raises(ValueError, match="size"):
            paper(wrong)


def test_models_and_labels_are_those_of_the_library_that_speaks_to_them():
    assert set(printers.BROTHER_MODELS) <= {model.identifier for model in ALL_MODELS}
    labels = [label.identifier for label in ALL_LABELS if not label.identifier.startswith("pt")]
    assert list(printers.BROTHER_LABELS) == labels
    for label in ALL_LABELS:
        for model in printers.BROTHER_MODELS if label.identifier in labels else ():
            text = f"brother://h?model={model}&label={label.identifier}"
            two_colours = next(each for each in ALL_MODELS if each.identifier == model).two_color
            takes = model in (label.restricted_to_models or [model])
            takes = takes and (two_colours or label.color == Color.BLACK_WHITE)
            assert _is_address(text) == takes, text


def _is_address(text: str) -> bool:
    try:
        address(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (f"{LEFT}", "printers.left.address", "this is needed"),
        (f'{LEFT}address = "10.0.0.7"', "printers.left.address", "is not the address of a printer"),
        (
            f'{LEFT}address = "brother://h?model=QL-9&label=62"',
            "printers.left.address",
            "is none of: QL-580N, QL-710W",
        ),
        (
            f'{LEFT}address = "brother://h?model=QL-820NWB&label=63"',
            "printers.left.address",
            "is none of: 12, 12+17",
        ),
        (
            f'{LEFT}address = "brother://h?model=QL-820NWB&label=102"',
            "printers.left.address",
            "does not take that label",
        ),
        (f'{LEFT}address = "zpl://h"\ndpi = 400', "printers.left.dpi", "but 152, 203, 300, 600"),
        (f'{LEFT}address = "zpl://h"\nsize = "A0"', "printers.left.size", "is not a size"),
        (f'{LEFT}address = "zpl://h"\nsize = 62', "printers.left.size", "is not a size"),
        (
            f'{LEFT}address = "zpl://h"\nsize = "A6"\nroll = 62',
            "printers.left.roll",
            "either size or roll",
        ),
        (
            f'{LEFT}address = "zpl://h"\n[printer_pools.door]\nprinters = ["lift"]',
            "printer_pools.door.printers[1]",
            "Did you mean “left”?",
        ),
        (
            f'{LEFT}address = "zpl://h"\n[printer_pools.door]\nprinters = ["left", "left"]',
            "printer_pools.door.printers[2]",
            "is there twice",
        ),
        ("[printer_pools.door]\nprinters = []", "printer_pools.door.printers", "empty"),
        (
            '[desks.one]\nname = "One"\ncheckpoint = "main"\npool = "door"',
            "desks.one.pool",
            "does not stand under [printer_pools]",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_key(text, key, said):
    with pytest.raises(PlanError) as caught:
        read(BASE + text)
    assert [(each.key, said in each.wrong) for each in caught.value.problems] == [(key, True)]


def test_a_plan_without_printers_writes_files():
    assert list(printers.known(read(BASE).printers)) == ["folder"]
    plan = read(f'{BASE}{LEFT}address = "zpl://h"\nroll = 62')
    assert list(printers.known(plan.printers)) == ["left"]
    assert plan.printers["left"].where == Address("zpl", "h", 9100)
    assert plan.printers["left"].paper_mm is None
