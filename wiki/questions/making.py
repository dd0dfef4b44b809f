"""Questions about released entries, in a language. What all callers use."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from sqlalchemy.orm import Session

from wiki.questions.about_concepts import which_definition, which_is_meant
from wiki.questions.about_duties import read_answerers, read_functions, who_answers
from wiki.questions.about_processes import PROCESS, read_steps, what_comes_next, who_does
from wiki.questions.asking import Source, read_sources
from wiki.questions.choosing import choose, spread
from wiki.questions.concepts import TERM, read_concepts
from wiki.questions.picking import mixed
from wiki.questions.question import ANSWERS_FOR, CONFUSED, DEFINITION, NEXT_STEP, Question

Sorts = Mapping[str, Iterable[Question | None]]
"""Sort → the questions of it, None where one cannot be asked."""


def questions_about(session: Session, language: str, entry_ids: Sequence[int], most: int) -> list[Question]:
    """At most `most` questions about these entries, as far as they are released: about each once before about any
    twice, spread over all of them where there are more, the sorts mixed, no pair of terms twice. The number of queries
    does not depend on how many entries there are."""
    found = [sorts for _source, sorts in _about(session, language, entry_ids)]
    return choose(spread(found, most), most)


def about_each(session: Session, language: str, entry_ids: Iterable[int]) -> dict[int, Iterator[Question]]:
    """For each of the entries that is released every question that can be asked, one of each sort before the next of
    any; which sort begins differs from entry to entry. They are made while somebody looks at them."""
    found = _about(session, language, entry_ids)
    return {source.id: _in_turns(sorts.values()) for source, sorts in found}


def _about(session: Session, language: str, entry_ids: Iterable[int]) -> Iterator[tuple[Source, Sorts]]:
    """The released entries with their questions by sort, the sorts in an order of the entry's own."""
    sources = read_sources(session, language, entry_ids)
    found = _about_terms(session, language, [each for each in sources.values() if each.kind == TERM])
    found |= _about_others(session, language, [each for each in sources.values() if each.kind != TERM])
    for each in sources.values():
        sorts = found[each.id]
        yield each, {sort: sorts[sort] for sort in mixed(sorts, f"{each.kind}:{each.slug}", str)}


def _about_terms(session: Session, language: str, sources: Sequence[Source]) -> dict[int, Sorts]:
    concepts = read_concepts(session, language, (each.id for each in sources))
    return {
        each.id: {
            DEFINITION: (which_definition(one, concepts) for one in (each,)),
            CONFUSED: which_is_meant(each, concepts),
        }
        for each in sources
    }


def _about_others(session: Session, language: str, sources: Sequence[Source]) -> dict[int, Sorts]:
    if not sources:
        return {}
    functions = read_functions(session)
    names = {slug: each.name(language) for slug, each in functions.items()}
    answerers = read_answerers(session, sources, functions)
    found: dict[int, Sorts] = {}
    for each in sources:
        steps = read_steps(each, names) if each.kind == PROCESS else ()
        found[each.id] = {
            NEXT_STEP: what_comes_next(each, steps),
            ANSWERS_FOR: chain([who_answers(each, answerers)], who_does(each, steps)),
        }
    return found


def _in_turns(lists: Iterable[Iterable[Question | None]]) -> Iterator[Question]:
    """The first of each, then the second of each, …"""
    waiting = [(each for each in questions if each is not None) for questions in lists]
    while waiting:
        going = [(questions, next(questions, None)) for questions in waiting]
        yield from (question for _questions, question in going if question is not None)
        waiting = [questions for questions, question in going if question is not None]
