"""Dictionaries and texts to try mentions with."""

import re
from dataclasses import dataclass, field

from wiki.entries.annotating import Place, Text
from wiki.glossary.mentions.dictionary import Concept, Departments, Dictionary, changed, packed
from wiki.glossary.mentions.forms import Row
from wiki.glossary.mentions.marking import Linked

BASE = "/glossary/"
_LINK = re.compile(r'<a class="(term[^"]*)" href="([^"]+)" data-card="([^"]+)">(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Term:
    """A concept with its labels, written `de:Kunde`, `en:customer`, `de:CEM:abbreviation:deprecated`."""

    slug: str
    labels: tuple[str, ...]
    scope: str = ""
    field_of_action: str = ""
    department: str = ""


def term(slug: str, *labels: str, **parts: str) -> Term:
    """A concept."""
    return Term(slug, labels, **parts)


def dictionary(*terms: Term, departments: Departments | None = None) -> Dictionary:
    """A dictionary of these concepts, numbered from 1."""
    concepts = [
        Concept(
            number,
            each.slug,
            each.field_of_action,
            each.department,
            each.scope,
            packed(_row(number, label) for label in each.labels),
        )
        for number, each in enumerate(terms, start=1)
    ]
    return changed(Dictionary(), 1, concepts, departments or {}, {each.id: 1 for each in concepts})


def _row(number: int, label: str) -> Row:
    language, text, *rest = label.split(":")
    kind, status = (*rest, "full", "admitted")[:2] if len(rest) != 1 else (rest[0], "admitted")
    return Row(number, language, text, kind, status)


@dataclass
class Marked:
    """HTML with links, and what they are."""

    html: str
    links: list[tuple[str, str]] = field(default_factory=list)
    """(words, address)"""
    cards: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """What is linked."""
        return [words for words, _address in self.links]


def mark(known: Dictionary, html: str, language: str = "de", place: Place | None = None) -> Marked:
    """The text as a reader gets it."""
    made = Linked(known, BASE).annotate((Text(html, language),), place or Place(0))[0]
    found = _LINK.findall(made)
    return Marked(
        made, [(words, address) for _c, address, _card, words in found], [f[2] for f in found], [f[0] for f in found]
    )
