"""What an initiative is described by; how it goes is kept beside."""

from flask_babel import lazy_gettext as _l

from wiki.entries.fields import Choice, Choices, Day, Line, Option, Prose, References, Whole
from wiki.entries.numbers import Number
from wiki.entries.options import DEPARTMENT, FIELD_OF_ACTION, TITLE, body, summary

SHARE, OTHER = "share", "other"
HIGHER, LOWER = "higher", "lower"
TARGET = _l("Baseline and target")

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

UNIT = Choice(
    name="unit",
    group=TARGET,
    label=_l("Unit"),
    help=_l("What the figure is counted in. A share comes with the number of cases, so that chance can be told."),
    options=(
        Option(SHARE, _l("Share in %")),
        Option("points", _l("Points")),
        Option("minutes", _l("Number of minutes")),
        Option("hours", _l("Number of hours")),
        Option("days", _l("Number of days")),
        Option("count", _l("Number of cases")),
        Option("euro", _l("Euro")),
        Option(OTHER, _l("Other")),
    ),
)

BETTER = Choice(
    name="better",
    group=TARGET,
    label=_l("Better is"),
    default=HIGHER,
    options=(Option(HIGHER, _l("more")), Option(LOWER, _l("less"))),
)

FIGURE_FIELDS = (
    Line(
        name="figure",
        label=_l("Figure"),
        help=_l("What shows that it has worked, for example: callers who are called back as promised."),
        per_language=True,
    ),
    UNIT,
    BETTER,
    Number(name="baseline", group=TARGET, label=_l("Baseline"), help=_l("The value before anything was changed.")),
    Day(name="baseline_on", group=TARGET, label=_l("Baseline measured on")),
    Whole(
        name="baseline_cases",
        group=TARGET,
        label=_l("Cases behind the baseline"),
        help=_l("How many cases a share rests on."),
        least=1,
        most=999_999_999,
    ),
    Line(name="baseline_source", group=TARGET, label=_l("Source of the baseline"), most=300),
    Number(name="target", group=TARGET, label=_l("Target"), help=_l("The value that is to be reached.")),
    Day(name="target_on", group=TARGET, label=_l("To be reached by")),
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
    *FIGURE_FIELDS,
    FIELD_OF_ACTION,
    ASPECTS,
    DEPARTMENT,
    References(name="touchpoints", label=_l("Touchpoints"), kind="touchpoint"),
    References(name="processes", label=_l("Processes"), kind="process"),
    body(_l("Description"), height=10),
)
