"""The home page greets by the hour."""

import pytest
from flask import Flask

from wiki.overview.views import greeting


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (0, "evening"),
        (4, "evening"),
        (5, "morning"),
        (10, "morning"),
        (11, "afternoon"),
        (17, "afternoon"),
        (18, "evening"),
    ],
)
def test_nobody_is_wished_a_good_morning_at_midnight(app: Flask, hour: int, words: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert greeting(hour) == f"Good {words}"
