"""Visits to the wiki: a browser window for somebody, watched for errors, dialogs and requests to elsewhere."""

import time
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request, Response
from running_wiki import PASSWORD, Served, address

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 15.0


class Visits:
    """Opens windows; `end()` closes them and fails when one of them saw what must not happen."""

    def __init__(self, browser: Browser, wiki: Served) -> None:
        self._browser = browser
        self._wiki = wiki
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        """Kinds of dialogs that were shown; a test that expects one takes it out."""

    def __call__(
        self,
        role: str = "",
        *,
        language: str = "en",
        theme: str = "light",
        width: int = 1280,
        script: bool = True,
        touch: bool = False,
        email: str = "",
    ) -> Page:
        """A window of its own for the stock person with `role`, for a stranger without one."""
        context = self._browser.new_context(
            base_url=self._wiki.url,
            locale="de-DE" if language == "de" else "en-GB",
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            has_touch=touch,
            reduced_motion="reduce",
            storage_state=self._signed_in(email or address(role)) if role or email else None,
        )
        context.set_default_timeout(PATIENCE * 1000)
        kept = {"cxwiki_language": language, "cxwiki_theme": theme}
        context.add_cookies([{"name": name, "value": value, "url": self._wiki.url} for name, value in kept.items()])
        self._contexts.append(context)
        context.on("page", self._watch)
        return context.new_page()

    def _signed_in(self, email: str) -> Any:
        if email not in self._wiki.signed_in:
            context = self._browser.new_context(base_url=self._wiki.url, locale="en-GB")
            page = context.new_page()
            self.enter(page, email)
            self._wiki.signed_in[email] = context.storage_state()
            context.close()
        return self._wiki.signed_in[email]

    def enter(self, page: Page, email: str) -> None:
        """Sign in."""
        page.goto("/login")
        sign_in(page, email)
        page.wait_for_url(self._wiki.url + "/")

    def _watch(self, page: Page) -> None:
        page.on("console", lambda message: self._on_console(page, message))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: script error: {error}"))
        page.on("dialog", self._on_dialog)
        page.on("request", self._on_request)
        page.on("response", self._on_response)

    def _on_console(self, page: Page, message: ConsoleMessage) -> None:
        # A page that answers 404, 409 or 422 is told in the console, too; _on_response looks at those.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"{page.url}: console: {message.text}")

    def _on_dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.type)
        dialog.dismiss()

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self._wiki.url + "/", "data:", "blob:", "about:")):
            self.complaints.append(f"a request to elsewhere: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and response.request.resource_type != "document"):
            self.complaints.append(f"{response.status} for {response.request.method} {response.url}")

    def end(self) -> None:
        """Close all windows and say what was seen."""
        for context in self._contexts:
            context.close()
        assert self.complaints == [], self.complaints
        assert self.dialogs == [], self.dialogs


class StandingVisits(Visits):
    """Visits one after another in windows that stay: styles and scripts are fetched once for each."""

    def __init__(self, browser: Browser, wiki: Served) -> None:
        super().__init__(browser, wiki)
        self._standing: dict[tuple[str, str, str, int], BrowserContext] = {}

    def look(self, role: str, language: str, theme: str, width: int) -> Page:
        """A new page in the window of somebody who looks at the wiki so."""
        key = (role, language, theme, width)
        if key in self._standing:
            return self._standing[key].new_page()
        page = self(role, language=language, theme=theme, width=width)
        self._standing[key] = page.context
        return page

    def settle(self) -> None:
        """Fail when a page saw what must not happen since the last time."""
        complaints, dialogs = self.complaints[:], self.dialogs[:]
        self.complaints.clear()
        self.dialogs.clear()
        assert complaints == [], complaints
        assert dialogs == [], dialogs


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fill the sign-in form in."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def reload_until(page: Page, wanted: Locator) -> None:
    """Reload the page until the worker, which acts a moment later, has done its part."""
    until = time.monotonic() + PATIENCE
    while not wanted.count():
        assert time.monotonic() < until, f"{wanted} did not appear on {page.url}"
        page.wait_for_timeout(200)
        page.reload()
