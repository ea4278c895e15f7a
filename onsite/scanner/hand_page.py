"""The page of hand scanners: what they put around a code, how fast they are, and a scan to try."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from rich.text import Text
from textual import events, on
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Select, Static

from onsite.language import N_, _
from onsite.scanner import hand_words as words
from onsite.scanner.settings import HandSettings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from onsite.scanner.hand.ports import Port

_LABELS = {
    "prefix": N_("Put before each code"),
    "suffix": N_("Put behind each code"),
    "layout": N_("Keyboard of this computer"),
    "fast_ms": N_("Next key within, in ms"),
    "stall_ms": N_("Or a pause of, in ms"),
    "serial": N_("Serial port"),
    "baud": N_("Its speed, in baud"),
}
_TYPED = ("prefix", "suffix", "fast_ms", "stall_ms")
_NUMBERS = ("fast_ms", "stall_ms")
_LONGEST = 16
"""Signs of a prefix: a code that is scanned into the field by mistake must not become one."""


class TrialField(Input):
    """Takes a scan, and remembers when its keys came."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual's widgets use
        super().__init__(id=id, compact=True, select_on_focus=False)
        self.times: list[float] = []

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable:
            if not self.value:
                self.times.clear()
            self.times.append(event.time)
        await super()._on_key(event)


class HandPage(VerticalScroll):
    """Shows the settings of hand scanners, and says which of them was changed."""

    @dataclass
    class Changed(Message):
        """Something was set otherwise."""

        hand: HandSettings

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual's widgets use
        super().__init__(id=id, can_focus=False)
        self._hand = HandSettings()
        self._ports: Sequence[Port] = ()
        self._tried = ""

    def compose(self) -> ComposeResult:
        """A line for each setting, and one to scan into."""
        for name in _LABELS:
            with Horizontal(classes="field"):
                yield Static(id=f"label-{name}", classes="label")
                yield self._field(name)
        yield Static(id="hand-wrong")
        with Horizontal(classes="field"):
            yield Static(id="label-trial", classes="label")
            yield TrialField(id="trial")
        yield Static(id="tried")

    def on_mount(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        for name, label in _LABELS.items():
            self._say(f"#label-{name}", Text(_(label)))
        self._say("#label-trial", Text(_("Scan a code here"), "bold"))
        self.query_one("#trial", Input).placeholder = _("nobody is let in by it")
        self._show_fields()

    def show(self, hand: HandSettings) -> None:
        """Show these settings; what is being typed stays where they are the same."""
        if hand != self._hand:
            self._hand = hand
            self._show_fields()

    async def look_for_ports(self) -> None:
        """Learn which serial ports there are."""
        from onsite.scanner.hand.ports import ports

        self._ports = await asyncio.to_thread(ports)
        self._show_fields()

    @on(Input.Submitted)
    @on(Input.Blurred)
    def _typed(self, event: Input.Submitted | Input.Blurred) -> None:
        event.stop()
        name = event.input.id or ""
        if name in _TYPED:
            value = event.value if name in _NUMBERS else words.meant(event.value)
            self._change(name, value)

    @on(Input.Submitted, "#trial")
    def _scanned(self, event: Input.Submitted) -> None:
        field = self.query_one("#trial", TrialField)
        self._say("#tried", words.scanned(event.value, field.times, self._hand))
        field.value = ""

    @on(Select.Changed)
    def _chosen(self, event: Select.Changed) -> None:
        event.stop()
        self._change(event.select.id or "", event.value)

    def _change(self, name: str, value: Any) -> None:
        try:
            hand = HandSettings.model_validate({**self._hand.model_dump(), name: value})
        except ValidationError:
            said = _("“{label}” takes a number, from 1 to {most}.")
            most = 500 if name == "fast_ms" else 5_000
            self._say("#hand-wrong", Text(f"✗ {said.format(label=_(_LABELS[name]), most=most)}"))
            return
        self._say("#hand-wrong", Text(""))
        if hand != self._hand:
            self._hand = hand
            self.post_message(self.Changed(hand))

    def _field(self, name: str) -> Input | Select[Any]:
        if name in _NUMBERS:
            return Input(id=name, compact=True, type="integer", max_length=4)
        if name in _TYPED:
            return Input(id=name, compact=True, max_length=_LONGEST)
        options, value = self._choices()[name], getattr(self._hand, name)
        return Select[Any](options, id=name, compact=True, allow_blank=False, value=value)

    def _show_fields(self) -> None:
        hand = self._hand
        for name in _TYPED:
            value = getattr(hand, name)
            shown = str(value) if name in _NUMBERS else words.written(value)
            self.query_one(f"#{name}", Input).value = shown
        for name, options in self._choices().items():
            select = self.query_one(f"#{name}", Select)
            with select.prevent(Select.Changed):
                select.set_options(options)
                select.value = getattr(hand, name)
                # The same value may have another name now, as after a switch of language.
                select.mutate_reactive(type(select).value)

    def _choices(self) -> dict[str, list[tuple[str, Any]]]:
        hand = self._hand
        return {
            "layout": [*words.layout_choices(hand.layout)],
            "serial": [*words.port_choices(self._ports, hand.serial)],
            "baud": [*words.baud_choices(hand.baud)],
        }

    def _say(self, where: str, text: Text) -> None:
        self.query_one(where, Static).update(text)
