"""What else speaks of a department or function: upper floors tell, so that deleting can say what it touches."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Use:
    """So many things of one sort; `label` is translated and in the plural (`Processes`)."""

    label: str
    count: int
    url: str = ""


Finder = Callable[[Session, int], list[Use]]


@dataclass
class Uses:
    """Features append a function `(session, id) -> [Use]`; wired, so reach it with `wired(session, Uses)`."""

    of_department: list[Finder] = field(default_factory=list)
    of_function: list[Finder] = field(default_factory=list)

    def department(self, session: Session, department_id: int) -> list[Use]:
        """What speaks of the department, nothing with a count of 0."""
        return [use for find in self.of_department for use in find(session, department_id) if use.count]

    def function(self, session: Session, function_id: int) -> list[Use]:
        """What speaks of the function, nothing with a count of 0."""
        return [use for find in self.of_function for use in find(session, function_id) if use.count]
