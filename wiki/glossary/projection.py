"""A released concept's labels as rows: for lists, search and the rule that a preferred label means one thing."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.core.errors import Conflict, Invalid, Problem
from wiki.core.text import fold, sort_key_words
from wiki.entries.fields import Payload
from wiki.entries.models import Entry
from wiki.glossary.models import Term, TermLabel

PREFERRED, ADMITTED, DEPRECATED, HIDDEN = "preferred", "admitted", "deprecated", "hidden"
_AT_ONCE = 500

Claim = tuple[str, str, str]
"""What a preferred label claims: language, folded text, folded scope."""


def status(label: Payload) -> str:
    """A label's status, the default filled in."""
    return str(label.get("status", ADMITTED))


def folded(text: str) -> str:
    """A label or scope as it is compared. Folding can make a text longer; the column holds 200 characters."""
    return fold(text)[:200]


def project(session: Session, entry: Term, payload: Payload) -> None:
    """Write the labels; Invalid when another concept already prefers one of them in the same scope."""
    entry.scope = payload.get("scope", "")
    rows = list(_rows(entry, payload))
    if _stands(session, entry, rows):
        return
    withdraw(session, entry)
    claims = {claim: index for index, claim in _claims(entry, payload)}
    for claim, other in _held(session, list(claims), [entry.id]).items():
        raise Invalid([_taken(payload, claims[claim], other)])
    _write(session, rows)
    session.expire(entry, ["labels"])


def project_new(session: Session, items: Sequence[tuple[Term, Payload]]) -> list[tuple[Term, Problem]]:
    """Write the labels of many new entries; returns the labels that another concept, there or among them, prefers."""
    problems: list[tuple[Term, Problem]] = []
    claimed: dict[Claim, tuple[Term, Payload, int]] = {}
    for entry, payload in items:
        entry.scope = payload.get("scope", "")
        for index, claim in _claims(entry, payload):
            if claim in claimed:
                problems.append((entry, _taken(payload, index, claimed[claim][0])))
            claimed.setdefault(claim, (entry, payload, index))
    for claim, other in _held(session, list(claimed), []).items():
        entry, payload, index = claimed[claim]
        problems.append((entry, _taken(payload, index, other)))
    session.flush()
    rows = [row for entry, payload in items for row in _rows(entry, payload)]
    if rows and not problems:
        _write(session, rows)
    return problems


def _write(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert labels. Somebody may have released one of them since it was looked for: then the index says no."""
    try:
        with session.begin_nested():
            session.execute(insert(TermLabel), rows)
    except IntegrityError as error:
        message = _l("Another concept took one of these labels as preferred at this moment. Please try again.")
        raise Conflict(message) from error


def withdraw(session: Session, entry: Term) -> None:
    """Take the labels away."""
    for label in list(session.scalars(select(TermLabel).where(TermLabel.term_id == entry.id))):
        session.delete(label)
    session.flush()


def _stands(session: Session, entry: Term, rows: list[dict[str, Any]]) -> bool:
    """Whether these labels are there already: most releases change a text and no label."""
    table = TermLabel.__table__.c
    names = [name for name in table.keys() if name != "id"]  # noqa: SIM118 - a collection of columns, not a dictionary
    query = select(*(table[name] for name in names)).where(table.term_id == entry.id).order_by(table.position)
    return [dict(zip(names, row, strict=True)) for row in session.execute(query)] == rows


def _rows(entry: Term, payload: Payload) -> Iterator[dict[str, Any]]:
    for index, label in enumerate(payload["labels"]):
        yield {
            "term_id": entry.id,
            "position": index,
            "language": label["language"],
            "text": label["text"],
            "folded": folded(label["text"]),
            "sort_key": sort_key_words(label["text"]),
            "type": label.get("type", "full"),
            "status": status(label),
            "preferred": status(label) == PREFERRED,
            "scope": folded(entry.scope),
        }


def _claims(entry: Term, payload: Payload) -> Iterator[tuple[int, Claim]]:
    for index, label in enumerate(payload["labels"]):
        if status(label) == PREFERRED:
            yield index, (label["language"], folded(label["text"]), folded(entry.scope))


def _held(session: Session, claims: list[Claim], but: list[int]) -> dict[Claim, Entry]:
    """The claims that entries other than `but` hold, with their holders."""
    wanted, texts = set(claims), sorted({claim[1] for claim in claims})
    found: dict[Claim, Entry] = {}
    for start in range(0, len(texts), _AT_ONCE):
        query = (
            select(TermLabel, Entry)
            .join(Entry, TermLabel.term_id == Entry.id)
            .where(TermLabel.preferred, TermLabel.folded.in_(texts[start : start + _AT_ONCE]))
            .where(TermLabel.term_id.not_in(but))
        )
        for label, other in session.execute(query):
            claim = (label.language, label.folded, label.scope)
            if claim in wanted:
                found[claim] = other
    return found


def _taken(payload: Payload, index: int, other: Entry) -> Problem:
    label = payload["labels"][index]
    message = _l(
        "“%(text)s” is already the preferred label of “%(other)s”. Use another one, or say where each applies.",
        text=label["text"],
        other=other.title(label["language"]),
    )
    return Problem(f"labels-{index}-text", message)
