"""A process as its blueprint shows it: one short card a step; what stands on it in full is in the list below."""

from dataclasses import dataclass, field
from typing import Any, TypedDict

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from wiki.access.guard import current_actor
from wiki.core.text import shorten
from wiki.entries.fields import Payload
from wiki.entries.page import EntryPage, Shown
from wiki.processes.models import ProcessStep
from wiki.processes.queries import moments_of_truth, steps_at
from wiki.web.i18n import reader_language
from wiki.web.transaction import db

SHORT = 24
"""Characters of a wait, promise or drop-out that a card in the blueprint holds."""
MOST_EVIDENCE = 60
SEVERE = ("major", "critical")


class Card(TypedDict, total=False):
    """A step as the macro `blueprint` of `parts/process.html` takes it."""

    title: str
    lane: str
    url: str
    where: str
    actor: str
    things: list[str]
    wait: str
    promise: str
    break_point: str
    severe: bool
    drop_out: str
    moment: bool
    evidence: None


def cards(page: EntryPage) -> list[Card]:
    """The cards of the blueprint, in the order of the steps."""
    steps = page.payload.get("steps", [])
    decisive = _decisive(page, steps)
    return [_card(page, step, decisive) for step in steps]


def _decisive(page: EntryPage, steps: list[Payload]) -> set[str]:
    targets = [page.target("touchpoint", step["touchpoint"]) for step in steps if "touchpoint" in step]
    slugs = {target.slug for target in targets if target is not None}
    return set(db().scalars(moments_of_truth(slugs))) if slugs else set()


def _card(page: EntryPage, step: Payload, decisive: set[str]) -> Card:
    target = page.target("touchpoint", step["touchpoint"]) if "touchpoint" in step else None
    card = Card(
        title=_marked(page.local(step["title"])),
        lane=step["lane"],
        url=f"#step-{step['key']}",
        where=target.title if target else "",
        actor=actor_of(page, step),
        wait=_marked(page.local(step.get("wait")), SHORT),
        drop_out=_drop_out(page.local(step.get("drop_out"))),
        promise=_promise(page, step),
        break_point=break_words(step),
        severe=step.get("break_severity") in SEVERE,
        moment=target is not None and target.slug in decisive,
        evidence=None,
    )
    thing = page.local(step.get("evidence"))
    card["things"] = [_marked(thing, MOST_EVIDENCE)] if thing else []
    return card


def _marked(shown: Shown, most: int = 0) -> str:
    text = shorten(shown.text, most) if most else shown.text
    return Markup('<span lang="{}">{}</span>').format(shown.language, text) if shown.is_fallback else text


def _drop_out(shown: Shown) -> str:
    return str(_("Drop-out")) if len(shown.text) > SHORT else _marked(shown)


def actor_of(page: EntryPage, step: Payload) -> str:
    """Who acts in a step: the function's name, or the role in words."""
    if "function" in step:
        return page.function_name(step["function"]) or str(step["function"])
    return _marked(page.local(step.get("actor")))


_TOLD = (
    "happens", "break_point", "evidence", "expectation", "promise", "questions", "complaints", "drop_out", "wait",
)  # fmt: skip


def texts_of(page: EntryPage, step: Payload) -> dict[str, list[Markup]]:
    """The texts of a step in the order of the page, by field and line; together they are one section of it."""
    shown = [(name, page.local(step[name])) for name in _TOLD if name in step]
    lines = [(name, line) for name, text in shown for line in (text.lines if name == "happens" else [text])]
    found: dict[str, list[Markup]] = {}
    for (name, _line), html in zip(lines, page.told(*(line for _name, line in lines)), strict=True):
        found.setdefault(name, []).append(html)
    return found


def break_words(step: Payload) -> str:
    """What a step's break point is called, by its severity; empty without one."""
    if "break_point" not in step:
        return ""
    words = {
        "minor": _("Minor break point"),
        "major": _("Major break point"),
        "critical": _("Critical break point"),
    }
    return str(words.get(step.get("break_severity", ""), _("Break point")))


def _promise(page: EntryPage, step: Payload) -> str:
    hours = step.get("promise_hours")
    return deadline(hours) if hours else _marked(page.local(step.get("promise")), SHORT)


def deadline(hours: int) -> str:
    """A deadline in words: hours up to two days, then whole days."""
    if hours > 48 and hours % 24 == 0:
        return str(ngettext("%(num)s day", "%(num)s days", hours // 24))
    return str(ngettext("%(num)s hour", "%(num)s hours", hours))


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


GLOBALS: dict[str, Any] = {
    "blueprint_cards": cards,
    "step_actor": actor_of,
    "step_texts": texts_of,
    "break_words": break_words,
    "deadline": deadline,
    "steps_at": uses_of,
}
"""What the templates of processes and touchpoints call."""
