"""Questions about concepts: which definition fits, and which of two confused ones is meant."""

from collections.abc import Iterator

from flask_babel import gettext as _

from wiki.core.text import shorten
from wiki.questions.asking import Source
from wiki.questions.concepts import Concept, Concepts
from wiki.questions.picking import FEWEST_WRONG, MOST_WRONG, mixed, option_key, options_of
from wiki.questions.question import CONFUSED, DEFINITION, Option, Question
from wiki.questions.texts import alike, says, without

_LONGEST_EXAMPLE = 600


def which_definition(source: Source, concepts: Concepts) -> Question | None:
    """Which definition fits the concept: beside its own those of concepts near it. None where too few are near."""
    asked = concepts.by_id.get(source.id)
    if asked is None:
        return None
    key = f"{DEFINITION}:term:{asked.slug}"
    wrong = _wrong_definitions(asked, concepts, key)
    if len(wrong) < FEWEST_WRONG:
        return None
    right = Option(asked.slug, without(asked.definition, asked.words), read_on=source.read_on)
    others = [
        Option(
            each.slug,
            without(each.definition, (*asked.words, *each.words)),
            concepts.difference(asked.id, each.id),
            each.read_on,
        )
        for each in wrong
    ]
    return Question(
        key=key,
        sort=DEFINITION,
        prompt=_("What does “%(term)s” mean?", term=asked.title),
        options=options_of(key, [right, *others]),
        right=option_key(key, asked.slug),
        why=_why(source),
        read_on=source.read_on,
        language=source.language,
        entry_ids=(asked.id,),
    )


def _why(source: Source) -> str:
    example = source.text("example")
    if example and len(example) <= _LONGEST_EXAMPLE:
        return str(_("For example: %(example)s", example=example))
    return shorten(source.text("note"), _LONGEST_EXAMPLE)


def _wrong_definitions(asked: Concept, concepts: Concepts, key: str) -> list[Concept]:
    """Concepts that are wrong for sure and yet near: never broader ones, whose definition fits as well, nor narrower
    ones, nor one that shares a label or says the same."""
    never = concepts.above(asked.id) | concepts.below(asked.id) | {asked.id}
    chosen: list[Concept] = []
    for each in _nearest_first(asked, concepts, key):
        if each.id in never or each.names & asked.names:
            continue
        if any(alike(each.definition, other.definition) for other in (asked, *chosen)):
            continue
        chosen.append(each)
        if len(chosen) == MOST_WRONG:
            break
    return chosen


def _nearest_first(asked: Concept, concepts: Concepts, key: str) -> Iterator[Concept]:
    """Those that do not name what is asked; of these confused ones, then siblings, then related ones, then the rest of
    the field; and before others the ones about as long, so that length tells nothing."""
    confused, related = concepts.confused.get(asked.id, ()), concepts.related.get(asked.id, ())
    siblings = concepts.siblings(asked.id)

    def distance(each: Concept) -> tuple[bool, int, bool]:
        near = 0 if each.id in confused else 1 if each.id in siblings else 2 if each.id in related else 3
        longer, shorter = sorted((len(each.definition), len(asked.definition)), reverse=True)
        return says(each.definition, asked.words), near, longer > 1.6 * shorter

    yield from sorted(mixed(concepts.by_id.values(), key, lambda each: each.slug), key=distance)


def which_is_meant(source: Source, concepts: Concepts) -> Iterator[Question]:
    """For each concept that this one is confused with, whichever of them says so: which of the two a definition is
    about."""
    asked = concepts.by_id.get(source.id)
    if asked is None:
        return
    for other in mixed(_confused(asked, concepts), asked.slug, lambda each: each.slug):
        key = f"{CONFUSED}:term:{asked.slug}:{other.slug}"[:200]
        options = [Option(asked.slug, asked.title), Option(other.slug, other.title)]
        yield Question(
            key=key,
            sort=CONFUSED,
            prompt=_("Which of the two is meant?"),
            options=options_of(key, options),
            right=option_key(key, asked.slug),
            why=concepts.difference(asked.id, other.id),
            read_on=source.read_on,
            quoted=without(asked.definition, (*asked.words, *other.words)),
            language=source.language,
            entry_ids=(asked.id, other.id),
        )


def _confused(asked: Concept, concepts: Concepts) -> list[Concept]:
    """Those of another name, and of which somebody says what sets them apart."""
    found = [concepts.by_id[each] for each in concepts.confused.get(asked.id, ()) if each in concepts.by_id]
    return [each for each in found if not each.names & asked.names and concepts.difference(asked.id, each.id)]
