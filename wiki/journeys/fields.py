"""What a persona, a journey and each of its moments are described by."""

from flask_babel import lazy_gettext as _l

from wiki.entries.fields import Choice, Field, Line, Option, Prose, Reference, References, Whole
from wiki.entries.options import DEPARTMENT, PHASES, TITLE, body, summary
from wiki.entries.rows import Rows
from wiki.touchpoints.fields import CHANNEL

ONE_A_LINE = _l("One a line.")

MARKET = Choice(
    name="market",
    label=_l("Market"),
    options=(
        Option("b2b", _l("Business customers (B2B)")),
        Option("b2c", _l("Private customers (B2C)")),
        Option("trade", _l("Trade and partners")),
    ),
)

BASIS = Choice(
    name="basis",
    label=_l("What it rests on"),
    help=_l("An assumption is fine to begin with, as long as everybody can see that it is one."),
    default="assumption",
    options=(
        Option("assumption", _l("Assumption")),
        Option("partly", _l("Partly researched")),
        Option("research", _l("Researched")),
    ),
)


def _list(name: str, label: object, help_text: object = ONE_A_LINE) -> Prose:
    return Prose(name=name, label=label, help=help_text, per_language=True, most=1500, height=4)


LISTS = ("goals", "jobs", "expectations", "pains", "gains", "dos", "donts")
"""The fields of a persona that hold one point a line."""

PERSONA_FIELDS: tuple[Field, ...] = (
    TITLE,
    Line(
        name="first_name",
        label=_l("First name"),
        help=_l("A made-up one, never that of a real customer."),
        most=60,
    ),
    summary(_l("In short"), _l("Who this is, in one or two sentences."), most=500),
    Prose(
        name="quote",
        label=_l("In their own words"),
        help=_l("One sentence this persona would really say, without quotation marks."),
        per_language=True,
        most=300,
        height=2,
    ),
    MARKET,
    Line(name="segment", label=_l("Customer segment"), per_language=True),
    BASIS,
    Prose(
        name="evidence",
        label=_l("Evidence"),
        help=_l("Who was asked or observed, how and when; or what would have to be asked."),
        per_language=True,
        most=500,
        height=2,
    ),
    Whole(name="asked", label=_l("People asked"), help=_l("How many people this rests on."), least=1),
    _list("goals", _l("Goals")),
    _list("jobs", _l("Jobs to be done"), _l("One a line: When …, I want to …, so that …")),
    _list("expectations", _l("Expectations of us")),
    _list("pains", _l("What annoys them")),
    _list("gains", _l("What delights them")),
    Rows(
        name="channels",
        label=_l("Channels they like"),
        row_label=_l("Channel"),
        fields=(
            Choice(name="channel", label=CHANNEL.label, options=CHANNEL.options, required=True),
            Whole(
                name="liking",
                label=_l("How much"),
                help=_l("From 1 (only if need be) to 5 (most of all)."),
                least=1,
                most=5,
                required=True,
            ),
        ),
        identity=("channel",),
        most=len(CHANNEL.options),
    ),
    _list("dos", _l("What does them good")),
    _list("donts", _l("What drives them away")),
    DEPARTMENT,
    Prose(
        name="typical_day",
        label=_l("A typical day"),
        per_language=True,
        is_markdown=True,
        section=True,
        most=5000,
        height=6,
    ),
    body(_l("Description"), height=6),
)

FEELING = Choice(
    name="feeling",
    label=_l("Feeling"),
    options=(
        Option("2", _l("+2 · delighted")),
        Option("1", _l("+1 · content")),
        Option("0", _l("0 · neutral")),
        Option("-1", _l("−1 · annoyed")),
        Option("-2", _l("−2 · angry or let down")),
    ),
)

FEELING_BASIS = Choice(
    name="feeling_basis",
    label=_l("How we know the feeling"),
    default="estimated",
    options=(Option("estimated", _l("estimated")), Option("researched", _l("researched"))),
)

STATE = Choice(
    name="state",
    label=_l("State"),
    default="current",
    options=(
        Option("current", _l("As it is today")),
        Option("future", _l("As it shall be")),
    ),
)

MOMENT, MEETING, INSIDE, BEHIND = _l("The moment"), _l("Where they meet us"), _l("How it feels"), _l("Behind it")
"""What the fields of a moment are about, in the form."""


def _words(group: object, name: str, label: object, help_text: object = "") -> Prose:
    return Prose(name=name, group=group, label=label, help=help_text, per_language=True, most=600, height=2)


MOMENT_FIELDS: tuple[Field, ...] = (
    Choice(name="phase", group=MOMENT, label=_l("Phase"), options=PHASES.options, required=True),
    Line(
        name="title",
        group=MOMENT,
        label=_l("Moment"),
        help=_l("What happens, in a few words, from the customer's side."),
        per_language=True,
        required=True,
        most=120,
    ),
    Reference(
        name="persona",
        group=MEETING,
        label=_l("Who of them"),
        help=_l("Where several personas share the way."),
        kind="persona",
    ),
    Reference(name="touchpoint", group=MEETING, label=_l("Touchpoint"), kind="touchpoint"),
    _words(MOMENT, "action", _l("What the customer does")),
    _words(INSIDE, "thought", _l("What the customer thinks"), _l("In their own words, without quotation marks.")),
    _words(INSIDE, "expectation", _l("What the customer expects")),
    Choice(name="feeling", group=INSIDE, label=FEELING.label, options=FEELING.options),
    Choice(
        name="feeling_basis",
        group=INSIDE,
        label=FEELING_BASIS.label,
        options=FEELING_BASIS.options,
        default=FEELING_BASIS.default,
    ),
    _words(INSIDE, "pain", _l("Pain point")),
    _words(INSIDE, "gain", _l("Gain")),
    _words(BEHIND, "opportunity", _l("Opportunity"), _l("What we could do better here.")),
    Reference(name="process_behind", group=BEHIND, label=_l("Process behind"), kind="process"),
    Line(
        name="process_step",
        group=BEHIND,
        label=_l("Step of that process"),
        help=_l("Choose it by its title."),
        most=40,
    ),
)

MOMENTS = Rows(
    name="moments",
    label=_l("Moments"),
    row_label=_l("Moment"),
    help=_l("In the order in which the customer lives through them."),
    fields=MOMENT_FIELDS,
    keyed=True,
    most=40,
)

JOURNEY_FIELDS: tuple[Field, ...] = (
    TITLE,
    summary(_l("In short"), _l("The way in one or two sentences."), most=1000),
    References(name="personas", label=_l("Personas"), kind="persona"),
    MARKET,
    STATE,
    Prose(
        name="scope",
        label=_l("Scope"),
        help=_l("What the journey leaves out."),
        per_language=True,
        most=500,
        height=2,
    ),
    Prose(name="start", label=_l("Begins when"), per_language=True, most=500, height=2),
    Prose(name="end", label=_l("Ends when"), per_language=True, most=500, height=2),
    DEPARTMENT,
    MOMENTS,
    body(_l("What we learn from it"), height=8),
)
