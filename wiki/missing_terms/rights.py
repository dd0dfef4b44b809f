"""Who asks for terms and who decides on them: whoever may suggest entries asks, whoever writes them decides."""

from flask_babel import lazy_gettext as _l

from wiki.access.permissions import Actor, Permission
from wiki.entries.rights import demand


def may_ask(actor: Actor) -> bool:
    """Whether the actor may ask for a term."""
    return actor.may(Permission.ENTRY_PROPOSE) or may_decide(actor)


def may_decide(actor: Actor) -> bool:
    """Whether the actor decides what becomes of what is missing."""
    return actor.may(Permission.ENTRY_WRITE)


def demand_deciding(actor: Actor) -> None:
    """Raise Forbidden for whoever does not."""
    demand(may_decide(actor), _l("Deciding on missing terms needs a role that includes writing entries."))
