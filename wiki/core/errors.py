"""The errors that services raise; `web/errors.py` turns them into pages, fragments or problem+json."""

from dataclasses import dataclass, field


class WikiError(Exception):
    """An expected failure. `message` is shown to the user and already translated or translatable."""

    status = 500
    code = "error"

    def __init__(self, message: object = "") -> None:
        super().__init__(message)
        self.message = message


class NotFound(WikiError):
    """The thing asked for is not there, or the reader may not know that it is."""

    status = 404
    code = "not-found"


class NotSignedIn(WikiError):
    """The address needs a person."""

    status = 401
    code = "not-signed-in"


class Forbidden(WikiError):
    """The person is known and lacks the right."""

    status = 403
    code = "forbidden"


class Conflict(WikiError):
    """Somebody else was faster, or the state does not allow this step."""

    status = 409
    code = "conflict"


class TooManyRequests(WikiError):
    """Throttled. `retry_after` in seconds."""

    status = 429
    code = "throttled"

    def __init__(self, message: object, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(WikiError):
    """A resource the wiki depends on does not answer: locked database, full disk, mail server."""

    status = 503
    code = "unavailable"


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the input. `where` is a form field name or a path such as `steps-2-title`."""

    where: str
    message: object
    in_form: object = ""
    """The message for people who choose among labels, where the other one is for those who write values."""

    @property
    def for_form(self) -> object:
        """What is said beside the control."""
        return self.in_form or self.message


class Invalid(WikiError):
    """The input cannot be taken as it is; `problems` say where and why."""

    status = 422
    code = "invalid"

    def __init__(self, problems: list[Problem], message: object = "") -> None:
        super().__init__(message or "; ".join(f"{p.where}: {p.message}" for p in problems))
        self.problems = problems


@dataclass(frozen=True)
class Findings:
    """What a check found; empty means all is well."""

    problems: list[Problem] = field(default_factory=list)
