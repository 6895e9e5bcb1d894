"""What editorial pages may hold: their Markdown keeps its features, and nothing in them acts."""

from __future__ import annotations

import re
import signal
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import ROOT
from worlds import make_project, run_build, write

from generator.content import drawings, editorial, workload
from generator.content.reader import Reader

PAGE = "---\ntitre: Une page\nresume: Une page de plus.\n---\n\n{}\n"
RENDER = editorial.renderer((ROOT / "mkdocs.yml").read_text("utf-8"))


def refused(text):
    return [(one.kind, one.said) for one in editorial.refused(RENDER(text))]


# --- What acts is refused ---------------------------------------------------------------------

CODE = {
    "<script>a()</script>": "<script>",
    "<ScRiPt src=//x></sCrIpT>": "<script>",
    "un <script>a()</script> mot": "<script>",
    "<iframe src=x></iframe>": "<iframe>",
    "<iframe srcdoc='<script>a()</script>'></iframe>": "<iframe>",
    "<object data=x></object>": "<object>",
    "<embed src=x>": "<embed>",
    "<base href=//x>": "<base>",
    "<link rel=stylesheet href=x>": "<link>",
    "<meta http-equiv=refresh content=0>": "<meta>",
    "<style>body{display:none}</style>": "<style>",
    "<form action=//x><button>x</button></form>": "<form>",
    "<svg><script>a()</script></svg>": "<script>",
    "<svg><animate onbegin=a()></svg>": "<animate>",
    "<svg><foreignObject><p>x</p></foreignObject></svg>": "<foreignobject>",
    "<math><mtext><img src=x onerror=a()></mtext></math>": "<math>",
    "<template><img src=x onerror=a()></template>": "<template>",
    "<video src=x onerror=a()></video>": "<video>",
    "<p onclick='a()'>x</p>": "onclick=…",
    "<img src=x onerror=a()>": "onerror=…",
    "<details open ontoggle=a()>x</details>": "ontoggle=…",
    "<input autofocus onfocus=a()>": "onfocus=…",
    "# Titre {onclick=a()}": "onclick=…",
    "Un mot\n{: onmouseover=a() }": "onmouseover=…",
    "**mot**{: onclick='a()' }": "onclick=…",
    "[lien](x.md){ onclick=a() }": "onclick=…",
    "![image](x.svg){ onerror=a() }": "onerror=…",
    ":material-sprout:{ onclick=a() }": "onclick=…",
    "| a |\n|---|\n| b {: onclick=a() } |": "onclick=…",
    '!!! note "T"\n    mot\n    {: onclick=a() }': "onclick=…",
    '<div markdown onclick="a()">\n*x*\n</div>': "onclick=…",
    "mot\n{: style='position:fixed;inset:0' }": "style=…",
    "<p style='position:fixed'>x</p>": "style=…",
    "<td style='position:fixed;text-align:left'>x</td>": "style=…",
    "<a href=x ping=//x>x</a>": "ping=…",
    "<div data-carte=x>x</div>": "data-carte=…",
    "<a href=x target=contenu>x</a>": "target=…",
    "<a href=x target=_blank rel=OPENER>x</a>": "rel=…",
    "<a href=x.svg download=x.hta>x</a>": "download=…",
    "[x](x.svg){ download=x.html }": "download=…",
    "<svg><path fill='url(//x)'></svg>": "fill=…",
    "<svg><path stroke='\\75rl(//x)'></svg>": "stroke=…",
    "<img srcset='//x 2x' src=x>": "srcset=…",
}


@pytest.mark.parametrize(("text", "said"), CODE.items())
def test_what_acts_is_refused_by_its_name_and_never_shown(text, said):
    assert ("code_refuse", said) in refused(text)
    html = editorial.clean(RENDER(text))
    assert not re.search(
        r"<script|\son\w+=|style=\"position|<(?:iframe|form|base|style|meta)", html
    )
    assert refused_again(html) == []


def refused_again(html):
    return [*editorial.refused(editorial.clean(html))]


ADDRESSES = [
    "javascript:a()", "JaVaScRiPt:a()", "java&#115;cript:a()", "java&#x09;script:a()", "vbscript:a",
    "data:text/html,x", "//ailleurs.example", "/\\ailleurs.example", "\\\\ailleurs.example",
    "file:///etc/passwd", "blob:x", "javascript&colon;a()", "&#1;javascript:a()",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "form", ["[x](<{}>)", "[x][1]\n\n[1]: {}", '<a href="{}">x</a>', "[mot](x.md){{: href='{}' }}"]
)
def test_an_address_that_runs_or_leaves_in_disguise_is_refused(form, address):
    html = RENDER(form.format(address))
    shown = re.findall(r'href="([^"]*)"', editorial.clean(html))
    assert not [each for each in shown if each != "x.md"], shown
    assert refused(form.format(address)) or 'href="' not in html


@pytest.mark.parametrize(
    "text",
    ["![x](https://x.example/a.png)", "![x](//x.example/a.png)", "<img src='data:image/png;base64,x'>",
     "![x][1]\n\n[1]: http://x.example/a.png", ":smile:"],
)  # fmt: skip
def test_a_picture_of_another_site_is_refused(text):
    assert [kind for kind, _ in refused(text)] == ["image_d_ailleurs"]
    assert "src=" not in editorial.clean(RENDER(text))


@pytest.mark.parametrize("name", ["saut", "vh", "carte", "note saut", "tete"])
def test_a_style_of_the_site_that_no_text_uses_is_refused(name):
    assert refused(f'<p class="{name}">x</p>') == [("classe_inconnue", name.split()[-1])]


# --- What layout needs is kept ----------------------------------------------------------------

KEPT = """\
# Titre { #mon-titre .verifie }

!!! note "À savoir"
    Un **mot**, du ==surligné==, ++ctrl+c++, `code`, :material-sprout:.

??? tip "Replié"
    Caché.

=== "Un"

    a

=== "Deux"

    b

| a | b |
|:--|--:|
| 1 | 2 |

- [x] fait
- [ ] à faire

Une note[^1], le HTML, [un lien](../x.md#a), [ailleurs](https://exemple.org/?a=1&b=2){ rel=nofollow target=_blank }.
<jean@exemple.org>, <https://exemple.org>, ![image](x.svg){ width=400 height=20 loading=lazy }

[^1]: La note.

*[HTML]: Langage

Terme
:   Sa définition.

```python
x = "<script>"  # montré
```

~~~ html
<script>montré</script>
~~~

<details class="note" markdown="1">
<summary>Plus</summary>

Du *texte*.

</details>

<span lang="en">Fork</span> <kbd>A</kbd> H<sub>2</sub>O <time datetime="2026-11-30">hier</time>
"""


def test_the_features_of_markdown_are_kept_as_they_were():
    html = RENDER(KEPT)
    assert refused(KEPT) == []
    tags = [re.findall(r"<(\w+)", text) for text in (html, editorial.clean(html))]
    assert tags[0] == tags[1]
    words = [unescape(re.sub(r"<[^>]*>", "", text)) for text in (html, editorial.clean(html))]
    assert words[0].split() == words[1].split()


def test_every_page_of_the_project_is_shown_whole():
    pages = [*(ROOT / "content").rglob("*.md"), *(ROOT / "tests/world/content").rglob("*.md")]
    assert len(pages) > 50
    for page in pages:
        assert refused(page.read_text("utf-8").split("---\n", 2)[2]) == [], page


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([
    *"<>/'\"=&;:{}[]()!#|` \n\\", "script", "onerror", "img", "a", "href", "src", "javascript", "svg",
    "style", "math", "--", "x", "\t", "\x01", "&#106;", "[^1]", "*", "- ", "    ", "{: ", " }", "<a ",
]), max_size=40).map("".join))  # fmt: skip
def test_whatever_is_written_nothing_in_the_page_acts(text):
    html = editorial.clean(RENDER(text))
    pieces = editorial._Pieces(html)
    for tag, name, value in pieces.counts:
        assert tag in editorial._TAGS
        assert not name.startswith("on")
        if name in {"href", "src"}:
            scheme = re.match(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", value, re.IGNORECASE)
            assert not scheme or scheme[1].lower() in {"http", "https", "mailto", "tel"}


# --- Drawings ---------------------------------------------------------------------------------

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
DRAWINGS = {
    "script": "<script>a()</script>",
    "CDATA script": "<script><![CDATA[a()]]></script>",
    "event": '<path onload="a()"/>',
    "link": '<a href="javascript:a()"><path/></a>',
    "address": '<use href="https://x.example/a.svg#b"/>',
    "old address": '<use xlink:href="data:image/svg+xml,x#b"/>',
    "picture": '<image href="x.png"/>',
    "XHTML": '<g><x:script xmlns:x="http://www.w3.org/1999/xhtml">a()</x:script></g>',
    "foreign": "<foreignObject><p>x</p></foreignObject>",
    "animation": '<set attributeName="href" to="javascript:a()"/>',
    "style": "<style>@import url(//x.example/a.css);</style>",
    "escaped style": "<style>@\\69mport 'x';</style>",
    "fetching style": '<path style="fill:url(https://x.example/a)"/>',
    "filter": '<filter id="a"><feImage href="https://x.example/a.png"/></filter>',
    "style in a style": '<style>@im<style/>port "//x.example/a.css";</style>',
    "set of images": '<style>svg{background-image:image-set("https://x.example" 1x)}</style>',
    "old set of images": "<path style=\"cursor:-webkit-image-set('//x.example' 1x)\"/>",
    "source": '<style>@font-face{font-family:a;src:src("https://x.example")}</style>',
    "comment": "<!--><script>a()</script> -->",
    "raw text": "<title><![CDATA[<script>a()</script>]]></title>",
    "handler": '<handler xmlns="http://www.w3.org/2001/xml-events">a()</handler><script/>',
}


@pytest.mark.parametrize("inside", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_that_acts_is_refused(inside):
    with pytest.raises(drawings.DrawingRefused):
        drawings.check(SVG.format(inside).encode())


@pytest.mark.parametrize(
    "data",
    [b"", b"bonjour", b"<svg/>", b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
     b'<!DOCTYPE svg [<!ENTITY a "aaa">]><svg xmlns="http://www.w3.org/2000/svg"/>',
     b'<?xml-stylesheet href="a.xsl"?><svg xmlns="http://www.w3.org/2000/svg"/>',
     SVG.format("<g>" * 200 + "</g>" * 200).encode(), SVG.format("<g/>" * 30000).encode(),
     SVG.format("x").encode("utf-16"), SVG.format("<g>").encode(), b"\x1f\x8b\x08", b"\0" * 50,
     b'<?xml version="1.0" encoding="utf-7"?>' + SVG.format("").encode()],
)  # fmt: skip
def test_what_is_no_plain_drawing_is_refused(data):
    with pytest.raises(drawings.DrawingRefused):
        drawings.check(data)


def nested(depth, opening, leading):
    """Ten things in one, ten of which are in the next, and so on."""
    parts = [opening.format("a0") + "<rect/>" * 10 + "</g>"]
    parts += [
        opening.format(f"a{n}") + leading.format(f"a{n - 1}") * 10 + "</g>" for n in range(1, depth)
    ]
    return SVG.format("".join(parts)).encode()


@pytest.mark.parametrize(
    ("opening", "leading"),
    [
        ("<g id='{}'>", "<use href='#{}'/>"),
        ("<g id='{}'>", '<use xlink:href=" #{}"/>'),
        ("<g id='{}'>", "<rect fill='url(#{})'/>"),
        ("<g id='{}'>", "<rect style='mask:url( \"#{}\" )'/>"),
    ],
)
def test_a_short_drawing_does_not_draw_millions_of_things(opening, leading):
    drawings.check(nested(2, opening, leading))
    with pytest.raises(drawings.DrawingRefused, match="copies"):
        drawings.check(nested(6, opening, leading))


def test_what_a_style_sheet_leads_to_is_counted_for_each_thing_and_a_ring_is_not():
    ring = "<style>rect{fill:url(#a)}</style><pattern id='a'>_</pattern>_"
    drawings.check(SVG.format(ring.replace("_", "<rect/>" * 80)).encode())
    with pytest.raises(drawings.DrawingRefused, match="copies"):
        drawings.check(SVG.format(ring.replace("_", "<rect/>" * 200)).encode())
    drawings.check(
        SVG.format("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>").encode()
    )


def test_a_drawing_of_a_common_program_is_taken():
    inkscape = SVG.format(
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>'
        "<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></metadata>"
        '<defs><linearGradient id="a"><stop offset="0" style="stop-color:#fff"/></linearGradient></defs>'
        '<style>.b{fill:url(#a)}</style><path class="b" d="M0 0h1"/><use xlink:href="#a"/><text>é</text>'
    )
    drawings.check(b'<?xml version="1.0" encoding="UTF-8"?>\n' + inkscape.encode())
    for path in ROOT.glob("content/**/*.svg"):
        drawings.check(path.read_bytes())


# --- What would take more work than a text of its size ----------------------------------------

TOO_MUCH = {
    "quotations": "> " * 900,
    "quotations without a blank": ">" * 900,
    "lists": "- " * 900,
    "numbers": "1. " * 900,
    "definitions": "a\n:   b\n" * 2000,
    "emphases": "**a " * 700 + " b**" * 700,
    "emphases of one mark": "*a " * 900 + " b*" * 900,
    "boxes of HTML": "<div markdown>\n\n" * 290 + "</div>\n\n" * 290,
    "brackets": "[" * 900,
    "links that stay open": "[a](" * 900,
    "brackets in one paragraph": ("[a" + "b" * 50) * 500,
    "pictures that stay open": "![" * 900,
    "tags that stay open": "<a " * 900,
    "comments that stay open": "<!-- " * 900,
    "attributes that stay open": "{: a" * 900,
    "footnotes": "[^1]: a\n\n" + "[^1]\n\n" * 900,
    "headings of one name": "# a\n" * 900,
    "rules": "---\n\n" * 900,
    "fences": "```\n" * 900,
    "tables of contents": "[TOC]\n\n" * 9,
    "columns": "|a" * 200 + "|\n" + "|-" * 200 + "|\n" + "a\n" * 200,
    "marks": "==a=b " * 900,
    "its size": "Un mot de plus. " * 2100,
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_a_page_that_asks_more_work_than_a_text_of_its_size_is_told_and_not_drawn(tmp_path, what):
    files = {"mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8")}
    write(tmp_path, {**files, "content/page.md": PAGE.format(TOO_MUCH[what])})
    reading = Reader(tmp_path).read()
    assert [problem.kind for problem in reading.errors] == ["page_trop_compliquee"]
    assert "content/page.md" not in reading.published


@pytest.mark.parametrize(
    "text",
    ["a <![b c", "`<![a`", "<p><![]", "<form ><![A\ufe0f", "<![ ", "<![1", "<![a]]>", "[a](http://[x)", "[a](//[)", "<http://[>",
     "![a](http://[x)", "[a]\n\n[a]: http://[", "[a](//]/)", "[a](file://[::1)"],
)  # fmt: skip
def test_a_page_that_would_stop_mkdocs_is_told_and_not_drawn(tmp_path, text):
    files = {"mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8")}
    write(tmp_path, {**files, "content/page.md": PAGE.format(text)})
    reading = Reader(tmp_path).read()
    assert {one.kind for one in reading.errors} == {"page_indessinable"}
    assert "content/page.md" not in reading.published


def test_a_long_guide_with_all_that_a_guide_has_is_taken(tmp_path):
    line = "Un mot de plus sur la salle, *le lieu*, `la clé` et [le site](https://exemple.fr/). "
    box = '!!! note "À savoir"\n\n    - Un\n        - Deux\n            - Trois\n\n'
    table = "| Quoi | Qui | Quand | Combien |\n|---|---|---|---|\n" + "| a | b | c | d |\n" * 80
    links = "\n".join(f"- [Une adresse utile](https://exemple.fr/{n})" for n in range(120))
    parts = [f"## Titre {n}\n\n{line * 4}\n\n{box}> Une parole.\n\n" for n in range(32)]
    guide = "".join(parts) + f"{links}\n\n{table}\n[TOC]\n"
    write(tmp_path, {"mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8")})
    write(tmp_path, {"content/page.md": PAGE.format(guide)})
    assert len(guide) > 20_000
    assert Reader(tmp_path).read().errors == ()


def test_a_page_that_none_of_the_limits_foresaw_is_drawn_under_a_watch(monkeypatch):
    def endless(text):
        while text:
            re.sub(r"(a|b|ab)*c", "", "ab" * 12)

    before = signal.getsignal(signal.SIGVTALRM)
    monkeypatch.setattr(workload, "MOST_SECONDS", 0.05)
    with pytest.raises(workload.TooMuch, match="secondes de calcul"):
        workload.watched(endless, "x")
    assert signal.getsignal(signal.SIGVTALRM) is before


# --- Whole ------------------------------------------------------------------------------------

MERGES = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 40)
)
"""What YAML would write out a million of million times."""

OUTSIDE = "## <span title='<!--'>D</span><span title=\"-->'><meta http-equiv=refresh content=0 a=\">eux</span>"
"""A title of which MkDocs makes words by its own means: a tag gets out of its attribute."""

UNREAD = ("defis/faux", "_brouillon", "lourd", "profond", "gras", "fusions", "section", "hote")


def test_a_build_shows_nothing_of_what_is_refused_and_stops_when_strict(tmp_path):
    drawing = SVG.format("<script>a()</script>")
    project = make_project(tmp_path / "projet", {
        "content/une-page.md": PAGE.format("<script>a()</script>\n\n[x](javascript:a())\n\nUn mot."),
        "content/images/dessin.svg": drawing, "content/robots.txt": "x", "content/demarche.html": "x",
        "content/script.js": "x", "content/CNAME": "x", "content/_brouillon.md": PAGE.format("x"),
        "content/defis/faux.md": PAGE.format("Un faux défi."), "content/lourd.md": "x" * 70_000,
        "content/profond.md": PAGE.format("> " * 2000), "content/gras.md": PAGE.format(TOO_MUCH["emphases"]),
        "content/section.md": PAGE.format("Un mot `<![a` de plus."), "content/hote.md": PAGE.format("[a](http://[x)"),
        "content/parties.md": PAGE.format(f"## Un\n\n{OUTSIDE}\n\n## Trois\n\n<table id=a><tr><td>b</table>"),
        "content/carte.md": PAGE.format("## Bloc liste\n\nUn mot."),
        "content/fusions.md": "---\ntitre: Une page\n" + MERGES + "---\n\nUn mot.\n",
    })  # fmt: skip
    built = run_build(project, tmp_path / "site")
    assert built.code == 1
    assert "Traceback" not in built.said
    for path in ("une-page.md:6", "carte.md:6", "images/dessin.svg:1", "robots.txt", "defis/faux.md", "lourd.md",
                 "profond.md:6", "gras.md:1", "fusions.md:3", "section.md:6", "hote.md:6"):  # fmt: skip
        assert f"content/{path}: " in built.said, path
    assert not (tmp_path / "site").exists()
    built = run_build(project, tmp_path / "site", strict=False)
    text = built.page("une-page")
    assert "Un mot." in text
    assert "a()" not in text
    text = built.page("parties")
    assert '<a href="#eux">eux</a>' in text
    assert text.count("<div") == text.count("</div>")
    shown = set(built.files)
    assert not shown & {"robots.txt", "demarche.html", "script.js", "CNAME", "images/dessin.svg"}
    assert not {path for path in shown if path.startswith(UNREAD)}


def test_every_address_that_is_drawn_is_kept_from_pages(site):
    pages = {"index.html", "404.html"}
    texts = [
        path.relative_to(site.project).as_posix() for path in site.project.glob("content/**/*")
    ]
    from generator import addresses

    pages |= {
        addresses.file_of(addresses.of_editorial(path)) for path in texts if path.endswith(".md")
    }
    pages |= {path.removeprefix("content/") for path in texts}
    drawn = [path for path in site.files if path not in pages and path.endswith("index.html")]
    assert len(drawn) > 50
    free = [path for path in drawn if not addresses.is_generated(path.removesuffix("index.html"))]
    assert free == []


@pytest.mark.parametrize("name", ["_brouillon.md", "README.md", ".cache.md", "_dossier/page.md"])
def test_what_writers_keep_for_themselves_is_not_published(tmp_path, name):
    root = write(
        tmp_path, {f"content/{name}": PAGE.format("x"), "content/une-page.md": PAGE.format("x")}
    )
    reading = Reader(root).read()
    assert list(reading.published) == ["content/une-page.md"]
    assert not reading.errors


@pytest.mark.parametrize(
    "text",
    [
        ":smile:",
        "Vu :m: ici",
        "![](//x)",
        "![a](//x.example/a.png)",
        "[x](a\\b)",
        "[x](d:)",
        "[x]\n\n[x]: d:",
        *CODE,
        *(f"[x](<{each}>)" for each in ADDRESSES),
    ],
)
def test_what_is_refused_of_a_page_is_worth_a_look(text):
    """The look that spares the drawing of most pages misses nothing of what the drawing shows."""
    assert editorial.refusals(PAGE.format(text), "content/x.md", lambda: RENDER)


def test_the_pages_of_the_project_are_checked_without_being_drawn():
    def never():
        raise AssertionError

    for path in ROOT.glob("content/**/*.md"):
        assert editorial.refusals(path.read_text("utf-8"), str(path), never) == []
