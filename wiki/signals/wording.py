"""What sorts, states and sources of signals are called."""

from flask_babel import lazy_gettext as _l

from wiki.web.forms import options

SORTS = {
    "complaints": _l("Customers complain"),
    "break_point": _l("Break point"),
    "question": _l("Customers keep asking"),
    "seam": _l("Open seam"),
    "unclear": _l("Unclear to us"),
    "missing": _l("A touchpoint is missing"),
    "other": _l("Something else"),
}
STATES = {
    "new": _l("New"),
    "examined": _l("Root cause wanted"),
    "taken_up": _l("Initiative under way"),
    "answered": _l("Answered"),
    "duplicate": _l("Known already"),
    "settled": _l("Settled"),
}
SOURCES = {
    "customers": _l("Customers in conversation"),
    "employees": _l("Employees"),
    "complaints": _l("Complaint register"),
    "survey": _l("Survey"),
    "data": _l("Company data"),
    "partner": _l("Partner"),
    "wiki": _l("Found in the wiki"),
}
SEVERITIES = {
    "critical": _l("critical"),
    "major": _l("major"),
    "minor": _l("minor"),
    "": _l("not judged"),
}
STATE_TONES = {
    "new": ("accent", "inbox"),
    "examined": ("warn", "search"),
    "taken_up": ("warn", "arrow-repeat"),
    "answered": ("plain", "reply"),
    "duplicate": ("plain", "copy"),
    "settled": ("good", "check2"),
}
SEVERITY_TONES = {
    "critical": ("bad", "exclamation-triangle-fill"),
    "major": ("warn", "exclamation-triangle"),
    "minor": ("plain", "info-circle"),
    "": ("plain", "question-circle"),
}
SHOWS = {
    "waiting": _l("Waiting for a decision"),
    "new": _l("New"),
    "examined": _l("Root cause wanted"),
    "taken_up": _l("Initiative under way"),
    "done": _l("Done"),
    "all": _l("All"),
}
ORDERS = {
    "pressing": _l("most pressing first"),
    "often": _l("most often seen first"),
    "newest": _l("newest first"),
    "oldest": _l("oldest first"),
}
SORT_CHOICES = options(SORTS.items())
SOURCE_CHOICES = options(SOURCES.items())
SEVERITY_CHOICES = options([("", _l("I cannot say")), *list(SEVERITIES.items())[:3]])
ACTS = {
    "signal:reported": _l("Signal reported"),
    "signal:taken_up": _l("Signal taken up by an initiative"),
    "signal:settled": _l("Signal settled by an effect"),
    "signal:reopened": _l("Signal open again"),
    "signal:examined": _l("Root cause of a signal wanted"),
    "signal:answered": _l("Signal answered"),
    "signal:known": _l("Signal marked as known already"),
    "signal:reworded": _l("Signal put in other words"),
    "signal:explained": _l("Asked why a signal happens"),
    "signal:seen": _l("Signal seen again"),
    "signal:unseen": _l("Report of a signal taken back"),
}
