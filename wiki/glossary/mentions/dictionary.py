"""Every released label by its key, as one state that never changes: to change it is to make another one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from wiki.core.text import slugify
from wiki.glossary.mentions.forms import LEAST_JOINED, START, Case, Form, Row, forms

_ROWS, _CELLS = "\x1e", "\x1f"


def packed(rows: Iterable[Row]) -> str:
    """The labels of a concept as one string: a tenth of the memory of thirty thousand rows of strings."""
    return _ROWS.join(_CELLS.join(row[1:]) for row in rows)


@dataclass(frozen=True, slots=True)
class Concept:
    """A released concept with its labels, `packed`."""

    id: int
    slug: str
    field_of_action: str
    department: str
    scope: str
    labels: str

    @property
    def rows(self) -> list[Row]:
        """Its labels."""
        lines = self.labels.split(_ROWS) if self.labels else ()
        return [Row(self.id, *line.split(_CELLS)) for line in lines]

    @property
    def areas(self) -> frozenset[str]:
        """The names of where its labels mean this, as parts of addresses: the scope "Vertrieb · sales" names two."""
        return frozenset(filter(None, (slugify(part) for part in self.scope.replace("·", ",").split(","))))


Departments = Mapping[str, frozenset[str]]
"""A department's address → the names of itself and of those above it, as parts of addresses."""


@dataclass(frozen=True)
class Dictionary:
    """What is known at change `number`; nothing of it changed since `labels_number`."""

    number: int = -1
    labels_number: int = 0
    concepts: dict[int, Concept] = field(default_factory=dict)
    slugs: dict[str, int] = field(default_factory=dict)
    keys: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Key of a label → the concepts that have such a label; how it may look is worked out where it is met."""
    longest: dict[str, int] = field(default_factory=dict)
    """First key of a label → how many words the longest such label has, or had."""
    starts: set[str] = field(default_factory=set)
    """How the words begin that may be written in pieces."""
    departments: Departments = field(default_factory=dict)
    revisions: Mapping[int, int | None] = field(default_factory=dict)
    """Concept → the released revision its labels were read from."""

    def forms(self, key: str) -> Sequence[Form]:
        """The labels with this key as they may be written."""
        concepts = self.keys.get(key, ())
        return [form for concept in concepts for form in _forms(self.concepts[concept]).get(key, ())]


@lru_cache(maxsize=2_000)
def _forms(concept: Concept) -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = {}
    for row in concept.rows:
        for key, form in forms(row):
            found.setdefault(key, []).append(form)
    return found


def changed(
    known: Dictionary,
    number: int,
    concepts: Iterable[Concept],
    departments: Departments,
    revisions: Mapping[int, int | None],
) -> Dictionary:
    """`known` with these concepts as they are now, without those that `revisions` does not name, as of `number`."""
    fresh = [each for each in concepts if known.concepts.get(each.id) != each]
    left = known.concepts.keys() - revisions.keys()
    if not fresh and not left and known.number >= 0 and departments == known.departments:
        return replace(known, number=number, revisions=revisions)
    made = Dictionary(
        number,
        number,
        dict(known.concepts),
        dict(known.slugs),
        dict(known.keys),
        dict(known.longest),
        set(known.starts),
        departments,
        revisions,
    )
    for concept_id in [*left, *(each.id for each in fresh)]:
        _remove(made, concept_id)
    for concept in fresh:
        _add(made, concept)
    return made


def _remove(made: Dictionary, concept_id: int) -> None:
    concept = made.concepts.pop(concept_id, None)
    if concept is None:
        return
    made.slugs.pop(concept.slug, None)
    for key in _forms(concept):
        kept = tuple(each for each in made.keys.get(key, ()) if each != concept_id)
        if kept:
            made.keys[key] = kept
        else:
            made.keys.pop(key, None)


def _add(made: Dictionary, concept: Concept) -> None:
    made.concepts[concept.id] = concept
    made.slugs[concept.slug] = concept.id
    alone = (concept.id,)
    for row in concept.rows:
        for key, form in forms(row):
            others = made.keys.get(key, ())
            if concept.id not in others:
                made.keys[key] = (*others, concept.id) if others else alone
            first, number = key.partition(" ")[0], key.count(" ") + 1
            if made.longest.get(first, 0) < number:
                made.longest[first] = number
            if number == 1 and form.case is not Case.AS_WRITTEN and len(form.words[0]) >= LEAST_JOINED:
                made.starts.add(row.text[:START].casefold())
