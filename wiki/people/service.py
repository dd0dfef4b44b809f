"""Accounts: made, invited, changed, deactivated, erased. Sign-in, credentials and roles have rooms of their own."""

import re
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM, Actor, Permission
from wiki.config import Settings
from wiki.core import clock, mail, outbox
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.core.text import LANGUAGES, clean_line, sort_key_names
from wiki.people import mails
from wiki.people.links import INVITE, RESET, SETUP, kill_links, make_link, use_link
from wiki.people.models import ERASED_DOMAIN, Department, Person
from wiki.people.newcomers import set_first_day
from wiki.people.passwords import check_password, hash_password
from wiki.people.rights import (
    ADMINISTRATOR,
    actor_of,
    count_administrators,
    keep_one_administrator,
    note,
    require,
    require_manage,
)
from wiki.people.roles_given import set_roles

__all__ = ["actor_of", "add_person", "first_administrator_link"]

_EMAIL = re.compile(r"[^\s@<>\"(),;:\\]+@[^\s@<>\"(),;:\\]+")


@dataclass(frozen=True)
class PersonData:
    """What an administrator writes about a person; `joined_on` is the first working day, where it is known."""

    name: str
    email: str
    department_id: int | None = None
    language: str = ""
    joined_on: date | None = None


@dataclass(frozen=True)
class Invited:
    """An invited person; `link` is for the administrator to hand on, None when it went out by mail."""

    person: Person
    link: str | None


def fold_email(email: str) -> str:
    """An e-mail address as stored and compared."""
    return clean_line(email).lower()


def is_email(value: str) -> bool:
    """Whether `value` looks like an e-mail address."""
    return len(value) <= 254 and _EMAIL.fullmatch(value) is not None


def create_person(session: Session, data: PersonData, password_hash: str | None) -> Person:
    """A new active account; `Invalid` names what cannot be used."""
    email, name = fold_email(data.email), clean_line(data.name)
    check_identity(session, name, email)
    person = new_account(session, name, email, _department(session, data.department_id), data.language)
    person.password_hash = password_hash
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError as error:
        raise Invalid([Problem("email", _("There is an account with this address already."))]) from error
    return person


def new_account(session: Session, name: str, email: str, department_id: int | None, language: str) -> Person:
    """An account that is not added yet; its values must be right. Without a password the person is invited."""
    return Person(
        pseudonym=clock.token(15),
        name=name,
        sort_key=sort_key_names(name),
        email=email,
        department_id=department_id,
        language=language if language in LANGUAGES else wired(session, Settings).default_language,
        created_at=clock.now(),
    )


def check_identity(session: Session, name: str, email: str, *, besides: int | None = None) -> None:
    """Raise `Invalid` unless `name` and `email` can be those of a person (`besides` is the person itself)."""
    problems = []
    if not name or len(name) > 200:
        problems.append(Problem("name", _("Write a name of at most 200 characters.")))
    if not is_email(email) or email.endswith(ERASED_DOMAIN):
        problems.append(Problem("email", _("This is no e-mail address.")))
    holder = session.scalar(select(Person.id).where(Person.email == email))
    if holder is not None and holder != besides:
        problems.append(Problem("email", _("There is an account with this address already.")))
    if problems:
        raise Invalid(problems)


def _department(session: Session, department_id: int | None) -> int | None:
    if department_id is not None and session.get(Department, department_id) is None:
        raise Invalid([Problem("department_id", _("This department does not exist any more."))])
    return department_id


def add_person(
    session: Session,
    actor: Actor,
    name: str,
    email: str,
    roles: list[str],
    password: str | None = None,
    *,
    language: str = "",
) -> Person:
    """A person without an invitation by mail: with a password at once, or waiting for a link. An empty `language` is
    the wiki's own."""
    require(actor, Permission.PERSON_MANAGE)
    if password is not None:
        check_password(password, name=name, email=email)
    person = create_person(
        session, PersonData(name, email, language=language), hash_password(password) if password else None
    )
    note(session, actor, "person:added", f"person:{person.id}")
    if roles:
        set_roles(session, actor, person, set(roles))
    return person


def invite_person(session: Session, actor: Actor, data: PersonData, roles: set[str], page_url: str) -> Invited:
    """A new account whose holder chooses the password through a link; `page_url` begins a link shown on the page."""
    require(actor, Permission.PERSON_MANAGE)
    person = create_person(session, data, None)
    set_first_day(session, actor.person_id, person, data.joined_on)
    note(session, actor, "person:invited", f"person:{person.id}")
    outbox.record(session, "person.invited", actor_id=actor.person_id, person_id=person.id)
    if roles:
        set_roles(session, actor, person, roles)
    return Invited(person, send_link(session, actor, person, page_url))


def send_link(session: Session, actor: Actor, person: Person, page_url: str) -> str | None:
    """A fresh invitation, or a link to a new password for who has one: by mail, else returned to be shown once."""
    require_manage(session, actor, person)
    if not person.active:
        raise Conflict(_("This account is not active. Activate it first."))
    purpose, post = (INVITE, mails.post_invitation) if person.invited else (RESET, mails.post_reset)
    settings = wired(session, Settings)
    by_mail = mail.configured(settings)
    link = make_link(session, purpose, mails.base_url(settings) if by_mail else page_url, person_id=person.id)
    note(session, actor, f"person:{purpose.name}_link_made", f"person:{person.id}")
    return None if post(session, person, link) else link


def edit_person(session: Session, actor: Actor, person: Person, data: PersonData) -> None:
    """Change what the administration keeps about a person. Another address ends all sessions and open links."""
    require_manage(session, actor, person)
    name, email = clean_line(data.name), fold_email(data.email)
    check_identity(session, name, email, besides=person.id)
    person.name, person.sort_key = name, sort_key_names(name)
    person.department_id = _department(session, data.department_id)
    person.language = data.language if data.language in LANGUAGES else person.language
    set_first_day(session, actor.person_id, person, data.joined_on)
    note(session, actor, "person:changed", f"person:{person.id}")
    if email != person.email:
        change_email(session, actor, person, email)
    session.flush()


def change_email(session: Session, actor: Actor, person: Person, email: str) -> None:
    """Put a new address in force and tell both."""
    old = person.email
    try:
        with session.begin_nested():
            person.email = email
            person.session_epoch += 1
    except IntegrityError as error:
        raise Invalid([Problem("email", _("There is an account with this address already."))]) from error
    kill_links(session, person.id)
    note(session, actor, "person:email_changed", f"person:{person.id}")
    outbox.record(session, "email.changed", actor_id=actor.person_id, person_id=person.id)
    if not person.invited:
        mails.post_notice(session, person, "email", to=old)
        mails.post_notice(session, person, "email")


def deactivate_person(session: Session, actor: Actor, person: Person) -> None:
    """End the account for now: its sessions and links die at once, its past stays."""
    require_manage(session, actor, person)
    keep_one_administrator(session, person)
    if not person.active:
        return
    person.active, person.deactivated_at = False, clock.now()
    person.session_epoch += 1
    kill_links(session, person.id)
    note(session, actor, "person:deactivated", f"person:{person.id}")
    outbox.record(session, "person.deactivated", actor_id=actor.person_id, person_id=person.id)
    mails.post_notice(session, person, "deactivated")


def reactivate_person(session: Session, actor: Actor, person: Person) -> None:
    """Let a deactivated person sign in again."""
    require_manage(session, actor, person)
    if person.erased:
        raise Conflict(_("An erased account cannot come back. Invite the person anew."))
    if person.active:
        return
    person.active, person.deactivated_at = True, None
    note(session, actor, "person:reactivated", f"person:{person.id}")
    outbox.record(session, "person.reactivated", actor_id=actor.person_id, person_id=person.id)
    mails.post_notice(session, person, "reactivated")


def first_administrator_link(session: Session, base_url: str) -> str | None:
    """A fresh link to set the first administrator up, None once there is one. The session must be writing."""
    if count_administrators(session):
        return None
    return make_link(session, SETUP, base_url)


def set_up(session: Session, token: str, data: PersonData, password_hash: str) -> Person:
    """Use the set-up link: make the first administrator."""
    use_link(session, token, SETUP)
    if count_administrators(session):
        raise Conflict(_("There is an administrator already."))
    person = create_person(session, data, password_hash)
    note(session, SYSTEM, "person:set_up", f"person:{person.id}")
    set_roles(session, SYSTEM, person, {ADMINISTRATOR})
    return person
