"""What a reader sees of a page: where the focus is, what spills, what is empty, what axe finds.

Read in a browser.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from alike import TEXTS
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice",
        ],
    },
    "rules": {
        "target-size": {"enabled": True},
        "color-contrast": {"enabled": False}, "link-in-text-block": {"enabled": False},
    },
}  # fmt: skip
"""What is asked of all that a page holds; and with it, `COLOURS`, of each text that looks new."""

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What another theme can change, once the rest was looked at in the light one.

The second takes a third of the time of all the others, when it is asked of every link.
"""

RING = 3
"""Thickness in CSS pixels, and contrast (WCAG 2.2, 1.4.11 and 2.4.13), of the ring of focus."""

MOST_STOPS = 400

Colour = tuple[float, float, float]


def luminance(colour: Colour) -> float:
    """Relative luminance of channels from 0 to 255, WCAG 2.2, « relative luminance »."""
    channels = [c / 255 for c in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio, WCAG 2.2, « contrast ratio »."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def channels(colour: str) -> Colour:
    """The channels, from 0 to 255, of a colour as a style sheet gives it: « #rgb », « #rrggbb »."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


@dataclass(frozen=True)
class Focus:
    """What has the focus, and how it shows.

    `ring` is the width of the outline in CSS pixels; `line` its colour and the colour around it;
    `sides` how many of its four sides are in sight; `seen` the width and height of what is on
    screen; `cover` what lies over it; `first`: the first time that it has the focus on this page.
    """

    name: str
    place: str
    ring: float
    line: tuple[Colour, Colour] | None
    sides: int
    seen: tuple[float, float]
    cover: str
    first: bool

    @property
    def faults(self) -> list[str]:
        """What keeps a reader from seeing where the focus is, in words."""
        found = []
        if self.ring < RING:
            found.append(f"ring of {self.ring} px")
        if self.line and contrast(*self.line) < RING:
            line, around = self.line
            found.append(f"ring {line} on {around} is {contrast(line, around):.2f}:1")
        if min(self.seen) < 8:
            found.append(f"off screen: {self.seen} px in sight")
        elif self.cover:
            found.append(f"covered by {self.cover}")
        if self.sides < 2:
            found.append(f"{self.sides} sides of the ring in sight")
        return [f"{self.place} « {self.name} »: {fault}" for fault in found]


_RING = """
  const style = x => getComputedStyle(x);
  const ringed = x => style(x).outlineStyle !== 'none' && parseFloat(style(x).outlineWidth) > 0;
  const rgba = c => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n };
  const plate = x => {
    const over = [];
    for (let a = x; a; a = a.parentElement) {
      const c = rgba(style(a).backgroundColor);
      over.push(c);
      if (c[3] === 1) break;
    }
    over.push([255, 255, 255, 1]);
    return over.reduceRight((below, c) => below.map((b, i) => c[i] * c[3] + b * (1 - c[3])),
      [0, 0, 0]);
  };
  // What shows the ring: the element, the label of one that is not seen, or what holds it.
  const bearerOf = e => {
    const seen = style(e).opacity !== '0';
    if (seen && ringed(e)) return e;
    const label = e.labels && e.labels[0];
    if (!seen && label && ringed(label)) return label;
    let up = e.parentElement;
    while (up && !ringed(up)) up = up.parentElement;
    return up;
  };
  const pairOf = bearer => [rgba(style(bearer).outlineColor).slice(0, 3),
    plate(parseFloat(style(bearer).outlineOffset) < 0 ? bearer : bearer.parentElement)];
"""

_FOCUS = f"""() => {{
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  {_RING}
  const label = e.labels && e.labels[0];
  const shows = style(e).opacity === '0' && label || e;
  const bearer = bearerOf(e);
  const css = bearer && style(bearer);
  const offset = css ? parseFloat(css.outlineOffset) : 0;
  const inSight = (x, y, from) => {{
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
    for (let a = from; a; a = a.parentElement) {{
      if (a === document.body || a === document.documentElement) break;
      if (style(a).overflowX === 'visible' && style(a).overflowY === 'visible') continue;
      const r = a.getBoundingClientRect();
      if (x < r.left || x > r.right || y < r.top || y > r.bottom) return false;
    }}
    return true;
  }};
  const cut = r => ({{ left: Math.max(r.left, 0), top: Math.max(r.top, 0),
    right: Math.min(r.right, innerWidth), bottom: Math.min(r.bottom, innerHeight) }});
  const size = r => Math.max(0, r.right - r.left) * Math.max(0, r.bottom - r.top);
  const boxes = [...shows.getClientRects()].map(cut).sort((a, b) => size(b) - size(a));
  const box = boxes[0] || {{ left: 0, top: 0, right: 0, bottom: 0 }};
  const seen = [box.right - box.left, box.bottom - box.top];
  const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  const own = hit && (shows.contains(hit) || hit === shows);

  let sides = 0;
  if (bearer) {{
    const all = [...bearer.getClientRects()].sort((a, b) => size(cut(b)) - size(cut(a)));
    const r = all[0], d = offset + parseFloat(css.outlineWidth) / 2;
    const x = (Math.max(r.left, 0) + Math.min(r.right, innerWidth)) / 2;
    const y = (Math.max(r.top, 0) + Math.min(r.bottom, innerHeight)) / 2;
    const points = [[r.left - d, y], [r.right + d, y], [x, r.top - d], [x, r.bottom + d]];
    sides = points.filter(([a, b]) => inSight(a, b, bearer.parentElement)).length;
  }}
  window.met = window.met || new Set();
  const first = !window.met.has(e);
  window.met.add(e);
  const where = e.closest('[id]');
  return {{
    name: (e.getAttribute('aria-label') || e.innerText || e.textContent
      || (label && label.innerText) || e.id).trim()
      .replace(/\\s+/g, ' '),
    place: e.localName + (e.className ? '.' + [...e.classList].join('.') : '')
      + (where ? ' in #' + where.id : ''),
    ring: css ? parseFloat(css.outlineWidth) : 0, sides, seen, first,
    line: bearer ? pairOf(bearer) : null,
    cover: own ? '' : hit ? hit.localName + '.' + hit.className : 'nothing',
  }};
}}"""


_PAIRS = f"""(theme) => {{
  {_RING}
  document.documentElement.dataset.theme = theme;
  const found = [...window.met].map(e => {{
    e.focus({{ preventScroll: true }});
    const bearer = bearerOf(e);
    return bearer ? pairOf(bearer) : null;
  }});
  delete document.documentElement.dataset.theme;
  return found;
}}"""


_AXE = f"""async ([rules, colours, known]) => {{
  {TEXTS}
  const run = async (where, how) => (await axe.run(where,
    {{ ...how, resultTypes: ['violations'], selectors: false, elementRef: true }})).violations;
  const found = rules ? await run(document, rules) : [];
  const fresh = texts(new Set(known.split(' ')));
  if (fresh.size) found.push(...await run({{ include: [...fresh.values()] }}, colours));
  const wrong = new Set(found.flatMap(each => each.nodes.map(node => node.element)));
  return [
    found.map(each => each.id + ' ' + each.nodes.map(n => n.html.slice(0, 120)).join(' ; ')),
    [...fresh.keys()].filter(mark => typeof mark === 'string' && !wrong.has(fresh.get(mark))),
  ];
}}"""

_RIGHT: set[str] = set()
"""The marks of the texts whose colours axe found right, on any page: see `alike`."""


def bring_axe(page: Page) -> None:
    """Have axe stand in each page that is opened from now on: it is half a megabyte to send."""
    page.add_init_script(AXE_SCRIPT)


def axe(page: Page, rules: dict[str, object] = RULES) -> list[str]:
    """What axe finds wrong on the page as it stands: a rule and its elements, a line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    known = " ".join(_RIGHT)  # one text travels ten times faster than a thousand
    found, right = page.evaluate(_AXE, [rules if rules != COLOURS else None, COLOURS, known])
    _RIGHT.update(right)
    return found


def focus(page: Page) -> Focus | None:
    """What has the focus."""
    found = page.evaluate(_FOCUS)
    return Focus(**found) if found else None


def stops(page: Page, inside: str = "body") -> list[Focus]:
    """Every stop of Tab in an element, from what stands before it, or where the page is, to its end."""
    page.evaluate(_HEAR_TAB, [_FOCUS, inside])
    for _ in range(MOST_STOPS // _AT_ONCE):
        for _ in range(_AT_ONCE):
            page.keyboard.down("Tab")  # held: to let it go each time takes as long as the rest
        met = page.evaluate("window.stops")
        last = next((at for at, stop in enumerate(met) if not (stop and stop["first"])), None)
        if last is not None:
            page.keyboard.up("Tab")
            return [Focus(**stop) for stop in met[:last]]
    raise AssertionError(f"more than {MOST_STOPS} stops")


_AT_ONCE = 20
"""How many times Tab is pressed between two looks at what was met."""

_HEAR_TAB = """([find, inside]) => {
  const focus = eval(find), part = document.querySelector(inside);
  const before = [...document.querySelectorAll('a[href], button')].filter(e => e.checkVisibility()
    && e.compareDocumentPosition(part) === Node.DOCUMENT_POSITION_FOLLOWING);
  before.at(-1)?.focus({ preventScroll: true });
  let last = document.activeElement;
  window.stops = [];
  addEventListener('keydown', () => {
    if (document.activeElement === last) return;
    last = document.activeElement;
    window.stops.push(part.contains(last) ? focus() : null);
  }, true);
}"""
"""Before each Tab does anything, note where the focus is now: a date has three stops, told once."""


def in_theme(page: Page, met: list[Focus], theme: str) -> list[Focus]:
    """The same stops, all that were met on this page, their rings as they are in `theme`."""
    lines = page.evaluate(_PAIRS, theme)
    return [replace(stop, line=line) for stop, line in zip(met, lines, strict=True)]


def tab_to(page: Page, wanted: str, *, inside: str = "body", key: str = "Tab") -> Focus:
    """Press `key` until what is named `wanted` has the focus, in the element `inside`.

    Spaces of all kinds are alike in names. Fails with the trail of what was met.
    """
    trail: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        met = focus(page)
        trail.append(f"{met.place} « {met.name} »" if met else "(the page itself)")
        if met and _named(met.name, wanted) and _is_inside(page, inside):
            return met
        if len(trail) > 2 and trail.count("(the page itself)") > 1:
            break
    raise AssertionError(f"« {wanted} » was never met:\n" + "\n".join(trail))


def _named(name: str, wanted: str) -> bool:
    return " ".join(name.split()).startswith(wanted)


def _is_inside(page: Page, inside: str) -> bool:
    return bool(page.evaluate("s => !!document.activeElement.closest(s)", inside))


_SPILLS = """() => {
  const found = [], inner = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  if (wide > inner) found.push(`the page scrolls sideways: ${wide} px in ${inner}`);
  const known = new Map();
  const seen = a => {
    if (!known.has(a)) known.set(a, [getComputedStyle(a), a.getBoundingClientRect()]);
    return known.get(a);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const own = n.parentElement;
    if (!n.data.trim() || own.closest('.vh, .saut, svg, script, style')) continue;
    if (!own.checkVisibility()) continue;
    range.selectNodeContents(n);
    const rects = [...range.getClientRects()].filter(r => r.width > 1);
    if (!rects.length) continue;
    const left = Math.min(...rects.map(r => r.left)), right = Math.max(...rects.map(r => r.right));
    const top = Math.min(...rects.map(r => r.top)), bottom = Math.max(...rects.map(r => r.bottom));
    const tell = why => found.push(`${why}: ${own.localName}.${own.className} « ${
      n.data.trim().slice(0, 60)} »`);
    let scrolled = false, block = false;
    for (let a = own; a && a !== document.body; a = a.parentElement) {
      const [s, r] = seen(a);
      if (!block && !s.display.startsWith('inline') && s.display !== 'contents') {
        block = true;
        const rolls = ['auto', 'scroll'].includes(s.overflowX);
        if (!rolls && (right > r.right + 2 || left < r.left - 2))
          tell(`wider than its box by ${Math.round(Math.max(right - r.right, r.left - left))} px`);
      }
      if (['auto', 'scroll'].includes(s.overflowX) || ['auto', 'scroll'].includes(s.overflowY)) {
        scrolled = true;
        break;
      }
      const clips = v => v === 'hidden' || v === 'clip';
      if (clips(s.overflowX) && (right > r.right + 1 || left < r.left - 1)) tell('cut at a side');
      if (clips(s.overflowY) && (bottom > r.bottom + 4 || top < r.top - 4)) tell('cut above or below');
    }
    if (!scrolled && (right > inner + 1 || left < -1)) tell('out of the page');
  }
  return [...new Set(found)];
}"""


def spills(page: Page) -> list[str]:
    """Sideways scroll, and each text that is cut or leaves its box."""
    return page.evaluate(_SPILLS)


_BROKEN = """() => {
  const found = [], all = s => [...document.querySelectorAll(s)].filter(e => !e.closest('[hidden]'));
  const tell = (why, e) => found.push(`${why}: ${e.outerHTML.replace(/\\s+/g, ' ').slice(0, 120)}`);
  const says = e => e.textContent.trim() || e.getAttribute('aria-label')
    || e.querySelector('img, svg, input, hr');
  const heading = 'h1, h2, h3, h4, h5, h6';
  for (const e of all('ul, ol, dl, table, tbody, section, figure, nav, article, aside'))
    if (!e.children.length) tell('empty', e);
  for (const e of all(heading + ', p, li, dt, dd, caption, a, button, summary, blockquote'))
    if (!says(e) && !e.matches('[role=status]')) tell('says nothing', e);
  for (const e of all('section')) {
    const copy = e.cloneNode(true);
    copy.querySelectorAll(heading + ', summary').forEach(h => h.remove());
    if (!says(copy)) tell('a heading alone', e);
  }
  const titles = all('main :is(' + heading + ')');
  titles.forEach((h, i) => {
    const next = titles[i + 1], between = document.createRange();
    between.setStartAfter(h);
    if (next) between.setEndBefore(next); else between.setEndAfter(document.querySelector('main'));
    const deeper = next && next.localName > h.localName;
    const part = between.cloneContents();
    if (!deeper && !part.textContent.trim() && !part.querySelector('img')) tell('nothing under', h);
  });
  const text = document.body.innerText.replace(/\\s+/g, ' ');
  const odd = /.{0,30}(\\b0 (défi|personne|rendez|page|annonce|guide)|\\b1 (défis|personnes|annonces|guides)\\b|undefined|\\bNone\\b|\\{\\{|\\}\\}|\\. \\.|\\( ?\\)|«\\s*»).{0,30}/g;
  for (const m of text.matchAll(odd)) found.push('reads wrong: ' + m[0]);
  return found;
}"""


def broken(page: Page) -> list[str]:
    """What looks broken when there is little to show: empty lists, headings alone, « 0 défi »."""
    return page.evaluate(_BROKEN)


_MOVES = """() => [...document.querySelectorAll('*')].flatMap(e =>
  [null, '::before', '::after'].flatMap(part => {
    const s = getComputedStyle(e, part);
    const moves = [s.transitionDuration, s.animationDuration].join().split(',')
      .some(d => parseFloat(d) > 0);
    return moves || s.scrollBehavior === 'smooth' ? [e.localName + '.' + e.className] : [];
  }))"""


def moves(page: Page) -> list[str]:
    """What has a transition, an animation, or a scroll that takes time."""
    return page.evaluate(_MOVES)


_SHAPELESS = """() => {
  const canvas = getComputedStyle(document.body).backgroundColor;
  const plain = c => c === 'rgba(0, 0, 0, 0)' || c === canvas;
  const found = [];
  for (const e of document.querySelectorAll('body *')) for (const part of ['::before', '::after']) {
    const s = getComputedStyle(e, part);
    if (s.content === 'none' || (s.maskImage || 'none') === 'none') continue;
    if (plain(s.backgroundColor)) found.push(e.localName + '.' + e.className + part);
  }
  return [...new Set(found)];
}"""


def shapeless(page: Page) -> list[str]:
    """The pictograms that are drawn in the colour of what they stand on."""
    return page.evaluate(_SHAPELESS)


_AROUND = """() => [...document.querySelectorAll('a, button, summary')].flatMap(
  e => e.closest('main') || !e.checkVisibility() ? []
    : [e.localName, e.className, e.getAttribute('aria-current'), e.textContent]).join()"""

_WALKED: set[str] = set()
"""What stood around the contents of the pages that were walked whole: the menu, the foot."""


def out_of_focus(page: Page) -> list[str]:
    """What has the focus without being seen, in both themes; see `stops`.

    A menu and a foot like those of a page before are not walked again.
    """
    around = page.evaluate(_AROUND)
    light = stops(page, "main" if around in _WALKED else "body")
    if not light and around not in _WALKED:
        return ["nothing has the focus"]
    _WALKED.add(around)
    dark = in_theme(page, light, "sombre")
    return [fault for stop in [*light, *dark] for fault in stop.faults]
