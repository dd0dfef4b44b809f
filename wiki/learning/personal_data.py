"""What learning keeps about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import Erasing, PersonalData, Rows, Topic

LEARNING = Topic(
    "learning",
    _l("Learning"),
    _l("So that you find your way through a path and see what you have finished."),
    _l("How far you are: you and your mentor. What was given to you and what you have finished: you and your head. "
       "Your answers: you alone."),
    _l("Answers until the path is over, half a year at most; finished paths as long as the account exists."),
    (
        Rows(_l("Paths you follow or have finished"), "enrolment", "person_id", erasing=Erasing.REMOVED,
             shows=((_l("Path"), "title_de"), (_l("Begun"), "started_on"), (_l("Completed"), "completed_at"))),
        Rows(_l("People you accompany"), "enrolment", "mentor_id", erasing=Erasing.UNTIED,
             shows=((_l("Path"), "title_de"),)),
        Rows(_l("Paths you gave to others"), "enrolment", "assigned_by_id", erasing=Erasing.UNTIED,
             shows=((_l("Path"), "title_de"), (_l("When"), "created_at"))),
    ),
)  # fmt: skip


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([LEARNING])
