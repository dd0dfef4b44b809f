"""Text sent after the session had ended is not lost: the sign-in page carries it, and whoever knows the address it was
meant for keeps it for the person who signs in."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

FormData = Mapping[str, list[str]]
Taker = Callable[[Session, int, str, FormData], bool]
"""(session, person id, path, form) → whether the form was meant for it and is kept now."""

NOT_KEPT = ("csrf_token", "intent", "password", "password_again", "current", "code", "token")
"""What is made for one request, or secret."""


@dataclass
class KeptForms:
    """Who takes forms; the application ties one to its sessions."""

    takers: list[Taker] = field(default_factory=list)

    def keep(self, session: Session, person_id: int, path: str, packed: str) -> bool:
        """Keep the packed form of a request to `path`; False when nobody wants it or it is damaged."""
        form = unpack(packed)
        return bool(form) and any(take(session, person_id, path, form) for take in self.takers)


def pack(form: FormData) -> str:
    """A form as the hidden field of the sign-in page."""
    return json.dumps({name: values for name, values in form.items() if name not in NOT_KEPT}, ensure_ascii=False)


def unpack(packed: str) -> dict[str, list[str]]:
    """What `pack` was given; empty when the text is something else."""
    try:
        data = json.loads(packed)
    except ValueError:
        return {}
    if not isinstance(data, dict):
        return {}
    return {
        str(name): [str(value) for value in values]
        for name, values in data.items()
        if isinstance(values, list) and name not in NOT_KEPT
    }
