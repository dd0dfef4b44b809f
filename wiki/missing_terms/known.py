"""Terms that are there already: those called like a word, and those that may be meant by it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from wiki.core import analysis
from wiki.core.text import fold
from wiki.entries.models import RELEASED, Entry
from wiki.glossary.models import TermLabel
from wiki.glossary.projection import ADMITTED, HIDDEN
from wiki.missing_terms.typed import key_of

LEAST_LIKENESS, CERTAIN = 0.34, 0.7
"""From here on a term is shown as one that may be meant, and offered beside the word in the list."""
_BEGINS, _ENDS, _SLIPS = 3, 5, 2
_LONGER, _MOST = 4, 5
"""So many letters are between a word and a label that is surely meant; so many terms are shown."""
_A_SLIP, _A_PART = 0.9, 0.5
"""How like a misspelling and a part of a compound are: the latter is seldom a synonym."""


@dataclass(frozen=True)
class Known:
    """A released term. `status` is what a word so near would be as a label of it: a slip of the pen stays hidden."""

    entry_id: int
    slug: str
    title: str
    label: str
    likeness: float
    status: str = ADMITTED


def known_as(session: Session, word: str) -> Known | None:
    """The released term that has this very label, in whatever language."""
    query = (
        _labels()
        .where(func.replace(TermLabel.folded, " ", "") == key_of(word))
        .order_by(TermLabel.preferred.desc(), TermLabel.id)
    )
    row = session.execute(query.limit(1)).first()
    return None if row is None else Known(row.id, row.slug, row.title_de or row.title_en, row.text, 1.0)


def perhaps_meant(
    session: Session, words: Sequence[str], language: str, *, certain: bool = False
) -> dict[str, list[Known]]:  # fmt: skip
    """Word → terms spelt or composed alike, the likeliest first; one query for all words. `certain`: those alone that
    are surely meant, which are found by a closer look at fewer labels, with one query more."""
    least = CERTAIN if certain else LEAST_LIKENESS
    narrowed = _alike(session, words) if certain else [each for word in words for each in _near(fold(word))]
    if not narrowed:
        return {}
    rows = session.execute(_labels().where(or_(*narrowed))).all()
    letters = [(row, analysis.trigrams(key_of(row.text))) for row in rows]
    found: dict[str, list[Known]] = {}
    for word in words:
        mine = analysis.trigrams(key_of(word))
        best: dict[int, Known] = {}
        for row, theirs in letters:
            if 3 * len(mine & theirs) < min(len(mine), len(theirs)):
                continue  # thousands of labels are told apart so; the others are looked at closely
            likeness = likeness_of(word, row.text)
            if likeness >= least and (row.id not in best or best[row.id].likeness < likeness):
                title = (row.title_de or row.title_en) if language == "de" else (row.title_en or row.title_de)
                best[row.id] = Known(row.id, row.slug, title, row.text, likeness, _status(word, row.text))
        found[word] = sorted(best.values(), key=lambda each: (-each.likeness, each.title))[:_MOST]
    return found


def likeness_of(one: str, other: str) -> float:
    """From 0 to 1: how much of their letters, in runs of three, two words share. Words that differ in their endings
    alone are the same; a compound is like each of its parts."""
    first, second = key_of(one), key_of(other)
    if not first or not second:
        return 0.0
    if sorted(analysis.stems(one)) == sorted(analysis.stems(other)) or analysis.joined(one) == analysis.joined(other):
        return 1.0
    mine, theirs = analysis.trigrams(first), analysis.trigrams(second)
    shared = len(mine & theirs)
    alike = 2 * shared / (len(mine) + len(theirs))
    if _is_slip(first, second):
        return max(alike, _A_SLIP)
    shorter, longer = sorted((first, second), key=len)
    is_part = len(shorter) >= _ENDS and (longer.startswith(shorter) or longer.endswith(shorter))
    return max(alike, _A_PART) if is_part else alike


def _is_slip(first: str, second: str) -> bool:
    longest = max(len(first), len(second))
    most = _SLIPS if longest >= 8 else 1
    return longest >= 4 and analysis.distance(first, second, most) <= most


def _status(word: str, label: str) -> str:
    """Hidden for what looks like a misspelling of the label."""
    same_key = sorted(analysis.stems(word)) == sorted(analysis.stems(label))
    one, other = key_of(word), key_of(label)
    return HIDDEN if not same_key and one != other and _is_slip(one, other) else ADMITTED


def _near(folded: str) -> list[ColumnElement[bool]]:
    """What narrows the labels that are compared letter by letter: how the words of `folded` begin and end."""
    found: list[ColumnElement[bool]] = []
    for word in folded.split():
        if len(word) >= _BEGINS:
            found += [TermLabel.folded.startswith(word[:_BEGINS]), TermLabel.folded.contains(f" {word[:_BEGINS]}")]
        if len(word) > _ENDS:
            found.append(TermLabel.folded.contains(word[-_ENDS:]))
    return found


def _alike(session: Session, words: Sequence[str]) -> list[ColumnElement[bool]]:
    """The labels that begin or end like one of the words, are about as long and share two fifths of their letters, in
    runs of three. Each label is compared with those words alone: tens of thousands of labels are gone through."""
    starts, ends = _by_part(words, slice(_BEGINS)), _by_part(words, slice(-_ENDS, None))
    columns = select(TermLabel.id, TermLabel.folded)
    last = func.substr(TermLabel.folded, func.length(TermLabel.folded) - _ENDS + 1)
    begins = func.substr(TermLabel.folded, 1, _BEGINS)
    has_several = TermLabel.folded.contains(" ")
    columns = columns.where(or_(begins.in_(starts), last.in_(ends), has_several))
    letters = {word: (len(key_of(word)), analysis.trigrams(key_of(word))) for word in words}
    found = []
    for label_id, folded in session.execute(columns).tuples():
        near = {word for part in folded.split() for word in starts.get(part[:_BEGINS], ())}
        near.update(ends.get(folded[-_ENDS:], ()))
        key = folded.replace(" ", "")
        near = {word for word in near if abs(letters[word][0] - len(key)) <= _LONGER}
        theirs = analysis.trigrams(key) if near else frozenset()
        if any(5 * len(letters[word][1] & theirs) >= len(letters[word][1]) + len(theirs) for word in near):
            found.append(label_id)
    return [TermLabel.id.in_(found)] if found else []


def _by_part(words: Sequence[str], place: slice) -> dict[str, set[str]]:
    """Beginning or end → the words that have it."""
    found: dict[str, set[str]] = {}
    for word in words:
        for part in fold(word).split():
            if len(part) >= _BEGINS:
                found.setdefault(part[place], set()).add(word)
    return found


def _labels() -> Select[tuple[int, str, str, str, str]]:
    columns = (Entry.id, Entry.slug, Entry.title_de, Entry.title_en, TermLabel.text)
    return select(*columns).join(TermLabel, TermLabel.term_id == Entry.id).where(Entry.status == RELEASED)
