"""What the addresses of the signals' pages ask for; what is not known is not asked."""

from collections.abc import Sequence
from dataclasses import replace

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.models import Entry, EntrySlug
from wiki.entries.options import FIELD_OF_ACTION
from wiki.entries.rights import readable
from wiki.people.models import Department
from wiki.people.queries import subtree_ids
from wiki.signals.listing import ORDERS, SHOWS, WAITS, Asked
from wiki.signals.models import SEVERITIES, SORTS, SOURCES

NOT_JUDGED = "none"


def asked_list(session: Session, actor: Actor, departments: Sequence[Department], at: Entry | None) -> Asked:
    """What the list is narrowed to."""
    severities = (*SEVERITIES[:-1], NOT_JUDGED)
    asked = Asked(
        show=_one_of("show", tuple(SHOWS)) or WAITS,
        order=_one_of("order", ORDERS) or ORDERS[0],
        sort=_one_of("sort", SORTS),
        source=_one_of("source", SOURCES),
        severity=_one_of("severity", severities),
        field=_one_of("field", [option.value for option in FIELD_OF_ACTION.options]),
        entry_id=at.id if at is not None else None,
        step_key=request.args.get("step", "")[:40] if at is not None else "",
        own_id=actor.person_id if request.args.get("own") == "1" else None,
        words=" ".join(request.args.get("words", "").split())[:100],
    )
    found = next((each.id for each in departments if each.slug == request.args.get("department", "")), None)
    if found is None:
        return asked
    within = subtree_ids(session, found)
    return replace(asked, departments=tuple(each.slug for each in departments if each.id in within))


def _one_of(name: str, known: Sequence[str]) -> str:
    typed = request.args.get(name, "")
    return typed if typed in known else ""


def asked_entry(session: Session, actor: Actor, kind: str, slug: str) -> Entry | None:
    """The entry at an address, present or former, if the actor may read it."""
    if not kind or not slug:
        return None
    query = select(Entry).join(EntrySlug, EntrySlug.entry_id == Entry.id)
    return session.scalar(query.where(EntrySlug.kind == kind[:40], EntrySlug.slug == slug[:100], readable(actor)))


def entry_of_place(session: Session, actor: Actor, place: str) -> Entry | None:
    """The same for `kind:slug` as forms send it."""
    kind, _colon, slug = place.partition(":")
    return asked_entry(session, actor, kind, slug)
