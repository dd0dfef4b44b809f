"""Mentions as links: the first of a concept in each section, with the address of its card."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from wiki.entries.annotating import Place, Text
from wiki.glossary.mentions.dictionary import Dictionary
from wiki.glossary.mentions.finding import Found, find
from wiki.glossary.mentions.forms import Form
from wiki.glossary.mentions.meaning import meant
from wiki.glossary.mentions.reading import Reading, read
from wiki.glossary.projection import DEPRECATED

Seen = set[tuple[int, int]]
"""(section, concept): what a reader has met already."""


@dataclass(frozen=True)
class Linked:
    """The annotation of texts with links to what they mention. `base`: the address of the glossary."""

    dictionary: Dictionary
    base: str

    @property
    def number(self) -> int:
        """The change at which labels last changed."""
        return self.dictionary.labels_number

    def annotate(self, texts: tuple[Text, ...], place: Place) -> tuple[str, ...]:
        """The texts, which make one section together unless headings divide them, with links."""
        seen: Seen = set()
        section, marked = 0, []
        for text in texts:
            reading = read(text.html, section)
            section = reading.sections[-1] if reading.sections else section
            marked.append(self._mark(reading, place, text.language, seen))
        return tuple(marked)

    def _mark(self, reading: Reading, place: Place, language: str, seen: Seen) -> str:
        for section, address in reading.links:
            concept = self.dictionary.slugs.get(address.removeprefix(self.base).partition("#")[0])
            if concept is not None and address.startswith(self.base):
                seen.add((section, concept))
        pieces, end = [], 0
        for found, forms in mentions(self.dictionary, reading, place, language):
            section = reading.sections[found.at]
            if all((section, form.concept) in seen for form in forms):
                continue
            seen.update((section, form.concept) for form in forms)
            pieces += [reading.html[end : found.start], self._link(reading.html[found.start : found.end], forms)]
            end = found.end
        return "".join([*pieces, reading.html[end:]])

    def _link(self, words: str, forms: list[Form]) -> str:
        concepts = self.dictionary.concepts
        page = f"{self.base}{concepts[forms[0].concept].slug}"
        card, kind = f"{page}/card", "term"
        if len(forms) > 1:
            card = page = f"{card}?{urlencode([('or', concepts[form.concept].slug) for form in forms[1:]])}"
            kind = "term several"
        elif forms[0].status == DEPRECATED:
            card, kind = f"{card}?{urlencode({'said': forms[0].text})}", "term outdated"
        return f'<a class="{kind}" href="{escape(page)}" data-card="{escape(card)}">{words}</a>'


def mentions(
    dictionary: Dictionary, reading: Reading, place: Place, language: str
) -> Iterator[tuple[Found, list[Form]]]:
    """Every mention in a text with the forms of what it means there, one for each concept."""
    for found in find(dictionary, reading, language):
        forms = meant(dictionary, found.forms, place, language)
        if forms:
            yield found, forms
