"""The kind *process*: ordered steps in lanes, each at a touchpoint."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import SQLColumnExpression, delete, func, insert
from sqlalchemy.orm import Session

from wiki.core.errors import Problem
from wiki.entries.fields import Payload
from wiki.entries.kinds import Column, Kind, Passage, View, per_language
from wiki.entries.options import by_label, plain_passages, shown_phases, shown_summary
from wiki.processes.fields import FIELDS, PROCESS_TYPE, STEP_FIELDS
from wiki.processes.models import Process, ProcessStep


def check(payload: Payload) -> list[Problem]:
    """A step is done by a function or by a role in words; deadlines and severities belong to something."""
    problems = []
    for index, step in enumerate(payload.get("steps", ())):
        where = f"steps-{index}"
        if "function" in step and "actor" in step:
            message = _l("Either a function or a role in words, not both.")
            problems.append(Problem(f"{where}-actor", message))
        if "promise_hours" in step and "promise" not in step:
            problems.append(Problem(f"{where}-promise", _l("A deadline needs the promise it belongs to.")))
        if "break_severity" in step and "break_point" not in step:
            problems.append(Problem(f"{where}-break_point", _l("A severity needs the break point it belongs to.")))
    return problems


def project(session: Session, entry: Process, payload: Payload) -> None:
    """Write the header's columns and one row a step."""
    withdraw(session, entry)
    project_new(session, [(entry, payload)])
    session.expire(entry, ["steps"])


def project_new(session: Session, items: Sequence[tuple[Process, Payload]]) -> list[tuple[Process, Problem]]:
    """Write header and steps of processes that have no steps yet; nothing of a process must be unique."""
    rows = []
    for entry, payload in items:
        steps = payload.get("steps", ())
        entry.number = payload.get("number", "")
        entry.process_type = payload.get("process_type", PROCESS_TYPE.default)
        entry.phases = list(payload.get("phases", ()))
        entry.step_count = len(steps)
        entry.break_point_count = sum("break_point" in step for step in steps)
        rows += [_row(entry, position, step) for position, step in enumerate(steps)]
    session.flush()
    if rows:
        session.execute(insert(ProcessStep), rows)
    return []


def _row(entry: Process, position: int, step: Payload) -> dict[str, Any]:
    title, actor, broken = step["title"], step.get("actor", {}), step.get("break_point", {})
    return {
        "process_id": entry.id,
        "key": step["key"],
        "position": position,
        "lane": step["lane"],
        "title_de": title.get("de", ""),
        "title_en": title.get("en", ""),
        "touchpoint": step.get("touchpoint", ""),
        "function": step.get("function", ""),
        "actor_de": actor.get("de", ""),
        "actor_en": actor.get("en", ""),
        "expectation_met": step.get("expectation_met", ""),
        "promise_hours": step.get("promise_hours"),
        "has_promise": "promise" in step,
        "has_wait": "wait" in step,
        "has_drop_out": "drop_out" in step,
        "has_break_point": "break_point" in step,
        "break_severity": step.get("break_severity", ""),
        "break_point_de": broken.get("de", ""),
        "break_point_en": broken.get("en", ""),
    }


def withdraw(session: Session, entry: Process) -> None:
    """Take the steps away."""
    session.flush()
    session.execute(
        delete(ProcessStep).where(ProcessStep.process_id == entry.id).execution_options(synchronize_session=False)
    )
    session.expire(entry, ["steps"])


def passages(payload: Payload) -> list[Passage]:
    """Title and number, header texts, every text of every step, the description."""
    found = [Passage("title", payload["title"], "label")]
    if "number" in payload:
        found.append(Passage("number", {"de": payload["number"], "en": payload["number"]}, "alt"))
    found += [Passage(name, payload[name]) for name in ("summary", "trigger", "result") if name in payload]
    for step in payload.get("steps", ()):
        found += [
            Passage("steps", step[field.name], "step" if field.name == "title" else "body", step["key"])
            for field in STEP_FIELDS
            if getattr(field, "per_language", False) and field.name in step
        ]
    return found + plain_passages(payload, "body")


def _number(entry: Any, _language: str) -> str:
    return str(entry.number)


def _by_number(_language: str) -> SQLColumnExpression[Any]:
    return func.nullif(Process.number, "")


def _type(entry: Any, _language: str) -> str:
    return str(PROCESS_TYPE.label_of(entry.process_type))


def _break_points(entry: Any, _language: str) -> int:
    return int(entry.break_point_count)


def _by_break_points(_language: str) -> SQLColumnExpression[Any]:
    return Process.break_point_count


KIND = Kind(
    name="process",
    path="processes",
    folder="processes",
    model=Process,
    icon="diagram-3",
    label=_l("Process"),
    plural=_l("Processes"),
    new_label=_l("New process"),
    fields=FIELDS,
    titles=per_language("title"),
    summaries=per_language("summary"),
    project=project,
    project_new=project_new,
    withdraw=withdraw,
    passages=passages,
    check=check,
    columns=(
        Column("number", _l("Number"), _number, _by_number, shape="beneath"),
        Column("summary", _l("Purpose"), shown_summary, shape="text"),
        Column("process_type", _l("Type of process"), _type, by_label(Process.process_type, PROCESS_TYPE)),
        Column("phases", _l("Journey phases"), shown_phases),
        Column("break_points", _l("Break points"), _break_points, _by_break_points, falling=True, shape="number"),
    ),
    filters=("process_type", "field_of_action", "phases"),
    views=(View(_l("List"), "index", "list-ul"), View(_l("Map"), "map", "map")),
    wide=True,
)
