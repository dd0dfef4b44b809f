"""What this folder hands to the application."""

from flask import request, url_for
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.matrix import views, views_file, views_row
from wiki.matrix.blueprint import blueprint
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import Item, ShellProviders

VIEWS = (views, views_row, views_file)
"""Named here because importing them adds their addresses to the blueprint."""


def _items() -> list[Item]:
    """The line of the navigation, for who may see names."""
    if not current_actor().signed_in:
        return []
    here = request.blueprint == blueprint.name
    return [Item(_("Matrix"), url_for("matrix.page"), "grid-3x3-gap", current=here, place=3)]


def wire(runtime: Runtime) -> None:
    """Add the matrix to the navigation."""
    runtime.wiring.get(ShellProviders).ownership.append(_items)


FEATURE = Feature("matrix", blueprints=lambda _runtime: [blueprint], wire=wire)
