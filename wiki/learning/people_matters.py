"""What people are told of what their head does about their learning."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Told
from wiki.learning.assigning import TAKEN_BACK
from wiki.learning.models import Enrolment


def _learner(session: Session, event: Taken) -> Iterable[Told]:
    enrolment = session.get(Enrolment, int(event.data["enrolment"]))
    if enrolment is not None:
        yield Told(frozenset({enrolment.person_id}), event.actor_id)


def _sentence(_data: Mapping[str, Any], name: str, title: str) -> str:
    if not name:
        return str(_("You do not need to follow “%(title)s” any more", title=title))
    return str(_("%(name)s has taken “%(title)s” back: you do not need to follow it any more", name=name, title=title))


def _url(_data: Mapping[str, Any], absolute: bool) -> str:
    return url_for("learning.mine", _external=absolute)


MATTERS = (Matter.news(TAKEN_BACK, "arrow-counterclockwise", _learner, _sentence, _url),)
