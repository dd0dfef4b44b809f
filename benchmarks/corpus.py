"""The invented library: entries of every kind in the form of `content/`, on top of the starter library."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.words import Words
from wiki.core.text import slugify
from wiki.entries.kinds import Kinds
from wiki.library.codec import write

SEED = 7
LABELS_A_TERM = 30 / 9
"""10,000 entries hold 30,000 labels: nine of ten are terms."""
LANES = ("customer", "frontstage", "backstage", "partner", "support")
FIELDS_OF_ACTION = ("foundations", "capture", "design", "steer", "orchestrate", "governance", "optimise")


@dataclass(frozen=True)
class Invented:
    """An entry of the invented library."""

    kind: str
    slug: str
    labels: tuple[tuple[str, str], ...]
    """Language and text; of a term all labels, else the titles."""

    def label(self, language: str) -> str:
        """The first label in `language`."""
        return next(text for code, text in self.labels if code == language)


def invent(number: int) -> tuple[Words, list[Invented]]:
    """The names of `number` entries, and the supply their texts are made of."""
    words = Words(random.Random(SEED))
    entries: list[Invented] = []
    slugs: set[str] = set()
    wanted = 0.0
    while len(entries) < number:
        place = len(entries) % 100
        kind = "term" if place < 90 else "process" if place < 95 else "touchpoint" if place < 98 else "guideline"
        labels = [("de", words.label("de")), ("en", words.label("en"))]
        if kind == "term":
            wanted += LABELS_A_TERM
            while len(labels) < int(wanted):
                labels.append(_further(words, len(labels)))
            wanted -= len(labels)
        slug = slugify(labels[0][1])
        if slug not in slugs:
            slugs.add(slug)
            entries.append(Invented(kind, slug, tuple(labels)))
    return words, entries


def _further(words: Words, place: int) -> tuple[str, str]:
    if place % 2 == 0:
        return "de", words.label("de") if words.chance.random() < 0.8 else words.abbreviation()
    return "en", words.label("en")


def write_library(kinds: Kinds, folder: Path, number: int) -> list[Invented]:
    """Write `number` files below `folder`; returns what they are about."""
    words, entries = invent(number)
    for entry in entries:
        kind = kinds.get(entry.kind)
        place = folder / kind.folder
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{entry.slug}.md").write_text(write(kind, _content(words, entry, entries)), "utf-8")
    return entries


def _content(words: Words, entry: Invented, entries: list[Invented]) -> dict[str, Any]:
    near = words.chance.sample(entries, min(4, len(entries)))
    mentions = {code: [each.label(code) for each in near] for code in ("de", "en")}

    def text(length: int) -> dict[str, str]:
        return {code: words.text(code, length, mentions[code]) for code in ("de", "en")}

    if entry.kind == "term":
        return _term(words, entry, [each for each in near if each.kind == "term"], text(14), text(60), text(25))
    title = {code: entry.label(code) for code in ("de", "en")}
    if entry.kind == "process":
        steps = [
            {"key": f"schritt-{place}", "lane": lane, "title": text(3), "actor": text(2), "happens": text(14)}
            for place, lane in enumerate(LANES)
        ]
        return {"title": title, "summary": text(20), "trigger": text(8), "result": text(8), "steps": _short(steps)}
    return {"title": title, "summary": text(20), "body": _with_links(text(110), near)}


def _short(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Steps whose names are no sentences."""
    names = ("title", "actor")
    return [
        {k: {code: text.rstrip(".") for code, text in v.items()} if k in names else v for k, v in step.items()}
        for step in steps
    ]


def _term(
    words: Words,
    entry: Invented,
    near: list[Invented],
    definition: Mapping[str, str],
    note: Mapping[str, str],
    example: Mapping[str, str],
) -> dict[str, Any]:
    first: set[str] = set()
    labels = []
    for code, text in entry.labels:
        kind = {"type": "abbreviation"} if text.isupper() else {}
        labels.append({"language": code, "text": text, "status": "admitted" if code in first else "preferred", **kind})
        first.add(code)
    return {
        "labels": labels,
        "field_of_action": words.chance.choice(FIELDS_OF_ACTION),
        "related": [each.slug for each in near[:2] if each.slug != entry.slug],
        "definition": {code: text.rstrip(".") for code, text in definition.items()},
        "note": _with_links(note, near),
        "example": dict(example),
    }


def _with_links(text: Mapping[str, str], near: list[Invented]) -> dict[str, str]:
    """Two paragraphs; the second ends in a link somebody wrote."""
    found = {}
    for code, whole in text.items():
        middle = whole.find(". ", len(whole) // 2) + 1
        link = f" [[{near[0].slug}]]" if near and near[0].kind == "term" else ""
        found[code] = f"{whole[:middle].strip()}\n\n{whole[middle:].strip()}{link}"
    return found
