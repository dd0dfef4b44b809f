"""What sorts, states and sources of signals are called."""

from flask_babel import lazy_gettext as _l

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
    "customers": _l("Customers in talk"),
    "employees": _l("Employees"),
    "complaints": _l("Complaint register"),
    "survey": _l("Survey"),
    "data": _l("Figures of the company"),
    "partner": _l("Partner"),
    "wiki": _l("Found in the wiki"),
}
ACTS = {
    "signal:reported": _l("Signal reported"),
    "signal:taken_up": _l("Signal taken up by an initiative"),
    "signal:settled": _l("Signal settled by an effect"),
    "signal:reopened": _l("Signal open again"),
}
