"""What the guided visit keeps about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import Erasing, PersonalData, Rows, Topic

VISIT = Topic(
    "guided-visit",
    _l("Guided visit"),
    _l("So that you can go on where you left it, and are not offered it twice."),
    _l("Only you."),
    _l("As long as the account exists."),
    (
        Rows(
            _l("Guided visit"),
            "guided_visit",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=((_l("For whom"), "round"), (_l("Stop"), "stop"), (_l("Ended"), "ended_on")),
        ),
    ),
    private=True,
)


def declare(registry: PersonalData) -> None:
    """Tell what is kept."""
    registry.add([VISIT])
