"""The browser's part of being signed in: the ticket in the cookie, the person of this request, the actor.

A ticket names the person, the person's epoch, when it was given and a random part. It ends when the epoch moves on,
when it is signed out, when the account is deactivated, after `session_hours` without a request, and in any case after
`remember_days`.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, with_expression

from wiki.access.permissions import ANYBODY, Actor
from wiki.access.roles import Roles
from wiki.access.rules import rule_of
from wiki.config import Settings
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import NotSignedIn
from wiki.people.models import EndedSession, Person
from wiki.people.rights import ADMINISTRATOR, actor_of, is_administrator, needs_second_factor, role_slugs
from wiki.people.switch_news import unseen_number
from wiki.web.redirects import here
from wiki.web.runtime import settings
from wiki.web.transaction import db, is_writing


@dataclass(frozen=True)
class Ticket:
    """What a session cookie says about who signed in."""

    person_id: int
    epoch: int
    since: int
    text: str

    @property
    def key(self) -> str:
        """What is stored of a ticket that was signed out."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def new_ticket(person: Person) -> Ticket:
    """A ticket for a session that begins now."""
    since = int(clock.now().timestamp())
    text = f"{person.id}.{person.session_epoch}.{since}.{secrets.token_urlsafe(12)}"
    return Ticket(person.id, person.session_epoch, since, text)


def read_ticket(text: str) -> Ticket | None:
    """The ticket behind a cookie's text, None when it has another shape."""
    parts = text.split(".")
    if len(parts) != 4 or not all(part.isdigit() and len(part) < 16 for part in parts[:3]):
        return None
    return Ticket(int(parts[0]), int(parts[1]), int(parts[2]), text)


def is_too_old(ticket: Ticket, limits: Settings) -> bool:
    """Whether the session ended by its age, however often it was used."""
    longest = max(timedelta(days=limits.remember_days), timedelta(hours=limits.session_hours))
    return ticket.since + longest.total_seconds() < clock.now().timestamp()


def find_person(database: Session, ticket: Ticket, limits: Settings) -> Person | None:
    """The person a ticket lets in, with the roles, in one query and fresh from the database."""
    if is_too_old(ticket, limits):
        return None
    ended = select(EndedSession.key).where(EndedSession.key == ticket.key).exists()
    query = (
        select(Person)
        .options(joinedload(Person.roles), with_expression(Person.unseen_switches, unseen_number()))
        .where(Person.id == ticket.person_id, Person.session_epoch == ticket.epoch, Person.active, ~ended)
    )
    return database.scalars(query.execution_options(populate_existing=True)).unique().one_or_none()


class Account(UserMixin):  # type: ignore[misc]
    """What flask-login holds: a person and the ticket that let it in."""

    def __init__(self, person: Person, ticket: Ticket) -> None:
        self.person = person
        self.ticket = ticket

    def get_id(self) -> str:
        """The text of the cookie."""
        return self.ticket.text


def _load_account(text: str) -> Account | None:
    ticket = read_ticket(text)
    person = find_person(db(), ticket, settings()) if ticket is not None else None
    return Account(person, ticket) if person is not None and ticket is not None else None


def current_person() -> Person | None:
    """The person of this request; a reader without a session costs no query."""
    if "person" not in g:
        # Set first: an error page for a failing database must not ask it again.
        g.person = g.ticket = None
        if current_user.is_authenticated:
            g.person, g.ticket = current_user.person, current_user.ticket
            g.person_language = g.person.language
            g.person_theme = g.person.theme
            g.person_timezone = g.person.timezone
        else:
            session.pop("_user_id", None)
    person: Person | None = g.person
    return person


def person_here() -> Person:
    """The signed-in person, read again when the request holds the write lock; `NotSignedIn` when there is none."""
    person = current_person()
    if person is not None and is_writing():
        person = find_person(db(), g.ticket, settings())
    if person is None:
        raise NotSignedIn(_("Please sign in to continue."))
    return person


def find_actor() -> Actor:
    """Who acts in this request; within the write lock judged on what is true there."""
    if current_person() is None:
        return ANYBODY
    try:
        return actor_of(db(), person_here())
    except NotSignedIn:
        return ANYBODY


def start_session(person: Person, *, remember: bool) -> None:
    """Sign `person` in: a new session that keeps nothing of the one before. Administrators are not remembered."""
    session.clear()
    session.permanent = True
    login_user(Account(person, new_ticket(person)), remember=remember and not is_administrator(person))
    _forget_actor()
    g.person, g.ticket = current_user.person, current_user.ticket


def stop_session() -> None:
    """Forget the person in this browser."""
    session.clear()
    logout_user()
    _forget_actor()
    g.person = g.ticket = None


def _forget_actor() -> None:
    g.pop("actor", None)
    g.pop("actor_in_lock", None)


def lead_to_second_factor() -> ResponseReturnValue | None:
    """Send an administrator without the required second factor to set it up before anything administrative."""
    person = current_person() if request.endpoint != "static" else None
    if person is None or request.endpoint is None or not needs_second_factor(db(), person):
        return None
    wanted = rule_of(current_app.view_functions[request.endpoint])
    full = Actor(person.id, person.pseudonym, wired(db(), Roles).permissions_of([*role_slugs(person), ADMINISTRATOR]))
    public = settings().public_read
    if wanted is None or wanted.allows(find_actor(), public) or not wanted.allows(full, public):
        return None
    return redirect(url_for("people.second_factor", next=here()), 303)


def init_sessions(app: Flask) -> None:
    """Set flask-login up and load the person before anything asks for the language or the rights."""
    app.config["REMEMBER_COOKIE_DURATION"] = timedelta(days=app.extensions["cxwiki"].settings.remember_days)
    app.config["REMEMBER_COOKIE_HTTPONLY"] = True
    manager = LoginManager()
    # Addresses change on the way from one Wi-Fi to the next; the ticket itself can be revoked.
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_load_account)
    app.before_request_funcs.setdefault(None, []).insert(0, lead_to_second_factor)
    app.extensions["cxwiki.actor"] = find_actor
