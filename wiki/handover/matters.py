"""What people are told about hand-overs, in inbox and mail."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from wiki.core.clock import company_day
from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Matters, Told
from wiki.handover.models import ASKED, OPEN, Handover
from wiki.ownership.staff import Staff

Find = Callable[[Session, Taken, Handover], Told]


def _told(find: Find) -> Callable[[Session, Taken], Iterable[Told]]:
    def told(session: Session, event: Taken) -> Iterable[Told]:
        handover = session.get(Handover, int(event.data["handover_id"]))
        return [] if handover is None else [find(session, event, handover)]

    return told


def _people(event: Taken, *ids: int | None) -> frozenset[int]:
    """Those who are told, never who did it."""
    return frozenset(each for each in ids if each is not None and each != event.actor_id)


def _data(event: Taken) -> dict[str, Any]:
    return {name: event.data[name] for name in ("handover_id", "count", "note") if name in event.data}


def _successor(_session: Session, event: Taken, handover: Handover) -> Told:
    told = _people(event, int(event.data["successor_id"]))
    return Told(told, handover.person_id, _data(event) | {"successor_id": int(event.data["successor_id"])})


def _settling(_session: Session, event: Taken, handover: Handover) -> Told:
    """The answer goes to the person and to whoever began it."""
    return Told(_people(event, handover.person_id, handover.begun_by_id), event.actor_id, _data(event))


def _declined(session: Session, event: Taken, handover: Handover) -> Told:
    """A refusal goes to the head as well: somebody else has to be found."""
    head = Staff(session, company_day(session)).next_head(handover.person_id)
    people = (handover.person_id, handover.begun_by_id, head.id if head else None)
    return Told(_people(event, *people), event.actor_id, _data(event))


def _holder(_session: Session, event: Taken, handover: Handover) -> Told:
    return Told(_people(event, int(event.data["holder_id"])), handover.person_id, _data(event))


def _begun(session: Session, event: Taken, handover: Handover) -> Told:
    """The person and, where the person began it, the head."""
    head = Staff(session, company_day(session)).next_head(handover.person_id)
    by_person = event.actor_id == handover.person_id
    return Told(_people(event, head.id if head and by_person else handover.person_id), event.actor_id, _data(event))


def _finished(_session: Session, event: Taken, handover: Handover) -> Told:
    return Told(_people(event, handover.person_id, handover.begun_by_id), handover.person_id, _data(event))


def _called_off(_session: Session, event: Taken, handover: Handover) -> Told:
    asked = [each.successor_id for each in handover.items if each.successor_id is not None and each.is_waiting]
    return Told(_people(event, *asked), handover.person_id, _data(event))


def _count(data: Mapping[str, Any]) -> int:
    return int(data.get("count", 0))


def _asked_words(data: Mapping[str, Any], name: str, _title: str) -> str:
    number = _count(data)
    text = ngettext(
        "You are proposed to take over %(num)s duty of %(name)s.",
        "You are proposed to take over %(num)s duties of %(name)s.", number, name=name,
    )  # fmt: skip
    return str(text)


def _accepted_words(data: Mapping[str, Any], name: str, _title: str) -> str:
    text = ngettext("%(name)s takes over %(num)s duty.", "%(name)s takes over %(num)s duties.", _count(data), name=name)
    return str(text)


def _declined_words(data: Mapping[str, Any], name: str, _title: str) -> str:
    text = ngettext(
        "%(name)s declined to take over %(num)s duty.", "%(name)s declined to take over %(num)s duties.",
        _count(data), name=name,
    )  # fmt: skip
    return str(text)


def _moved_words(data: Mapping[str, Any], name: str, _title: str) -> str:
    text = ngettext(
        "From today %(num)s duty of %(name)s is yours.", "From today %(num)s duties of %(name)s are yours.",
        _count(data), name=name,
    )  # fmt: skip
    return str(text)


def _head_words(data: Mapping[str, Any], name: str, _title: str) -> str:
    text = ngettext(
        "%(num)s duty of %(name)s is with you as the head for the time being.",
        "%(num)s duties of %(name)s are with you as the head for the time being.", _count(data), name=name,
    )  # fmt: skip
    return str(text)


def _begun_words(_data: Mapping[str, Any], name: str, _title: str) -> str:
    return str(_("%(name)s has begun a hand-over.", name=name) if name else _("A hand-over has been begun."))


def _finished_words(_data: Mapping[str, Any], name: str, _title: str) -> str:
    return str(_("The hand-over of %(name)s is finished. The protocol can be read.", name=name))


def _called_off_words(_data: Mapping[str, Any], name: str, _title: str) -> str:
    return str(_("The hand-over of %(name)s was called off. Nothing moves.", name=name))


def _address(endpoint: str) -> Callable[[Mapping[str, Any], bool], str]:
    def url(data: Mapping[str, Any], absolute: bool) -> str:
        return url_for(f"handover.{endpoint}", handover_id=int(data["handover_id"]), _external=absolute)

    return url


def _is_answered(session: Session, data: Mapping[str, Any]) -> bool:
    handover = session.get(Handover, int(data["handover_id"]))
    if handover is None or handover.state != OPEN:
        return True
    successor = int(data.get("successor_id", 0))
    return not any(each.state == ASKED and each.successor_id == successor for each in handover.items)


_CLOSING = frozenset({"handover.accepted", "handover.declined", "handover.retracted", "handover.withdrawn"})
MATTERS = (
    Matter(
        "handover_proposed", "handover.proposed", "arrow-left-right", _told(_successor), _asked_words,
        _address("mine"), is_done=_is_answered, closing_events=_CLOSING | {"handover.finished"},
    ),
    Matter("handover_accepted", "handover.accepted", "check2", _told(_settling), _accepted_words, _address("page")),
    Matter("handover_declined", "handover.declined", "x-circle", _told(_declined), _declined_words, _address("page")),
    Matter("handover_moved", "handover.moved", "arrow-left-right", _told(_holder), _moved_words, _address("mine")),
    Matter("handover_to_head", "handover.to_head", "person-check", _told(_holder), _head_words, _address("mine")),
    Matter("handover_begun", "handover.begun", "arrow-left-right", _told(_begun), _begun_words, _address("page")),
    Matter(
        "handover_finished", "handover.finished", "journal-check", _told(_finished), _finished_words,
        _address("protocol"),
    ),
    Matter(
        "handover_withdrawn", "handover.withdrawn", "x-circle", _told(_called_off), _called_off_words, _address("mine")
    ),
)  # fmt: skip


def register(matters: Matters) -> None:
    """Tell the inbox what hand-overs say."""
    matters.add(*MATTERS)
