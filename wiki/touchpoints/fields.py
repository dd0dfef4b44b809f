"""What a touchpoint is described by."""

from flask_babel import lazy_gettext as _l

from wiki.entries.fields import Choice, Flag, Option, Prose, Whole
from wiki.entries.options import DEPARTMENT, PHASES, TITLE, body, summary

CHANNEL = Choice(
    name="channel",
    label=_l("Channel"),
    options=(
        Option("advertising", _l("Advertising")),
        Option("print", _l("Print")),
        Option("post", _l("Letter post")),
        Option("web", _l("Web site")),
        Option("app", _l("App")),
        Option("search", _l("Search engine")),
        Option("social", _l("Social media")),
        Option("email", _l("E-mail")),
        Option("telephone", _l("Telephone")),
        Option("chat", _l("Chat")),
        Option("shop", _l("Shop")),
        Option("event", _l("Fair or event")),
        Option("field_sales", _l("Field sales")),
        Option("partner", _l("Partner")),
        Option("product", _l("Product")),
    ),
)

DIRECTION = Choice(
    name="direction",
    label=_l("Direction"),
    help=_l("Who begins: the customer comes to us, or we go to the customer."),
    options=(
        Option("inbound", _l("from the customer to us")),
        Option("outbound", _l("from us to the customer")),
        Option("both", _l("both ways")),
    ),
)

MEDIUM = Choice(
    name="medium",
    label=_l("Medium"),
    options=(
        Option("digital", _l("digital")),
        Option("analogue", _l("analogue")),
        Option("both", _l("digital and analogue")),
    ),
)

CONTACT = Choice(
    name="contact",
    label=_l("Contact"),
    help=_l("Direct: we meet the customer ourselves. Indirect: others speak about us or for us."),
    options=(Option("direct", _l("direct")), Option("indirect", _l("indirect"))),
)

PERSONAL = Choice(
    name="personal",
    label=_l("Personal or not"),
    help=_l("Whether the customer meets a human being."),
    options=(
        Option("personal", _l("personal")),
        Option("impersonal", _l("impersonal")),
        Option("both", _l("personal and impersonal")),
    ),
)

OWNED_BY = Choice(
    name="owned_by",
    label=_l("Owned by"),
    help=_l("Who can shape it: portals, friends and competitors are not ours."),
    default="own",
    options=(
        Option("own", _l("us")),
        Option("partner", _l("a partner")),
        Option("third_party", _l("third parties")),
    ),
)

VISIBLE = Flag(
    name="visible_to_employees",
    label=_l("Visible to employees"),
    help=_l("No, when nobody of us notices the contact: a review read, an advertisement seen."),
    default=True,
)

MOMENT_OF_TRUTH = Flag(
    name="moment_of_truth",
    label=_l("Moment of truth"),
    help=_l("A contact that decides whether the customer stays."),
)

FIELDS = (
    TITLE,
    summary(_l("In short"), _l("What customers do or find here, in one sentence."), most=500),
    CHANNEL,
    DIRECTION,
    MEDIUM,
    CONTACT,
    PERSONAL,
    PHASES,
    OWNED_BY,
    VISIBLE,
    Whole(
        name="importance_customer",
        label=_l("Importance to the customer"),
        help=_l("From 1 (slight) to 5 (decisive)."),
        least=1,
        most=5,
    ),
    Whole(
        name="importance_process",
        label=_l("Importance to the process"),
        help=_l("From 1 (slight) to 5 (decisive)."),
        least=1,
        most=5,
    ),
    MOMENT_OF_TRUTH,
    DEPARTMENT,
    Prose(
        name="expectation",
        label=_l("What customers expect"),
        help=_l("Asked, not guessed, wherever possible."),
        per_language=True,
        most=1000,
        height=2,
    ),
    body(_l("Description"), height=10),
)
