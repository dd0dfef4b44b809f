"""The kind *persona*: whom journeys are about."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.core.errors import Problem
from wiki.entries.fields import Payload
from wiki.entries.kinds import Column, Kind, Passage, per_language
from wiki.entries.options import by_label, plain_passages, shown_summary
from wiki.journeys.fields import BASIS, LISTS, MARKET, PERSONA_FIELDS
from wiki.journeys.models import Persona


def project(_session: Session, entry: Persona, payload: Payload) -> None:
    """Write the columns lists filter and sort by."""
    entry.first_name = payload.get("first_name", "")
    entry.market = payload.get("market", "")
    entry.basis = payload.get("basis", BASIS.default)


def check(payload: Payload) -> list[Problem]:
    """Nobody can have been asked for what is a mere assumption."""
    if "asked" in payload and "basis" not in payload:
        return [Problem("basis", _l("People were asked, so this is more than an assumption."))]
    return []


def passages(payload: Payload) -> list[Passage]:
    """Title and first name, then everything said about the person."""
    found = [Passage("title", payload["title"], "label")]
    if "first_name" in payload:
        name = str(payload["first_name"])
        found.append(Passage("first_name", {"de": name, "en": name}, "alt"))
    names = ("summary", "quote", "segment", "evidence", *LISTS)
    found += [Passage(name, payload[name]) for name in names if name in payload]
    return found + plain_passages(payload, "typical_day", "body")


def _first_name(entry: Any, _language: str) -> str:
    return str(entry.first_name)


def _market(entry: Any, _language: str) -> str:
    return str(MARKET.label_of(entry.market)) if entry.market else ""


def _basis(entry: Any, _language: str) -> str:
    return str(BASIS.label_of(entry.basis))


KIND = Kind(
    name="persona",
    path="personas",
    folder="personas",
    model=Persona,
    icon="person-badge",
    label=_l("Persona"),
    plural=_l("Personas"),
    new_label=_l("New persona"),
    fields=PERSONA_FIELDS,
    titles=per_language("title"),
    summaries=per_language("summary"),
    project=project,
    passages=passages,
    check=check,
    columns=(
        Column("first_name", _l("First name"), _first_name, shape="beneath"),
        Column("summary", _l("In short"), shown_summary, shape="text"),
        Column("market", MARKET.label, _market, by_label(Persona.market, MARKET)),
        Column("basis", BASIS.label, _basis, by_label(Persona.basis, BASIS)),
    ),
    filters=("market", "basis"),
    asked_of=("personas",),
)
