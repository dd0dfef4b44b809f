"""What the tables of currency keep about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import Erasing, PersonalData, Rows, Topic

VERIFICATIONS = Topic(
    "verifications",
    _l("What you confirmed as still true"),
    _l("So that readers know how far they can rely on an entry."),
    _l("Everybody signed in: who confirmed an entry, and when."),
    _l("As long as the entry exists; when you leave, under a pseudonym."),
    (
        Rows(
            _l("Confirmed"),
            "verification",
            "person_id",
            erasing=Erasing.NAMELESS,
            shows=((_l("Entry"), "entry_id"), (_l("Day"), "day")),
            also=("pseudonym",),
        ),
    ),
)


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([VERIFICATIONS], {"review_reminder": "Which reminders of an entry went out, not to whom."})
