"""What of a layout could not be carried over, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _

if TYPE_CHECKING:
    from onsite.badges.templates.importing.draft import Unsaid

SENTENCES = {
    "background": N_(
        "The background: save it as a picture beside this file, and take the # away below."
    ),
    "picture": N_(
        "“{where}” is a picture: put its file beside this one, and take the # away below."
    ),
    "photo": N_("“{where}” is taken for the portrait; see “photo” in the README."),
    "field": N_("“{where}” shows “{detail}”, which no badge here can show."),
    "column": N_(
        "“{where}” shows the answer “{detail}”: write its column's name, as {{extra Shirt size}}."
    ),
    "name_form": N_("“{where}” has a form of its own (“{detail}”); here names are as in the list."),
    "kind": N_("“{where}” is of the kind “{detail}”, which is not known here."),
    "font": N_("The font “{detail}”: badges here are set in the fonts that ship with Onsite."),
    "italic": N_("“{where}” was italic; there are no italics here."),
    "justified": N_("“{where}” was justified; it is set to the left."),
    "colour": N_("“{where}” had the colour “{detail}”; it is black."),
    "turned": N_("“{where}” was turned by {detail} degrees, and is left out."),
    "outside": N_("“{where}” lies outside of the page."),
    "size": N_("“{where}” was larger than any text here: {detail}."),
    "small_code": N_("The code “{where}” of {detail} could hardly be read; it is larger now."),
    "page": N_("“{where}” stands on page {detail}; a badge has a front and a back."),
    "shape": N_("“{where}” cannot be read and is left out."),
    "others": N_("Only the first of {detail} layouts was taken."),
    "logo": N_("“{where}” is the other system's own mark and is left out."),
}
"""By the code of `Unsaid`."""


def sentence(unsaid: Unsaid) -> str:
    """One thing that could not be carried over."""
    return _(SENTENCES[unsaid.code]).format(where=unsaid.where, detail=unsaid.detail)
