"""What this folder hands to the application."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.core.consumers import Consumers, Jobs
from wiki.core.matters import Matters
from wiki.core.outbox import Subscriptions
from wiki.people.admin_menu import AdminMenu
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.webhooks import admin_items, fan_out, jobs, models, personal_data, views, views_acts
from wiki.webhooks.blueprint import blueprint
from wiki.webhooks.bodies import BodyWriter
from wiki.webhooks.lanes import Lanes
from wiki.webhooks.matters import MATTER
from wiki.webhooks.wording import ACTS

VIEWS = (views, views_acts)
"""Named here because importing them adds their addresses to the blueprint."""

TABLES = (models,)
"""Named here so that the tables are known."""


def wire(runtime: Runtime) -> None:
    """Listen to what other programs may be told, and see to its sending."""
    wiring = runtime.wiring
    wiring.add(Lanes(runtime.sessions))
    wiring.get(Subscriptions).add(fan_out.CONSUMER, fan_out.EVENTS)
    wiring.get(Consumers).by_name[fan_out.CONSUMER] = fan_out.consume
    wiring.get(Jobs).jobs += jobs.JOBS
    wiring.get(Matters).add(MATTER)
    wiring.get(AdminMenu).providers.append(admin_items.own_items)
    wiring.get(Acts).add("webhooks", _l("Webhooks"), ACTS)
    personal_data.declare(wiring.get(PersonalData))


def init(app: Flask) -> None:
    """Give those who write messages the application's texts and addresses."""
    runtime: Runtime = app.extensions["cxwiki"]
    runtime.wiring.add(BodyWriter(app))


FEATURE = Feature("webhooks", blueprints=lambda _runtime: [blueprint], wire=wire, init=init)
