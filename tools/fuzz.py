"""What people and machines might send, made up by chance: what the readers of texts and pictures do.

    .venv/bin/python tools/fuzz.py editorial --minutes 5 --graine 1

makes inputs of a kind out of the project's own files and of what attacks are made of, gives them
to the code that the build gives them to, and prints what went wrong: an error that is no French
sentence, a line that the file does not have, more than `SLOW` seconds, a process that died, a page
that a browser would run something of. Each fault is shown once, by the smallest input that was
found for it, and kept in `.cache/fuzz/`. The same seed tries the same inputs in the same order.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import resource
import sys
import time
import traceback
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import sha256
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from icc import grey_table, of_a_screen, profile
from pages import open_browser
from PIL import Image
from playwright.sync_api import Page

from generator.content import editorial, images
from generator.content.containers import ImageRefused
from generator.content.decoding import as_read
from generator.content.schema import prepare_defi, type_defi
from generator.outputs.editorial import dressed
from generator.text.errors import Problem
from generator.text.front_matter import dump, parse

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".cache/fuzz"

SLOW = 2.0
"""Seconds of processor for one input of 16 KB at most."""
DEAD = 30.0
"""Seconds on the clock after which a process is taken for hung."""
MEMORY = 3 * 1024**3
LONGEST = 16 * 1024
BATCH = 200
"""Texts that are put in one page for the browser."""

Fault = tuple[str, str]
"""What went wrong, in a word that stays the same for the same cause, and the details."""


# --- What is tried, in a process of its own ---------------------------------------------------


@cache
def _render() -> editorial.Render:
    return editorial.renderer((ROOT / "mkdocs.yml").read_text("utf-8"))


def _sentences(problems: Sequence[Problem], lines: int) -> Iterator[Fault]:
    for one in problems:
        if not 0 <= one.line <= lines:
            yield "a line that is not there", str(one)
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f]|Traceback|Error\b", one.message):
            yield "no sentence", repr(one.message)


_NOT_DRAWN = {"page_trop_compliquee", "page_indessinable"}
"""Pages that MkDocs is not given; any other it draws, without a watch."""


def try_editorial(data: bytes) -> tuple[list[Fault], str]:
    """A page of `content/`: what would be shown of it."""
    text = as_read(data.decode())
    problems = editorial.refusals(text, "content/essai.md", _render)
    faults = [*_sentences(problems, text.count("\n") + 1)]
    matter, wrong = parse(text, "content/essai.md")
    if wrong or any(one.kind in _NOT_DRAWN for one in problems):
        return faults, ""
    html = _render()(matter.body if matter else text)
    if not problems and (said := editorial.refused(html)):
        faults.append(("refused and not told", str(said[0])))
    drawn = editorial.clean(html)
    if not problems and editorial.clean(drawn) != drawn:
        faults.append(("cleaned twice is not cleaned once", ""))
    return faults, dressed(drawn)


def try_citizen(data: bytes) -> tuple[list[Fault], str]:
    """The body of a défi: what would be shown of it, and what is said of it."""
    text = as_read(data.decode())
    prepared = prepare_defi(f"---\ntitre: Essai\n---\n{text}", "defis/essai.md", {})
    faults = [*_sentences(prepared.problems, text.count("\n") + 4)]
    return faults, prepared.corps.html


def try_front_matter(data: bytes) -> tuple[list[Fault], str]:
    """A whole file of a défi: its problems, and what comes of its fields when they are written again."""
    text = as_read(data.decode())
    defi, problems = type_defi(prepare_defi(text, "defis/essai.md", {}), "essai", "defis/essai.md")
    faults = [*_sentences(problems, text.count("\n") + 1)]
    if not defi and not any(one.is_error for one in problems):
        faults.append(("no défi and no error", ""))
    matter, wrong = parse(text, "defis/essai.md")
    names = [part for where in matter.lines() for part in where] if matter else []
    if matter and not wrong and all(len(str(name)) < 100 for name in names):
        again, said = parse(dump(matter.fields, matter.body), "defis/essai.md")
        if again is None or again.fields != matter.fields:
            faults.append(("other fields once written again", str(said[:1])))
    return faults, ""


def try_picture(data: bytes) -> tuple[list[Fault], str]:
    """A photograph: taken, made small and bare, or refused with a reason."""
    name = next((f"essai{end}" for end, sign in _SIGNS.items() if sign in data[:16]), "essai.jpg")
    try:
        info, made = images.make(name, data)
    except ImageRefused as refused:
        faults = [] if refused.kind else [("refused without a reason", "")]
        return faults, ""
    faults = []
    for wide, small in made.items():
        with Image.open(BytesIO(small)) as picture:
            picture.load()
            if set(picture.info) & {"exif", "icc_profile", "xmp", "comment"}:
                faults.append(("metadata stays", str(sorted(picture.info))))
            if picture.width > info.width:
                faults.append(("wider than it was", wide))
    return faults, ""


_SIGNS = {".png": b"PNG", ".webp": b"WEBP", ".jpg": b"\xff\xd8"}

TRY: dict[str, Callable[[bytes], tuple[list[Fault], str]]] = {
    "editorial": try_editorial,
    "citoyen": try_citizen,
    "entete": try_front_matter,
    "images": try_picture,
}


def _work(kind: str, pipe: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    TRY[kind](_seeds(kind)[0])  # what is only slow the first time
    pipe.send(None)
    while True:
        data = pipe.recv_bytes()
        start = time.process_time()
        try:
            faults, shown = TRY[kind](data)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            said = "".join(traceback.format_exception(error, limit=-6))
            faults, shown = [(f"{type(error).__name__} in {place.name}", said)], ""
        if (spent := time.process_time() - start) > SLOW:
            faults.append(("slow", f"{spent:.1f} s, {len(data)} bytes"))
        pipe.send((faults, shown))


@dataclass
class Worker:
    """A process that tries inputs of a kind, and another when it dies."""

    kind: str
    _process: Any = None
    _pipe: Any = None

    def __call__(self, data: bytes) -> tuple[list[Fault], str]:
        """What went wrong with an input, and the HTML that would be shown of it."""
        if not self._process:
            self._start()
        try:
            self._pipe.send_bytes(data)
            if self._pipe.poll(DEAD):
                said: tuple[list[Fault], str] = self._pipe.recv()
                return said
            fault = "hung", f"{DEAD:.0f} s, {len(data)} bytes"
        except (EOFError, OSError):
            fault = "died", f"{len(data)} bytes"
        self.stop()
        return [fault], ""

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(self.kind, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe.recv()

    def stop(self) -> None:
        """End the process, whatever it does."""
        if self._process:
            self._process.kill()
            self._process.join()
        self._process = None


# --- What is given to it ----------------------------------------------------------------------

_HTML = """
<script>ran()</script>|<img src=x onerror=ran()>|<svg onload=ran()>|<svg><script>ran()</script>
<svg><animate onbegin=ran() attributeName=x>|<math><mtext>|<iframe srcdoc='<script>parent.ran()</script>'>
<a href="javascript:ran()">x</a>|<a href=' java&#115;cript:ran()'>|<base href=//x/>|<style>@import'//x'</style>
<details open ontoggle=ran()>|<input autofocus onfocus=ran()>|<form action=//x>|<!--|-->|<![CDATA[|]]>|<?php|?>
<noscript><p title="</noscript><img src=x onerror=ran()>">|<template>|</template>|<textarea>|<title>|<xmp>|<select>
<div markdown>|<div markdown="block">|</div>|<p>|</p>|<table><tr><td>|<td style="text-align: right;">|<b id=x>|<
&lt;script&gt;|&#x3c;script&#62;|&Tab;|&NewLine;|&colon;|&#0;|&nbsp;|&amp;|&|style="position:fixed"|class="x
data:text/html,<script>ran()</script>|vbscript:ran()|//ailleurs.example|\\\\ailleurs.example|https:ailleurs.example
"""
_MARKDOWN = """
[x](javascript:ran())|![x](//ailleurs.example/x.png)|[x]: javascript:ran()|[x][x]|[^1]|[^1]: note|**|*|_|~~|`|```|~~~
{onclick=ran()}|{: onerror=ran() }|{: .class #id }|{style="x"}|> |- |1. |    |# |## Titre|===|---|| a | b ||:--|--:|
!!! note "T"|??? tip|=== "Onglet"|    texte|[x](x.md)|<https://exemple.fr>|![](x.jpg)|:material-sprout:|- [ ] |- [x]
\\|\\[|\\<|$x$|==x==|^^x^^|H~2~O|++ctrl++|--8<-- "x"|[TOC]|*[HTML]: x|x\n: y|<br>|[|]|(|)|](|[[|]]|![
"""
_YAML = """
---|...|: |- |? |&a |*a|!!python/object:os.system |!!binary |!x |%YAML 1.1|<<: *a|{|}|[|]|, |"|'|'|>-||+|\\x41|\\u202e
~|null|yes|NON|0o17|1e400|.inf|-.nan|2026-02-30|9999-12-31|0000-00-00|12:30:45|1_000|titre: |phase: |besoins:|rencontres:
  - date: |historique:|commune: |resume: |depuis: |concerne: |#|\t|\u2028|\x85|\ufeff|\x1b[31m|é|👩‍👩‍👧|٣|𝟘|ﬀ|\u0301|\u200b
06 12 34 56 78|jean@exemple.fr|jean (at) exemple point fr|12 bis, rue de la Paix|https://wa.me/33612345678|ISBN
"""


def _words(*lists: str) -> list[str]:
    lines = (line for each in lists for line in each.strip("\n").split("\n"))
    return [word for line in lines for word in (line, *line.split("|")) if word]


@cache
def _dictionary(kind: str) -> list[str]:
    words = _words(_YAML) if kind == "entete" else _words(_HTML, _MARKDOWN)
    return [*words, "\n", "\n\n", " ", "    ", "\r\n", "\r", "\f", "\xa0", "\u2029"]


@cache
def _seeds(kind: str) -> list[bytes]:
    """What the inputs of a kind are made of: the project's own files."""
    if kind == "images":
        return [*_pictures()]
    folders = ("content",) if kind == "editorial" else ("defis", "annonces")
    texts = [path.read_text("utf-8") for each in folders for path in sorted(_texts(each))]
    lists = [
        (ROOT / "tests" / f"{name}.txt").read_text("utf-8") for name in ("innocents", "coupables")
    ]
    if kind != "editorial":
        texts += lists
    if kind == "citoyen":
        texts = [text.split("\n---\n", 1)[-1] for text in texts]
    return [text[:LONGEST].encode() for text in texts]


def _summed(data: bytes) -> bytes:
    """A PNG whose chunks have their right sums again: what its decoder would read on."""
    place, parts = 8, [data[:8]]
    while data[:4] == b"\x89PNG" and place + 12 <= len(data):
        end = place + 8 + int.from_bytes(data[place : place + 4], "big")
        body = data[place + 4 : end]
        parts += (data[place : place + 4], body, zlib.crc32(body).to_bytes(4, "big"))
        place = end + 4
    return b"".join(parts) if len(parts) > 1 else data


def _texts(folder: str) -> Iterator[Path]:
    return (ROOT / folder).rglob("*.md")


def _pictures() -> Iterator[bytes]:
    ground = Image.effect_mandelbrot((96, 64), (-3, -2.5, 2, 2.5), 60)
    frames = [ground.convert("RGB"), ground.rotate(90).convert("RGB")]
    ways: list[tuple[str, str, dict[str, Any]]] = [
        *(("JPEG", mode, {"progressive": p}) for mode in ("RGB", "L", "CMYK") for p in (0, 1)),
        *(("PNG", mode, {}) for mode in ("RGB", "RGBA", "L", "LA", "P", "1", "I;16")),
        *(
            ("WEBP", mode, {"lossless": lossless})
            for mode in ("RGB", "RGBA")
            for lossless in (0, 1)
        ),
        ("PNG", "RGB", {"save_all": True, "append_images": frames}),
        ("WEBP", "RGB", {"save_all": True, "append_images": frames}),
        ("JPEG", "RGB", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0", "comment": b"ici"}),
        *(("JPEG", mode, {"icc_profile": it}) for mode, it in _profiles()),
        # What is packed, as in a PNG, a changed byte only breaks.
        *(("WEBP", "RGB", {"icc_profile": it}) for mode, it in _profiles() if mode == "RGB"),
    ]
    for way, mode, options in ways:
        made = BytesIO()
        ground.convert(mode).save(made, way, **options)
        yield made.getvalue()


def _profiles() -> Iterator[tuple[str, bytes]]:
    """A screen's colour profile, and tables of each form."""
    yield "RGB", profile(of_a_screen(), middle=b"XYZ ")
    for form in (b"mft1", b"mft2", b"mAB "):
        for mode in ("RGB", "CMYK"):
            table = (b"A2B0", grey_table(form, len(mode)))
            yield mode, profile([table], mode.ljust(4).encode(), b"prtr")


@dataclass
class Maker:
    """Makes inputs of a kind: the same ones, in the same order, for the same seed."""

    kind: str
    seed: int
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.kind} {self.seed}")  # noqa: S311 - no secret

    def __call__(self) -> bytes:
        """One more input."""
        chance = self.chance
        data = chance.choice(_seeds(self.kind))
        if self.kind == "images":
            for _ in range(chance.choice((1, 1, 2, 4, 16))):
                data = self._other_bytes(bytearray(data))
            return _summed(data) if chance.random() < 0.8 else data
        text = data.decode()
        if chance.random() < 0.5:
            start = chance.randrange(len(text) + 1)
            text = text[start : start + chance.choice((40, 400, 4000))]
        for _ in range(chance.choice((1, 2, 4, 8, 32))):
            text = self._other_text(text)
        return text.encode("utf-8", "replace")[:LONGEST].decode("utf-8", "ignore").encode()

    def _other_text(self, text: str) -> str:
        chance, words = self.chance, _dictionary(self.kind)
        a, b = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        b = min(b, a + chance.choice((1, 3, 30, 300)))
        match chance.randrange(8):
            case 0:
                return text[:a] + text[b:]
            case 1:
                return text[:a] + text[a:b] * chance.choice((2, 3, 20)) + text[b:]
            case 2:
                times = chance.choice((2, 10, 100, 1000, 5000))
                return text[:a] + chance.choice(words) * times + text[a:]
            case 3:
                other = chance.choice(_seeds(self.kind)).decode()
                start = chance.randrange(len(other) + 1)
                return text[:a] + other[start : start + chance.choice((10, 100, 1000))] + text[b:]
            case 4:
                return (
                    text[:a]
                    + chr(chance.choice((chance.randrange(1, 0x300), 0x202E, 0xFE0F)))
                    + text[a:]
                )
            case 5:
                around = chance.choice(words)
                return text[:a] + around + text[a:b] + around + text[b:]
            case _:
                return text[:a] + chance.choice(words) + text[b:]

    def _other_bytes(self, data: bytearray) -> bytes:
        chance = self.chance
        a = chance.randrange(len(data) + 1)
        b = min(len(data), a + chance.choice((1, 2, 4, 16, 256)))
        match chance.randrange(6):
            case 0:
                del data[a:b]
            case 1:
                data[a:a] = data[a:b] * chance.choice((1, 10, 1000))
            case 2:
                other = chance.choice(_seeds(self.kind))
                start = chance.randrange(len(other))
                data[a:b] = other[start : start + chance.choice((4, 64, 1024))]
            case 3:
                value = chance.choice(
                    (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x10000, 0x7FFFFFFF, 0xFFFFFFFF)
                )
                size = chance.choice((1, 2, 4))
                data[a:b] = (value % 256**size).to_bytes(size, chance.choice(("big", "little")))
            case 4:
                del data[a:]
            case _:
                for place in range(a, b):
                    data[place] = chance.randrange(256)
        return bytes(data)


# --- What a browser makes of it ---------------------------------------------------------------

_LOOK = """() => {
  const found = [...document.querySelectorAll('script:not([data-ours]),iframe,object,embed,base,meta,'
    + 'link,style,form,template,animate,set,foreignObject,use')].map((e) => [e, e.tagName])
  for (const e of document.querySelectorAll('main *')) {
    for (const a of e.attributes) {
      if (/^on|^(style|srcdoc|formaction|action|ping)$|:/i.test(a.name)) found.push([e, a.name])
    }
    const to = e.href?.baseVal ?? e.href  // in a drawing, an address is an object
    if (to && !/^(https?|mailto|tel):/.test(new URL(to, location))) found.push([e, to])
    if (e.src && new URL(e.src).origin !== location.origin) found.push([e, e.src])
  }
  if (window.times) found.push([document.body, 'it ran'])
  return found.map(([e, said]) => [e.closest('section')?.id ?? '', said])
}"""
_HEAD = "<!doctype html><script data-ours>times=0;ran=()=>{times++};alert=ran</script><main>"


def in_browser(page: Page, shown: Mapping[bytes, str]) -> Iterator[tuple[bytes, Fault]]:
    """What a browser would run, load or send of some HTML, by the input that it comes of."""
    inputs = list(shown)
    parts = (f"<section id={n}>{shown[data]}</section>" for n, data in enumerate(inputs))
    html = _HEAD + "".join(parts)
    page.route(
        "**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
    )
    page.goto("https://fuzz.example/un/deux/")
    for number, said in page.evaluate(_LOOK):
        yield (inputs[int(number)] if number else b""), (f"in the browser: {said[:40]}", said)


# --- The run ----------------------------------------------------------------------------------


@dataclass
class Run:
    """What was found so far, each fault once."""

    worker: Worker
    found: dict[str, bytes] = field(default_factory=dict)

    def take(self, data: bytes, faults: Sequence[Fault]) -> None:
        """Say a fault that was not seen before, by a smaller input if there is one."""
        for name, said in faults:
            if name in self.found:
                continue
            self.found[name] = data
            still = partial(self._still, name)
            small = (
                data
                if name.startswith(("in the browser", "hung", "died"))
                else smaller(data, still)
            )
            KEPT.mkdir(parents=True, exist_ok=True)
            file = KEPT / f"{self.worker.kind}-{sha256(name.encode()).hexdigest()[:8]}"
            file.write_bytes(small)
            sys.stdout.write(
                f"\n{name} ({file.relative_to(ROOT)}, {len(small)} octets)\n{said}\n{small[:400]!r}\n"
            )

    def _still(self, name: str, data: bytes) -> bool:
        return any(each == name for each, _ in self.worker(data)[0])


def smaller(data: bytes, still: Callable[[bytes], bool], tries: int = 300) -> bytes:
    """A shorter input that `still` holds for; text stays text, a sign is never cut."""
    step = max(1, len(data) // 2)
    while step and tries:
        start = 0
        while start < len(data) and tries:
            tries -= 1
            less = (data[:start] + data[start + step :]).decode("utf-8", "surrogateescape")
            less_data = less.encode("utf-8", "surrogateescape")
            if not re.search("[\udc80-\udcff]", less) and still(less_data):
                data = less_data
            else:
                start += step
        step //= 2
    return data


def fuzz(kind: str, minutes: float, seed: int) -> int:
    """Try inputs of a kind for some minutes; how many faults were found."""
    make, run = Maker(kind, seed), Run(Worker(kind))
    tried, shown, end = 0, {}, time.monotonic() + 60 * minutes
    with open_browser() as browser:
        page = browser.new_page()
        while (left := time.monotonic() < end) or shown:
            if left:
                data = make()
                faults, html = run.worker(data)
                run.take(data, faults)
                tried += 1
                if html:
                    shown[data] = html
            if len(shown) >= BATCH or (shown and not left):
                for data, fault in in_browser(page, shown):
                    run.take(data, [fault])
                shown = {}
    run.worker.stop()
    sys.stdout.write(
        f"{kind}, graine {seed} : {tried} essais en {minutes:g} min, {len(run.found)} défauts.\n"
    )
    return len(run.found)


def main() -> int:
    """Run as the head of this file says."""
    parser = argparse.ArgumentParser(description="Essaie ce que le hasard invente.")
    parser.add_argument("sortes", nargs="*", choices=[*TRY, []], default=[*TRY])
    parser.add_argument("--minutes", type=float, default=5.0, help="pour chaque sorte")
    parser.add_argument("--graine", type=int, default=1)
    said = parser.parse_args()
    return min(1, sum(fuzz(kind, said.minutes, said.graine) for kind in said.sortes))


if __name__ == "__main__":
    sys.exit(main())
