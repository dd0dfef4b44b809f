"""What this folder hands to the application."""

from wiki.core.about_people import PersonalData
from wiki.entries.belonging import Belonging
from wiki.entries.feature import feature_of
from wiki.entries.impact import ImpactProviders
from wiki.initiatives import for_tasks, personal_data, releasing
from wiki.initiatives.kind import KIND
from wiki.initiatives.rights import joined_by, steered_by
from wiki.tasks.teams import Teams
from wiki.web.runtime import Runtime


def _tell(runtime: Runtime) -> None:
    personal_data.declare(runtime.wiring.get(PersonalData))
    teams = runtime.wiring.get(Teams)
    teams.joined_by, teams.steered_by = joined_by, steered_by
    belonging = runtime.wiring.get(Belonging)
    belonging.offered, belonging.tie = releasing.offered, releasing.tie
    runtime.wiring.get(ImpactProviders).providers.append(releasing.touched)
    teams.leads, teams.milestones = for_tasks.leads, for_tasks.milestones


FEATURE = feature_of(KIND, told=_tell)
