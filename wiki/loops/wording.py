"""What stations and standings of loops are called."""

from flask_babel import lazy_gettext as _l

STATIONS = {
    "noticed": _l("Signal"),
    "cause": _l("Root cause"),
    "initiative": _l("Initiative"),
    "changed": _l("Changed"),
    "told": _l("Told"),
    "effect": _l("Effect"),
}
STATES = {"done": _l("done"), "here": _l("stands here"), "ahead": _l("to come"), "nothing": _l("nothing")}
WHERE = {
    "cause": _l("Root cause wanted"),
    "initiative": _l("Initiative has not begun"),
    "changed": _l("Nothing changed yet"),
    "told": _l("Nobody told yet"),
    "effect": _l("Effect outstanding"),
    "recheck": _l("Effect is checked again"),
    "complete": _l("Complete"),
    "given_up": _l("Given up"),
}
HINTS = {
    "cause": _l("Somebody should ask why until the cause is found."),
    "initiative": _l("The cause is known; nobody has begun to change anything."),
    "changed": _l("The work is under way; no process, term or guideline is released for it yet."),
    "told": _l("Something is new, and neither colleagues nor customers have heard of it."),
    "effect": _l("Everything is said and done. Did it help?"),
    "recheck": _l("It helped at first; 30 and 90 days later it is measured once more."),
    "complete": _l("From the signal to an effect that has held."),
    "given_up": _l("Ended without an effect, with the reason."),
}
ASPECTS = {
    "goals": _l("Goals"),
    "advantage": _l("Competition"),
    "culture": _l("Culture"),
    "data": _l("Data"),
    "integration": _l("Integration"),
    "long_term": _l("Long-term"),
    "financial": _l("Finances"),
}
"""The seven aspects of the strategy in a word, for the heads of columns."""
