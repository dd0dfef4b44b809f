"""The second factor: time-based codes (RFC 6238) and recovery codes, each good for one use."""

import hashlib
import hmac
import secrets

import pyotp
import segno
from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock, outbox
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.core.keys import Keys
from wiki.people import mails
from wiki.people.models import Person, RecoveryCode
from wiki.people.rights import note

STEP_SECONDS = 30
DRIFT_STEPS = 1
"""How many steps a phone's clock may be off, either way."""
RECOVERY_CODES = 10
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def begin_set_up(session: Session, actor: Actor, person: Person) -> None:
    """Keep a fresh secret that counts once its first code is confirmed."""
    if person.has_second_factor:
        raise Conflict(_("A second factor is set up already. Remove it first."))
    person.totp_secret = wired(session, Keys).encrypt(pyotp.random_base32())
    note(session, actor, "person:second_factor_begun", f"person:{person.id}")


def secret_of(session: Session, person: Person) -> str | None:
    """The secret in base 32, None when none was made."""
    return wired(session, Keys).decrypt(person.totp_secret) if person.totp_secret is not None else None


def address_of(secret: str, person: Person, brand: str) -> str:
    """The `otpauth:` address that authenticator apps read."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(name=person.email, issuer_name=brand)


def picture_of(address: str) -> str:
    """The QR code of an address as a `data:` address of an SVG picture, black on white in either theme."""
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="#fff", dark="#000")


def confirm(session: Session, actor: Actor, person: Person, code: str) -> list[str]:
    """Put the second factor in force with its first code; returns the recovery codes, to be shown once."""
    if person.has_second_factor:
        raise Conflict(_("A second factor is set up already. Remove it first."))
    if not _accept_code(session, person, code):
        raise Invalid([Problem("code", _("This code is not right. Wait for the next one and try again."))])
    person.totp_confirmed_at = clock.now()
    note(session, actor, "person:second_factor_on", f"person:{person.id}")
    outbox.record(session, "second_factor.changed", actor_id=actor.person_id, person_id=person.id)
    mails.post_notice(session, person, "factor_on")
    return new_recovery_codes(session, actor, person)


def remove(session: Session, actor: Actor, person: Person) -> None:
    """Do without a second factor from now on."""
    person.totp_secret = person.totp_confirmed_at = None
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    note(session, actor, "person:second_factor_off", f"person:{person.id}")
    outbox.record(session, "second_factor.changed", actor_id=actor.person_id, person_id=person.id)
    mails.post_notice(session, person, "factor_off")


def new_recovery_codes(session: Session, actor: Actor, person: Person) -> list[str]:
    """Ten new recovery codes instead of the old ones; only their hashes are kept."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = [_recovery_code() for _number in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(person_id=person.id, code_hash=_hash(session, person, code)) for code in codes)
    note(session, actor, "person:recovery_codes_made", f"person:{person.id}")
    session.flush()
    return codes


def recovery_codes_left(session: Session, person: Person) -> int:
    """How many recovery codes still work."""
    query = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None)
    )
    return session.scalar(query) or 0


def accept(session: Session, person: Person, code: str) -> bool:
    """Use `code` up, be it of the authenticator or a recovery code; False when it does not hold (any more)."""
    if not person.has_second_factor:
        return False
    return _accept_code(session, person, code) or _accept_recovery(session, person, code)


def _accept_code(session: Session, person: Person, code: str) -> bool:
    secret, digits = secret_of(session, person), "".join(code.split())
    if secret is None or not digits.isascii() or not digits.isdigit():
        return False
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    present = int(clock.now().timestamp()) // STEP_SECONDS
    steps = range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1)
    matching = [step for step in steps if hmac.compare_digest(totp.generate_otp(step), digits)]
    return any(_use_step(session, person, step) for step in matching)


def _use_step(session: Session, person: Person, step: int) -> bool:
    """Move the person's last used step forward; False when this or a later one was used before."""
    used = session.execute(
        update(Person)
        .where(Person.id == person.id, Person.totp_last_counter < step)
        .values(totp_last_counter=step)
        .returning(Person.id)
        .execution_options(synchronize_session=False)
    )
    return used.scalar() is not None


def _accept_recovery(session: Session, person: Person, code: str) -> bool:
    used = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.person_id == person.id,
            RecoveryCode.code_hash == _hash(session, person, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    if used.scalar() is None:
        return False
    note(session, Actor(person.id, person.pseudonym, frozenset()), "person:recovery_code_used", f"person:{person.id}")
    return True


def _recovery_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _number in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def _hash(session: Session, person: Person, code: str) -> str:
    bare = "".join(character for character in code.lower() if character.isalnum())
    key = wired(session, Keys).derive("recovery")
    return hmac.new(key, f"{person.id}:{bare}".encode(), hashlib.sha256).hexdigest()
