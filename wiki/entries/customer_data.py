"""What in an edit looks like customer data and was not there before: the form asks about it once."""

from wiki.core.personal_data import Match, find_in
from wiki.entries import payload as payloads
from wiki.entries.fields import Line, Payload, Prose
from wiki.entries.kinds import Kind


def new_matches(kind: Kind, content: Payload, before: Payload) -> list[Match]:
    """Passages of `content` that look like customer data and do not stand in `before`, the version it is based on."""
    known = set(_matches(kind, before))
    return [match for match in _matches(kind, content) if match not in known]


def _matches(kind: Kind, content: Payload) -> list[Match]:
    texts = [
        text
        for place in payloads.places(kind.all_fields, content)
        if isinstance(place.field, Prose) or (isinstance(place.field, Line) and not place.field.url)
        for text in payloads.texts(place.value)
    ]
    return find_in(texts)
