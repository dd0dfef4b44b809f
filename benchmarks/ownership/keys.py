"""`python -m benchmarks.ownership.keys URL E-MAIL`: how fast the matrix answers a key, in a real browser.

From the key to the picture after it: moving, filling in, several cells at once, undoing, in the largest matrix that the
running wiki shows (500 rows, 60 people, where there are so many). Nothing is sent: what was planned is undone again.
"""

import statistics
from collections.abc import Iterator
from itertools import cycle, islice

import click
from playwright.sync_api import Page, sync_playwright

TARGET = 100.0
"""Milliseconds, for 95 of 100 keys."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
WATCH = """() => {
  window.answered = []
  addEventListener('keydown', event => {
    const began = event.timeStamp
    requestAnimationFrame(() => { const channel = new MessageChannel()
      channel.port1.onmessage = () => window.answered.push(performance.now() - began)
      channel.port2.postMessage(null) })
  }, true)
}"""
WAYS = (
    "ArrowDown",
    "r",
    "ArrowRight",
    "Shift+C",
    "ArrowDown",
    "i",
    "Control+z",
    "PageDown",
    "a",
    "ArrowRight",
    "Delete",
)
SEVERAL = ("Shift+ArrowDown", "Shift+ArrowRight", "Shift+PageDown", "c", "Control+z", "Escape", "Home", "ArrowDown")


def keys(count: int) -> Iterator[str]:
    """What is pressed: singly for the most part, then in rectangles."""
    yield from islice(cycle(WAYS), count)
    yield from islice(cycle(SEVERAL), count // 3)


def measure(page: Page, address: str, count: int) -> tuple[list[float], str]:
    """Milliseconds of each key, and how large the matrix is."""
    page.goto(f"{address}/ownership/matrix?by=person")
    rows = page.locator(".mx tbody tr")
    size = f"{rows.count()} rows, {page.locator('.mx thead th[data-c]').count()} columns"
    rows.first.locator("td").first.click()
    page.evaluate(WATCH)
    for key in keys(count):
        page.keyboard.press(key)
        page.wait_for_timeout(30)
    found: list[float] = page.evaluate("window.answered")
    for _turn in range(count):
        page.keyboard.press("Control+z")
    page.wait_for_timeout(1500)
    return found, size


@click.command()
@click.argument("address")
@click.argument("email")
@click.password_option(confirmation_prompt=False)
@click.option("--count", default=200, help="How many keys are pressed singly.")
@click.option("--browser", default="/usr/bin/chromium", help="The browser's program.")
def main(address: str, email: str, password: str, count: int, browser: str) -> None:
    """Sign in, press keys, tell what 50, 95 and 100 of 100 took at most."""
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=browser, args=FLAGS).new_page(
            viewport={"width": 1680, "height": 1000}
        )
        page.goto(f"{address}/login")
        page.fill("[name=email]", email)
        page.fill("[name=password]", password)
        page.click("main button[type=submit]")
        page.wait_for_load_state()
        found, size = measure(page, address, count)
    points = statistics.quantiles(found, n=100)
    missed = "" if points[94] <= TARGET else "  MISSED"
    told = f"p50 {points[49]:.0f} ms, p95 {points[94]:.0f} ms, most {max(found):.0f} ms{missed}"
    click.echo(f"{size}, {len(found)} keys: {told}")


if __name__ == "__main__":
    main()
