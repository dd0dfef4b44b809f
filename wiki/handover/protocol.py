"""The confirmation protocol of a finished hand-over: who handed what to whom, when it was accepted, what went to the
head. It speaks of people by their pseudonyms and is kept when a person is erased."""

import hashlib
import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.handover.models import Handover, HandoverItem, HandoverProtocol
from wiki.people.models import Person
from wiki.people.queries import people_by_id

VERSION = 1


def make_protocol(session: Session, handover: Handover) -> HandoverProtocol:
    """Write the protocol, once a hand-over."""
    ids = [handover.person_id, handover.begun_by_id]
    ids += [each for item in handover.items for each in (item.successor_id, item.holder_id)]
    called = {key: each.pseudonym for key, each in people_by_id(session, ids).items()}
    document = {
        "version": VERSION,
        "handover": handover.id,
        "person": called.get(handover.person_id, ""),
        "begun_by": called.get(handover.begun_by_id or 0, ""),
        "begun_at": _instant(handover.begun_at),
        "finished_at": _instant(handover.finished_at),
        "moves_on": handover.moves_on.isoformat(),
        "leaving": handover.leaving,
        "items": [_item(each, called) for each in handover.items],
    }
    row = HandoverProtocol(
        handover_id=handover.id, made_at=clock.now(), document=document, digest=digest_of(document)
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _item(item: HandoverItem, called: dict[int, str]) -> dict[str, Any]:
    return {
        "sort": item.sort,
        "key": item.key,
        "title": {"de": item.title_de, "en": item.title_en},
        "result": item.state,
        "successor": called.get(item.successor_id or 0, ""),
        "asked_at": _instant(item.asked_at),
        "answered_at": _instant(item.answered_at),
        "holder": called.get(item.holder_id or 0, ""),
        "since": item.done_on.isoformat() if item.done_on else "",
    }


def _instant(value: Any) -> str:
    return value.isoformat(timespec="seconds") if value is not None else ""


def digest_of(document: dict[str, Any]) -> str:
    """SHA-256 over the document's canonical text; it also stands in the sealed audit row `handover:finished`."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_unchanged(protocol: HandoverProtocol) -> bool:
    """Whether the document is the one the digest was made of."""
    return digest_of(protocol.document) == protocol.digest


def protocol_of(session: Session, handover: Handover) -> HandoverProtocol | None:
    """The protocol of a hand-over, None before it is finished."""
    return session.scalar(select(HandoverProtocol).where(HandoverProtocol.handover_id == handover.id))


def names_in(session: Session, protocol: HandoverProtocol) -> dict[str, Person]:
    """The people a protocol speaks of, by pseudonym; who was erased has no name any more."""
    document = protocol.document
    called = {document["person"], document["begun_by"]}
    called |= {each[who] for each in document["items"] for who in ("successor", "holder")}
    query = select(Person).where(Person.pseudonym.in_(called - {""}))
    return {each.pseudonym: each for each in session.scalars(query)}
