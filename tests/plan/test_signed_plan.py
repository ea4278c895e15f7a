"""`[signed_tickets]`: keys in every form in which a shop gives them, products, the window."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from onsite.plan.reading import PlanError, read
from onsite.plan.signed import window
from tests.roster.signed.samples import PUBLIC_KEY_PEM

RAW = "da9a32033ec8ea29ab3428bae2c45a3613407c86b6d614c91fa39383 9ea113e9".replace(" ", "")

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]
[categories.regular]
name = "Regular"
[categories.vip]
name = "VIP"
[checkpoints.door]
name = "Main door"
[signed_tickets]
"""
PRODUCTS = 'products = { 3 = "regular", 3-7 = "vip" }\n'
PEM = PUBLIC_KEY_PEM
DER = "".join(PEM.splitlines()[1:-1])


def signed(keys=None, rest=PRODUCTS):
    return read(f"{PLAN}keys = [{keys or repr(DER)}]\n{rest}")


@pytest.mark.parametrize(
    "key",
    [
        f'"""{PEM}"""',
        f'"""\n  {PEM.strip()}\n"""',
        repr(DER),
        repr(base64.b64encode(PEM.encode()).decode()),
        repr(base64.b64encode(base64.b64decode(DER)[-32:]).decode()),
    ],
    ids=["PEM", "PEM with blanks", "Base64 of DER", "as the API gives it", "bare"],
)
def test_a_key_in_every_form(key):
    (made,) = signed(key).signed_tickets.keys
    assert made == base64.b64decode(DER)[-32:].hex()


def test_a_variation_may_be_of_another_category_than_its_product():
    tickets = signed().signed_tickets
    assert [tickets.category(*which) for which in [(3, 0), (3, 7), (3, 8), (4, 0), (0, 0)]] == [
        "regular",
        "vip",
        "regular",
        None,
        None,
    ]


def test_the_window_goes_by_the_hour_at_which_days_end():
    plan = signed(rest=f"{PRODUCTS}first_day = 2026-11-24\nlast_day = 2026-11-25")
    assert window(plan, plan.signed_tickets) == (
        datetime(2026, 11, 24, 3, tzinfo=UTC),
        datetime(2026, 11, 26, 3, tzinfo=UTC),
    )
    assert window(plan, signed().signed_tickets) == (None, None)


@pytest.mark.parametrize(
    ("keys", "rest", "key", "wrong"),
    [
        ('"no key"', PRODUCTS, "signed_tickets.keys[1]", "“no key” is not a public key"),
        ('"AAAA"', PRODUCTS, "signed_tickets.keys[1]", "“AAAA” is not a public key"),
        ("7", PRODUCTS, "signed_tickets.keys[1]", "7 is not a public key"),
        (None, "products = {}", "signed_tickets.products", "this is empty"),
        (None, "", "signed_tickets.products", "this is needed"),
        (
            None,
            'products = { 3 = "regulr" }',
            "signed_tickets.products.3",
            "“regulr” does not stand under [categories]. Did you mean “regular”?",
        ),
        (
            None,
            'products = { three = "vip" }',
            "signed_tickets.products.three",
            "“three” is not a product",
        ),
        (None, 'products = { 1-2-3 = "vip" }', "signed_tickets.products.1-2-3", "not a product"),
        (
            None,
            f"{PRODUCTS}first_day = 2026-11-25\nlast_day = 2026-11-24",
            "signed_tickets.last_day",
            "2026-11-24 is before the day",
        ),
        (None, f"{PRODUCTS}subevents = [-1]", "signed_tickets.subevents[1]", "-1"),
        (None, f"{PRODUCTS}subevent = 1", "signed_tickets.subevent", "mean “subevents”"),
    ],
)
def test_what_is_wrong_is_named(keys, rest, key, wrong):
    with pytest.raises(PlanError) as refused:
        signed(keys, rest)
    (problem,) = refused.value.problems
    assert problem.key == key
    assert wrong in problem.wrong
    assert problem.line >= PLAN.count("\n")
