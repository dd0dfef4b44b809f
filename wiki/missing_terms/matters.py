"""What people are told of missing terms: editors of what is asked for, who asked of every outcome."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Permission
from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Told
from wiki.entries.models import Entry
from wiki.missing_terms.models import OPEN, MissingTerm, TermRequest
from wiki.people.queries import holders_of_permission

OUTCOMES = ("declined", "taken", "named", "released", "merged")
CLOSING = frozenset(f"missing_term.{verb}" for verb in (*OUTCOMES, "withdrawn"))


def _deciding(session: Session, event: Taken) -> Iterable[Told]:
    """Whoever writes entries, once a term: further people who ask for it are seen there."""
    term = session.get(MissingTerm, event.data["missing_term"])
    if term is None or term.state != OPEN:
        return
    asked = session.scalar(select(func.count()).where(TermRequest.term_id == term.id)) or 0
    if asked > 1:
        return
    people = frozenset(each.id for each in holders_of_permission(session, Permission.ENTRY_WRITE))
    yield Told(people - {event.actor_id or 0}, event.actor_id, {"missing_term": term.id, "word": term.word})


def _is_decided(session: Session, data: Mapping[str, Any]) -> bool:
    term = session.get(MissingTerm, data["missing_term"])
    return term is None or term.state != OPEN


def _askers(session: Session, event: Taken) -> Iterable[Told]:
    """Everybody who asked, each with the word they asked for."""
    term = session.get(MissingTerm, event.data["missing_term"])
    if term is None:
        return
    entry = session.get(Entry, event.entry_id) if event.entry_id is not None else None
    address = {"slug": entry.slug} if entry is not None else {}
    note = {"note": term.reason} if event.name == "missing_term.declined" else {}
    for request in session.scalars(select(TermRequest).where(TermRequest.term_id == term.id)):
        if request.asked_by_id not in (None, event.actor_id):
            data = {"missing_term": term.id, "word": request.word, **address, **note}
            yield Told(frozenset({request.asked_by_id}), event.actor_id, data)


def _askers_of_the_other(session: Session, event: Taken) -> Iterable[Told]:
    """Who asked for what was put together with another."""
    into = session.get(MissingTerm, event.data["into"])
    people = frozenset(each for each in event.data["people"] if each not in (None, event.actor_id))
    if into is not None and people:
        yield Told(people, event.actor_id, {"missing_term": into.id, "word": event.data["word"], "other": into.word})


def _url(data: Mapping[str, Any], absolute: bool) -> str:
    if data.get("slug"):
        return url_for("term.page", slug=data["slug"], _external=absolute)
    return url_for("missing_terms.page", number=data["missing_term"], _external=absolute)


def _says(sentence: Callable[[str, str, str], str]) -> Callable[[Mapping[str, Any], str, str], str]:
    """A sentence of the word, the title of the term it became and the word it was put together with."""

    def say(data: Mapping[str, Any], _name: str, title: str) -> str:
        return sentence(str(data.get("word", "")), title, str(data.get("other", "")))

    return say


def _asked(word: str, _title: str, _other: str) -> str:
    return str(_("Somebody asks for the term “%(word)s”", word=word))


def _declined(word: str, _title: str, _other: str) -> str:
    return str(_("“%(word)s”, which you asked for, will not be a term", word=word))


def _taken(word: str, _title: str, _other: str) -> str:
    return str(_("“%(word)s”, which you asked for, is being written", word=word))


def _named(word: str, title: str, _other: str) -> str:
    return str(_("“%(word)s”, which you asked for, leads to “%(title)s” now", word=word, title=title))


def _released(word: str, title: str, _other: str) -> str:
    if title and title != word:
        return str(_("“%(word)s”, which you asked for, is released: see “%(title)s”", word=word, title=title))
    return str(_("“%(word)s”, which you asked for, is released", word=word))


def _merged(word: str, _title: str, other: str) -> str:
    return str(_("“%(word)s”, which you asked for, is looked at together with “%(other)s”", word=word, other=other))


def _reopened(word: str, _title: str, _other: str) -> str:
    return str(_("“%(word)s”, which you asked for, waits for a decision again", word=word))


_NEWS = (
    ("declined", "x-lg", _declined), ("taken", "pencil", _taken), ("named", "link-45deg", _named),
    ("released", "check2", _released), ("reopened", "arrow-counterclockwise", _reopened),
)  # fmt: skip

MATTERS = (
    Matter(
        "missing_term_asked", "missing_term.asked", "question-circle", _deciding, _says(_asked), _url,
        is_done=_is_decided, closing_events=CLOSING, keyed_by="missing_term",
    ),
    Matter.news("missing_term.merged", "copy", _askers_of_the_other, _says(_merged), _url),
    *(Matter.news(f"missing_term.{verb}", icon, _askers, _says(sentence), _url) for verb, icon, sentence in _NEWS),
)  # fmt: skip
