"""What this folder hands to the application."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from wiki.access.guard import current_actor
from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.core.matters import Matters
from wiki.entries.actions import EntryActions
from wiki.entries.notices import EntryNotices
from wiki.entries.purges import Purges
from wiki.entries.starting import Starters
from wiki.signals import models, on_entries, personal_data, views, views_found, views_new, views_signal
from wiki.signals.blueprint import blueprint
from wiki.signals.going import Going
from wiki.signals.matters import MATTERS
from wiki.signals.outcome import let_go
from wiki.signals.tying import STARTER
from wiki.signals.wording import ACTS
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import Item, ShellProviders

VIEWS = (views, views_found, views_new, views_signal)
"""Named here because importing them adds their addresses to the blueprint."""

TABLES = (models,)
"""Named here so that the tables are known."""


def _navigation() -> list[Item]:
    if not current_actor().signed_in:
        return []
    is_here = (request.endpoint or "").startswith("signals.")
    return [Item(_("Signals"), url_for("signals.index"), "broadcast", current=is_here, place=1)]


def wire(runtime: Runtime) -> None:
    """Tell what is kept about people, what acts are called, what people are told; offer reporting everywhere."""
    wiring = runtime.wiring
    personal_data.declare(wiring.get(PersonalData))
    wiring.get(Acts).add("signals", _l("Signals"), ACTS)
    wiring.get(Matters).add(*MATTERS)
    on_entries.offer(wiring.get(EntryActions), wiring.get(EntryNotices))
    wiring.get(ShellProviders).change.append(_navigation)
    wiring.get(Starters).known.append(STARTER)
    wiring.get(Purges).before.append(let_go)
    wiring.add(Going())


FEATURE = Feature("signals", blueprints=lambda _runtime: [blueprint], wire=wire)
