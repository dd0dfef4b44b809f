"""Where tasks are found: the tab "Tasks" of every initiative, and the line of the navigation."""

from flask import Flask, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN
from wiki.entries.binding import bind
from wiki.entries.kinds import Kinds
from wiki.entries.tabs import EntryTabs, Tab
from wiki.tasks.subjects import INITIATIVE
from wiki.tasks.views_board import ENDPOINT, of_initiative
from wiki.web.runtime import Runtime
from wiki.web.shell import Item


def tell(tabs: EntryTabs) -> None:
    """The tab."""
    tabs.added.append(Tab(_l("Tasks"), ENDPOINT, (INITIATIVE,), place=2))


def init(app: Flask) -> None:
    """Its page."""
    runtime: Runtime = app.extensions["cxwiki"]
    kind = runtime.wiring.get(Kinds).get(INITIATIVE)
    bind(app, kind, f"/{kind.path}/<slug>/tasks", f"{kind.name}.{ENDPOINT}", of_initiative, SIGNED_IN, "GET")


def navigation() -> list[Item]:
    """Leads to what waits for oneself; list and board are a click away from there."""
    if not current_actor().signed_in:
        return []
    is_here = (request.endpoint or "").startswith("tasks.")
    return [Item(_("Tasks"), url_for("tasks.mine"), "list-check", current=is_here, place=2)]
