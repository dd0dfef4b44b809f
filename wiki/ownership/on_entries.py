"""What ownership adds to every page: the line of the navigation; to entries the page "Who answers" and
the card, to people what they answer for."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from wiki.access.permissions import Permission
from wiki.access.rules import SIGNED_IN, needs
from wiki.entries.binding import bind
from wiki.entries.kinds import Kinds
from wiki.entries.tabs import EntryTabs, Tab
from wiki.entries.whom import Answering
from wiki.ownership import card, views_person
from wiki.ownership import views_duties as views
from wiki.ownership.views_register import navigation
from wiki.people.person_cards import PersonCards
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders

ASSIGNER = needs(Permission.DUTY_ASSIGN, Permission.DUTY_ASSIGN_AREA)

ROUTES = (
    ("/<slug>/ownership", "ownership", views.ownership, SIGNED_IN, "GET"),
    ("/<slug>/ownership", "ask_duty", views.ask, ASSIGNER, "POST"),
    ("/<slug>/ownership/end", "end_duty", views.end, ASSIGNER, "POST"),
)


def wire(runtime: Runtime) -> None:
    """The tab, the card, and the line of the navigation."""
    runtime.wiring.get(ShellProviders).ownership.append(navigation)
    runtime.wiring.get(PersonCards).providers.append(views_person.cards)
    runtime.wiring.get(EntryTabs).added.append(Tab(_l("Who answers"), views.ENDPOINT))
    runtime.wiring.get(Answering).of = card.answered


def init(app: Flask) -> None:
    """The pages of every kind."""
    runtime: Runtime = app.extensions["cxwiki"]
    for kind in runtime.wiring.get(Kinds):
        for path, endpoint, view, access, method in ROUTES:
            bind(app, kind, f"/{kind.path}{path}", f"{kind.name}.{endpoint}", view, access, method)
