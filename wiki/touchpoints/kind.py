"""The kind *touchpoint*: where customer and company meet."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import SQLColumnExpression
from sqlalchemy.orm import Session

from wiki.entries.fields import Payload
from wiki.entries.kinds import Column, Kind, Passage, View, per_language
from wiki.entries.options import by_label, plain_passages, shown_phases, shown_summary
from wiki.entries.shown import Dots
from wiki.touchpoints.fields import CHANNEL, FIELDS, MOMENT_OF_TRUTH, OWNED_BY
from wiki.touchpoints.models import Touchpoint


def project(_session: Session, entry: Touchpoint, payload: Payload) -> None:
    """Write the columns lists filter and sort by."""
    for name in ("channel", "direction", "medium", "contact", "personal"):
        setattr(entry, name, payload.get(name, ""))
    entry.phases = list(payload.get("phases", ()))
    entry.owned_by = payload.get("owned_by", OWNED_BY.default)
    entry.visible_to_employees = payload.get("visible_to_employees", True)
    entry.importance_customer = payload.get("importance_customer")
    entry.importance_process = payload.get("importance_process")
    entry.moment_of_truth = payload.get("moment_of_truth", False)


def passages(payload: Payload) -> list[Passage]:
    """Title, summary, expectation, text."""
    found = [Passage("title", payload["title"], "label")]
    found += [Passage(name, payload[name]) for name in ("summary", "expectation") if name in payload]
    return found + plain_passages(payload, "body")


def _channel(entry: Any, _language: str) -> str:
    return str(CHANNEL.label_of(entry.channel)) if entry.channel else ""


def _importance(entry: Any, _language: str) -> Dots | str:
    return Dots(entry.importance_customer) if entry.importance_customer else ""


def _by_importance(_language: str) -> SQLColumnExpression[Any]:
    return Touchpoint.importance_customer


def _decisive(entry: Any, _language: str) -> str:
    return str(MOMENT_OF_TRUTH.label) if entry.moment_of_truth else ""


KIND = Kind(
    name="touchpoint",
    path="touchpoints",
    folder="touchpoints",
    model=Touchpoint,
    icon="signpost-split",
    label=_l("Touchpoint"),
    plural=_l("Touchpoints"),
    new_label=_l("New touchpoint"),
    fields=FIELDS,
    titles=per_language("title"),
    summaries=per_language("summary"),
    project=project,
    passages=passages,
    columns=(
        Column("moment_of_truth", MOMENT_OF_TRUTH.label, _decisive, shape="beneath"),
        Column("summary", _l("In short"), shown_summary, shape="text"),
        Column("channel", CHANNEL.label, _channel, by_label(Touchpoint.channel, CHANNEL)),
        Column("phases", _l("Journey phases"), shown_phases),
        Column("importance_customer", _l("Importance"), _importance, _by_importance, falling=True),
    ),
    views=(View(_l("Table"), "index", "table"), View(_l("Map"), "map", "grid-3x3-gap")),
    filters=("channel", "phases", "medium", "personal", "owned_by"),
)
