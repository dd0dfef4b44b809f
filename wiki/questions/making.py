"""Questions about released entries, in a language. What all callers use."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from wiki.questions.about_concepts import which_definition, which_is_meant
from wiki.questions.about_duties import read_answerers, read_functions, who_answers
from wiki.questions.about_processes import PROCESS, about_steps
from wiki.questions.asking import Source, read_sources
from wiki.questions.concepts import read_concepts
from wiki.questions.picking import mixed
from wiki.questions.question import Question

TERM = "term"

T = TypeVar("T")


def questions_about(session: Session, language: str, entry_ids: Sequence[int], most: int) -> list[Question]:
    """At most `most` questions about these entries, as far as they are released: in the order of the entries, about
    each once before about any twice. The number of queries does not depend on how many entries there are."""
    return _in_turns(all_about(session, language, entry_ids))[:most]


def all_about(session: Session, language: str, entry_ids: Iterable[int]) -> list[list[Question]]:
    """For each of the entries every question that can be asked, the sorts in turns; none for some."""
    sources = read_sources(session, language, entry_ids)
    terms = [each for each in sources.values() if each.kind == TERM]
    others = [each for each in sources.values() if each.kind != TERM]
    found = {each.id: list(about) for each, about in _about_terms(session, language, terms)}
    found |= {each.id: list(about) for each, about in _about_others(session, language, others)}
    return [_sorts_in_turns(each, found[each.id]) for each in sources.values()]


Found = Iterator[tuple[Source, Iterable[Question]]]


def _about_terms(session: Session, language: str, sources: Sequence[Source]) -> Found:
    concepts = read_concepts(session, language, (each.id for each in sources))
    for each in sources:
        definition = which_definition(each, concepts)
        yield each, [*which_is_meant(each, concepts), *([definition] if definition is not None else [])]


def _about_others(session: Session, language: str, sources: Sequence[Source]) -> Found:
    if not sources:
        return
    functions = read_functions(session)
    names = {slug: each.name(language) for slug, each in functions.items()}
    answerers = read_answerers(session, sources, functions)
    for each in sources:
        answers = who_answers(each, answerers)
        steps = about_steps(each, names) if each.kind == PROCESS else ()
        yield each, [*steps, *([answers] if answers is not None else [])]


def _sorts_in_turns(source: Source, found: Sequence[Question]) -> list[Question]:
    """Questions of one entry: one of each sort, then the next of each; which begins differs from entry to entry."""
    seed = f"{source.kind}:{source.slug}"
    by_sort = [
        mixed((each for each in found if each.sort == sort), seed, lambda each: each.key)
        for sort in mixed({each.sort for each in found}, seed, str)
    ]
    return _in_turns(by_sort)


def _in_turns(lists: Sequence[Sequence[T]]) -> list[T]:
    """The first of each, then the second of each, …"""
    longest = max((len(each) for each in lists), default=0)
    return [each[turn] for turn in range(longest) for each in lists if turn < len(each)]
