"""The processes that lead through a touchpoint, for the touchpoint's page."""

from dataclasses import dataclass, field

from flask import url_for

from wiki.access.guard import current_actor
from wiki.entries.page import EntryPage
from wiki.processes.models import ProcessStep
from wiki.processes.queries import steps_at
from wiki.processes.wording import SEVERE
from wiki.web.i18n import reader_language
from wiki.web.transaction import db


@dataclass(frozen=True)
class StepLink:
    """A step of a process that happens at a touchpoint."""

    number: int
    title: str
    url: str
    has_break_point: bool
    is_severe: bool


@dataclass(frozen=True)
class Use:
    """A process with its steps at a touchpoint."""

    title: str
    url: str
    steps: list[StepLink] = field(default_factory=list)


def uses_of(page: EntryPage) -> list[Use]:
    """The processes that lead through a touchpoint, with the steps that happen there; one query."""
    language = reader_language()
    found: dict[int, Use] = {}
    for process, step in db().execute(steps_at(current_actor(), page.entry.id, language)):
        url = url_for("process.page", slug=process.slug)
        use = found.setdefault(process.id, Use(process.title(language), url))
        use.steps.append(_step_link(step, url, language))
    return list(found.values())


def _step_link(step: ProcessStep, url: str, language: str) -> StepLink:
    severe = step.break_severity in SEVERE
    return StepLink(step.position + 1, step.title(language), f"{url}#step-{step.key}", step.has_break_point, severe)
