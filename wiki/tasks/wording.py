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
ACTS = {
    "task:created": _l("Task created"),
    "task:changed": _l("Task changed"),
    "task:moved": _l("Task moved on"),
    "task:ordered": _l("Task moved up or down"),
    "task:done": _l("Task done"),
    "task:needs_added": _l("Task waits for another"),
    "task:needs_removed": _l("Task no longer waits for another"),
    "task:item_added": _l("Item added to a task"),
    "task:item_ticked": _l("Item of a task ticked"),
    "task:item_opened": _l("Tick of an item taken away"),
    "task:item_removed": _l("Item removed from a task"),
    "task:commented": _l("Task commented on"),
    "task:comment_removed": _l("Comment on a task removed"),
}
