"""What states, categories and repetitions are called."""

from flask_babel import lazy_gettext as _l

STATES = {
    "open": _l("To do"),
    "doing": _l("In progress"),
    "waiting": _l("Held up"),
    "done": _l("Done"),
    "dropped": _l("Dropped"),
}
CATEGORIES = {
    "encourage": _l("Encourage"),
    "question": _l("Question how things run"),
    "go_first": _l("Go first"),
    "new_methods": _l("Bring new methods"),
    "share_knowledge": _l("Share knowledge"),
    "stand_for_customers": _l("Stand for the customer"),
    "communicate": _l("Communicate"),
    "train": _l("Train"),
    "coach": _l("Coach"),
    "remove_resistance": _l("Remove resistance"),
    "reinforce": _l("Reinforce"),
}
REPEATS = {
    "": _l("Once"),
    "weekly": _l("Every week"),
    "monthly": _l("Every month"),
    "quarterly": _l("Every quarter"),
    "yearly": _l("Every year"),
}
ACTS = {"task:created": _l("Task created"), "task:done": _l("Task done")}
