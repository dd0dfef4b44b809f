"""Links that work once: to set the wiki up, accept an invitation, reset a password, confirm an address.

Only the hash of a token is stored. A link is used by one conditional update, so that of two uses at the same moment
one succeeds.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.errors import WikiError
from wiki.people.models import SingleUseLink


@dataclass(frozen=True)
class Purpose:
    """What a link is for, where it leads and how long it works."""

    name: str
    path: str
    lasts: timedelta


SETUP = Purpose("setup", "/setup", timedelta(hours=24))
INVITE = Purpose("invite", "/invite", timedelta(days=7))
RESET = Purpose("reset", "/reset", timedelta(hours=1))
EMAIL_OLD = Purpose("email_old", "/confirm-email", timedelta(hours=24))
EMAIL_NEW = Purpose("email_new", "/confirm-email", timedelta(hours=24))


class DeadLink(WikiError):
    """The link was never made, has been used, was replaced or is too old: which one is not told."""

    status = 410
    code = "dead-link"

    def __init__(self) -> None:
        super().__init__(_l("This link does not work any more. Ask for a new one."))


def make_link(
    session: Session, purpose: Purpose, base_url: str, *, person_id: int | None = None, email: str = ""
) -> str:
    """The address of a new link; earlier ones of the same purpose and person stop working."""
    kill_links(session, person_id, [purpose])
    token, now = clock.token(), clock.now()
    session.add(
        SingleUseLink(
            purpose=purpose.name,
            token_hash=hash_token(token),
            person_id=person_id,
            email=email,
            created_at=now,
            expires_at=now + purpose.lasts,
        )
    )
    session.flush()
    return f"{base_url.rstrip('/')}{purpose.path}?token={token}"


def kill_links(session: Session, person_id: int | None, purposes: list[Purpose] | None = None) -> None:
    """Remove the links of a person, or of the installation for None; all of them or those for `purposes`."""
    query = delete(SingleUseLink).where(
        SingleUseLink.person_id.is_(None) if person_id is None else SingleUseLink.person_id == person_id
    )
    if purposes is not None:
        query = query.where(SingleUseLink.purpose.in_([each.name for each in purposes]))
    session.execute(query)


def get_link(session: Session, token: str, *purposes: Purpose) -> SingleUseLink:
    """The link while it works, without using it; `DeadLink` otherwise."""
    link = session.scalar(
        select(SingleUseLink).where(
            SingleUseLink.token_hash == hash_token(token),
            SingleUseLink.purpose.in_([each.name for each in purposes]),
            SingleUseLink.used_at.is_(None),
            SingleUseLink.expires_at > clock.now(),
        )
    )
    if link is None:
        raise DeadLink
    return link


def use_link(session: Session, token: str, *purposes: Purpose) -> SingleUseLink:
    """Use the link up and return it; `DeadLink` when it does not work (any more)."""
    now = clock.now()
    used = session.execute(
        update(SingleUseLink)
        .where(
            SingleUseLink.token_hash == hash_token(token),
            SingleUseLink.purpose.in_([each.name for each in purposes]),
            SingleUseLink.used_at.is_(None),
            SingleUseLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(SingleUseLink.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    if used is None:
        raise DeadLink
    return session.get_one(SingleUseLink, used, populate_existing=True)


def hash_token(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
