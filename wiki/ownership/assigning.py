"""One change of duties made at an entry's own page: planned and sent at once, where nothing else waits to be sent."""

from dataclasses import dataclass
from enum import Enum

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.telling import Telling
from wiki.ownership.desk import Wish
from wiki.ownership.models import ACCEPTED
from wiki.ownership.planning import plan_many, send


class Outcome(Enum):
    """What became of a change: in force · asked · put with what is planned for the same person · taken back."""

    IN_FORCE = "in force"
    ASKED = "asked"
    PLANNED = "planned"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True)
class Done:
    """An outcome; `name`: who is asked."""

    outcome: Outcome
    name: str = ""


def change(
    session: Session, actor: Actor, wish: Wish, note: str = "", effort: str = "", whom: Telling | None = None
) -> Done:
    """Make the change, or ask for it. What the actor has planned for the same person before is not sent along unseen:
    the change is put with it. Raises Forbidden, NotFound and Invalid as planning does."""
    request = plan_many(session, actor, [wish])[0]
    if request is None:
        return Done(Outcome.TAKEN_BACK)
    package = request.package
    if len(package.requests) > 1:
        return Done(Outcome.PLANNED, package.asked.name)
    send(session, actor, package.id, note, effort, whom=whom)
    return Done(Outcome.IN_FORCE if request.state == ACCEPTED else Outcome.ASKED, package.asked.name)
