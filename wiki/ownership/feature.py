"""What this folder hands to the application."""

from flask_babel import ngettext
from sqlalchemy.orm import Session

from wiki.core.about_people import PersonalData
from wiki.core.consumers import Jobs
from wiki.core.matters import Matters
from wiki.entries.impact import Concerned
from wiki.entries.notices import EntryNotices
from wiki.ownership import (
    concerned,
    escalation,
    matters,
    notices,
    on_entries,
    personal_data,
    telling,
    views_answering,
    views_findings,
    views_person,
    views_register,
    views_report,
    views_requests,
)
from wiki.ownership.blueprint import blueprint
from wiki.ownership.duties import function_in_use
from wiki.ownership.findings import Findings
from wiki.ownership.rules import RULES
from wiki.people.uses import Use, Uses
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders

VIEWS = (views_answering, views_findings, views_person, views_register, views_report, views_requests)
"""Named here because importing them adds their addresses to the blueprint."""


def _uses_of_function(session: Session, function_id: int) -> list[Use]:
    count = function_in_use(session, function_id)
    return [Use(ngettext("duty", "duties", count), count)] if count else []


def wire(runtime: Runtime) -> None:
    """Tell what is kept about people, which functions are needed and what is looked for; others add findings."""
    runtime.wiring.add(Findings({rule.name: rule for rule in RULES}))
    personal_data.declare(runtime.wiring.get(PersonalData))
    matters.register(runtime.wiring.get(Matters))
    runtime.wiring.get(Concerned).providers.append(concerned.departments)
    runtime.wiring.get(Matters).add(telling.MATTER)
    runtime.wiring.get(Jobs).jobs.extend([escalation.JOB, telling.JOB])
    runtime.wiring.get(ShellProviders).ownership.append(views_requests.navigation)
    runtime.wiring.get(ShellProviders).ownership.append(views_findings.navigation)
    runtime.wiring.get(Uses).of_function.append(_uses_of_function)
    runtime.wiring.get(EntryNotices).banners.append(notices.banners)
    on_entries.wire(runtime)


FEATURE = Feature("ownership", blueprints=lambda _runtime: [blueprint], wire=wire, init=on_entries.init)
