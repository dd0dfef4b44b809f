"""What a feature hands to the application: a kind, pages, commands, events it listens to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click
from flask import Blueprint, Flask

if TYPE_CHECKING:
    from wiki.web.runtime import Runtime

Wire = Callable[["Runtime"], None]


@dataclass(frozen=True)
class Feature:
    """One line in `app.FEATURES`.

    `wire` ties the feature to the runtime (kinds, subscriptions, providers) before any request; `init` touches the
    Flask application itself (extensions, filters); both are rarely needed.
    """

    name: str
    blueprints: Callable[["Runtime"], list[Blueprint]] = field(default=lambda _runtime: [])
    commands: tuple[click.Command, ...] = ()
    wire: Wire | None = None
    init: Callable[[Flask], None] | None = None
