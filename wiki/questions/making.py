"""Questions about released entries, in a language. What all callers use."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy.orm import Session

from wiki.questions.about_concepts import which_definition, which_is_meant
from wiki.questions.asking import Source, read_sources
from wiki.questions.concepts import read_concepts
from wiki.questions.picking import mixed
from wiki.questions.question import Question

TERM = "term"


def questions_about(session: Session, language: str, entry_ids: Sequence[int], most: int) -> list[Question]:
    """At most `most` questions about these entries, as far as they are released: in the order of the entries, about
    each once before about any twice. The number of queries does not depend on how many entries there are."""
    return _one_after_another(all_about(session, language, entry_ids), most)


def all_about(session: Session, language: str, entry_ids: Iterable[int]) -> list[list[Question]]:
    """For each of the entries every question that can be asked, the sorts mixed; none for some."""
    sources = read_sources(session, language, entry_ids)
    concepts = read_concepts(session, language, (each.id for each in sources.values() if each.kind == TERM))

    def made(source: Source) -> Iterator[Question]:
        if source.kind == TERM:
            yield from which_is_meant(source, concepts)
            definition = which_definition(source, concepts)
            if definition is not None:
                yield definition

    return [mixed(made(each), f"{each.kind}:{each.slug}", lambda question: question.key) for each in sources.values()]


def _one_after_another(found: Sequence[Sequence[Question]], most: int) -> list[Question]:
    """The first of each, then the second of each, …"""
    longest = max((len(each) for each in found), default=0)
    turns = [each[turn] for turn in range(longest) for each in found if turn < len(each)]
    return turns[:most]
