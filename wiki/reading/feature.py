"""What this folder hands to the application."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.core.consumers import Consumers, Jobs
from wiki.core.matters import Matters
from wiki.core.outbox import Subscriptions
from wiki.entries.actions import EntryActions
from wiki.entries.asking_again import AskingAgain
from wiki.entries.impact import ImpactProviders
from wiki.entries.notices import EntryNotices
from wiki.people.switches import Switch, Switches
from wiki.reading import (
    joining,
    matters,
    models,
    on_entries,
    personal_data,
    releasing,
    reminding,
    views,
    views_people,
    views_require,
    views_verify,
    waiting,
)
from wiki.reading.blueprint import blueprint
from wiki.reading.wording import ACTS
from wiki.tasks.due_dates import DueSources
from wiki.tasks.piles import Piles, Place
from wiki.web.feature import Feature
from wiki.web.front.readers import Personal
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders

SWITCHES = (
    Switch(
        models.SWITCH,
        _l("Read confirmation"),
        _l("Entries can be marked as binding. Whoever they bind confirms to have read them: kept are the version and "
           "the day. You and whoever leads you see open or done; everybody else sees numbers of five people and more."),
        _l("Nobody is asked any more and nothing of it is shown. What was confirmed is kept."),
        topic="reading",
    ),
    Switch(
        models.VERIFYING,
        _l("Heads verify confirmations"),
        _l("For safety and legal instruction: the head asks or watches, and notes that the confirmation is true."),
        _l("Nobody notes it any more. What was noted is kept."),
        needs=models.SWITCH,
        topic="reading",
    ),
)  # fmt: skip

JOINING = "reading.joined"

VIEWS = (views, views_people, views_require, views_verify)
"""Named here because importing them adds their addresses to the blueprint."""

TABLES = (models,)
"""Named here so that the tables are known."""


def wire(runtime: Runtime) -> None:
    """Tell what is kept about people, what can be switched on, and what is asked with releases, in the mornings and on
    the pages of entries."""
    wiring = runtime.wiring
    personal_data.declare(wiring.get(PersonalData))
    wiring.get(Switches).add(*SWITCHES)
    wiring.get(Acts).add("reading", _l("Read confirmation"), ACTS)
    wiring.get(Matters).add(*matters.MATTERS)
    wiring.get(Jobs).jobs.append(reminding.JOB)
    wiring.get(Subscriptions).add(JOINING, joining.EVENTS)
    wiring.get(Consumers).by_name[JOINING] = joining.consume
    wiring.get(DueSources).sources.append(waiting.SOURCE)
    wiring.get(Piles).add(Place.READING, waiting.pile, instead_of=waiting.SORT)
    wiring.get(ImpactProviders).providers.append(releasing.touched)
    asking = wiring.get(AskingAgain)
    asking.is_asked = releasing.is_asked
    asking.binding, asking.ask = releasing.binding, releasing.ask
    on_entries.offer(wiring.get(EntryActions), wiring.get(EntryNotices), wiring.get(Personal))
    wiring.get(ShellProviders).learning.append(views.navigation)


FEATURE = Feature("reading", blueprints=lambda _runtime: [blueprint], wire=wire)
