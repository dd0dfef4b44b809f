"""What lets a person in: choosing and resetting the password, moving to another e-mail address."""

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM, Actor
from wiki.config import Settings
from wiki.core import outbox
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, Problem, Unavailable
from wiki.people import mails, throttle
from wiki.people.links import (
    EMAIL_NEW,
    EMAIL_OLD,
    INVITE,
    RESET,
    DeadLink,
    Purpose,
    get_link,
    kill_links,
    make_link,
    use_link,
)
from wiki.people.models import Person, SingleUseLink
from wiki.people.rights import note
from wiki.people.service import change_email, check_identity, fold_email


def person_behind(session: Session, token: str, *purposes: Purpose) -> Person:
    """Whose link this is, while it works; `DeadLink` otherwise."""
    person_id = get_link(session, token, *purposes).person_id
    person = session.get(Person, person_id) if person_id is not None else None
    if person is None or not person.active:
        raise DeadLink
    return person


def choose_password(session: Session, token: str, purpose: Purpose, password_hash: str) -> Person:
    """Use an invitation or reset link up. Every session of the account ends, every other link dies."""
    person = person_behind(session, token, purpose)
    use_link(session, token, purpose)
    session.refresh(person, with_for_update={"of": Person})
    if not person.active:
        raise DeadLink
    _set_password(session, person, password_hash)
    act = "invitation_accepted" if purpose is INVITE else "password_reset"
    note(session, Actor(person.id, person.pseudonym, frozenset()), f"person:{act}", f"person:{person.id}")
    if purpose is RESET:
        _tell(session, person)
    return person


def change_password(
    session: Session, actor: Actor, person: Person, expected_hash: str | None, password_hash: str
) -> None:
    """Put a new password in force for who proved the current one (`expected_hash`); other sessions end."""
    session.refresh(person, with_for_update={"of": Person})
    if person.password_hash != expected_hash:
        raise Conflict(_("The password was changed elsewhere meanwhile."))
    _set_password(session, person, password_hash)
    note(session, actor, "person:password_changed", f"person:{person.id}")
    _tell(session, person)


def _set_password(session: Session, person: Person, password_hash: str) -> None:
    person.password_hash = password_hash
    person.session_epoch += 1
    kill_links(session, person.id)
    throttle.forget(session, throttle.account(session, "sign-in", person.email))
    session.flush()


def _tell(session: Session, person: Person) -> None:
    outbox.record(session, "password.changed", actor_id=person.id, person_id=person.id)
    mails.post_notice(session, person, "password")


def ask_reset(session: Session, email: str) -> None:
    """Mail a reset link to `email` where there is such an account; the caller answers alike in any case."""
    person = session.scalar(select(Person).where(Person.email == fold_email(email), Person.active))
    if person is None:
        return
    invited = person.invited
    purpose, post = (INVITE, mails.post_invitation) if invited else (RESET, mails.post_reset)
    link = make_link(session, purpose, mails.base_url(wired(session, Settings)), person_id=person.id)
    post(session, person, link)
    note(session, SYSTEM, f"person:{purpose.name}_asked", f"person:{person.id}")


def ask_email_change(session: Session, actor: Actor, person: Person, new_email: str) -> None:
    """Ask both addresses to confirm the change; an earlier unconfirmed one is dropped."""
    email = fold_email(new_email)
    check_identity(session, person.name, email, besides=person.id)
    if email == person.email:
        raise Invalid([Problem("email", _("This is your address already."))])
    base = mails.base_url(wired(session, Settings))
    for purpose, to in ((EMAIL_OLD, person.email), (EMAIL_NEW, email)):
        link = make_link(session, purpose, base, person_id=person.id, email=email)
        if not mails.post_address_change(session, person, to, email, link):
            raise Unavailable(_("This wiki sends no mail. Ask your administrator to change your address."))
    note(session, actor, "person:email_change_asked", f"person:{person.id}")


def drop_email_change(session: Session, person: Person) -> None:
    """Forget a change of address that is not yet confirmed."""
    kill_links(session, person.id, [EMAIL_OLD, EMAIL_NEW])


def confirm_email(session: Session, token: str) -> bool:
    """Use one of the two links up; True when it was the second, so that the new address is in force now."""
    person = person_behind(session, token, EMAIL_OLD, EMAIL_NEW)
    # Both links used at the same moment: the second waits here and then sees the first one's mark.
    session.refresh(person, with_for_update={"of": Person})
    link = use_link(session, token, EMAIL_OLD, EMAIL_NEW)
    if not _both_used(session, link):
        return False
    email = link.email
    session.execute(delete(SingleUseLink).where(SingleUseLink.person_id == person.id))
    change_email(session, Actor(person.id, person.pseudonym, frozenset()), person, email)
    return True


def _both_used(session: Session, link: SingleUseLink) -> bool:
    query = select(SingleUseLink.purpose).where(
        SingleUseLink.person_id == link.person_id,
        SingleUseLink.email == link.email,
        SingleUseLink.purpose.in_([EMAIL_OLD.name, EMAIL_NEW.name]),
        SingleUseLink.used_at.is_not(None),
    )
    return set(session.scalars(query)) == {EMAIL_OLD.name, EMAIL_NEW.name}


def waiting_email(session: Session, person_id: int) -> str | None:
    """The address a person asked to move to and has not yet confirmed at both ends."""
    query = select(SingleUseLink.email).where(
        SingleUseLink.person_id == person_id, SingleUseLink.purpose == EMAIL_NEW.name
    )
    return session.scalar(query)
