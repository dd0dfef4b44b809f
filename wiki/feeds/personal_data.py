"""What feeds keep about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import Erasing, PersonalData, Rows, Topic

FEEDS = Topic(
    "feeds",
    _l("Private feed addresses"),
    _l("So that you can follow lists in a feed reader and your due dates in a calendar."),
    _l("Only you. When an address is fetched, nothing is written down."),
    _l("Until you revoke it or your data is erased; it shows nothing once your account is closed."),
    (
        Rows(
            _l("Private feed addresses"), "feed_address", "person_id", erasing=Erasing.REMOVED,
            shows=((_l("List"), "list_name"), (_l("Filters"), "query"), (_l("Made"), "made_at")),
            also=("token_hash",),
        ),
    ),
    private=True,
)  # fmt: skip


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([FEEDS])
