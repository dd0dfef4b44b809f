"""What people are told of signals: who decides hears of new ones, who reported or saw one what became of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Permission
from wiki.core.clock import company_day
from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Told
from wiki.ownership.staff import Staff
from wiki.people.models import Department
from wiki.people.queries import holders_of_permission
from wiki.signals.models import NEW, SEVERITIES, Sighting, Signal

DECIDED = frozenset(f"signal.{verb}" for verb in ("examined", "answered", "known", "taken_up"))


def _signal(session: Session, data: Mapping[str, Any]) -> Signal | None:
    return session.get(Signal, data.get("signal") or 0)


def _deciding(session: Session, event: Taken) -> Iterable[Told]:
    """The head of the department concerned; of what is critical or belongs to no department the CX team, too."""
    signal = _signal(session, event.data)
    if signal is None:
        return
    people = _head(session, signal.entry.department if signal.entry is not None else "")
    if not people or signal.severity == SEVERITIES[0]:
        people |= {each.id for each in holders_of_permission(session, Permission.SIGNAL_TRIAGE)}
    besides = (signal.reported_by_id, event.actor_id)
    told = frozenset(each for each in people if each not in besides)
    yield Told(told, event.actor_id, {"signal": signal.id})


def _head(session: Session, slug: str) -> set[int]:
    department = session.scalar(select(Department.id).where(Department.slug == slug)) if slug else None
    head = Staff(session, company_day(session)).head_above(department)
    return {head.id} if head is not None else set()


def _reporter(session: Session, event: Taken) -> Iterable[Told]:
    """Who reported it."""
    signal = _signal(session, event.data)
    if signal is not None and signal.reported_by_id not in (None, event.actor_id):
        yield Told(frozenset({signal.reported_by_id}), event.actor_id, _data(event))


def _noticed(session: Session, event: Taken) -> Iterable[Told]:
    """Who reported it or one that is the same, and who said to have seen it, too."""
    signal = _signal(session, event.data)
    if signal is None:
        return
    counted = (Signal.id == signal.id) | (Signal.duplicate_of_id == signal.id)
    reporters = set(session.scalars(select(Signal.reported_by_id).where(counted)))
    tellers = set(
        session.scalars(select(Sighting.told_by_id).join(Signal, Signal.id == Sighting.signal_id).where(counted))
    )
    people = (reporters | tellers) - {None, event.actor_id}
    yield Told(frozenset(each for each in people if each is not None), event.actor_id, _data(event))


def _data(event: Taken) -> dict[str, Any]:
    return {name: event.data[name] for name in ("signal", "of") if name in event.data}


def _url(data: Mapping[str, Any], absolute: bool) -> str:
    return url_for("signals.page", number=data.get("of") or data["signal"], _external=absolute)


def _is_decided(session: Session, data: Mapping[str, Any]) -> bool:
    signal = _signal(session, data)
    return signal is None or signal.state != NEW


def _new(_data: Mapping[str, Any], _name: str, title: str) -> str:
    if title:
        return str(_("A new signal at “%(title)s” waits for a decision", title=title))
    return str(_("A new signal waits for a decision"))


def _examined(_data: Mapping[str, Any], _name: str, _title: str) -> str:
    return str(_("The root cause of what you reported is looked for"))


def _answered(_data: Mapping[str, Any], _name: str, _title: str) -> str:
    return str(_("What you reported has been answered"))


def _known(_data: Mapping[str, Any], _name: str, _title: str) -> str:
    return str(_("What you reported was known already and counts there"))


def _taken_up(_data: Mapping[str, Any], _name: str, _title: str) -> str:
    return str(_("An initiative is about what you reported now"))


def _settled(_data: Mapping[str, Any], _name: str, _title: str) -> str:
    return str(_("What you reported is settled: the initiative has had its effect"))


def _reopened(_data: Mapping[str, Any], _name: str, _title: str) -> str:
    return str(_("What you reported is open again"))


MATTERS = (
    Matter(
        "signal_reported", "signal.reported", "broadcast", _deciding, _new, _url,
        is_done=_is_decided, closing_events=DECIDED, keyed_by="signal",
    ),
    Matter.news("signal.examined", "search", _reporter, _examined, _url),
    Matter.news("signal.answered", "reply", _noticed, _answered, _url),
    Matter.news("signal.known", "copy", _reporter, _known, _url),
    Matter.news("signal.taken_up", "arrow-repeat", _noticed, _taken_up, _url),
    Matter.news("signal.settled", "check2", _noticed, _settled, _url),
    Matter.news("signal.reopened", "arrow-counterclockwise", _noticed, _reopened, _url),
)  # fmt: skip
