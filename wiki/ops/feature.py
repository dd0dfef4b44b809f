"""What this folder hands to the application."""

from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.core.consumers import Jobs
from wiki.ops import admin_items, personal_data, record_words, views, views_condition, views_deliveries, views_record
from wiki.ops.blueprint import blueprint
from wiki.ops.jobs import JOBS
from wiki.people.admin_menu import AdminMenu
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime

VIEWS = (views, views_condition, views_deliveries, views_record)
"""Named here because importing them adds their addresses to the blueprint."""


def wire(runtime: Runtime) -> None:
    """Register the worker's own jobs and the cards of the administration."""
    runtime.wiring.get(Jobs).jobs.extend(JOBS)
    runtime.wiring.get(AdminMenu).providers.append(admin_items.own_items)
    record_words.bring(runtime.wiring.get(Acts))
    personal_data.declare(runtime.wiring.get(PersonalData))


FEATURE = Feature("ops", blueprints=lambda _runtime: [blueprint], wire=wire)
