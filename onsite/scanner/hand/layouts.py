"""What a scanner's keys become where the computer's keyboard is set to another layout. Pure.

A scanner presses keys: those that would give its text on the layout that it is set to. The
computer writes what the same keys give on its own. Knowing both, the text can be had back.

The keys stand in the order of a US keyboard, row after row from the key left of 1. Source of the
layouts: what the keyboards of those countries have printed on them, as Windows and X11 write it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from onsite.language import N_, _
from onsite.scanner.hand.accents import composed, spread

_NONE = "\0"
"""Stands for a key that writes nothing."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A keyboard layout: what each key gives."""

    name: str
    """Of the language or country, marked with `N_`."""
    plain: str
    shifted: str
    dead: str = ""
    """Keys that wait for the next one, and put an accent on it."""

    @property
    def keys(self) -> str:
        """What the keys give alone, then what they give with Shift."""
        return self.plain + self.shifted


class Pair(NamedTuple):
    """Which layouts met: codes of `LAYOUTS`."""

    scanner: str
    computer: str

    def __str__(self) -> str:
        """As the settings have it: the computer's layout, where the scanner is set to US."""
        return self.computer if self.scanner == US else f"{self.scanner}>{self.computer}"


US = "us"
LAYOUTS = {
    "us": Layout(
        N_("US English"),
        "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./ ",
        '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>? ',
    ),
    "de": Layout(
        N_("German"),
        "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.- ",
        "°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_ ",
        "^´`",
    ),
    "fr": Layout(
        N_("French"),
        "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:! ",
        "\x001234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§ ",
        "^¨",
    ),
    "fr-mac": Layout(
        N_("French (Mac)"),
        "@&é\"'(§è!çà)-azertyuiop^$`qsdfghjklmùwxcvbn,;:= ",
        "#1234567890°_AZERTYUIOP¨*£QSDFGHJKLM%WXCVBN?./+ ",
        "^¨`",
    ),
    "ch": Layout(
        N_("Swiss German"),
        "§1234567890'^qwertzuiopü¨$asdfghjklöäyxcvbnm,.- ",
        '°+"*ç%&/()=?`QWERTZUIOPè!£ASDFGHJKLéàYXCVBNM;:_ ',
        "^¨`",
    ),
    "ch-fr": Layout(
        N_("Swiss French"),
        "§1234567890'^qwertzuiopè¨$asdfghjkléàyxcvbnm,.- ",
        '°+"*ç%&/()=?`QWERTZUIOPü!£ASDFGHJKLöäYXCVBNM;:_ ',
        "^¨`",
    ),
    "be": Layout(
        N_("Belgian"),
        "²&é\"'(§è!çà)-azertyuiop^$µqsdfghjklmùwxcvbn,;:= ",
        "³1234567890°_AZERTYUIOP¨*£QSDFGHJKLM%WXCVBN?./+ ",
        "^¨",
    ),
    "es": Layout(
        N_("Spanish"),
        "º1234567890'¡qwertyuiop`+çasdfghjklñ´zxcvbnm,.- ",
        'ª!"·$%&/()=?¿QWERTYUIOP^*ÇASDFGHJKLÑ¨ZXCVBNM;:_ ',
        "^´`¨",
    ),
    "latam": Layout(
        N_("Latin American Spanish"),
        "|1234567890'¿qwertyuiop´+}asdfghjklñ{zxcvbnm,.- ",
        '°!"#$%&/()=?¡QWERTYUIOP¨*]ASDFGHJKLÑ[ZXCVBNM;:_ ',
        "´¨",
    ),
    "it": Layout(
        N_("Italian"),
        "\\1234567890'ìqwertyuiopè+ùasdfghjklòàzxcvbnm,.- ",
        '|!"£$%&/()=?^QWERTYUIOPé*§ASDFGHJKLç°ZXCVBNM;:_ ',
    ),
    "pt": Layout(
        N_("Portuguese"),
        "\\1234567890'«qwertyuiop+´~asdfghjklçºzxcvbnm,.- ",
        '|!"#$%&/()=?»QWERTYUIOP*`^ASDFGHJKLÇªZXCVBNM;:_ ',
        "´`~^",
    ),
    "br": Layout(
        N_("Brazilian"),
        "'1234567890-=qwertyuiop´[]asdfghjklç~zxcvbnm,.; ",
        '"!@#$%¨&*()_+QWERTYUIOP`{}ASDFGHJKLÇ^ZXCVBNM<>: ',
        "´`~^¨",
    ),
    "uk": Layout(
        N_("UK English"),
        "`1234567890-=qwertyuiop[]#asdfghjkl;'zxcvbnm,./ ",
        '¬!"£$%^&*()_+QWERTYUIOP{}~ASDFGHJKL:@ZXCVBNM<>? ',
    ),
    "dk": Layout(
        N_("Danish"),
        "½1234567890+´qwertyuiopå¨'asdfghjklæøzxcvbnm,.- ",
        '§!"#¤%&/()=?`QWERTYUIOPÅ^*ASDFGHJKLÆØZXCVBNM;:_ ',
        "´`¨^",
    ),
    "no": Layout(
        N_("Norwegian"),
        "|1234567890+\\qwertyuiopå¨'asdfghjkløæzxcvbnm,.- ",
        '§!"#¤%&/()=?`QWERTYUIOPÅ^*ASDFGHJKLØÆZXCVBNM;:_ ',
        "`¨^",
    ),
    "se": Layout(
        N_("Swedish or Finnish"),
        "§1234567890+´qwertyuiopå¨'asdfghjklöäzxcvbnm,.- ",
        '½!"#¤%&/()=?`QWERTYUIOPÅ^*ASDFGHJKLÖÄZXCVBNM;:_ ',
        "´`¨^",
    ),
    "cz": Layout(
        N_("Czech"),
        ";+ěščřžýáíé=´qwertzuiopú)¨asdfghjklů§yxcvbnm,.- ",
        "°1234567890%ˇQWERTZUIOP/('ASDFGHJKL\"!YXCVBNM?:_ ",
        "´ˇ¨°",
    ),
    "hu": Layout(
        N_("Hungarian"),
        "0123456789öüóqwertzuiopőúűasdfghjkléáyxcvbnm,.- ",
        "§'\"+!%/=()ÖÜÓQWERTZUIOPŐÚŰASDFGHJKLÉÁYXCVBNM?:_ ",
    ),
    "tr": Layout(
        N_("Turkish"),
        '"1234567890*-qwertyuıopğü,asdfghjklşizxcvbnmöç. ',
        "é!'^+%&/()=?_QWERTYUIOPĞÜ;ASDFGHJKLŞİZXCVBNMÖÇ: ",
        "^",
    ),
    "ca": Layout(
        N_("Canadian French"),
        "#1234567890-=qwertyuiop^¸<asdfghjkl;`zxcvbnm,.é ",
        "|!\"/$%?&*()_+QWERTYUIOP\0¨>ASDFGHJKL:\0ZXCVBNM'.É ",
        "^¸`¨",
    ),
    "us-intl": Layout(
        N_("US International"),
        "`1234567890-=qwertyuiop[]\\asdfghjkl;´zxcvbnm,./ ",
        "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:¨ZXCVBNM<>? ",
        "`´~^¨",
    ),
    "jp": Layout(
        N_("Japanese"),
        "\x001234567890-^qwertyuiop@[]asdfghjkl;:zxcvbnm,./ ",
        "\0!\"#$%&'()\0=~QWERTYUIOP`{}ASDFGHJKL+*ZXCVBNM<>? ",
    ),
    "ru": Layout(
        N_("Russian"),
        "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю. ",
        'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ, ',
    ),
}
"""By the codes that the settings take."""

RIGHT = Pair(US, US)
"""Scanner and computer agree."""
PAIRS = tuple(
    pair
    for code in LAYOUTS
    if code != US
    for pair in (Pair(US, code), *([Pair(code, US)] if code != "us-intl" else []))
)
"""The disagreements there are: a scanner as it left the factory, or a US computer."""


def pair_of(setting: str) -> Pair | None:
    """What the settings name: `de`, or `de>us` for a German scanner; None for anything else."""
    scanner, to, computer = setting.strip().lower().rpartition(">")
    pair = Pair(scanner if to else US, computer)
    return pair if pair.scanner in LAYOUTS and pair.computer in LAYOUTS else None


def name_of(code: str) -> str:
    """What a layout is called, in the language in use."""
    return _(LAYOUTS[code].name)


def typed(text: str, pair: Pair) -> str | None:
    """What the computer writes when the scanner sends a text; None where it has no keys for it.

    An accent that cannot stand on the next letter is written before it, as Windows does.
    """
    table = _table(Pair(pair.computer, pair.scanner))
    if not table.keys() >= set(text):
        return None
    return composed("".join(table[each] for each in text), LAYOUTS[pair.computer].dead)


def meant(text: str, pair: Pair) -> str | None:
    """What the scanner has sent where the computer wrote a text; None where it cannot have been.

    Where it may have been several, the likeliest: a letter with an accent was one key.
    """
    return next(iter(meanings(text, pair)), None)


def meanings(text: str, pair: Pair) -> tuple[str, ...]:
    """All that the scanner may have sent where the computer wrote a text, the likeliest first.

    A letter with an accent is one key on some layouts, or two, or either. Two keys are taken for
    one letter at most where either is possible: where digits write such letters, a code is full
    of them.
    """
    table, dead = _table(pair), LAYOUTS[pair.computer].dead
    keys = [_keys_of(each, table, dead) for each in text]
    if not all(keys):
        return ()
    likeliest = [each[0] for each in keys]
    others = (
        [*likeliest[:place], two, *likeliest[place + 1 :]]
        for place, (_one, *either) in enumerate(keys)
        for two in either
    )
    return tuple("".join(sent) for sent in (likeliest, *others))


def shift_locked(code: str, layout: str) -> str:
    """The text whose keys give a code where Caps Lock turns every key round, not letters alone."""
    turned = _turned(layout)
    return "".join(turned[each] for each in code)


@lru_cache(maxsize=len(LAYOUTS))
def _turned(layout: str) -> dict[str, str]:
    keys = LAYOUTS[layout]
    return dict(zip(keys.keys, keys.shifted + keys.plain, strict=True))


@lru_cache(maxsize=2 * len(LAYOUTS))
def _table(pair: Pair) -> dict[str, str]:
    """From what the computer writes to what the scanner meant by that key."""
    scanner, computer = LAYOUTS[pair.scanner], LAYOUTS[pair.computer]
    keys = [
        (written, sent)
        for written, sent in zip(computer.keys, scanner.keys, strict=True)
        if _NONE not in (written, sent)
    ]
    # Of two keys that write the same, the first is the one that scanners press.
    return dict(reversed(keys))


def _keys_of(character: str, table: dict[str, str], dead: str) -> list[str]:
    """What was sent where a character was written: by its own key, or by those of its parts."""
    written = dict.fromkeys((character, spread(character, dead)))
    return ["".join(table[key] for key in keys) for keys in written if table.keys() >= set(keys)]
