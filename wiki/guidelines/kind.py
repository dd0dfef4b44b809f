"""The kind *guideline*: what holds for everybody, and from when."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import SQLColumnExpression
from sqlalchemy.orm import Session

from wiki.entries.fields import Day, Payload
from wiki.entries.kinds import Column, Kind, Passage, per_language
from wiki.entries.options import DEPARTMENT, TITLE, body, plain_passages, shown_summary, summary
from wiki.guidelines.models import Guideline
from wiki.web.i18n import day

FIELDS = (
    TITLE,
    summary(_l("In short"), _l("What it settles and for whom, in one or two sentences."), most=1000),
    Day(
        name="valid_from",
        label=_l("Valid from"),
        help=_l("The day from which it holds; that may be later than its release."),
    ),
    DEPARTMENT,
    body(_l("Text"), height=16),
)


def project(_session: Session, entry: Guideline, payload: Payload) -> None:
    """Write the day from which it holds."""
    valid_from = payload.get("valid_from")
    entry.valid_from = date.fromisoformat(valid_from) if valid_from else None


def passages(payload: Payload) -> list[Passage]:
    """Title, summary, text."""
    found = [Passage("title", payload["title"], "label")]
    if "summary" in payload:
        found.append(Passage("summary", payload["summary"]))
    return found + plain_passages(payload, "body")


def _valid_from(entry: Any, _language: str) -> str:
    return day(entry.valid_from)


def _by_valid_from(_language: str) -> SQLColumnExpression[Any]:
    return Guideline.valid_from


KIND = Kind(
    name="guideline",
    path="guidelines",
    folder="guidelines",
    model=Guideline,
    icon="file-earmark-text",
    label=_l("Guideline"),
    plural=_l("Guidelines"),
    new_label=_l("New guideline"),
    fields=FIELDS,
    titles=per_language("title"),
    summaries=per_language("summary"),
    project=project,
    passages=passages,
    columns=(
        Column("summary", _l("In short"), shown_summary, shape="text"),
        Column("valid_from", _l("Valid from"), _valid_from, _by_valid_from, falling=True),
    ),
    governance=True,
)
