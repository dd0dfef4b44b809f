"""Who may call which address: every view carries one rule, and one place enforces it.

A rule is an OR of ANDs of small predicates, read left to right. What depends on the object at hand (its state, its
author, its department) is asked in the services with the same predicates.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from wiki.access.permissions import Actor, Permission

Predicate = Callable[[Actor, bool], bool]
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """`alternatives` is an OR of ANDs; `name` is what `cxwiki routes` and the access table show."""

    name: str
    alternatives: tuple[tuple[Predicate, ...], ...]

    def allows(self, actor: Actor, public_read: bool) -> bool:
        """Whether `actor` may pass, given whether released entries are public."""
        return any(all(holds(actor, public_read) for holds in each) for each in self.alternatives)


def anyone(_actor: Actor, _public_read: bool) -> bool:
    """Whoever comes."""
    return True


def signed_in(actor: Actor, _public_read: bool) -> bool:
    """A person with a session."""
    return actor.signed_in


def reading_is_public(_actor: Actor, public_read: bool) -> bool:
    """Released entries may be read without signing in (`CXWIKI_PUBLIC_READ`)."""
    return public_read


def has(permission: Permission) -> Predicate:
    """The predicate: a role of the actor grants `permission`."""

    def holds(actor: Actor, _public_read: bool) -> bool:
        return actor.may(permission)

    return holds


PUBLIC = Rule("public", ((anyone,),))
READER = Rule("reader", ((signed_in,), (reading_is_public,)))
SIGNED_IN = Rule("signed in", ((signed_in,),))


def needs(*permissions: Permission) -> Rule:
    """The rule: signed in, with any one of `permissions`."""
    name = " or ".join(permissions)
    return Rule(name, tuple((signed_in, has(each)) for each in permissions))


def rule(access: Rule) -> Callable[[View], View]:
    """Decorator: the view may be called under `access`. A view without one is refused to everybody."""

    def attach(view: View) -> View:
        view.access_rule = access  # type: ignore[attr-defined]
        return view

    return attach


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """The rule a view carries."""
    return getattr(view, "access_rule", None)
