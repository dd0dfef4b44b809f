"""What learning keeps about people."""

from typing import Any

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import By, Erasing, PersonalData, Rows, Topic

LEARNING = Topic(
    "learning",
    _l("Learning"),
    _l("So that you find your way through a path and see what you have finished."),
    _l("What was given to you and what you have finished: you, your head and your mentor."),
    _l("As long as the account exists."),
    (
        Rows(_l("Paths you follow or have finished"), "enrolment", "person_id", erasing=Erasing.REMOVED,
             shows=((_l("Path"), "title_de"), (_l("Begun"), "started_on"), (_l("Completed"), "completed_at"))),
        Rows(_l("People you accompany"), "enrolment", "mentor_id", erasing=Erasing.UNTIED,
             shows=((_l("Path"), "title_de"),)),
        Rows(_l("Paths you gave to others"), "enrolment", "assigned_by_id", erasing=Erasing.UNTIED,
             shows=((_l("Path"), "title_de"), (_l("When"), "created_at"))),
    ),
)  # fmt: skip


def _of_paths(label: Any, table: str, *shows: tuple[Any, str], also: tuple[str, ...] = ()) -> Rows:
    """Rows that belong to the paths somebody follows, and go with them."""
    return Rows(label, table, "enrolment_id", By.THROUGH, shows=shows, also=also, through=("enrolment", "person_id"))


ON_THE_WAY = Topic(
    "on_the_way",
    _l("On the way through a learning path"),
    _l("So that you can stop at any time and go on where you were, and what you got wrong comes back."),
    _l("How far you are: you and your mentor. Your answers: you alone."),
    _l("Answers until the path is over, half a year at most; which stations you did, as long as the account exists."),
    (
        _of_paths(_l("Stations you have done"), "station_done", (_l("Station"), "title_de"), (_l("When"), "done_at")),
        _of_paths(_l("Your answers in paths that are not over"), "learning_answer", (_l("Station"), "station"),
                  (_l("Question"), "question"), (_l("Right"), "is_right"), (_l("When"), "answered_at"),
                  also=("chosen",)),
        _of_paths(_l("Reminders of stations"), "learning_reminder", (_l("When"), "sent_on")),
    ),
    private=True,
)  # fmt: skip


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([LEARNING, ON_THE_WAY])
