"""What tasks keep about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import Erasing, PersonalData, Rows, Topic

TASKS = Topic(
    "tasks",
    _l("Tasks"),
    _l("So that it is clear who does what until when."),
    _l("Tasks of an initiative: everybody signed in. Others: who made them and who does them."),
    _l("As long as the initiative exists, other tasks permanently; when you leave, under a pseudonym."),
    (
        Rows(_l("Tasks you do"), "task", "assignee_id",
             shows=((_l("Title"), "title"), (_l("Text"), "text"), (_l("Due"), "due"), (_l("State"), "state"))),
        Rows(_l("Tasks you made"), "task", "created_by_id",
             shows=((_l("Title"), "title"), (_l("When"), "created_at"))),
        Rows(_l("Tasks you finished"), "task", "finished_by_id",
             shows=((_l("Title"), "title"), (_l("When"), "finished_at"))),
        Rows(_l("Items you ticked"), "task_item", "done_by_id",
             shows=((_l("Text"), "text"), (_l("When"), "done_at"))),
        Rows(_l("What you said about tasks"), "task_comment", "author_id", erasing=Erasing.NAMELESS,
             shows=((_l("Text"), "text"), (_l("When"), "created_at"))),
    ),
)  # fmt: skip


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([TASKS])
