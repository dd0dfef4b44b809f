"""“Is a synonym of …”: what is missing becomes a further label of a term that is there. Works inside a writing
transaction and flushes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core.db import wired
from wiki.core.errors import Invalid, Problem
from wiki.core.text import is_slug
from wiki.entries import payload as payloads
from wiki.entries import queries
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import RELEASED as PUBLISHED
from wiki.entries.models import Entry, Revision
from wiki.entries.release import content_of, release
from wiki.entries.second_pair import second_pair_needed
from wiki.entries.service import Edit, Intent, save
from wiki.glossary.projection import ADMITTED, DEPRECATED, HIDDEN
from wiki.missing_terms.deciding import chosen, demand_state, move
from wiki.missing_terms.known import known_as
from wiki.missing_terms.models import OPEN, RELEASED, WRITING, MissingTerm
from wiki.missing_terms.typed import key_of

TERM = "term"
STATUSES = (ADMITTED, DEPRECATED, HIDDEN)
"""What a further label may be; the preferred one is chosen by editing the term."""


@dataclass(frozen=True)
class Naming:
    """Of which term (its address or what it is called), and as what."""

    slug: str
    status: str = ADMITTED


def make_label(session: Session, actor: Actor, term_id: int, naming: Naming) -> MissingTerm:
    """Add all its words to the term: released at once where the actor may and nobody has begun another version, else
    waiting for release. Those who asked are told."""
    term = chosen(session, actor, term_id)
    demand_state(term, OPEN)
    entry = _named(session, naming.slug)
    problems = []
    if entry is None or entry.status != PUBLISHED:
        problems.append(Problem("entry", _l("Please choose a released term.")))
    if naming.status not in STATUSES:
        problems.append(Problem("status", _l("Please choose one of the list.")))
    if problems or entry is None:
        raise Invalid(problems)
    is_out = _add(session, actor, entry, term, naming.status)
    term.entry_id, term.as_label = entry.id, True
    move(session, actor, term, RELEASED if is_out else WRITING, "named" if is_out else "taken")
    return term


def _named(session: Session, named: str) -> Entry | None:
    """The term with this address, else the one called so: without script people type its name."""
    entry = queries.find_by_slug(session, TERM, named[:100]) if is_slug(named) else None
    known = known_as(session, named) if entry is None and named else None
    return session.get(Entry, known.entry_id) if known is not None else entry


def _add(session: Session, actor: Actor, entry: Entry, term: MissingTerm, status: str) -> bool:
    """Save the labels; returns whether readers find them now."""
    entry = queries.lock(session, entry)
    kind, head = wired(session, Kinds).of(entry), queries.head(session, entry.id)
    before = content_of(kind, head)
    content = _labelled(kind, before, term, status)
    goes_on_from_what_is_released = head is not None and head.id == entry.released_id
    intent = Intent.REVIEW if goes_on_from_what_is_released else Intent.DRAFT
    note = _("“%(word)s” was looked for", word=term.word)
    number = head.number if head is not None else 0
    saved = save(session, actor, entry, Edit(content, number, note, minor=True, intent=intent))
    if saved.revision is None:
        return goes_on_from_what_is_released
    if not goes_on_from_what_is_released or not _may_release(session, actor, entry, saved.revision):
        return False
    release(session, actor, saved.revision)
    return True


def _may_release(session: Session, actor: Actor, entry: Entry, revision: Revision) -> bool:
    return actor.may(Permission.ENTRY_RELEASE) and not second_pair_needed(session, actor, entry, revision)


def _labelled(kind: Kind, before: Payload, term: MissingTerm, status: str) -> Mapping[str, Any]:
    labels = list(before.get("labels", ()))
    there = {(label["language"], key_of(label["text"])) for label in labels}
    fresh = [word for word in term.words if (word.language, word.folded) not in there]
    labels += [{"language": word.language, "text": word.text, "status": status} for word in fresh]
    content, problems = payloads.clean(kind, {**before, "labels": labels})
    if problems:
        raise Invalid([Problem("entry", each.message) for each in problems])
    return content
