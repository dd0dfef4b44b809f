"""What this folder hands to the application."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.core.consumers import Jobs
from wiki.core.matters import Matters
from wiki.entries.actions import EntryActions
from wiki.entries.tabs import EntryTabs
from wiki.tasks import (
    due_sources,
    making,
    matters,
    models,
    personal_data,
    reminding,
    views_acts,
    views_board,
    views_calendar,
    views_list,
    views_mine,
    views_task,
    views_timeline,
)
from wiki.tasks.blueprint import blueprint
from wiki.tasks.due_dates import DueSources
from wiki.tasks.on_initiatives import init, navigation, tell
from wiki.tasks.piles import Piles
from wiki.tasks.talk_matters import COMMENTED
from wiki.tasks.teams import Teams
from wiki.tasks.wording import ACTS
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders

VIEWS = (views_mine, views_task, views_acts, views_board, views_list, views_calendar, views_timeline)
"""Named here because importing them adds their addresses to the blueprint."""

TABLES = (models,)
"""Named here so that the tables are known."""


def wire(runtime: Runtime) -> None:
    """What tells others of tasks; whose they are is told by the initiatives."""
    wiring = runtime.wiring
    wiring.add(Teams())
    wiring.add(DueSources([*due_sources.SOURCES]))
    wiring.add(Piles())
    wiring.get(Matters).add(*matters.MATTERS, COMMENTED)
    wiring.get(Jobs).jobs.append(reminding.JOB)
    tell(wiring.get(EntryTabs))
    making.offer(wiring.get(EntryActions))
    wiring.get(ShellProviders).change.append(navigation)
    personal_data.declare(wiring.get(PersonalData))
    wiring.get(Acts).add("tasks", _l("Tasks"), ACTS)


FEATURE = Feature("tasks", blueprints=lambda _runtime: [blueprint], wire=wire, init=init)
