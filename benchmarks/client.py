"""A browser in miniature: one kept connection, cookies, forms sent back as they were with some fields changed."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

SECONDS = 30
PASSWORD = "zinnober kutsche 47 leuchtturm"
"""Of everybody in the libraries that are measured."""


class Form(HTMLParser):
    """The fields of the form that holds the field `marker`, as a browser would send them."""

    def __init__(self, page: str, marker: str) -> None:
        super().__init__(convert_charrefs=True)
        self._forms: list[list[tuple[str, str]]] = []
        self._area: str | None = None
        self._text = ""
        self._select: str | None = None
        self._chosen: str | None = None
        self.feed(page)
        self.fields = next((each for each in self._forms if marker in dict(each)), [])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._forms.append([])
        elif tag == "input" and name:
            kind = given.get("type", "text")
            if kind not in ("submit", "button", "file") and (kind not in ("checkbox", "radio") or "checked" in given):
                self._note(name, given.get("value", "on"))
        elif tag == "textarea" and name:
            self._area, self._text = name, ""
        elif tag == "select" and name:
            self._select, self._chosen = name, None
        elif tag == "option" and self._select and (self._chosen is None or "selected" in given):
            self._chosen = given.get("value", "")

    def handle_data(self, data: str) -> None:
        """Collect the text of a text area."""
        if self._area:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        """Close a field."""
        if tag == "textarea" and self._area:
            self._note(self._area, self._text.removeprefix("\n"))
            self._area = None
        elif tag == "select" and self._select:
            self._note(self._select, self._chosen or "")
            self._select = None

    def _note(self, name: str, value: str) -> None:
        if self._forms:
            self._forms[-1].append((name, value))


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    text: str
    location: str = ""


@dataclass
class Browser:
    """One person's browser."""

    port: int
    host: str = "127.0.0.1"
    _cookies: SimpleCookie = field(default_factory=SimpleCookie)
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._send("GET", path, b"")

    def post(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        """Send a form."""
        return self._send("POST", path, urlencode(fields).encode())

    def _send(self, method: str, path: str, body: bytes) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self.host, self.port, timeout=SECONDS)
        headers = {"Cookie": self.cookie}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        for each in response.headers.get_all("Set-Cookie") or ():
            self._cookies.load(each)
        return Answer(response.status, text, response.headers.get("Location", ""))

    @property
    def cookie(self) -> str:
        """What the browser sends as its cookies."""
        return "; ".join(f"{name}={each.value}" for name, each in self._cookies.items())

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the form."""
        token = dict(Form(self.get("/login").text, "csrf_token").fields)["csrf_token"]
        answer = self.post("/login", [("email", email), ("password", password), ("csrf_token", token)])
        if answer.status != 303:
            raise RuntimeError(f"signing in failed: {answer.status}")

    def edit(self, path: str, **changes: str) -> Answer:
        """Change fields of an entry through its edit form; 303 says that it is saved."""
        return self.send(self.prepare(path), **changes)

    def prepare(self, path: str) -> "EditPage":
        """Open the edit form of the entry at `path`."""
        answer = self.get(f"{path}/edit")
        return EditPage(path, answer.status, dict(Form(answer.text, "base_revision").fields))

    def send(self, page: "EditPage", **changes: str) -> Answer:
        """Send an edit form back with some fields changed."""
        if not page.fields:
            return Answer(page.status if page.status != 200 else 500, "")
        return self.post(f"{page.path}/edit", list({**page.fields, **changes}.items()))


@dataclass(frozen=True)
class EditPage:
    """An edit form as it was opened."""

    path: str
    status: int
    fields: dict[str, str]
