"""What an initiative is described by; how it goes is kept beside."""

from flask_babel import lazy_gettext as _l

from wiki.entries.fields import Choices, Option, Prose, References
from wiki.entries.options import DEPARTMENT, FIELD_OF_ACTION, TITLE, body, summary

ASPECTS = Choices(
    name="aspects",
    label=_l("Strategic aspects"),
    help=_l("Which of the seven aspects of the strategy it serves."),
    options=(
        Option("goals", _l("Company goals")),
        Option("advantage", _l("Competitive advantage")),
        Option("culture", _l("Culture")),
        Option("data", _l("Decisions based on data")),
        Option("integration", _l("Integration across departments")),
        Option("long_term", _l("Long-term view")),
        Option("financial", _l("Financial effect")),
    ),
)

FIELDS = (
    TITLE,
    summary(_l("Goal"), _l("What will be different for customers, in one or two sentences."), most=1000),
    Prose(
        name="problem",
        label=_l("What is broken"),
        help=_l("What customers and employees live through today."),
        per_language=True,
        most=2000,
    ),
    FIELD_OF_ACTION,
    ASPECTS,
    DEPARTMENT,
    References(name="touchpoints", label=_l("Touchpoints"), kind="touchpoint"),
    References(name="processes", label=_l("Processes"), kind="process"),
    body(_l("Description"), height=10),
)
