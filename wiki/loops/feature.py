"""What this folder hands to the application."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from wiki.access.rules import SIGNED_IN
from wiki.entries.binding import bind
from wiki.entries.kinds import Kinds
from wiki.entries.tabs import EntryTabs, Tab
from wiki.loops import views, views_map, views_monthly
from wiki.loops.blueprint import blueprint
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders

VIEWS = (views, views_map, views_monthly)
"""Named here because importing them adds their addresses to the blueprint."""
KIND = "initiative"


def wire(runtime: Runtime) -> None:
    """The lines of the navigation, and the tab of every initiative."""
    runtime.wiring.get(ShellProviders).change.append(views.navigation)
    runtime.wiring.get(EntryTabs).added.append(Tab(_l("Loop"), views.TAB, (KIND,), place=5))


def init(app: Flask) -> None:
    """The page of a loop stands among those of its initiative."""
    runtime: Runtime = app.extensions["cxwiki"]
    kind = runtime.wiring.get(Kinds).get(KIND)
    bind(app, kind, f"/{kind.path}/<slug>/{views.TAB}", f"{KIND}.{views.TAB}", views.loop, SIGNED_IN)


FEATURE = Feature("loops", blueprints=lambda _runtime: [blueprint], wire=wire, init=init)
