"""A library to begin with."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.library.library_folder import Library
from wiki.web.runtime import Runtime


@pytest.fixture
def library(runtime: Runtime, session: Session, tmp_path: Path) -> Library:
    return Library(runtime, tmp_path / "in")


@pytest.fixture(autouse=True)
def _in_context(session: Session) -> None:
    """Messages are translated inside the application's context, which the session's fixture holds open."""
