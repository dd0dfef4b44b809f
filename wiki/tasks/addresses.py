"""Where tasks are found, in one place."""

from flask import url_for


def task_url(task_id: int, *, absolute: bool = False) -> str:
    """The page of a task."""
    return url_for("tasks.page", task_id=task_id, _external=absolute)
