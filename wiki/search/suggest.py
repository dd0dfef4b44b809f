"""As-you-type: entries whose labels begin with what was typed, or hold a word that does, or hold it inside a word."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.core.text import clean_line, fold, sort_key_words
from wiki.entries.kinds import Kinds
from wiki.entries.links import entry_url
from wiki.entries.models import RELEASED, Entry
from wiki.entries.queries import entries_by_id
from wiki.entries.rights import readable
from wiki.glossary.models import TermLabel

MOST = 10
MOST_CHARACTERS = 100
_HIDDEN = "hidden"
_TO_BASE = (("ae", "a"), ("oe", "o"), ("ue", "u"))


@dataclass(frozen=True)
class Suggestion:
    """An entry to go to. `label` is what matched; `title` what the entry is called."""

    label: str
    title: str
    kind: str
    kind_label: str
    url: str
    slug: str


@dataclass(frozen=True)
class _Candidate:
    rank: int
    folded: str
    entry_id: int
    label: str


def suggest(session: Session, actor: Actor, text: str, language: str, kind: str = "") -> list[Suggestion]:
    """At most ten entries for what was typed so far; three queries."""
    wanted = fold(clean_line(text)[:MOST_CHARACTERS])
    if not wanted:
        return []
    candidates = [*_labels(session, actor, wanted, kind), *_titles(session, actor, text, language, kind)]
    best: dict[int, _Candidate] = {}
    for each in sorted(candidates, key=lambda each: (each.rank, len(each.folded), each.folded)):
        best.setdefault(each.entry_id, each)
    chosen = list(best.values())[:MOST]
    entries = entries_by_id(session, [each.entry_id for each in chosen])
    kinds = wired(session, Kinds)
    found = []
    for candidate in chosen:
        entry = entries[candidate.entry_id]
        title = entry.title(language)
        kind_label = str(kinds.of(entry).label)
        label = candidate.label or title
        found.append(Suggestion(label, title, entry.kind, kind_label, entry_url(kinds, entry), entry.slug))
    return found


def _rank(column: InstrumentedAttribute[str], wanted: str) -> ColumnElement[int]:
    """0 the very words, 1 begins so, 2 a word of it begins so, 3 inside."""
    return case(
        (column == wanted, 0),
        (column.startswith(wanted, autoescape=True), 1),
        (column.contains(f" {wanted}", autoescape=True), 2),
        else_=3,
    )


def _labels(session: Session, actor: Actor, wanted: str, kind: str) -> Iterator[_Candidate]:
    if kind not in ("", "term"):
        return
    rank = _rank(TermLabel.folded, wanted).label("rank")
    query = (
        select(rank, TermLabel.folded, TermLabel.term_id, TermLabel.text, TermLabel.status)
        .join(Entry, Entry.id == TermLabel.term_id)
        .where(readable(actor), Entry.status == RELEASED, TermLabel.folded.contains(wanted, autoescape=True))
        .order_by(rank, func.length(TermLabel.folded), TermLabel.folded)
        .limit(3 * MOST)
    )
    for place, folded, term_id, label, status in session.execute(query):
        yield _Candidate(place, folded, term_id, "" if status == _HIDDEN else label)


def _titles(session: Session, actor: Actor, text: str, language: str, kind: str) -> Iterator[_Candidate]:
    columns = (Entry.sort_de, Entry.sort_en) if language == "de" else (Entry.sort_en, Entry.sort_de)
    wanted = _bases(text)
    conditions = [column.contains(base, autoescape=True) for column in columns for base in wanted]
    rank = _rank(columns[0], wanted[0]).label("rank")
    query = (
        select(rank, Entry.id, Entry.title_de, Entry.title_en)
        .where(readable(actor), Entry.status == RELEASED, Entry.kind == kind if kind else Entry.kind != "term")
        .where(or_(*conditions))
        .order_by(rank, columns[0])
        .limit(2 * MOST)
    )
    for place, entry_id, german, english in session.execute(query):
        title = (german or english) if language == "de" else (english or german)
        yield _Candidate(place, fold(title), entry_id, "")


def _bases(text: str) -> list[str]:
    """What was typed as titles are sorted, umlauts as their base letter: typed as ü, u or ue."""
    base = sort_key_words(clean_line(text)[:MOST_CHARACTERS]).partition("\x01")[0]
    plain = base
    for digraph, letter in _TO_BASE:
        plain = plain.replace(digraph, letter)
    return list(dict.fromkeys((base, plain)))
