"""The concepts around a concept, each said once, under the closest relation it stands in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from wiki.entries.links import Target
from wiki.entries.page import EntryPage


@dataclass(frozen=True)
class Related:
    """Another concept; `target` is empty while there is no entry the reader may see at `slug`."""

    slug: str
    target: Target | None


@dataclass(frozen=True)
class Relation:
    """A line: how this concept stands to the others."""

    label: str
    concepts: tuple[Related, ...]


def relations(page: EntryPage) -> list[Relation]:
    """Broader and narrower concepts by kind and by part, then what else is worth seeing."""
    said: set[str] = set()
    lines = (
        (_("is a kind of"), _broader(page, "generic")),
        (_("is a part of"), _broader(page, "partitive")),
        (_("kinds of it"), _narrower(page, "generic")),
        (_("its parts"), _narrower(page, "partitive")),
        (_("see also"), _related(page)),
    )
    found = [Relation(label, tuple(_once(concepts, said))) for label, concepts in lines]
    return [line for line in found if line.concepts]


def _once(concepts: Iterable[Related], said: set[str]) -> Iterator[Related]:
    for each in concepts:
        slug = each.target.slug if each.target else each.slug
        if slug not in said:
            said.add(slug)
            yield each


def _broader(page: EntryPage, relation: str) -> Iterator[Related]:
    for row in page.payload.get("broader", ()):
        if row.get("relation", "generic") == relation:
            yield _named(page, row["entry"])


def _narrower(page: EntryPage, relation: str) -> Iterator[Related]:
    for target, row in page.incoming("broader"):
        if row.get("relation", "generic") == relation:
            yield Related(target.slug, target)


def _related(page: EntryPage) -> Iterator[Related]:
    yield from (_named(page, slug) for slug in page.payload.get("related", ()))
    yield from (Related(target.slug, target) for target, _row in page.incoming("related"))


def _named(page: EntryPage, slug: str) -> Related:
    return Related(slug, page.target("term", slug))
