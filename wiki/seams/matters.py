"""What people are told of agreements at seams."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.core.clock import company_day
from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Told
from wiki.entries.models import Entry
from wiki.ownership.staff import Staff
from wiki.seams.models import PROPOSED, SIDES, SeamAgreement
from wiki.seams.rights import answerers

_ANSWERED = frozenset({"seam.accepted", "seam.agreed", "seam.declined", "seam.proposed"})


def _agreement(session: Session, data: Mapping[str, Any]) -> SeamAgreement | None:
    return session.get(SeamAgreement, data.get("agreement") or 0)


def _data(session: Session, event: Taken) -> dict[str, Any]:
    entry = session.get(Entry, event.entry_id)
    kept = {name: event.data[name] for name in ("from", "to", "agreement", "note", "change") if name in event.data}
    return {**kept, "slug": entry.slug if entry is not None else ""}


def _sides(session: Session, made: SeamAgreement, *, open_only: bool) -> set[int]:
    staff = Staff(session, company_day(session))
    sides = [side for side in SIDES if not (open_only and made.accepted(side))]
    return {person for side in sides for person in answerers(staff, made.department_id(side))}


def _asked(session: Session, event: Taken) -> Iterable[Told]:
    """Those who answer for a department that has not accepted yet."""
    made = _agreement(session, event.data)
    if made is None or made.state != PROPOSED:
        return
    people = _sides(session, made, open_only=True) - {event.actor_id}
    yield Told(frozenset(people), event.actor_id, _data(session, event))


def _proposer(session: Session, event: Taken) -> Iterable[Told]:
    """Who proposed it: the others hear when it is in force."""
    made = _agreement(session, event.data)
    if made is not None and made.proposed_by_id not in (None, event.actor_id):
        yield Told(frozenset({made.proposed_by_id}), event.actor_id, _data(session, event))


def _concerned(session: Session, event: Taken) -> Iterable[Told]:
    """Who proposed it, and both departments; not who has just acted."""
    made = _agreement(session, event.data)
    if made is None:
        return
    people = {*_sides(session, made, open_only=False), made.proposed_by_id or 0} - {event.actor_id, 0}
    yield Told(frozenset(each for each in people if each is not None), event.actor_id, _data(session, event))


def _url(data: Mapping[str, Any], absolute: bool) -> str:
    return url_for(
        "seams.seam", slug=data["slug"], from_key=data["from"], to_key=data["to"], _anchor="agreement",
        _external=absolute,
    )  # fmt: skip


def _is_answered(session: Session, data: Mapping[str, Any]) -> bool:
    made = _agreement(session, data)
    return made is None or made.state != PROPOSED


def _proposed(data: Mapping[str, Any], name: str, title: str) -> str:
    if data.get("change"):
        return str(_("%(name)s proposes to change the agreement at a seam of “%(title)s”", name=name, title=title))
    return str(_("%(name)s proposes an agreement at a seam of “%(title)s”", name=name, title=title))


def _accepted(_data: Mapping[str, Any], name: str, title: str) -> str:
    return str(_("%(name)s has accepted the agreement at a seam of “%(title)s”", name=name, title=title))


def _agreed(_data: Mapping[str, Any], _name: str, title: str) -> str:
    return str(_("The agreement at a seam of “%(title)s” is in force: both departments have accepted", title=title))


def _declined(_data: Mapping[str, Any], name: str, title: str) -> str:
    return str(_("%(name)s has declined the agreement at a seam of “%(title)s”", name=name, title=title))


MATTERS = (
    Matter(
        "seam_proposed", "seam.proposed", "arrow-left-right", _asked, _proposed, _url,
        is_done=_is_answered, closing_events=_ANSWERED,
    ),
    Matter.news("seam.accepted", "check2", _proposer, _accepted, _url),
    Matter.news("seam.agreed", "check2", _concerned, _agreed, _url),
    Matter.news("seam.declined", "x-circle", _concerned, _declined, _url),
)  # fmt: skip
