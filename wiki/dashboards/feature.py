"""What this folder hands to the application."""

from flask import request, url_for
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.dashboards.kept import KeptOverview
from wiki.dashboards.views import blueprint, tabs
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import Item, ShellProviders


def _navigation() -> list[Item]:
    actor = current_actor()
    if not actor.signed_in or not tabs(actor, ""):
        return []
    here = (request.endpoint or "").startswith("dashboards.")
    return [Item(_("Dashboard"), url_for("dashboards.index"), "speedometer2", current=here, place=1)]


def _wire(runtime: Runtime) -> None:
    runtime.wiring.add(KeptOverview())
    runtime.wiring.get(ShellProviders).ownership.append(_navigation)


FEATURE = Feature("dashboards", blueprints=lambda _runtime: [blueprint], wire=_wire)
