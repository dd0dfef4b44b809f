"""What the entries of packages touch, and the part of the form that asks who is told of the change."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.impact import ImpactLine, ImpactProviders
from wiki.entries.models import Entry
from wiki.entries.telling_form import TellForm, tell_form
from wiki.ownership.models import RequestPackage


def tell_about(session: Session, actor: Actor, packages: Iterable[RequestPackage], **given: Any) -> TellForm:
    """Who is told once the duties of these packages are in force."""
    return tell_form(session, actor, _entries(packages), belonging=False, **given)


def touched_by(session: Session, actor: Actor, packages: Iterable[RequestPackage]) -> list[ImpactLine]:
    """What the entries in these packages touch, all of them together."""
    return wired(session, ImpactProviders).of(session, actor, *_entries(packages))


def _entries(packages: Iterable[RequestPackage]) -> list[Entry]:
    return list({each.entry_id: each.entry for package in packages for each in package.requests}.values())
