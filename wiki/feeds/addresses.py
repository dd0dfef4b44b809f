"""Private addresses: made, found again by their secret, renewed, revoked. The secret itself is told once."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from werkzeug.datastructures import MultiDict

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, NotFound, Problem
from wiki.entries.feed_lists import FeedLists
from wiki.feeds.models import FeedAddress
from wiki.people.links import hash_token
from wiki.people.models import Person
from wiki.people.rights import note

DUE = "due"
"""The name of what waits for the person, as a calendar."""
MOST_ADDRESSES = 50
LONGEST_QUERY = 1000


@dataclass(frozen=True)
class Made:
    """A new address; `token` is its secret part, known now and never again."""

    address: FeedAddress
    token: str


def narrowing(names: tuple[str, ...], arguments: MultiDict[str, str]) -> str:
    """What of an address narrows a list, in a fixed order, so that the same narrowing is the same text."""
    pairs = [(name, value) for name in sorted(names) for value in sorted(set(arguments.getlist(name))) if value]
    return urlencode(pairs)


def make(session: Session, actor: Actor, list_name: str, arguments: MultiDict[str, str]) -> Made:
    """A private address of a list for the actor; an address for the same list and narrowing ends."""
    assert actor.person_id is not None
    query = _query(session, actor, list_name, arguments)
    # Locked first: the limit holds for requests of the same moment, too.
    session.execute(select(Person.id).where(Person.id == actor.person_id).with_for_update())
    own = select(FeedAddress).where(FeedAddress.person_id == actor.person_id)
    same = session.scalar(own.where(FeedAddress.list_name == list_name, FeedAddress.query == query))
    if same is not None:
        return renew(session, actor, same.id)
    if (session.scalar(select(func.count()).select_from(own.subquery())) or 0) >= MOST_ADDRESSES:
        raise Conflict(_("You have %(number)s addresses already. Revoke one first.", number=MOST_ADDRESSES))
    token = clock.token()
    address = FeedAddress(
        person_id=actor.person_id, list_name=list_name, query=query, token_hash=hash_token(token), made_at=clock.now()
    )
    session.add(address)
    session.flush()
    note(session, actor, "feed:made", f"person:{actor.person_id}", list=list_name)
    return Made(address, token)


def _query(session: Session, actor: Actor, list_name: str, arguments: MultiDict[str, str]) -> str:
    if list_name == DUE:
        return ""
    found = wired(session, FeedLists).by_name.get(list_name)
    if found is None or not found.may(actor):
        raise NotFound
    query = narrowing(found.narrowed_by, arguments)
    if len(query) > LONGEST_QUERY:
        raise Invalid([Problem("list", _("This narrows the list by more than an address can hold."))])
    return query


def renew(session: Session, actor: Actor, address_id: int) -> Made:
    """A new secret for one of the actor's addresses; the old one stops working at once."""
    address = own(session, actor, address_id)
    token = clock.token()
    address.token_hash, address.made_at = hash_token(token), clock.now()
    session.flush()
    note(session, actor, "feed:renewed", f"person:{actor.person_id}", list=address.list_name)
    return Made(address, token)


def revoke(session: Session, actor: Actor, address_id: int) -> None:
    """End one of the actor's addresses."""
    address = own(session, actor, address_id)
    session.delete(address)
    session.flush()
    note(session, actor, "feed:revoked", f"person:{actor.person_id}", list=address.list_name)


def own(session: Session, actor: Actor, address_id: int) -> FeedAddress:
    """One of the actor's addresses, locked while writing; `NotFound` for those of others."""
    query = select(FeedAddress).where(FeedAddress.id == address_id, FeedAddress.person_id == actor.person_id)
    found = session.scalar(query.with_for_update() if session.info.get("writing") else query)
    if found is None:
        raise NotFound(_("This address does not exist any more."))
    return found


def all_of(session: Session, actor: Actor) -> list[FeedAddress]:
    """The actor's addresses, the newest first."""
    query = select(FeedAddress).where(FeedAddress.person_id == actor.person_id)
    return list(session.scalars(query.order_by(FeedAddress.made_at.desc(), FeedAddress.id.desc())))


def find(session: Session, token: str) -> FeedAddress | None:
    """The address with this secret, with its person and roles; None when there is none or the account is closed."""
    query = (
        select(FeedAddress)
        .join(FeedAddress.person)
        .where(FeedAddress.token_hash == hash_token(token), Person.active)
        .options(joinedload(FeedAddress.person).options(selectinload(Person.roles)))
    )
    return session.scalar(query)
