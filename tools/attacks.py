"""What someone tries who got HTML into a page, and what of it runs: nothing, by its policy.

    .venv/bin/python tools/attacks.py site

loads a page of each type of a built site, over http and from the disk, with every attempt written
among its own HTML, and prints how many of them did something; `--sans` takes the policy away
first, to see that they would. `tests/test_policy.py` does it for each policy that there is.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from pages import PAGES, open_browser, serve
from playwright.sync_api import Page, Route

ELSEWHERE = "https://ailleurs.example/"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n?')

_PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
_SCRIPT = "data:text/javascript,top.ran(`{}`)"
_DRAWING = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='parent.postMessage(`{}`,`*`)'/>"
_PAGE = "data:text/html,<script>parent.postMessage(`{}`,`*`)</script>"
_HANDLER = "top.ran(`{}`)"

MARKUP = {
    # Scripts.
    "an inline script": "<script>{handler}</script>",
    "an inline module": "<script type=module>{handler}</script>",
    "a script that guesses a nonce": "<script nonce=1>{handler}</script>",
    "a script of data": "<script src='{script}'></script>",
    "a module of data": "<script type=module src='{script}'></script>",
    "a script of elsewhere": "<script src='{elsewhere}'></script>",
    "a script in a drawing": "<svg><script>{handler}</script></svg>",
    "a script of data in a drawing": "<svg><script href='{script}'></script></svg>",
    "a script in a shadow": "<p><template shadowrootmode=open><script>{handler}</script></template></p>",
    # Handlers.
    "onerror of an image": "<img src=data:, alt='' onerror='{handler}'>",
    "onload of an image": "<img src='{pixel}' alt='' onload='{handler}'>",
    "onload of a sheet": "<link rel=stylesheet href='data:text/css,' onload='{handler}'>",
    "onerror of a script": "<script src='' onerror='{handler}'></script>",
    "onload of a drawing": "<svg onload='{handler}'></svg>",
    "onbegin of an animation": "<svg><animate attributeName=x dur=1s onbegin='{handler}'/></svg>",
    "onfocus with autofocus": "<input autofocus onfocus='{handler}'>",
    "ontoggle of an open fold": "<details open ontoggle='{handler}'>x</details>",
    "onerror of a video": "<video><source src=data:, onerror='{handler}'></video>",
    "onpageshow of a second body": "<body onpageshow='{handler}'>",
    "onload of a frame": "<iframe srcdoc=x onload='{handler}'></iframe>",
    "onclick": "<button type=button class=clic onclick='{handler}'>x</button>",
    # Addresses that are scripts, and frames.
    "a link to a script": "<a class=clic href='javascript:{handler}'>x</a>",
    "a link to a script in a drawing": "<svg><a class=clic href='javascript:{handler}'><text>x</text></a></svg>",
    "a form to a script": "<form action='javascript:{handler}'><button class=clic>x</button></form>",
    "a button to a script": "<form><button class=clic formaction='javascript:{handler}'>x</button></form>",
    "a frame that is a script": "<iframe src='javascript:{handler}'></iframe>",
    "a frame that is written here": "<iframe srcdoc='&lt;script>{handler}&lt;/script>'></iframe>",
    "a frame of data": "<iframe src='{page}'></iframe>",
    "an object of data": "<object data='{page}'></object>",
    "an embedded page": "<embed type='text/html' src='{page}'>",
    "an embedded drawing": '<embed type="image/svg+xml" src="{drawing}">',
    # What leaves: another host hears of it.
    "an image of elsewhere": "<img src='{elsewhere}' alt=''>",
    "a frame of elsewhere": "<iframe src='{elsewhere}'></iframe>",
    "a sheet of elsewhere": "<link rel=stylesheet href='{elsewhere}'>",
    "a preload of elsewhere": "<link rel=preload as=script href='{elsewhere}'>",
    "a module preload of elsewhere": "<link rel=modulepreload href='{elsewhere}'>",
    "a prefetch of elsewhere": "<link rel=prefetch href='{elsewhere}'>",
    "a sound of elsewhere": "<audio autoplay src='{elsewhere}'></audio>",
    "an image button of elsewhere": "<input type=image alt=x src='{elsewhere}'>",
    "a form to elsewhere": "<form action='{elsewhere}' target=_blank><button class=clic>x</button></form>",
    # Styles.
    "a style": "<style>#style {{ position: fixed }}</style><b id=style>x</b>",
    "a style of an element": "<b id=attribut style='position:fixed;inset:0'>x</b>",
    "a sheet of data": "<link rel=stylesheet href='data:text/css,%23feuille{{position:fixed}}'><b id=feuille>x</b>",
    # Last, since it moves every relative address.
    "another base": "<base href='{elsewhere}'>",
}  # fmt: skip
"""HTML, by what it is: `{handler}` tells that it ran, and so does what the addresses lead to."""

DOM = {
    "a script that is added": "document.body.append(Object.assign(document.createElement('script'), {{ textContent: '{handler}' }}))",
    "a script of data that is added": "document.body.append(Object.assign(document.createElement('script'), {{ src: '{script}' }}))",
    "HTML that is added": "document.body.insertAdjacentHTML('beforeend', \"<img src=data:, onerror='{handler}'>\")",
    "a handler that is added": "(b => {{ b.setAttribute('onclick', '{handler}'); b.click() }})(document.createElement('b'))",
    "an import of data": "import('{script}').catch(() => 0)",
    "an import of a blob": "import(URL.createObjectURL(new Blob(['{handler}'], {{ type: 'text/javascript' }}))).catch(() => 0)",
    "a text as a script": "setTimeout('{handler}')",
    "a worker of a blob": "try {{ new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))).onmessage = () => {{ {handler} }} }} catch {{}}",
    "a request to elsewhere": "fetch('{elsewhere}').catch(() => 0); navigator.sendBeacon('{elsewhere}')",
}  # fmt: skip
"""Scripts, by what they try: a fault in one of ours could let a text do as much."""

HEAR = """
window.heard = [];
window.ran = (what) => heard.includes(what) || heard.push(what);
addEventListener('message', e => typeof e.data === 'string' && ran(e.data));
"""
"""Before any page: what an attempt that runs tells."""

_STYLES = {"style": "a style", "attribut": "a style of an element", "feuille": "a sheet of data"}


def _filled(text: str, name: str, *, quoted: bool) -> str:
    words = {
        "handler": _HANDLER.format(name),
        "script": _SCRIPT.format(name),
        "page": _PAGE.format(name),
        "drawing": _DRAWING.format(name),
    }
    if quoted:
        words = {each: escape(said, quote=False) for each, said in words.items()}
    return text.format(**words, pixel=_PIXEL, elsewhere=ELSEWHERE + name.replace(" ", "-"))


def injected(html: str) -> str:
    """A page with every attempt at the end of what is its own."""
    attempts = "\n".join(
        _filled(text, name, quoted="<script>" not in text) for name, text in MARKUP.items()
    )
    before, end, after = html.rpartition("</main>")
    assert end, "where to write"
    return f"{before}<div id=attaque>{attempts}</div>{end}{after}"


def strike(page: Page, url: str, html: str) -> list[str]:
    """Open `html` as what stands at `url`, with every attempt in it; gives what did something.

    The page is one of a context that nobody else uses: what it may ask elsewhere is answered here.
    """
    found: set[str] = set()

    def elsewhere(route: Route) -> None:
        found.add(route.request.url.removeprefix(ELSEWHERE).rstrip("?").replace("-", " "))
        route.fulfill(status=200, content_type="text/javascript", body="")

    page.context.route(ELSEWHERE + "**", elsewhere)
    page.route(url, lambda route: route.fulfill(content_type="text/html", body=injected(html)))
    page.add_init_script(HEAR)
    page.goto(url, wait_until="load")
    moved = page.evaluate("ids => ids.filter(id => getComputedStyle("
                          "document.getElementById(id)).position === 'fixed')", [*_STYLES])  # fmt: skip
    found |= {_STYLES[each] for each in moved}
    if page.evaluate("document.baseURI").startswith(ELSEWHERE):
        found.add("another base")
    for name, text in DOM.items():
        page.evaluate(f"() => {{ {_filled(text, name, quoted=False)} }}")
    page.evaluate("document.querySelectorAll('#attaque .clic').forEach(e => e.dispatchEvent("
                  "new MouseEvent('click', { bubbles: true, cancelable: true })))")  # fmt: skip
    page.wait_for_timeout(60)
    found |= set(page.evaluate("heard"))
    page.unroute(url)
    return sorted(found)


def pages_of(site: Path) -> Iterator[tuple[str, str]]:
    """A page of each type by its name: those of the families, and the ones without a menu."""
    yield from PAGES.items()
    for name, pattern in (
        ("une liste à intégrer", "integrer/liste/defis/index.html"),
        ("une carte à intégrer", "integrer/carte/defis/index.html"),
    ):
        yield from ((name, each) for each in _found(site, [pattern]))
    moved = (each for each in site.glob("defis/*/index.html") if "refresh" in each.read_text())
    yield from (("une ancienne adresse", str(each.relative_to(site))) for each in [*moved][:1])


def _found(site: Path, names: Iterable[str]) -> Iterator[str]:
    return (each for each in names if (site / each).is_file())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--sans", action="store_true", help="take the policy of each page away")
    wanted = parser.parse_args()
    site = wanted.site.resolve()
    total = 0
    with open_browser() as browser, serve(site) as home:
        for name, address in pages_of(site):
            file = site / address
            file = file / "index.html" if file.is_dir() else file
            html = file.read_text("utf-8")
            html = re.sub(r'<meta http-equiv="refresh"[^>]*>', "", html)
            html = POLICY.sub("", html) if wanted.sans else html
            for way, url in (("http", home + address), ("file", file.as_uri())):
                context = browser.new_context()
                ran = strike(context.new_page(), url, html)
                context.close()
                total += len(ran)
                tried = len(MARKUP) + len(DOM)
                sys.stdout.write(f"{name:28} {way}  {len(ran):2} of {tried}  {', '.join(ran)}\n")
    sys.exit(total > 0)


if __name__ == "__main__":
    main()
