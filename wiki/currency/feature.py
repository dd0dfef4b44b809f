"""What this folder hands to the application."""

from flask import request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from wiki.access.guard import current_actor
from wiki.core.about_people import PersonalData
from wiki.core.consumers import Jobs
from wiki.core.matters import Matters
from wiki.currency import on_entries, personal_data, views
from wiki.currency.asking import concerned
from wiki.currency.blueprint import blueprint
from wiki.currency.matters import REVIEWS_DUE
from wiki.currency.reminders import JOB
from wiki.entries.notices import EntryNotices
from wiki.web.feature import Feature
from wiki.web.front.readers import Personal
from wiki.web.runtime import Runtime
from wiki.web.shell import Item, ShellProviders

VIEWS = (views,)
"""Named here because importing them adds their addresses to the blueprint."""


def _menu() -> list[Item]:
    if not current_actor().signed_in:
        return []
    here = (request.endpoint or "").startswith("currency.")
    return [Item(_("Reviews"), url_for("currency.reviews"), "calendar-check", current=here, place=6)]


def wire(runtime: Runtime) -> None:
    """Say on entries' pages whether they are current, remind, and tell what is kept about people."""
    wiring = runtime.wiring
    wiring.get(EntryNotices).banners.append(on_entries.banners)
    wiring.get(EntryNotices).trust.append(on_entries.trust)
    wiring.get(Personal).variants["asked_about_currency"] = select(concerned()).scalar_subquery()
    wiring.get(Jobs).jobs.append(JOB)
    wiring.get(Matters).add(REVIEWS_DUE)
    wiring.get(ShellProviders).ownership.append(_menu)
    personal_data.declare(wiring.get(PersonalData))


FEATURE = Feature("currency", blueprints=lambda _runtime: [blueprint], wire=wire)
