"""What reasons, sorts of stations and acts of learning are called."""

from flask_babel import lazy_gettext as _l

from wiki.learning.models import (
    ASSIGNED,
    CHECK,
    CHOSEN,
    DEPARTMENT,
    FUNCTION,
    NEWCOMER,
    QUESTION,
    READ,
    ROLE,
    TALK,
    TASK,
)

REASONS = {
    CHOSEN: _l("chosen by yourself"),
    NEWCOMER: _l("because you are new"),
    FUNCTION: _l("for your function"),
    DEPARTMENT: _l("for your department"),
    ROLE: _l("for your access role"),
    ASSIGNED: _l("given to you"),
}
SORTS = {
    READ: (_l("Read"), "book"),
    QUESTION: (_l("Question"), "question-circle"),
    CHECK: (_l("Questions"), "question-circle"),
    TALK: (_l("Talk"), "chat-left-text"),
    TASK: (_l("Task"), "list-check"),
}
"""Sort of a station → (its name, its icon)."""
ACTS = {
    "learning:begun": _l("Learning path begun"),
    "learning:given": _l("Learning path given to somebody"),
    "learning:left": _l("Learning path left"),
    "learning:mentor_chosen": _l("Mentor of a learning path chosen"),
    "learning:completed": _l("Learning path finished"),
}
