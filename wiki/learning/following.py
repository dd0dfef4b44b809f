"""Wires what belongs to following a path: pages, navigation, what begins by itself, what people are told of."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ScalarSelect, func, select

from wiki.access.guard import current_actor
from wiki.core.acts import Acts
from wiki.core.consumers import Consumers, Jobs
from wiki.core.matters import Matters
from wiki.core.outbox import Subscriptions
from wiki.entries.impact import ImpactProviders
from wiki.learning import matters, reminding, starting, task_done, views_mine, views_station, views_walk
from wiki.learning.enrolling import open_enrolment
from wiki.learning.models import Enrolment
from wiki.learning.piles import pile
from wiki.learning.touched import touched
from wiki.learning.wording import ACTS
from wiki.tasks.due_dates import DueSources
from wiki.tasks.piles import Piles, Place
from wiki.web.front.readers import ENTRY, PERSON, Personal
from wiki.web.runtime import Runtime
from wiki.web.shell import Item, ShellProviders
from wiki.web.transaction import db

VIEWS = (views_mine, views_walk, views_station)
"""Named here because importing them adds their addresses to the blueprint."""
STARTING, TASKS = "learning.start", "learning.tasks"


def wire(runtime: Runtime) -> None:
    """Tell the other rooms."""
    wiring = runtime.wiring
    wiring.get(Matters).add(*matters.MATTERS)
    wiring.get(Acts).add("learning", _l("Learning"), ACTS)
    wiring.get(DueSources).sources.append(reminding.DUE_SOURCE)
    wiring.get(Piles).add(Place.LEARNING, pile, instead_of=reminding.STATION)
    wiring.get(ImpactProviders).providers.append(touched)
    wiring.get(Jobs).jobs += [starting.JOB, reminding.JOB]
    subscriptions, consumers = wiring.get(Subscriptions), wiring.get(Consumers)
    subscriptions.add(STARTING, starting.EVENTS)
    consumers.by_name[STARTING] = starting.consume
    subscriptions.add(TASKS, task_done.EVENTS)
    consumers.by_name[TASKS] = task_done.consume
    wiring.get(ShellProviders).learning.append(_navigation)
    wiring.get(Personal).variants["follows_path"] = _variant()


def follows_path(path_id: int) -> bool:
    """Whether the reader is on the way on this path."""
    return open_enrolment(db(), current_actor().person_id or 0, path_id) is not None


def _variant() -> ScalarSelect[int]:
    """The same for pages that are kept."""
    going = (Enrolment.completed_at.is_(None), Enrolment.ended_at.is_(None))
    query = select(func.count(Enrolment.id)).where(Enrolment.person_id == PERSON, Enrolment.path_id == ENTRY, *going)
    return query.scalar_subquery()


def _navigation() -> list[Item]:
    if not current_actor().signed_in:
        return []
    here = request.endpoint in _OWN_PAGES
    return [Item(_("My learning"), url_for("learning.mine"), "mortarboard", current=here, place=1)]


_OWN_PAGES = frozenset({"learning.mine", "learning.walk", "learning.station", "learning.ask_leave"})
