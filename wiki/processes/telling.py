"""The steps told one by one: what screen readers, phones and everybody who wants to know more read."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from wiki.entries.fields import Payload
from wiki.entries.links import Target
from wiki.entries.page import EntryPage, Shown
from wiki.processes.cards import Card, cards_of
from wiki.processes.wording import actor_of

_TOLD = (
    "happens", "break_point", "evidence", "expectation", "promise", "wait", "questions", "complaints", "drop_out",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A step in full. `texts` by field, each a list of lines; `card` is its place in the drawing."""

    card: Card
    title: Shown
    actor: Shown
    touchpoint: Target | None
    slug: str
    texts: dict[str, list[Markup]]
    met: str
    """Whether the customer's expectation is met; empty where nobody says."""

    def text(self, name: str) -> Markup:
        """The first line of a field, empty where there is none."""
        lines = self.texts.get(name)
        return lines[0] if lines else Markup()


def told_steps(page: EntryPage, cards: Sequence[Card] = ()) -> list[Told]:
    """The steps in their order."""
    steps = page.payload.get("steps", [])
    return [_told(page, step, card) for step, card in zip(steps, cards or cards_of(page), strict=True)]


def _told(page: EntryPage, step: Payload, card: Card) -> Told:
    slug = step.get("touchpoint", "")
    return Told(
        card=card,
        title=page.local(step["title"]),
        actor=actor_of(page, step),
        touchpoint=page.target("touchpoint", slug) if slug else None,
        slug=slug,
        texts=_texts(page, step),
        met=step.get("expectation_met", ""),
    )


def _texts(page: EntryPage, step: Payload) -> dict[str, list[Markup]]:
    """The texts of a step in the order of the page; together they are one section of it."""
    shown = [(name, page.local(step[name])) for name in _TOLD if name in step]
    lines = [(name, line) for name, text in shown for line in (text.lines if name == "happens" else [text])]
    found: dict[str, list[Markup]] = {}
    for (name, _line), html in zip(lines, page.told(*(line for _name, line in lines)), strict=True):
        found.setdefault(name, []).append(html)
    return found
