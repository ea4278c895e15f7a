"""For which venue a laptop opens a hub: as its operator says, or as it stands in the record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.cleaning import clean
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.sync import membership
from onsite.sync.rules import hub_in_force

if TYPE_CHECKING:
    from onsite.sync.hub.options import HubOptions
    from onsite.wiring import Site

_LONGEST = 40


def check(options: HubOptions) -> None:
    """Refuse what cannot be meant together.

    Raises:
        BadInputError: with what to leave out.
    """
    both = options.leaf_of and (options.nodes or options.upstream or options.leaf_port is not None)
    if both:
        raise BadInputError(
            _("A leaf node keeps nothing, so it cannot be a hub of another kind as well."),
            _("Leave out --cluster, --upstream and --leafnodes, or leave out --leaf-of."),
        )
    if options.upstream and options.upstream in options.addresses():
        raise BadInputError(
            _("{address} is the address of this very hub.").format(address=options.upstream),
            _("Name that of the other hub with --upstream."),
        )


def check_member(site: Site, options: HubOptions) -> None:
    """Refuse to found an event where another one's hub was named.

    Raises:
        NotPossibleError: this laptop belongs to no event yet.
    """
    if (options.leaf_of or options.upstream) and site.read_now(membership.trust) is None:
        raise NotPossibleError(
            _("This laptop does not belong to the event of that hub yet."),
            _("Let it join as a lead first, with “onsite stations join CODE”."),
        )


def at_venue(site: Site, options: HubOptions, venue: str | None) -> HubOptions:
    """The options with the venue, and the hub that this venue's hubs have been exchanging with.

    Args:
        site: of this laptop.
        options: as given.
        venue: its name; None for the one that this laptop's station keeps to.

    Raises:
        BadInputError: the name is missing, too long, or that of no venue.
    """
    trust = site.read_now(membership.trust)
    kept = (trust.venue if trust is not None else None) or ""
    named = kept if venue is None else clean(venue)
    if len(named) > _LONGEST:
        raise BadInputError(
            _("The name of a venue has at most {most} characters.").format(most=_LONGEST),
            _("For example: West."),
        )
    if options.leaf_of:
        return replace(options, venue=kept)
    if options.upstream and not named:
        raise BadInputError(
            _("It was not said for which venue this hub is."),
            _("Name the venue, the same for each hub that it ever has: --venue West"),
        )
    if options.upstream or not named:
        return replace(options, venue=named)
    before = hub_in_force(site.read_now(membership.hubs), named)
    return replace(options, venue=named, upstream=before.upstream if before is not None else "")
