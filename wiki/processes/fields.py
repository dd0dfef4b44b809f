"""What a process and each of its steps are described by."""

from flask_babel import lazy_gettext as _l

from wiki.entries.fields import Choice, Field, Line, Option, Prose, Reference, Whole
from wiki.entries.options import DEPARTMENT, FIELD_OF_ACTION, PHASES, TITLE, body, summary
from wiki.entries.rows import Rows

ACT = _l("The step itself")
WHO = _l("Who does it")
WHERE = _l("Where the customer meets us")
PROMISE = _l("Expectation and promise")
VOICE = _l("What customers say")
BREAKS = _l("Waits and breaks")
"""What the fields of a step are about, in the form."""

PROCESS_TYPE = Choice(
    name="process_type",
    label=_l("Type of process"),
    help=_l("Core processes serve customers directly, support processes serve them, management processes steer."),
    default="core",
    options=(
        Option("management", _l("Management process")),
        Option("core", _l("Core process")),
        Option("support", _l("Support process")),
    ),
)

LANE = Choice(
    name="lane",
    group=ACT,
    label=_l("Lane"),
    help=_l("Who does it: the customer, somebody the customer meets, somebody behind the scenes, a partner, a system."),
    required=True,
    options=(
        Option("customer", _l("Customer activities")),
        Option("frontstage", _l("Frontstage")),
        Option("backstage", _l("Backstage")),
        Option("partner", _l("Partner")),
        Option("support", _l("Support processes & systems")),
    ),
)

EXPECTATION_MET = Choice(
    name="expectation_met",
    group=PROMISE,
    label=_l("Is it met?"),
    options=(
        Option("disappointed", _l("disappointed")),
        Option("met", _l("met")),
        Option("exceeded", _l("exceeded")),
    ),
)

BREAK_SEVERITY = Choice(
    name="break_severity",
    group=BREAKS,
    label=_l("How severe"),
    options=(
        Option("minor", _l("minor")),
        Option("major", _l("major")),
        Option("critical", _l("critical")),
    ),
)


def _words(group: object, name: str, label: object, help_text: object = "", height: int = 2) -> Prose:
    return Prose(name=name, group=group, label=label, help=help_text, per_language=True, most=1000, height=height)


STEP_FIELDS: tuple[Field, ...] = (
    LANE,
    Line(
        name="title",
        group=ACT,
        label=_l("Step"),
        help=_l("What happens, in a few words, with a verb."),
        per_language=True,
        required=True,
        most=120,
    ),
    Reference(
        name="function",
        group=WHO,
        label=_l("Function"),
        kind="function",
        help=_l("Who acts, when the wiki knows the function. Otherwise name the role below."),
    ),
    Line(name="actor", group=WHO, label=_l("Or a role in words"), per_language=True, most=120),
    Reference(name="touchpoint", group=WHERE, label=_l("Touchpoint"), kind="touchpoint"),
    _words(WHERE, "evidence", _l("Physical evidence"), _l("What the customer sees or holds.")),
    _words(ACT, "happens", _l("What happens"), height=3),
    _words(PROMISE, "expectation", _l("What the customer expects")),
    EXPECTATION_MET,
    _words(
        PROMISE, "promise", _l("Promise"), _l("What is said to the customer, such as: we call back within 24 hours.")
    ),
    Whole(name="promise_hours", group=PROMISE, label=_l("Deadline of the promise in hours"), least=1, most=87_600),
    _words(VOICE, "questions", _l("What customers ask")),
    _words(VOICE, "complaints", _l("What customers complain about")),
    _words(BREAKS, "drop_out", _l("Where customers give up")),
    _words(BREAKS, "wait", _l("Wait")),
    _words(BREAKS, "break_point", _l("Break point"), _l("What goes wrong here, as employees or customers tell it.")),
    BREAK_SEVERITY,
)

STEPS = Rows(
    name="steps",
    label=_l("Steps"),
    row_label=_l("Step"),
    help=_l("In the order in which they happen, from the customer's first thought to the end."),
    fields=STEP_FIELDS,
    keyed=True,
    most=60,
)

FIELDS: tuple[Field, ...] = (
    TITLE,
    summary(_l("Purpose"), _l("What the process is for, in one or two sentences."), most=1000),
    Prose(name="trigger", label=_l("Trigger"), help=_l("What sets it off."), per_language=True, most=500, height=2),
    Prose(
        name="result",
        label=_l("Result"),
        help=_l("How one sees that it is done."),
        per_language=True,
        most=500,
        height=2,
    ),
    Line(name="number", label=_l("Number"), help=_l("The process number, where you have one."), most=40),
    PROCESS_TYPE,
    FIELD_OF_ACTION,
    PHASES,
    DEPARTMENT,
    STEPS,
    body(_l("Description"), height=10),
)
