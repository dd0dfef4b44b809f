"""What states of missing terms, filters and acts are called."""

from flask_babel import lazy_gettext as _l

from wiki.web.forms import options

STATES = {
    "open": _l("Waits for a decision"),
    "writing": _l("Being written"),
    "released": _l("Released"),
    "declined": _l("Declined"),
}
STATE_TONES = {
    "open": ("accent", "inbox"),
    "writing": ("warn", "pencil"),
    "released": ("good", "check2"),
    "declined": ("plain", "x-lg"),
}
SHOWS = {
    "open": _l("To decide"),
    "writing": _l("Being written"),
    "released": _l("Released"),
    "declined": _l("Declined"),
    "all": _l("All"),
}
SOURCES = {
    "": _l("All"),
    "asked": _l("Asked for"),
    "searched": _l("Searched for in vain"),
    "linked": _l("Linked to in texts"),
}
ORDERS = {
    "wanted": _l("most wanted first"),
    "newest": _l("newest first"),
    "word": _l("A to Z"),
}
LABEL_STATUSES = {
    "admitted": _l("May be used"),
    "deprecated": _l("Is found, and the page says what to use instead"),
    "hidden": _l("Is only found (a misspelling)"),
}
LANGUAGE_CHOICES = options([("de", _l("German")), ("en", _l("English"))])
STATUS_CHOICES = options(LABEL_STATUSES.items())
ACTS = {
    "missing_term:asked": _l("Term asked for"),
    "missing_term:asked_anew": _l("Request for a term changed"),
    "missing_term:withdrawn": _l("Request for a term taken back"),
    "missing_term:declined": _l("Missing term declined"),
    "missing_term:reopened": _l("Missing term open again"),
    "missing_term:merged": _l("Missing terms put together"),
    "missing_term:parted": _l("Missing terms taken apart"),
    "missing_term:taken": _l("Missing term begun"),
    "missing_term:named": _l("Missing term made a label"),
    "missing_term:released": _l("Missing term released"),
}
