"""The office of the tests of hand-overs."""

import pytest

from handover.office import Office


@pytest.fixture
def office(company):
    """Hanna, Bert, Anna, Otto and Emma."""
    return Office(company)
