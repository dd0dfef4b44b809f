"""What this folder hands to the application."""

from wiki.core.about_people import PersonalData
from wiki.core.consumers import Jobs
from wiki.core.matters import Matters
from wiki.handover import (
    cards,
    change_items,
    due_items,
    duty_items,
    matters,
    moving,
    open_items,
    personal_data,
    post_items,
    views,
    views_mine,
)
from wiki.handover.blueprint import blueprint
from wiki.handover.sources import HandoverSources
from wiki.people.leaving import Leavings
from wiki.people.person_cards import PersonCards
from wiki.tasks.due_dates import DueSources
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders

VIEWS = (views, views_mine)
"""Named here because importing them adds their addresses to the blueprint."""


def wire(runtime: Runtime) -> None:
    """Offer the registry with the sorts of this room, follow last days, tell the inbox, look for what is due."""
    wiring = runtime.wiring
    sources = (post_items, duty_items, change_items, open_items)
    wiring.add(HandoverSources([source for each in sources for source in each.SOURCES]))
    wiring.get(Leavings).changed.append(moving.follow_last_day)
    wiring.get(PersonCards).providers.append(cards.cards)
    wiring.get(Jobs).jobs.append(moving.JOB)
    wiring.get(DueSources).sources.append(due_items.DUE)
    wiring.get(ShellProviders).ownership.append(views.navigation)
    matters.register(wiring.get(Matters))
    personal_data.declare(wiring.get(PersonalData))


FEATURE = Feature("handover", blueprints=lambda _runtime: [blueprint], wire=wire)
