"""Holders of duties and what they hold: values that services and pages hand to each other."""

from dataclasses import dataclass

from flask_babel import gettext as _

from wiki.core.errors import Invalid, Problem

PERSON, FUNCTION, DEPARTMENT = "p", "f", "d"


@dataclass(frozen=True, order=True)
class Holder:
    """A person, a function or a department. `sort` is the first letter of its key."""

    sort: str
    id: int

    @property
    def key(self) -> str:
        """As columns and forms carry it: `p12`."""
        return f"{self.sort}{self.id}"

    @classmethod
    def read(cls, key: str) -> "Holder":
        """The holder of a key. Raises Invalid."""
        number = key[1:]
        if key[:1] in (PERSON, FUNCTION, DEPARTMENT) and number.isascii() and number.isdigit() and len(number) < 10:
            return cls(key[0], int(number))
        raise Invalid([Problem("holder", _("Please choose a person, a function or a department."))])

    @property
    def person_id(self) -> int | None:
        """The person's id, when it is one."""
        return self.id if self.sort == PERSON else None

    @property
    def function_id(self) -> int | None:
        """The function's id, when it is one."""
        return self.id if self.sort == FUNCTION else None

    @property
    def department_id(self) -> int | None:
        """The department's id, when it is one."""
        return self.id if self.sort == DEPARTMENT else None

    @property
    def columns(self) -> dict[str, int | None]:
        """The columns person_id, function_id and department_id of a row about it."""
        return {
            "person_id": self.person_id, "function_id": self.function_id, "department_id": self.department_id,
        }  # fmt: skip


def person(person_id: int) -> Holder:
    """The person with this id as a holder."""
    return Holder(PERSON, person_id)


def function(function_id: int) -> Holder:
    """The function with this id as a holder."""
    return Holder(FUNCTION, function_id)


def department(department_id: int) -> Holder:
    """The department with this id as a holder."""
    return Holder(DEPARTMENT, department_id)


@dataclass(frozen=True, order=True)
class Place:
    """What somebody answers for: an entry, or with `step_key` one step of it."""

    entry_id: int
    step_key: str = ""
