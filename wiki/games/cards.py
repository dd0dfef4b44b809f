"""Cards to turn: a term on one side, what it means on the other. Which ones somebody knows is kept nowhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload

from wiki.access.permissions import Actor
from wiki.core import markdown
from wiki.core.db import wired
from wiki.core.text import LANGUAGES, shorten
from wiki.entries import links
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kinds
from wiki.entries.links import Target
from wiki.entries.page import Shown, local
from wiki.games.rounds import Round, cut
from wiki.glossary.models import Term
from wiki.questions.picking import mixed
from wiki.questions.texts import without

A_ROUND = 10
_LONGEST_EXAMPLE = 360
_USABLE = ("preferred", "admitted")


@dataclass(frozen=True)
class Difference:
    """A term that is easily taken for this one, and what sets them apart."""

    target: Target
    text: Shown


@dataclass(frozen=True)
class Card:
    """A term with what it means, for one reader."""

    slug: str
    title: Shown
    meaning: Shown
    hint: str
    """The meaning without the words of the term itself."""
    example: Shown
    other: Shown
    """What it is called in the other language."""
    also: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


def deal(
    session: Session, actor: Actor, language: str, chosen: ColumnElement[bool], day: date, number: int = 1
) -> Round[Card]:
    """The cards of one round. The order is another one each day, and the same for everybody on it."""
    rows = session.execute(select(Term.id, Term.slug).where(chosen)).all()
    dealt = cut(mixed(rows, day.isoformat(), lambda row: str(row.slug)), number, A_ROUND)
    return dealt.of(cards_of_terms(session, actor, language, [row.id for row in dealt.items]))


def cards_of_terms(session: Session, actor: Actor, language: str, ids: Sequence[int]) -> list[Card]:
    """The cards of these terms, in this order; a fixed number of queries."""
    query = select(Term).where(Term.id.in_(ids)).options(joinedload(Term.released), selectinload(Term.labels))
    terms = {each.id: each for each in session.scalars(query)}
    contents = {term_id: _content(session, term) for term_id, term in terms.items()}
    targets = links.resolve(session, wired(session, Kinds), actor, language, _confused_of(contents.values()))
    return [card_of(terms[each], contents[each], language, targets) for each in ids if each in terms]


def _content(session: Session, term: Term) -> Payload:
    kind, revision = wired(session, Kinds).of(term), term.released
    return kind.read(revision.payload, revision.schema_version) if revision is not None else {}


def _confused_of(contents: Iterable[Payload]) -> set[tuple[str, str]]:
    return {("term", row["entry"]) for content in contents for row in content.get("confused_with", ())}


def card_of(term: Term, content: Payload, language: str, targets: Mapping[tuple[str, str], Target]) -> Card:
    """One card in `language`, as far as the term is written in it."""
    title = local({"de": term.title_de, "en": term.title_en}, language)
    meaning = local({"de": term.summary_de, "en": term.summary_en}, language)
    spoken = [each for each in term.labels if each.language == meaning.language and each.status != "hidden"]
    example = local(content.get("example"), language)
    plain = shorten(markdown.plain(example.text), _LONGEST_EXAMPLE)
    return Card(
        slug=term.slug,
        title=title,
        meaning=meaning,
        hint=without(meaning.text, [each.text for each in spoken]),
        example=Shown(plain, example.language),
        other=_other(term, title.language),
        also=tuple(
            each.text for each in term.labels
            if each.language == title.language and each.status in _USABLE and each.text != title.text
        ),
        differences=tuple(_differences(content, language, targets)),
    )  # fmt: skip


def _other(term: Term, language: str) -> Shown:
    for other in LANGUAGES:
        if other != language and (name := term.title_de if other == "de" else term.title_en):
            return Shown(name, other)
    return Shown()


def _differences(content: Payload, language: str, targets: Mapping[tuple[str, str], Target]) -> list[Difference]:
    rows = [(targets.get(("term", row["entry"])), local(row.get("difference"), language))
            for row in content.get("confused_with", ())]  # fmt: skip
    return [Difference(target, text) for target, text in rows if target is not None and text]
