"""What one may do while nothing waits: a few ways on, by role."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.overview.stops import Round
from wiki.overview.visiting import may_open, round_of


@dataclass(frozen=True)
class Idea:
    """A way on: what it is, and the page it leads to."""

    label: Any
    endpoint: str
    icon: str

    @property
    def url(self) -> str:
        """The address of the page."""
        return url_for(self.endpoint)


_LEARN = Idea(_l("Follow a learning path"), "learning.mine", "mortarboard")
_PRACTISE = Idea(_l("Practise a few words"), "games.index", "shuffle")
_NOTICE = Idea(_l("Say what you noticed"), "signals.new", "broadcast")
_IDEAS: dict[Round, tuple[Idea, ...]] = {
    Round.NEWCOMER: (_LEARN, _PRACTISE, _NOTICE),
    Round.EMPLOYEE: (_PRACTISE, _LEARN, _NOTICE),
    Round.EDITOR: (
        Idea(_l("See how the library is doing"), "dashboards.editors", "graph-up"),
        Idea(_l("Add a missing term"), "missing_terms.index", "question-circle"),
        _PRACTISE,
    ),
    Round.MANAGER: (
        Idea(_l("Look at your area"), "dashboards.area", "graph-up"),
        Idea(_l("Give a learning path to somebody"), "learning.people", "mortarboard"),
        _NOTICE,
    ),
    Round.CX_MANAGER: (
        Idea(_l("See how improvements are going"), "loops.index", "arrow-repeat"),
        Idea(_l("Look for seams without an agreement"), "seams.index", "arrow-left-right"),
        Idea(_l("Look at the whole company"), "dashboards.whole", "graph-up"),
    ),
}


def ideas_for(session: Session, actor: Actor) -> Sequence[Idea]:
    """The ways on for the actor's role, as far as they may go them."""
    if not actor.signed_in:
        return ()
    return [each for each in _IDEAS[round_of(session, actor)] if may_open(session, actor, each.endpoint)]
