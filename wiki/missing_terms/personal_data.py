"""What asking for terms keeps about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import Erasing, PersonalData, Rows, Switch, Topic

REQUESTS = Topic(
    "term_requests",
    _l("Terms asked for"),
    _l("So that editors know what was looked for, and whoever asked is told what becomes of it."),
    _l("Whoever writes entries, and you yourself."),
    _l("As long as the term is talked about; when you leave, without your name."),
    (
        Rows(
            _l("Terms you asked for"), "term_request", "asked_by_id", erasing=Erasing.UNTIED,
            shows=((_l("Term"), "word"), (_l("What you were looking for"), "looked_for"), (_l("When"), "asked_at")),
        ),
        Rows(
            _l("Missing terms you decided on"), "missing_term", "decided_by_id",
            shows=((_l("Term"), "word"), (_l("Reason given"), "reason"), (_l("When"), "decided_at")),
        ),
    ),
)  # fmt: skip

SEARCHES = Topic(
    "search_words",
    _l("Searches without a hit"),
    _l("So that editors see which words are missing."),
    _l("Whoever writes entries sees the words; nobody sees who searched."),
    _l("Words only once they occurred on three different days, without names of people; forgotten after 90 days."),
    switch=Switch(_l("Off until the administration turns it on; then everybody is told."), name="search_words"),
)

NOTHING = {
    "missing_word": "words of the language; names of people are taken out of searches before",
    "search_miss": "counts of searches by day without a person and without words",
}


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([REQUESTS, SEARCHES], NOTHING)
