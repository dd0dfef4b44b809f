"""What a glossary's entries owe: labels, definitions, examples, relations and confusions that hold."""

import re
from collections.abc import Iterator
from typing import Any

from tools.library_lint.reading import Entry, Library
from wiki.core.text import LANGUAGES
from wiki.entries.fields import language_name
from wiki.glossary.hints import hints
from wiki.glossary.projection import PREFERRED, status
from wiki.library.report import FileProblem

MOST_WORDS = {"definition": 32, "note": 90, "example": 90, "difference": 45}
_SENTENCE_START = {
    "de": re.compile(r"(?:es|man|hier|dies\w*|wer)\b|[\w-]+ (?:ist|sind|bezeichnet|bedeutet)\b", re.IGNORECASE),
    "en": re.compile(r"(?:it|this|here|whoever)\b|[\w-]+ (?:is|are|means|denotes)\b", re.IGNORECASE),
}


def findings(library: Library) -> Iterator[FileProblem]:
    """What is wrong with the terms."""
    for entry in library.of("term"):
        yield from _labels(entry)
        yield from _definition(entry)
        yield from _lengths(entry)
        yield from _relations(entry)
        yield from _confusions(entry, library)
    yield from _circles(library)


def _labels(entry: Entry) -> Iterator[FileProblem]:
    labels = entry.content["labels"]
    for language in LANGUAGES:
        if not any(label["language"] == language and status(label) == PREFERRED for label in labels):
            yield entry.says("labels", f"no preferred label ({language})")
    if "example" not in entry.content:
        yield entry.says("", "no example")
    if "field_of_action" not in entry.content:
        yield entry.says("", "no field of action")


def _definition(entry: Entry) -> Iterator[FileProblem]:
    for hint in hints(entry.content):
        yield entry.says(hint.where, str(hint.message))
    for language, text in entry.content["definition"].items():
        where = language_name("definition", language)
        if _SENTENCE_START[language].match(text):
            yield entry.says(where, f"the definition begins like a sentence ({language})")
        if "\n" in text:
            yield entry.says(where, f"the definition is more than one paragraph ({language})")
        if language == "en" and text[:1].isupper() and not text.split()[0].isupper():
            yield entry.says(where, "an English definition begins with a small letter")


def _lengths(entry: Entry) -> Iterator[FileProblem]:
    for text in entry.texts():
        most = MOST_WORDS.get(text.field)
        number = len(text.words.split())
        if most and number > most:
            yield FileProblem(
                entry.file, text.line, f"{text.field} has {number} words, at most {most} ({text.language})"
            )


def _relations(entry: Entry) -> Iterator[FileProblem]:
    broader = [row["entry"] for row in entry.content.get("broader", ())]
    related = entry.content.get("related", [])
    confused = [row["entry"] for row in entry.content.get("confused_with", ())]
    for field, slugs in (("broader", broader), ("related", related), ("confused_with", confused)):
        if entry.slug in slugs:
            yield entry.says(field, "the entry names itself")
    for slug in sorted(set(broader) & set(related)):
        yield entry.says("related", f"{slug} is broader and related at once")
    if not (broader or related):
        yield entry.says("", "no relation to any other concept")


def _confusions(entry: Entry, library: Library) -> Iterator[FileProblem]:
    for index, row in enumerate(entry.content.get("confused_with", ())):
        where = f"confused_with-{index}-difference"
        for language, text in row["difference"].items():
            place = language_name(where, language)
            if not text.endswith("."):
                yield entry.says(place, f"the difference is no full sentence ({language})")
            if len(re.findall(r"[.!?](?=\s+[A-ZÄÖÜ])", text)) > 1:
                yield entry.says(place, f"the difference is more than two sentences ({language})")
        other = library.find("term", row["entry"])
        if other is not None and entry.slug < other.slug and entry.slug in _confused(other):
            yield entry.says(where, f"{other.slug} tells the same difference; once is enough, both pages show it")


def _confused(entry: Entry) -> set[Any]:
    return {row["entry"] for row in entry.content.get("confused_with", ())}


def _circles(library: Library) -> Iterator[FileProblem]:
    above = {entry.slug: [row["entry"] for row in entry.content.get("broader", ())] for entry in library.of("term")}
    for entry in library.of("term"):
        seen: set[str] = set()
        waiting = list(above[entry.slug])
        while waiting:
            slug = waiting.pop()
            if slug not in seen:
                seen.add(slug)
                waiting += above.get(slug, [])
        if entry.slug in seen:
            yield entry.says("broader", "the entry is broader than itself")
