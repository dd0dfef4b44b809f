"""The kind *journey*: moments in their order, phase by phase."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import SQLColumnExpression
from sqlalchemy.orm import Session

from wiki.core.errors import Problem
from wiki.entries.fields import Payload
from wiki.entries.kinds import Column, Kind, Passage, per_language
from wiki.entries.options import PHASES, plain_passages, shown_phases, shown_summary
from wiki.journeys.fields import JOURNEY_FIELDS, MOMENT_FIELDS, STATE
from wiki.journeys.models import Journey
from wiki.journeys.offering import offers


def check(payload: Payload) -> list[Problem]:
    """What is said about a feeling or a process belongs to one; those who meet us are among the journey's personas."""
    problems = []
    for index, moment in enumerate(payload.get("moments", ())):
        where = f"moments-{index}"
        if "feeling_basis" in moment and "feeling" not in moment:
            problems.append(Problem(f"{where}-feeling", _l("Choose the feeling that was researched.")))
        if "process_step" in moment and "process_behind" not in moment:
            problems.append(Problem(f"{where}-process_behind", _l("Name the process the step belongs to.")))
        if "persona" in moment and moment["persona"] not in payload.get("personas", ()):
            problems.append(Problem(f"{where}-persona", _l("Name this persona among those of the journey, too.")))
    return problems


def project(_session: Session, entry: Journey, payload: Payload) -> None:
    """Write the columns lists filter and sort by."""
    moments = payload.get("moments", ())
    passed = {moment["phase"] for moment in moments}
    feelings = [int(moment["feeling"]) for moment in moments if "feeling" in moment]
    entry.state = payload.get("state", STATE.default)
    entry.market = payload.get("market", "")
    entry.phases = [option.value for option in PHASES.options if option.value in passed]
    entry.moment_count = len(moments)
    entry.lowest = min(feelings, default=None)


def passages(payload: Payload) -> list[Passage]:
    """Title, header texts, every text of every moment, the description."""
    found = [Passage("title", payload["title"], "label")]
    found += [Passage(name, payload[name]) for name in ("summary", "scope", "start", "end") if name in payload]
    for moment in payload.get("moments", ()):
        named = [Passage("moments", moment["title"], "step", moment["key"])]
        found += named + [
            Passage("moments", moment[field.name], "body", moment["key"])
            for field in MOMENT_FIELDS
            if getattr(field, "per_language", False) and field.name in moment and field.name != "title"
        ]
    return found + plain_passages(payload, "body")


def _state(entry: Any, _language: str) -> str:
    return str(STATE.label_of(entry.state))


def _moments(entry: Any, _language: str) -> int:
    return int(entry.moment_count)


def _lowest(entry: Any, _language: str) -> str:
    return "" if entry.lowest is None else signed(entry.lowest)


def _by_moments(_language: str) -> SQLColumnExpression[Any]:
    return Journey.moment_count


def _by_lowest(_language: str) -> SQLColumnExpression[Any]:
    return Journey.lowest


def signed(feeling: int) -> str:
    """A feeling as it is written: +1, 0, −2."""
    return f"+{feeling}" if feeling > 0 else str(feeling).replace("-", "−")


KIND = Kind(
    name="journey",
    path="journeys",
    folder="journeys",
    model=Journey,
    icon="map",
    label=_l("Customer journey"),
    plural=_l("Customer journeys"),
    new_label=_l("New customer journey"),
    fields=JOURNEY_FIELDS,
    titles=per_language("title"),
    summaries=per_language("summary"),
    project=project,
    passages=passages,
    check=check,
    offers=offers,
    columns=(
        Column("state", STATE.label, _state, shape="beneath"),
        Column("summary", _l("In short"), shown_summary, shape="text"),
        Column("phases", _l("Journey phases"), shown_phases),
        Column("moments", _l("Moments"), _moments, _by_moments, falling=True, shape="number"),
        Column("lowest", _l("Lowest point"), _lowest, _by_lowest, shape="number"),
    ),
    filters=("state", "market"),
    wide=True,
)
