"""What this folder hands to the application."""

from flask import request, url_for
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.core.consumers import Jobs
from wiki.core.matters import Matters
from wiki.entries.impact import ImpactProviders
from wiki.entries.notices import EntryNotices
from wiki.tasks.due_dates import DueSources
from wiki.unclear import due, on_entries, reminding, views
from wiki.unclear.blueprint import blueprint
from wiki.unclear.matters import MATTERS
from wiki.web.feature import Feature
from wiki.web.front.readers import Personal
from wiki.web.runtime import Runtime
from wiki.web.shell import Item, ShellProviders

VIEWS = (views,)
"""Named here because importing them adds their addresses to the blueprint."""


def _navigation() -> list[Item]:
    actor = current_actor()
    if not (actor.signed_in and views.looks_after_pages(actor)):
        return []
    is_here = (request.endpoint or "").startswith("unclear.")
    return [Item(_("Unclear to readers"), url_for("unclear.index"), "chat-left-quote", current=is_here, place=7)]


def wire(runtime: Runtime) -> None:
    """Say on pages how clear they are, tell owners and askers, remind."""
    wiring = runtime.wiring
    wiring.get(Matters).add(*MATTERS)
    wiring.get(Jobs).jobs.append(reminding.JOB)
    wiring.get(DueSources).sources.append(due.SOURCE)
    wiring.get(EntryNotices).trust.append(on_entries.trust)
    wiring.get(ImpactProviders).providers.append(on_entries.who_is_told)
    on_entries.tell(wiring.get(Personal))
    wiring.get(ShellProviders).governance.append(_navigation)


FEATURE = Feature("unclear", blueprints=lambda _runtime: [blueprint], wire=wire)
