"""What becomes of a citizen's text: what is shown, what is refused, and that nothing gets through.

The files of tests/hostile/ are bodies of défis that try to run, load, submit, hide or restyle
something. They are also put into real pages and opened in a browser elsewhere.
"""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from generator.content.images import ImageInfo
from generator.content.markdown import MOST_REMOVALS, Removal, Rendered, render

HOSTILE = sorted((Path(__file__).parent / "hostile").glob("*.md"))
IMAGES = {"potager.jpg": ImageInfo("potager.jpg", 4000, 3000, "jpeg", (480, 960))}

# --- An auditor that shares no code with what it audits --------------------------------------

VOID = {"br", "hr", "img"}
EXTERNAL = r"https?://[A-Za-z0-9][^\s\"<>\\@/?#]*([/?#][^\s\"<>\\]*)?"
INSIDE = r"\.\./[a-z0-9-]+/(#texte-[a-z0-9-]+)?|\.\./\.\./([\w.-]+/)*(#[\w.~%-]+)?|#[\w.~%-]+"
PICTURE = r"\.\./images/[\w.%-]+-\d+\.(jpe?g|png|webp)"
ATTRIBUTES = {
    "a": {"href": f"{EXTERNAL}|{INSIDE}", "rel": "nofollow ugc noopener"},
    "img": {
        "src": PICTURE,
        "srcset": rf"{PICTURE} \d+w(, {PICTURE} \d+w)*",
        "sizes": r"[\w .,:()-]+",
        "width": r"\d+",
        "height": r"\d+",
        "alt": r"[\s\S]*\S[\s\S]*",
        "loading": "lazy",
        "decoding": "async",
    },
    "ol": {"start": r"\d{1,9}"},
    "th": {"scope": "col"},
    "pre": {"tabindex": "0"},
    "span": {"role": "img", "aria-label": "Fait|À faire"},
    "div": {
        "class": "defile",
        "tabindex": "0",
        "role": "region",
        "aria-label": r"Tableau \d+",
    },
    **{f"h{level}": {"id": r"texte-[a-z0-9]+(-[a-z0-9]+)*"} for level in range(2, 7)},
    **{
        tag: {}
        for tag in ("p", "br", "hr", "blockquote", "ul", "li", "em", "strong", "del", "code")
    },
    **{tag: {} for tag in ("table", "thead", "tbody", "tr", "td")},
}


class Auditor(HTMLParser):
    """Collects faults: anything outside the table above, unbalanced tags, comments."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.deepest = 0
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.levels: list[int] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = ATTRIBUTES.get(tag)
        if allowed is None:
            self.faults.append(f"<{tag}>")
            return
        for name, value in attrs:
            if name not in allowed or not re.fullmatch(allowed[name], value or ""):
                self.faults.append(f"<{tag} {name}={value!r}>")
        self._note(tag, dict(attrs))
        if tag not in VOID:
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))

    def _note(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "a" and "href" not in attrs:
            self.faults.append("<a> without href")
        if tag == "a" and (attrs.get("href") or "").startswith("http") and "rel" not in attrs:
            self.faults.append("external link without rel")
        if "id" in attrs:
            self.ids.append(attrs["id"] or "")
        if tag == "div":
            self.labels.append(attrs.get("aria-label") or "")
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data}>")


def audit(html: str) -> Auditor:
    auditor = Auditor()
    auditor.feed(html)
    auditor.close()
    auditor.faults.extend(f"<{tag}> never closed" for tag in auditor.open)
    return auditor


def check(rendered: Rendered) -> None:
    seen = audit(rendered.html)
    assert seen.faults == []
    assert tuple(seen.ids) == rendered.anchors
    assert len(set(seen.ids)) == len(seen.ids)
    assert len(set(seen.labels)) == len(seen.labels)
    assert seen.deepest <= 80
    assert all(now <= before + 1 for before, now in pairwise([2, *seen.levels]))
    assert not re.search(r"<p>[ \t\n]*</p>|<a [^>]*>\s*</a>|<h\d[^>]*>\s*</h\d>", rendered.html)
    assert len(rendered.removals) <= MOST_REMOVALS
    for removal in rendered.removals:
        assert len(removal.excerpt) <= 60
        assert removal.excerpt.isprintable()
        assert removal.line >= 1


def kinds(rendered: Rendered) -> set[str]:
    return {removal.kind for removal in rendered.removals}


# --- Hostile bodies ---------------------------------------------------------------------------

HTML, LINK, ELSEWHERE = "html_refuse", "lien_refuse", "image_ailleurs"
REPORTED: dict[str, set[str]] = {
    "01-script": {HTML},
    "02-event-attributes": {HTML},
    "03-javascript-links": {LINK},
    "04-javascript-entities": {LINK},
    "05-scheme-blanks": {LINK},
    "06-data-links": {LINK, ELSEWHERE},
    "07-protocol-relative": {LINK},
    "08-remote-images": {ELSEWHERE},
    "09-image-attributes": {ELSEWHERE, "image_inconnue"},
    "10-link-titles": set(),
    "11-reference-links": {LINK},
    "12-nested-brackets": {LINK, ELSEWHERE},
    "13-autolinks": {LINK, HTML},
    "14-svg-math": {HTML},
    "15-mutation": {HTML},
    "16-style": {HTML},
    "17-forms": {HTML},
    "18-frames": {HTML},
    "19-head-elements": {HTML},
    "20-clobbering": {HTML, LINK},
    "21-unclosed": {HTML},
    "22-closing-tags": {HTML},
    "23-cdata-and-instructions": {HTML},
    "24-templating": set(),
    "25-attributes": set(),
    "26-footnotes": {HTML, LINK},
    "27-nesting": {LINK},
    "28-tables": {HTML, LINK, ELSEWHERE},
    "29-entities": {LINK},
    "30-paths": {LINK},
}


def test_there_are_thirty_hostile_bodies_and_each_has_its_expectation() -> None:
    assert [path.stem for path in HOSTILE] == sorted(REPORTED)
    assert len(HOSTILE) >= 30


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_a_hostile_body_gives_harmless_html_and_says_what_was_refused(path: Path) -> None:
    rendered = render(path.read_bytes().decode(), IMAGES)
    check(rendered)
    assert kinds(rendered) == REPORTED[path.stem]


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_a_hostile_body_points_to_no_host_that_it_hides(path: Path) -> None:
    """No address to the attacker but in a plain https link, whose text is the author's."""
    html = render(path.read_bytes().decode(), IMAGES).html
    attributes = re.sub(r'<a href="https?://[^"]*" rel="nofollow ugc noopener">', "", html)
    for tag in re.findall(r"<[^>]*>", attributes):
        assert "evil" not in tag
        assert "javascript:" not in tag


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_a_hostile_body_swallows_nothing_of_the_page_around_it(path: Path) -> None:
    body = render(path.read_bytes().decode(), IMAGES).html
    seen = audit(f"<blockquote>{body}</blockquote><p>Pied de page</p>")
    assert seen.faults == []
    assert seen.text.endswith("Pied de page")


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p onclick=x>a</p>", "onclick"),
        ("<script>x</script>", "<script>"),
        ('<a href="javascript:x">a</a>', "javascript"),
        ('<a href="//evil.example">a</a>', "evil"),
        ('<a href="https://exemple.org">a</a>', "rel"),
        ("<a>a</a>", "href"),
        ("<p>a", "never closed"),
        ("<p>a</p></main>", "closes nothing"),
        ("<p>a</p><!-- x -->", "<!--"),
        ('<h2 id="contenu">a</h2>', "contenu"),
        ('<img src="https://evil.example/p.png" alt="x">', "evil"),
    ],
)
def test_the_auditor_sees_what_it_is_there_to_see(html: str, fault: str) -> None:
    assert fault in " ".join(audit(html).faults)


PIECES = [
    *(
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "<",
        ">",
        "</",
        "&",
        "&#",
        ";",
        "`",
        "```\n",
        "~~",
        "*",
        "**",
    ),
    *(
        "_",
        "|",
        "\n|-|-|\n",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "- [x] ",
        "1. ",
        "# ",
        "## ",
        "---\n",
        "    ",
    ),
    *("javascript:", "data:text/html,", "//evil.example", "https://exemple.org/", "mailto:a@b.fr"),
    *("images/potager.jpg", "autre.md", "../content/index.md", "#titre", "\\", '"', "'", "\t"),
    *("<script>", "<img src=x onerror=y>", "<!--", "-->", "<![CDATA[", "onclick=x", "style=x"),
    *(
        "&#x202e;",
        "&#xFFFE;",
        "&#0;",
        "&Tab;",
        "&nbsp;",
        "\ud800",
        "\x00",
        "é",
        "texte",
        "www.a.fr",
    ),
    *("[a]: ", "[^1]", "{: #x }", "{{ x }}", "\r", "\u2028", "☑", "http://", "a@b.fr", "%", "%2e"),
]
BODIES = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join)


@given(BODIES | st.text(alphabet=st.characters(exclude_categories=())))
@hypothesis_settings(max_examples=400)
def test_no_text_makes_anything_but_harmless_html(text: str) -> None:
    rendered = render(text, IMAGES)
    check(rendered)
    assert rendered == render(text, IMAGES)


# --- Out of proportion ------------------------------------------------------------------------

LONG = 64 * 1024


def filled(piece: str) -> str:
    return (piece * (LONG // len(piece) + 1))[:LONG]


BOMBS = {
    "brackets": filled("["),
    "images": filled("!["),
    "quotes": filled(">"),
    "quoted lists": filled("> - "),
    "lists": filled("- "),
    "numbered": filled("1. "),
    "stars": filled("*a **a "),
    "emphasis": "*a **a " * 4500 + " a** a*" * 4500,
    "indented": "\n".join(" " * (2 * depth) + "- a" for depth in range(250)),
    "backticks": "".join("`" * size + " " for size in range(360)),
    "cells": "|".join("a" * 150) + "\n" + "|".join("-" * 150) + "\n" + "a\n" * 32000,
    "tables": filled("a|\n-|\n\n"),
    "headings": filled("# a\n"),
    "links": filled("[ab](//e) "),
    "anchors": "".join(f"# {n}\n" for n in range(3000)) + "[a](#b) " * 4000,
    "nothing to click": filled("[&nbsp;](http://a.fr) "),
    "raw": filled("<b>"),
    "raw and signs": "<b> " + filled("<a@"),
    "references": "[a]: " + "x" * 30000 + "\n\n" + "[a] " * 8000,
    "address": "[a](https://" + "a" * 60000 + ")",
    "percents": "[a](https://x.fr/" + "%" * 60000 + ")",
    "dots": "[a](" + "../" * 20000 + ")",
    "entities": filled("&#x202e;"),
    "zeros": filled("\0"),
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_64_kb_made_to_explode_end_soon_and_stay_small(text: str) -> None:
    start = time.process_time()
    rendered = render(text, IMAGES)
    assert time.process_time() - start < 2
    assert len(rendered.html) < 2_000_000
    check(rendered)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_rendering_gives_its_memory_back() -> None:
    """The parser alone would keep more than 60 MB here."""
    code = (
        "from generator.content.markdown import render\n"
        "text = 'Un **mot** et [un lien](https://exemple.org).\\n\\n- a\\n- b\\n\\n' * 60\n"
        "pages = lambda: int(open('/proc/self/statm').read().split()[1])\n"
        "for _ in range(50): render(text)\n"
        "before = pages()\n"
        "for _ in range(500): render(text)\n"
        "print((pages() - before) * 4)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 3_000  # KB


def test_rendering_makes_no_garbage_cycle() -> None:
    render("# a\n\n[b](c.md) <b>", IMAGES)
    gc.collect()
    gc.disable()
    try:
        render("# a\n\n[b](c.md) [d](#a) <b>\n\n|a|\n|-|\n", IMAGES)
        assert gc.collect() == 0
    finally:
        gc.enable()


# --- Headings ---------------------------------------------------------------------------------


def levels(text: str) -> list[int]:
    return audit(render(text).html).levels


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# a\n## b\n### c", [3, 4, 5]),
        ("### a\n#### b", [3, 4]),
        ("# a\n### b\n### c\n## d", [3, 4, 4, 4]),
        ("### a\n# b\n## c", [3, 3, 4]),
        ("# a\n## a\n### a\n#### a\n##### a\n###### a", [3, 4, 5, 6, 6, 6]),
        ("a\n=\nb\n-\n", [3, 4]),
    ],
)
def test_headings_stand_under_that_of_their_part_of_the_page_without_skipping(
    written: str, shown: list[int]
) -> None:
    assert levels(written) == shown


def test_headings_have_ids_from_their_words_that_are_unique_and_prefixed() -> None:
    rendered = render("# L’été : *2026*\n# Cœur\n# Cœur\n# Cœur 2\n# 🌱\n# contenu")
    assert rendered.anchors == (
        *("texte-lete-2026", "texte-coeur", "texte-coeur-2"),
        *("texte-coeur-2-2", "texte-section", "texte-contenu"),
    )


def test_a_heading_without_a_word_is_left_out() -> None:
    assert render("#\n\n# &nbsp;\n\n# [](x)\n\nTexte").anchors == ()


# --- Links ------------------------------------------------------------------------------------


def test_an_external_link_keeps_its_query_and_passes_no_credit() -> None:
    html = render("[a](https://exemple.org/x?a=1&copy=2&b=100%#c#d 'titre')").html
    assert html == (
        '<p><a href="https://exemple.org/x?a=1&amp;copy=2&amp;b=100%25#c%23d"'
        ' rel="nofollow ugc noopener">a</a></p>\n'
    )


def test_a_host_with_accents_is_written_in_the_letters_of_the_network() -> None:
    assert 'href="https://xn--t-9fab.fr/%C3%A9"' in render("[a](https://été.fr/é)").html


@pytest.mark.parametrize(
    ("written", "href", "named"),
    [
        ("autre.md", "../autre/", "defis/autre.md"),
        ("./autre.md", "../autre/", "defis/autre.md"),
        ("../defis/autre.md", "../autre/", "defis/autre.md"),
        ("%61utre.md", "../autre/", "defis/autre.md"),
        (
            "autre.md#l%C3%A9t%C3%A9--2026",
            "../autre/#texte-lete-2026",
            "defis/autre.md#texte-lete-2026",
        ),
        ("autre.md#texte-x", "../autre/#texte-x", "defis/autre.md#texte-x"),
        ("../content/ressources/x.md", "../../ressources/x/", "content/ressources/x.md"),
        ("../content/ressources/x.md#y", "../../ressources/x/#y", "content/ressources/x.md#y"),
        ("../content/phases/index.md", "../../phases/", "content/phases/index.md"),
        ("../content/index.md", "../../", "content/index.md"),
        ("#rien", "#rien", "#rien"),
    ],
)
def test_a_link_written_as_on_github_reaches_the_page(written: str, href: str, named: str) -> None:
    rendered = render(f"[texte]({written})")
    assert rendered.html == f'<p><a href="{href}">texte</a></p>\n'
    assert rendered.links == (named,)
    assert rendered.removals == ()


def test_links_inside_the_text_find_their_heading_as_github_names_it() -> None:
    rendered = render("# L’été\n# L’été\n[a](#lété) [b](#lété-1) [c](#texte-lete) [d](#rien)")
    assert re.findall('href="([^"]*)"', rendered.html) == [
        *("#texte-lete", "#texte-lete-2", "#texte-lete", "#rien")
    ]
    assert rendered.links == ("#texte-lete", "#texte-lete-2", "#rien")


def test_our_anchor_for_another_file_is_the_one_that_file_gets() -> None:
    heading = "Où en est-on ? L’été (2026)"
    (anchor,) = render(f"# {heading}").anchors
    on_github = "où-en-est-on--lété-2026"
    assert render(f"[a](autre.md#{on_github})").links == (f"defis/autre.md#{anchor}",)


def test_links_are_given_once_in_order() -> None:
    text = "[a](b.md) [c](#d) [e](a.md) [f](b.md)"
    assert render(text).links == ("defis/b.md", "#d", "defis/a.md")


@pytest.mark.parametrize(
    "written",
    [
        *("images/potager.jpg", "../autre/", "/defis/autre.md", "autre.html", "autre.md?x=1"),
        *("../README.md", "../../ailleurs.md", "../annonces/x.md", "README.md", "_brouillon.md"),
        *("mailto:x@exemple.org", "tel:0102030405", "ftp://exemple.org", "https://", "#", "?x"),
        *("https://a..b", "https://exemple.org:port/", "https://moi@exemple.org/"),
    ],
)
def test_any_other_link_becomes_its_text_and_is_reported(written: str) -> None:
    rendered = render(f"Bonjour\n\n[voici]({written})")
    assert rendered.html == "<p>Bonjour</p>\n<p>voici</p>\n"
    assert [(removal.kind, removal.line) for removal in rendered.removals] == [("lien_refuse", 3)]
    assert rendered.links == ()


def test_an_address_of_a_person_is_never_repeated_in_a_report() -> None:
    text = (
        "[a](mailto:jeanne@exemple.org) [b](tel:+33612345678) jo@exemple.org <b id=jo@exemple.org>"
    )
    excerpts = [removal.excerpt for removal in render(text).removals]
    assert excerpts == ["<b id=…>", "…", "tel:…"]


@pytest.mark.parametrize(
    "written",
    ["@lavoir@mobilizon.example", "!lavoir@lemmy.example", "mairie@exemple.fr", "acct:lavoir@mobilizon.example"],
)  # fmt: skip
def test_an_address_that_nobody_made_a_link_is_shown_as_it_is_written(written: str) -> None:
    rendered = render(f"Suivez {written}, *venez*.")
    assert rendered.html == f"<p>Suivez {written}, <em>venez</em>.</p>\n"
    assert rendered.removals == ()


def test_a_link_to_write_to_is_reported_where_its_words_are_the_address() -> None:
    rendered = render("[a@exemple.fr](mailto:a@exemple.fr)")
    assert [removal.kind for removal in rendered.removals] == ["lien_refuse"]


# --- Images -----------------------------------------------------------------------------------


def test_an_image_of_the_folder_is_shown_in_its_widths() -> None:
    rendered = render("![Le potager & nous](./images/potager.jpg 'x')", IMAGES)
    assert rendered.html == (
        '<p><img src="../images/potager-960.jpg"'
        ' srcset="../images/potager-480.jpg 480w, ../images/potager-960.jpg 960w"'
        ' sizes="(min-width: 44em) 42rem, 100vw" width="960" height="720"'
        ' alt="Le potager &amp; nous" loading="lazy" decoding="async"></p>\n'
    )
    assert rendered.images == ("potager.jpg",)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("![Le potager](https://exemple.org/a.jpg)", "image_ailleurs"),
        ("![Le potager](potager.jpg)", "image_ailleurs"),
        ("![Le potager](images/autre.jpg)", "image_inconnue"),
        ("![](images/potager.jpg)", "image_sans_alternative"),
        ("![&nbsp;](images/potager.jpg)", "image_sans_alternative"),
    ],
)
def test_any_other_image_goes_without_a_trace_and_is_reported(written: str, kind: str) -> None:
    rendered = render(f"Avant\n\n[{written}](https://exemple.org)\n\n{written}\n\nAprès", IMAGES)
    assert rendered.html == "<p>Avant</p>\n<p>Après</p>\n"
    assert kinds(rendered) == {kind}
    assert rendered.images == ()


def test_quotes_in_an_alternative_stay_words() -> None:
    html = render('![x" onerror="y](images/potager.jpg)', IMAGES).html
    assert 'alt="x&quot; onerror=&quot;y"' in html


# --- The rest of Markdown ---------------------------------------------------------------------


def test_tasks_are_readable_without_a_box() -> None:
    html = render("- [ ] dire\n- [x] faire").html
    assert '<li><span role="img" aria-label="À faire">☐</span> dire</li>' in html
    assert '<li><span role="img" aria-label="Fait">☑</span> faire</li>' in html


def test_tables_stand_in_boxes_that_scroll_with_names_of_their_own() -> None:
    html = render("|a| |\n|-|-:|\n|1|2|\n\n> |b|\n> |-|\n").html
    assert html.count("<table>") == 2
    assert audit(html).labels == ["Tableau 1", "Tableau 2"]
    assert '<th scope="col">a</th>\n<td></td>' in html


def test_code_is_kept_as_written_without_its_language() -> None:
    html = render("```py\n<b> & `x`\n```").html
    assert html == '<pre tabindex="0"><code>&lt;b&gt; &amp; `x`\n</code></pre>\n'


def test_ordinary_markdown_is_kept_and_nothing_is_reported() -> None:
    text = "**a** *b* ~~c~~ `d`\n\n> e\n\n1. f\n2. g\n\n---\n\nh  \ni\n\n3. j"
    rendered = render(text)
    for tag in ("strong", "em", "del", "code", "blockquote", "ol", "hr", "br", 'ol start="3"'):
        assert f"<{tag}>" in rendered.html
    assert rendered.removals == ()


def test_html_is_reported_where_it_stands_but_comments_are_not() -> None:
    text = "<!-- pour la relecture -->\n\n`<i>` <https://exemple.org>\n\nUn <b>mot</b>\n\n<div>\nx\n</div>"
    assert render(text).removals == (
        Removal("html_refuse", "<b>", 5),
        Removal("html_refuse", "<div>", 7),
    )


def test_entities_cannot_bring_back_characters_that_deceive() -> None:
    assert render("a&#x202e;b&ZeroWidthSpace;c&#1;d&shy;e").html == "<p>abcde</p>\n"
