"""Open invitations: who has not chosen a password yet, and taking an invitation back."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.errors import Conflict
from wiki.people.admin_numbers import open_invitation
from wiki.people.links import INVITE, kill_links
from wiki.people.models import Person, SingleUseLink
from wiki.people.rights import keep_one_administrator, note, require_manage


@dataclass(frozen=True)
class Invitation:
    """A person who is invited; `works_until` is None where no link works (any more)."""

    person: Person
    sent_at: datetime | None
    works_until: datetime | None


def invited() -> Select[tuple[Person]]:
    """Everybody invited, the newest first."""
    query = select(Person).options(joinedload(Person.department), selectinload(Person.roles))
    return query.where(open_invitation()).order_by(Person.created_at.desc(), Person.id.desc())


def with_links(session: Session, people: list[Person]) -> list[Invitation]:
    """The invitations of these people; one query."""
    ids = [each.id for each in people]
    query = select(SingleUseLink).where(SingleUseLink.purpose == INVITE.name, SingleUseLink.person_id.in_(ids))
    links = {each.person_id: each for each in session.scalars(query.order_by(SingleUseLink.id))}
    return [_invitation(person, links.get(person.id)) for person in people]


def _invitation(person: Person, link: SingleUseLink | None) -> Invitation:
    works = link is not None and link.used_at is None and link.expires_at > clock.now()
    until = link.expires_at if link is not None and works else None
    return Invitation(person, link.created_at if link else None, until)


def withdraw(session: Session, actor: Actor, person: Person) -> None:
    """Take an invitation back: its link dies and the account is closed; nothing happens when it is closed already."""
    require_manage(session, actor, person)
    session.refresh(person, with_for_update={"of": Person})
    if person.password_hash is not None:
        raise Conflict(_("The invitation was accepted in the meantime. Deactivate the account instead."))
    if not person.active:
        return
    keep_one_administrator(session, person)
    person.active, person.deactivated_at = False, clock.now()
    person.session_epoch += 1
    kill_links(session, person.id)
    note(session, actor, "person:invitation_withdrawn", f"person:{person.id}")
