"""What this folder hands to the application."""

from flask import request, url_for
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.entries.actions import EntryActions
from wiki.games import views
from wiki.games.blueprint import blueprint
from wiki.games.of_the_day import KeptTerms
from wiki.games.on_entries import offer
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import Item, ShellProviders

VIEWS = (views,)
"""Named here because importing them adds their addresses to the blueprint."""


def _navigation() -> list[Item]:
    if not current_actor().signed_in:
        return []
    is_here = (request.endpoint or "").startswith("games.")
    return [Item(_("Practise"), url_for("games.index"), "lightbulb", current=is_here, place=3)]


def wire(runtime: Runtime) -> None:
    """The line of the navigation, the way from learning paths, what the term of the day is chosen from."""
    runtime.wiring.add(KeptTerms())
    runtime.wiring.get(ShellProviders).learning.append(_navigation)
    runtime.wiring.get(EntryActions).providers.append(offer)


FEATURE = Feature("games", blueprints=lambda _runtime: [blueprint], wire=wire)
