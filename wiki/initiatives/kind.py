"""The kind *initiative*: what the CX team changes, and what it is to bring about."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.entries.fields import Payload
from wiki.entries.kinds import Column, Kind, Passage, per_language
from wiki.entries.options import plain_passages, shown_summary
from wiki.initiatives.fields import FIELDS
from wiki.initiatives.models import Initiative


def project(_session: Session, entry: Initiative, payload: Payload) -> None:
    """Write the columns lists filter by; how it goes is left as it is."""
    entry.aspects = list(payload.get("aspects", ()))


def passages(payload: Payload) -> list[Passage]:
    """Title, goal, what is broken, text."""
    found = [Passage("title", payload["title"], "label")]
    found += [Passage(name, payload[name]) for name in ("summary", "problem") if name in payload]
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
    columns=(Column("summary", _l("Goal"), shown_summary, shape="text"),),
    filters=("field_of_action",),
    asked_of=("processes", "touchpoints"),
)
