"""What a page weighs on the wire: `./dev bench weight`.

Chromium visits the pages one after the other with an empty cache at first, which tells what is asked for and
from which hosts. Each answer is fetched again with Brotli allowed, which Chromium does over https only, and
its compressed bytes are counted. Goals: 150 kB on the first page, 20 kB on each after it, no other host.
"""

from __future__ import annotations

import http.client
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from bench.kit.ready import make_assets, make_ready, set_environment
from bench.kit.serving import OURS, free_port, server

FIRST_KB, AFTER_KB = 150, 20


class Visit(NamedTuple):
    page: str
    requests: int
    kilobytes: float
    largest: str


def main() -> None:
    set_environment("sqlite", is_small=True)
    make_assets()
    import django
    from django.utils import timezone

    django.setup()
    make_ready(is_small=True, now=timezone.now())
    port = free_port()
    with server(OURS, port):
        visits, hosts = walk(port, "leader")
    show(visits, hosts)


def walk(port: int, who: str) -> tuple[list[Visit], set[str]]:
    """Visit every page of the bench as one person; the hosts are all that the browser asked."""
    from playwright.sync_api import sync_playwright

    from bench.pages import cast_of_the_country, pages_for
    from redthread.testing.browser import chromium

    person, cookie = dict(cast_of_the_country())[who]
    pages, home = list(pages_for(who, person)), f"http://127.0.0.1:{port}"
    visits, hosts = [], set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        name, _, value = cookie.partition("=")
        context = browser.new_context(base_url=home)
        context.add_cookies([{"name": name, "value": value, "url": home}])
        page = context.new_page()
        answers = Answers()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.responseReceived", answers.came)
        wire.on("Network.requestServedFromCache", answers.was_kept)
        for asked in pages:
            answers.urls.clear()
            page.goto(asked.path, wait_until="networkidle")
            urls = answers.over_the_wire()
            hosts |= {urlsplit(url).netloc for url in urls}
            visits.append(weigh(asked.page, urls, cookie))
        browser.close()
    return visits, hosts


class Answers:
    """The answers that Chromium got while one page loaded."""

    def __init__(self) -> None:
        self.urls: dict[str, str] = {}
        self.kept: set[str] = set()

    def came(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if not response.get("fromDiskCache") and response["url"].startswith("http"):
            self.urls[event["requestId"]] = response["url"]

    def was_kept(self, event: dict[str, Any]) -> None:
        self.kept.add(event["requestId"])

    def over_the_wire(self) -> list[str]:
        return [url for request, url in self.urls.items() if request not in self.kept]


def weigh(page: str, urls: list[str], cookie: str) -> Visit:
    sizes = {url: compressed(url, cookie) for url in dict.fromkeys(urls)}
    largest = max(sizes, key=lambda url: sizes[url], default="")
    return Visit(page, len(sizes), sum(sizes.values()) / 1000, urlsplit(largest).path.rpartition("/")[2])


def compressed(url: str, cookie: str) -> int:
    """The bytes of the answer as a browser on https would get it."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", parts.path, headers={"Accept-Encoding": "br, gzip", "Cookie": cookie})
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{parts.path} answered {answer.status}")
    return size


def show(visits: list[Visit], hosts: set[str]) -> None:
    print(f"{'page':<22}{'requests':>9}{'kB':>8}   largest")
    for number, visit in enumerate(visits):
        limit = FIRST_KB if number == 0 else AFTER_KB
        over = "   over" if visit.kilobytes > limit else ""
        print(f"{visit.page:<22}{visit.requests:>9}{visit.kilobytes:>8.1f}   {visit.largest}{over}")
    print(
        f"\ngoal: ≤ {FIRST_KB} kB on the first page, ≤ {AFTER_KB} kB after; hosts: {', '.join(sorted(hosts))}"
    )


if __name__ == "__main__":
    main()
