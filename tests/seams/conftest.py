"""A company in which a hotline hands over to the engineers, with the seam between them."""

import pytest
from company import Company
from helpers_seams import Shop, make_shop


@pytest.fixture
def shop(company: Company) -> Shop:
    """Anna leads the hotline, Bert the engineers; Carla is CX manager, Dora is neither."""
    return make_shop(company)
