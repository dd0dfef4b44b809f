"""What people are told of learning: the learner of a path that begins and of stations that are due, the mentor of whom
they accompany, whoever gave a path that it is finished. How far somebody is, nobody is told."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.core.clock import company_day
from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Told
from wiki.learning.enrolling import ACCOMPANIED, GIVEN, LEFT, UNACCOMPANIED
from wiki.learning.models import ASSIGNED, NEWCOMER, Enrolment
from wiki.learning.oversight import leads_learner
from wiki.learning.reminding import DUE, SOON
from wiki.learning.taking import COMPLETED, WENT_ON
from wiki.learning.walk import done_of, due_day, versions_of
from wiki.web.i18n import day as in_words

OVER = frozenset({COMPLETED, LEFT})
Data = Mapping[str, Any]


def _enrolment(session: Session, data: Data) -> Enrolment | None:
    return session.get(Enrolment, int(data.get("enrolment") or 0))


def _data(enrolment: Enrolment) -> dict[str, Any]:
    return {"enrolment": enrolment.id, "reason": enrolment.reason}


def _learner(session: Session, event: Taken) -> Iterable[Told]:
    """Who is to follow it, unless it is their own doing."""
    enrolment = _enrolment(session, event.data)
    if enrolment is not None and enrolment.person_id != event.actor_id:
        actor = event.actor_id if enrolment.reason == ASSIGNED else None
        yield Told(frozenset({enrolment.person_id}), actor, _data(enrolment))


def _unaccompanied(session: Session, event: Taken) -> Iterable[Told]:
    enrolment = _enrolment(session, event.data)
    if enrolment is not None and enrolment.is_open:
        yield Told(frozenset({enrolment.person_id}), event.actor_id, _data(enrolment))


def _mentor(session: Session, event: Taken) -> Iterable[Told]:
    """Who accompanies from now on."""
    enrolment = _enrolment(session, event.data)
    mentor = int(event.data.get("mentor") or 0)
    if enrolment is not None and enrolment.mentor_id == mentor != event.actor_id:
        yield Told(frozenset({mentor}), enrolment.person_id, _data(enrolment))


def _those_beside(session: Session, event: Taken) -> Iterable[Told]:
    """The mentor, and whoever gave the path and leads the learner: others see numbers, no names."""
    enrolment = _enrolment(session, event.data)
    if enrolment is not None:
        giver = enrolment.assigned_by_id if leads_learner(session, enrolment) else None
        people = {enrolment.mentor_id, giver} - {None, event.actor_id}
        yield Told(frozenset(each for each in people if each), enrolment.person_id, _data(enrolment))


def _reminded(session: Session, event: Taken) -> Iterable[Told]:
    enrolment = _enrolment(session, event.data)
    if enrolment is not None:
        kept = {name: event.data[name] for name in ("only", "count", "overdue", "day")}
        yield Told(frozenset({int(event.data["person_id"])}), None, _data(enrolment) | kept)


def _called(title: str) -> str:
    return str(_("“%(title)s”", title=title or _("Own path")))


def _given_words(data: Data, name: str, title: str) -> str:
    if name:
        return str(_("%(name)s gave you a learning path: %(path)s", name=name, path=_called(title)))
    if data.get("reason") == NEWCOMER:
        return str(_("Welcome! This path helps you to find your feet: %(path)s", path=_called(title)))
    return str(_("A learning path has begun for you: %(path)s", path=_called(title)))


def _due_words(data: Data, _name: str, title: str) -> str:
    count, overdue = int(data["count"]), int(data["overdue"])
    if overdue == count == 1:
        return str(_("A station of %(path)s was due on %(day)s", path=_called(title), day=_day(data)))
    if count == 1:
        return str(_("A station of %(path)s is due by %(day)s", path=_called(title), day=_day(data)))
    if data["only"]:
        return str(_("%(count)s stations of %(path)s are due", count=count, path=_called(title)))
    return str(_("%(count)s stations of your learning paths are due", count=count))


def _day(data: Data) -> str:
    return in_words(date.fromisoformat(data["day"]))


def _mentor_words(_data: Data, name: str, title: str) -> str:
    return str(_("You accompany %(name)s on %(path)s", name=name or _("somebody"), path=_called(title)))


def _unaccompanied_words(_data: Data, name: str, title: str) -> str:
    return str(
        _("%(name)s does not accompany you on %(path)s any more", name=name or _("Somebody"), path=_called(title))
    )


def _completed_words(_data: Data, name: str, title: str) -> str:
    return str(_("%(name)s has finished %(path)s", name=name or _("Somebody"), path=_called(title)))


def _url(data: Data, absolute: bool) -> str:
    if data.get("only") is False:
        return url_for("learning.mine", _external=absolute)
    return url_for("learning.walk", enrolment_id=data["enrolment"], _external=absolute)


def _mine_url(_data: Data, absolute: bool) -> str:
    return url_for("learning.mine", _external=absolute)


def _is_over(session: Session, data: Data) -> bool:
    """Whether the path that was told of is finished or left."""
    enrolment = _enrolment(session, data)
    return enrolment is None or not enrolment.is_open


def _is_caught_up(session: Session, data: Data) -> bool:
    """Whether nothing of the path that was told of is open any more."""
    enrolment = _enrolment(session, data)
    if enrolment is None or not enrolment.is_open or enrolment.paused_on is not None:
        return True
    version = versions_of(session, [enrolment.path_id or 0]).get(enrolment.path_id or 0)
    done = {each.station for each in done_of(session, [enrolment.id]).get(enrolment.id, ())}
    days = [due_day(enrolment, each) for each in (version.stations if version else ()) if each.key not in done]
    return not any(each is not None and each <= company_day(session) + SOON for each in days)


STANDING_ABOVE = ("learning_given", "learning_due")
"""What the home page does not tell as news: the next station stands there."""
MATTERS = (
    Matter(
        "learning_given", GIVEN, "mortarboard", _learner, _given_words, _url, is_done=_is_over,
        closing_events=OVER, keyed_by="enrolment",
    ),
    Matter(
        "learning_due", DUE, "clock", _reminded, _due_words, _url, is_done=_is_caught_up,
        closing_events=OVER | {WENT_ON}, keyed_by="enrolment",
    ),
    Matter.news(ACCOMPANIED, "person-check", _mentor, _mentor_words, _mine_url),
    Matter.news(UNACCOMPANIED, "person-badge", _unaccompanied, _unaccompanied_words, _url),
    Matter.news(COMPLETED, "check-circle", _those_beside, _completed_words, _mine_url),
)  # fmt: skip
