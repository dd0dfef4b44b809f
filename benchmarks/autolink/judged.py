"""The marked paragraphs and what the wiki makes of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import NamedTuple

import yaml

from wiki.entries.annotating import Place
from wiki.glossary.mentions.dictionary import Concept, Dictionary, changed, packed
from wiki.glossary.mentions.forms import Row
from wiki.glossary.mentions.marking import mentions
from wiki.glossary.mentions.reading import read

HERE = Path(__file__).parent
TERMS = HERE.parents[1] / "content" / "glossary"
_HEADING = re.compile(r"^== (\d+) (de|en) (\w+)( held)?$", re.MULTILINE)
_MARK = re.compile(r"\{([^{}→]+)→([a-z0-9-]+)\}")


class Mention(NamedTuple):
    """Words at a place in a paragraph, and the concept they mean."""

    start: int
    words: str
    slug: str


@dataclass(frozen=True)
class Paragraph:
    """A text with its right mentions."""

    number: int
    language: str
    field_of_action: str
    held: bool
    text: str
    mentions: frozenset[Mention]


@dataclass
class Verdict:
    """What was found of what should be."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        return self.right / max(1, self.right + len(self.missed))


def paragraphs() -> Iterator[Paragraph]:
    """The marked paragraphs."""
    pieces = _HEADING.split((HERE / "paragraphs.txt").read_text())[1:]
    for at in range(0, len(pieces), 5):
        number, language, area, held, marked = pieces[at : at + 5]
        text, found = _unmarked(" ".join(marked.split()))
        yield Paragraph(int(number), language, area, bool(held), text, frozenset(found))


def _unmarked(marked: str) -> tuple[str, list[Mention]]:
    text, end, found = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        found.append(Mention(len(text), mark[1], mark[2]))
        text, end = text + mark[1], mark.end()
    return text + marked[end:], found


def starter() -> Dictionary:
    """The labels of the starter library."""
    return changed(Dictionary(), 1, (concepts := list(_concepts())), {}, {each.id: 1 for each in concepts})


def _concepts() -> Iterator[Concept]:
    for number, file in enumerate(sorted(TERMS.glob("*.md")), start=1):
        content = yaml.safe_load(file.read_text().split("---\n")[1])
        rows = tuple(
            Row(number, each["language"], each["text"], each.get("type", "full"), each.get("status", "admitted"))
            for each in content["labels"]
        )
        yield Concept(number, file.stem, content["field_of_action"], "", content.get("scope", ""), packed(rows))


def found_in(dictionary: Dictionary, paragraph: Paragraph) -> set[Mention]:
    """What the wiki takes for mentions in the paragraph."""
    html = escape(paragraph.text, quote=False)
    assert html == paragraph.text
    place = Place(0, paragraph.field_of_action)
    return {
        Mention(found.start, html[found.start : found.end], dictionary.concepts[form.concept].slug)
        for found, forms in mentions(dictionary, read(html), place, paragraph.language)
        for form in forms
    }


def judge(texts: Iterable[Paragraph]) -> Verdict:
    """What is found in these paragraphs with the labels of the starter library."""
    dictionary, verdict = starter(), Verdict()
    for paragraph in texts:
        found = found_in(dictionary, paragraph)
        verdict.right += len(found & paragraph.mentions)
        verdict.wrong += [_line(paragraph, each) for each in sorted(found - paragraph.mentions)]
        verdict.missed += [_line(paragraph, each) for each in sorted(paragraph.mentions - found)]
    return verdict


def _line(paragraph: Paragraph, mention: Mention) -> str:
    around = paragraph.text[max(0, mention.start - 30) : mention.start + len(mention.words) + 30]
    return f"{paragraph.number} “{mention.words}” as {mention.slug}: … {around} …"
