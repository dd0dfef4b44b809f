"""What this folder hands to the application."""

from dataclasses import replace

from flask import Flask
from flask_babel import lazy_gettext as _l

from wiki.access.rules import SIGNED_IN
from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.core.matters import Matters
from wiki.entries.belonging import Belonging
from wiki.entries.feature import Route, feature_of
from wiki.entries.impact import ImpactProviders
from wiki.entries.tabs import EntryTabs, Tab
from wiki.initiatives import for_tasks, personal_data, releasing, views_effect, views_progress, views_table
from wiki.initiatives.kind import KIND
from wiki.initiatives.matters import MATTERS
from wiki.initiatives.rights import joined_by, steered_by
from wiki.initiatives.shown import initiative_now
from wiki.initiatives.wording import ACTS
from wiki.signals.going import Going
from wiki.tasks.due_dates import DueSources
from wiki.tasks.teams import Teams
from wiki.web.runtime import Runtime

ROUTES: tuple[Route, ...] = (
    ("/table", "table", views_table.table, SIGNED_IN, "GET"),
    ("/<slug>/progress", "progress", views_progress.progress, SIGNED_IN, "GET"),
    ("/<slug>/progress/report", "report", views_progress.report, SIGNED_IN, "POST"),
    ("/<slug>/progress/team", "join", views_progress.join, SIGNED_IN, "POST"),
    ("/<slug>/progress/team/end", "leave", views_progress.leave, SIGNED_IN, "POST"),
    ("/<slug>/progress/milestones/<int:row_id>", "milestone", views_progress.milestone, SIGNED_IN, "POST"),
    ("/<slug>/progress/risks/<int:row_id>", "risk", views_progress.risk, SIGNED_IN, "POST"),
    ("/<slug>/progress/decisions", "decision", views_progress.decision, SIGNED_IN, "POST"),
    ("/<slug>/progress/remove", "remove_row", views_progress.remove, SIGNED_IN, "POST"),
    ("/<slug>/progress/ties", "tie", views_progress.tie, SIGNED_IN, "POST"),
    ("/<slug>/progress/ties/end", "untie", views_progress.untie, SIGNED_IN, "POST"),
    ("/<slug>/effect", "effect", views_effect.effect, SIGNED_IN, "GET"),
    ("/<slug>/effect/measure", "measure", views_effect.measure, SIGNED_IN, "POST"),
    ("/<slug>/effect/close", "close", views_effect.close, SIGNED_IN, "POST"),
    ("/<slug>/effect/rechecks/<int:row_id>", "recheck", views_effect.recheck, SIGNED_IN, "POST"),
)
"""Who steers an initiative is asked by the services: it depends on the initiative."""


def _tell(runtime: Runtime) -> None:
    wiring = runtime.wiring
    personal_data.declare(wiring.get(PersonalData))
    wiring.get(Acts).add("initiatives", _l("Initiatives"), ACTS)
    wiring.get(Matters).add(*MATTERS)
    wiring.get(EntryTabs).added += [
        Tab(_l("Progress"), views_progress.ENDPOINT, (KIND.name,), place=1),
        Tab(_l("Effect"), views_effect.ENDPOINT, (KIND.name,), place=3),
    ]
    teams = wiring.get(Teams)
    teams.joined_by, teams.steered_by = joined_by, steered_by
    teams.leads, teams.milestones = for_tasks.leads, for_tasks.milestones
    teams.wants_value = for_tasks.wants_value
    wiring.get(DueSources).sources.append(for_tasks.DUE)
    belonging = wiring.get(Belonging)
    belonging.offered, belonging.tie = releasing.offered, releasing.tie
    wiring.get(ImpactProviders).providers.append(releasing.touched)
    wiring.get(Going).condition = releasing.not_over


def _init(app: Flask) -> None:
    app.jinja_env.globals.update(initiative_now=initiative_now)


FEATURE = replace(feature_of(KIND, *ROUTES, told=_tell), init=_init)
