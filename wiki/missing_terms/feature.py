"""What this folder hands to the application."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from wiki.access.guard import current_actor
from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.core.consumers import Consumers, Jobs
from wiki.core.matters import Matters
from wiki.core.outbox import Subscriptions
from wiki.entries.actions import EntryActions
from wiki.entries.starting import Starters
from wiki.missing_terms import following, models, noticing, on_entries, personal_data, views, views_ask, views_term
from wiki.missing_terms.blueprint import blueprint
from wiki.missing_terms.creating import STARTER
from wiki.missing_terms.matters import MATTERS
from wiki.missing_terms.rights import may_decide
from wiki.missing_terms.wording import ACTS
from wiki.people.switches import Switch, Switches
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import Item, ShellProviders

VIEWS = (views, views_ask, views_term)
"""Named here because importing them adds their addresses to the blueprint."""

TABLES = (models,)
"""Named here so that the tables are known."""

SEARCHES = Switch(
    noticing.SWITCH,
    _l("Keep words that are searched for in vain"),
    _l(
        "Searches without a hit are counted by day, without the person. The words are written down only after they "
        "occurred on three different days, without names of people, and forgotten after 90 days. Editors see them."
    ),
    when_off=_l("Everything counted so far is forgotten within hours; what people asked for themselves stays."),
)


def _navigation() -> list[Item]:
    if not may_decide(current_actor()):
        return []
    is_here = (request.endpoint or "").startswith("missing_terms.")
    return [Item(_("Missing terms"), url_for("missing_terms.index"), "question-circle", current=is_here)]


def wire(runtime: Runtime) -> None:
    """Tell what is kept about people and when, what acts are called, what people are told; follow the terms."""
    wiring = runtime.wiring
    personal_data.declare(wiring.get(PersonalData))
    wiring.get(Switches).add(SEARCHES)
    wiring.get(Acts).add("missing_terms", _l("Missing terms"), ACTS)
    wiring.get(Matters).add(*MATTERS)
    wiring.get(Starters).known.append(STARTER)
    wiring.get(Subscriptions).add(following.CONSUMER, following.EVENTS)
    wiring.get(Consumers).by_name[following.CONSUMER] = following.consume
    wiring.get(Jobs).jobs.append(noticing.forget_job())
    on_entries.offer(wiring.get(EntryActions))
    wiring.get(ShellProviders).governance.append(_navigation)


FEATURE = Feature("missing_terms", blueprints=lambda _runtime: [blueprint], wire=wire)
