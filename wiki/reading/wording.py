"""What states and acts of read confirmation are called."""

from flask_babel import lazy_gettext as _l

STATES = {
    "assigned": _l("to be read"),
    "in_progress": _l("begun"),
    "overdue": _l("overdue"),
    "expired": _l("expired"),
    "confirmed": _l("confirmed"),
    "verified": _l("verified"),
    "open": _l("outstanding"),
    "done": _l("done"),
}
TONES = {
    "assigned": ("plain", "journal-check"),
    "in_progress": ("accent", "book"),
    "overdue": ("warn", "clock-history"),
    "expired": ("warn", "arrow-repeat"),
    "confirmed": ("good", "check2"),
    "verified": ("good", "shield-check"),
    "open": ("plain", "hourglass-split"),
    "done": ("good", "check2"),
}
ACTS = {
    "reading:required": _l("Marked as binding"),
    "reading:relaxed": _l("Binding no more"),
    "reading:confirmed": _l("Confirmed to have read"),
    "reading:verified": _l("Confirmation verified"),
}
HOW = {"asked": _l("asked them"), "watched": _l("watched them")}
"""How a head has verified a confirmation."""
