"""Signing in, without the browser's part: is the password right, is the code right, count and record it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, clock
from wiki.people import passwords, second_factor, throttle
from wiki.people.models import EndedSession, Person
from wiki.people.rights import note
from wiki.people.service import fold_email
from wiki.people.throttle import Subject


@dataclass(frozen=True)
class Checked:
    """What the slow part found: whose password it was. `stored` is the hash that was compared."""

    person_id: int | None
    stored: str | None
    better: str | None = None


def password_subjects(session: Session, email: str, network_address: str) -> list[Subject]:
    """Whose failures count when a password is tried."""
    return [
        throttle.account(session, "sign-in", fold_email(email)),
        throttle.address(session, "sign-in", network_address),
    ]


def code_subjects(session: Session, person: Person, network_address: str) -> list[Subject]:
    """Whose failures count when a code is tried."""
    return [
        throttle.account(session, "code", str(person.id)),
        throttle.address(session, "code", network_address),
    ]


def check(session: Session, email: str, password: str) -> Checked:
    """Compare the password: slow on purpose, as slow for an unknown account, outside the write lock."""
    query = select(Person.id, Person.password_hash).where(Person.email == fold_email(email), Person.active)
    row = session.execute(query).first()
    stored = row.password_hash if row else None
    if not passwords.matches(stored, password) or row is None or stored is None:
        return Checked(None, None)
    better = passwords.hash_password(password) if passwords.outdated(stored) else None
    return Checked(row.id, stored, better)


def decide(session: Session, checked: Checked, subjects: list[Subject]) -> Person | None:
    """Inside the lock: the person, or None with the failure counted. Raises `TooManyRequests` while blocked."""
    throttle.lock(session, subjects)
    person = session.get(Person, checked.person_id, populate_existing=True) if checked.person_id else None
    if person is None or not person.active or person.password_hash != checked.stored:
        _refuse(session, subjects)
        return None
    if checked.better is not None:
        person.password_hash = checked.better
    return person


def decide_code(session: Session, person: Person, code: str, subjects: list[Subject]) -> bool:
    """Inside the lock: whether `code` is right, used up; a wrong one is counted."""
    throttle.lock(session, subjects)
    if second_factor.accept(session, person, code):
        return True
    _refuse(session, subjects)
    return False


def _refuse(session: Session, subjects: list[Subject]) -> None:
    throttle.count_failure(session, subjects)
    audit.append(session, None, "web:session:refused", subjects[0].key[:120])


def begin(session: Session, person: Person) -> None:
    """Record that a session of `person` begins; the account's failures are forgotten."""
    person.last_signed_in_at = clock.now()
    throttle.forget(session, throttle.account(session, "sign-in", person.email))
    throttle.forget(session, throttle.account(session, "code", str(person.id)))
    note(session, Actor(person.id, person.pseudonym, frozenset()), "session:started", f"person:{person.id}")


def end(session: Session, actor: Actor, key: str) -> None:
    """Refuse the session `key` (a hash of its ticket) from now on."""
    if session.get(EndedSession, key) is None:
        session.add(EndedSession(key=key, ended_at=clock.now()))
    note(session, actor, "session:ended", f"person:{actor.person_id}")


def end_all(session: Session, actor: Actor, person: Person) -> None:
    """End every session of `person`, this one included."""
    person.session_epoch += 1
    note(session, actor, "session:all_ended", f"person:{person.id}")
