"""A company in which a hotline hands over to the engineers, with the seam between them."""

import pytest
from company import Company
from helpers_seams import STEPS, Shop

from wiki.seams.saying import At


@pytest.fixture
def shop(company: Company) -> Shop:
    """Anna leads the hotline, Bert the engineers; Carla is CX manager, Dora is neither."""
    for name in ("Anna", "Bert", "Dora"):
        company.person(name)
    company.person("Carla", "", "cx_manager")
    company.department("Hotline", "Anna")
    company.department("Technik", "Bert")
    company.function("Agent", "Hotline")
    company.function("Techniker", "Technik")
    company.touchpoint("Anruf", "Hotline", channel="telephone")
    company.touchpoint("Brief", "Technik", channel="post")
    process = company.entry("process", "Entstörung", "Hotline", steps=STEPS)
    return Shop(company, process, At(process, "aaa", "ccc"))
