"""The kind *initiative*: what the CX team changes, and what it is to bring about."""

from datetime import date
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.core.errors import Problem
from wiki.core.text import LANGUAGES
from wiki.entries.fields import Choice, Option, Payload
from wiki.entries.kinds import Column, Kind, Passage, View, per_language
from wiki.entries.options import by_label, plain_passages, shown_summary
from wiki.initiatives.fields import BETTER, FIELDS, LOWER, SHARE
from wiki.initiatives.figures import Figure, Value
from wiki.initiatives.models import AMBER, CHECKING, CLOSED, GREEN, PLANNED, RED, RUNNING, STOPPED, Initiative

STAGE = Choice(
    name="stage",
    label=_l("Stage"),
    options=(
        Option(PLANNED, _l("Planned")),
        Option(RUNNING, _l("Under way")),
        Option(CHECKING, _l("Done, effect is checked")),
        Option(CLOSED, _l("Completed")),
        Option(STOPPED, _l("Given up")),
    ),
)
LIGHT = Choice(
    name="light",
    label=_l("Traffic light"),
    options=(Option(GREEN, _l("Green")), Option(AMBER, _l("Amber")), Option(RED, _l("Red"))),
)


def project(_session: Session, entry: Initiative, payload: Payload) -> None:
    """Write the columns that lists and services read; how it goes is left as it is."""
    entry.aspects = list(payload.get("aspects", ()))
    entry.show(figure_of(payload))


def figure_of(payload: Payload) -> Figure:
    """What the content says it is measured by."""
    names, start = payload.get("figure", {}), None
    baseline = _number(payload, "baseline")
    if baseline is not None:
        source, cases = payload.get("baseline_source", ""), payload.get("baseline_cases")
        start = Value(baseline, _day(payload, "baseline_on"), cases, source)
    return Figure(
        {language: names.get(language, "") for language in LANGUAGES}, payload.get("unit", ""),
        payload.get("better", BETTER.default), start, _number(payload, "target"), _day(payload, "target_on"),
    )  # fmt: skip


def _number(payload: Payload, name: str) -> float | None:
    return float(payload[name]) if name in payload else None


def _day(payload: Payload, name: str) -> date | None:
    return date.fromisoformat(payload[name]) if name in payload else None


def check(payload: Payload) -> list[Problem]:
    """A value has a figure and a unit; a share is no more than 100 %; the target is not worse than the
    baseline, and comes after it."""
    problems = []
    values = [name for name in ("baseline", "target") if name in payload]
    for name, message in (("figure", _l("Say what is measured.")), ("unit", _l("Say what it is counted in."))):
        if values and name not in payload:
            problems.append(Problem(name, message))
    for name in ("baseline_on", "baseline_cases", "baseline_source"):
        if name in payload and "baseline" not in payload:
            problems.append(Problem("baseline", _l("The value itself is missing.")))
            break
    if payload.get("unit") == SHARE:
        wrong = [name for name in values if not 0 <= Decimal(payload[name]) <= 100]
        problems += [Problem(name, _l("A share lies between 0 and 100 %.")) for name in wrong]
    if len(values) == 2 and _is_worse(payload):
        problems.append(Problem("target", _l("The target is worse than the baseline. Is “Better is” right?")))
    if "baseline" in payload and payload.get("target_on", "9") < payload.get("baseline_on", ""):
        problems.append(Problem("target_on", _l("This day comes before the baseline was measured.")))
    return problems


def _is_worse(payload: Payload) -> bool:
    baseline, target = Decimal(payload["baseline"]), Decimal(payload["target"])
    return target > baseline if payload.get("better") == LOWER else target < baseline


def _stage(entry: Initiative, _language: str) -> str:
    return str(STAGE.label_of(entry.stage))


def _light(entry: Initiative, _language: str) -> str:
    return str(LIGHT.label_of(entry.light)) if entry.light else ""


def passages(payload: Payload) -> list[Passage]:
    """Title, goal, what is broken, text."""
    found = [Passage("title", payload["title"], "label")]
    found += [Passage(name, payload[name]) for name in ("summary", "problem", "figure") if name in payload]
    return found + plain_passages(payload, "body")


KIND = Kind(
    name="initiative",
    path="initiatives",
    folder="initiatives",
    model=Initiative,
    icon="rocket-takeoff",
    label=_l("Initiative"),
    plural=_l("Initiatives"),
    new_label=_l("New initiative"),
    fields=FIELDS,
    titles=per_language("title"),
    summaries=per_language("summary"),
    project=project,
    passages=passages,
    check=check,
    columns=(
        Column("summary", _l("Goal"), shown_summary, shape="text"),
        Column("stage", STAGE.label, _stage, by_label(Initiative.stage, STAGE)),
        Column("light", LIGHT.label, _light),
    ),
    filters=("field_of_action",),
    standing=(STAGE, LIGHT),
    views=(View(_l("List"), "index", "list-ul"), View(_l("How they go"), "table", "graph-up")),
    asked_of=("processes", "touchpoints"),
)
