from helpers_notify import content

from wiki.core.personal_data import Match
from wiki.entries.customer_data import new_matches
from wiki.glossary.kind import KIND

MAIL = Match("email", "max@kunde.de")


def test_only_what_is_new_is_asked_about():
    before = content(text="Schreib an team@firma.de")
    after = content(text="Schreib an team@firma.de oder max@kunde.de")
    assert new_matches(KIND, after, before) == [MAIL]
    assert new_matches(KIND, after, after) == []


def test_texts_in_rows_are_looked_at_and_web_addresses_are_not():
    sources = [{"text": "Mail von max@kunde.de", "url": "https://example.org/@max/0891234567"}]
    assert new_matches(KIND, {**content(), "sources": sources}, {}) == [MAIL]
