"""What a learning path and each of its stations are described by; who follows it is kept beside."""

from flask_babel import lazy_gettext as _l

from wiki.entries.any_entry import AnyEntry, RoleNames
from wiki.entries.fields import Choice, Flag, Line, Option, Prose, References, Whole
from wiki.entries.options import FIELD_OF_ACTION, TITLE, body, summary
from wiki.entries.rows import Rows
from wiki.learning.models import CHECK, QUESTION, READ, TALK, TASK

AUDIENCE = _l("For whom")
ASKED = _l("Question")

SORT = Choice(
    name="sort",
    label=_l("What it is"),
    required=True,
    default=READ,
    options=(
        Option(READ, _l("Read an entry")),
        Option(QUESTION, _l("A question of your own")),
        Option(CHECK, _l("Questions about what was read")),
        Option(TALK, _l("A talk")),
        Option(TASK, _l("Something to do")),
    ),
)

STATIONS = Rows(
    name="stations",
    label=_l("Stations"),
    row_label=_l("Station"),
    help=_l("In the order in which they are walked: broader terms before narrower ones, words before processes."),
    keyed=True,
    key_else="entry",
    most=60,
    fields=(
        SORT,
        Line(name="title", label=_l("Title"), help=_l("May be left out where an entry is read."), per_language=True),
        AnyEntry(
            name="entry",
            label=_l("Entry"),
            help=_l("What is read, spoken or asked about: type a few letters of its name."),
        ),
        Prose(
            name="text",
            label=_l("What to do"),
            help=_l("What to look out for; whom to talk to about what; the question itself."),
            per_language=True,
            is_markdown=True,
            most=2000,
            height=3,
        ),
        Whole(
            name="within_days",
            label=_l("Due after days"),
            help=_l("Counted from the day on which somebody begins; 0 is that day."),
            most=730,
        ),
        Line(name="right", group=ASKED, label=_l("The right answer"), per_language=True, most=300),
        Prose(
            name="wrong",
            group=ASKED,
            label=_l("Wrong answers"),
            help=_l("One a line, at most five; each should be a mistake that people really make."),
            per_language=True,
            most=1500,
            height=3,
        ),
        Prose(
            name="why",
            group=ASKED,
            label=_l("Why it is so"),
            help=_l("Shown after each answer, with the entry as the place to read on."),
            per_language=True,
            most=1000,
            height=2,
        ),
        Whole(
            name="questions",
            group=ASKED,
            label=_l("How many questions"),
            help=_l("For questions about what was read: they are made from the released entries before this station."),
            least=1,
            most=12,
        ),
    ),
)

FIELDS = (
    TITLE,
    summary(_l("What you will know"), _l("What one knows and can do afterwards, in one or two sentences."), most=1000),
    Whole(name="minutes", label=_l("Minutes"), help=_l("How long all of it takes, more or less."), least=1, most=6000),
    Flag(
        name="for_newcomers",
        group=AUDIENCE,
        label=_l("Begins by itself for whoever is new"),
        help=_l("With functions, departments or access roles: for the new ones among them alone."),
    ),
    References(name="functions", group=AUDIENCE, label=_l("Functions"), kind="function"),
    References(name="departments", group=AUDIENCE, label=_l("Departments"), kind="department"),
    RoleNames(name="roles", group=AUDIENCE, label=_l("Access roles")),
    FIELD_OF_ACTION,
    STATIONS,
    body(_l("Description"), height=6),
)
