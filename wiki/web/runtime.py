"""What one application instance is made of, reachable from any request of it."""

from dataclasses import dataclass
from typing import cast

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from wiki.config import Settings
from wiki.core.db import Wiring


@dataclass(frozen=True)
class Runtime:
    """The settings, the database and what the features tied to its sessions."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]
    wiring: Wiring


def runtime() -> Runtime:
    """The runtime of the current application."""
    return cast(Runtime, current_app.extensions["cxwiki"])


def settings() -> Settings:
    """The settings of the current application."""
    return runtime().settings
