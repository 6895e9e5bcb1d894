"""Which texts of a page look exactly like others: what is right of one is right of all.

To measure the contrast of one text costs axe some two milliseconds, and most texts of a site are
the same line of a card, of the menu, of the foot, a thousand times over.
"""

from __future__ import annotations

TEXTS = """
const style = new Map(), boxes = new Map(), paths = new Map();
const cached = (map, make) => e => (map.has(e) || map.set(e, make(e)), map.get(e));
const css = cached(style, e => getComputedStyle(e));
const box = cached(boxes, e => e.getBoundingClientRect());
const paints = cached(new Map(), e => css(e).backgroundColor !== 'rgba(0, 0, 0, 0)'
  || css(e).backgroundImage !== 'none' || e.matches('img, svg, canvas, video, iframe, object'));
const drawings = [...document.body.querySelectorAll('*')].filter(
  e => !e.ownerSVGElement && paints(e) && e.checkVisibility());
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const holds = (a, b) => a.left <= b.left && b.right <= a.right && a.top <= b.top
  && b.bottom <= a.bottom;
// Over or under what is neither its parent nor its child, a text looks like no other.
const liesAcross = e => drawings.some(
  d => d !== e && !d.contains(e) && !e.contains(d) && meets(box(d), box(e)));
const path = cached(paths, e => [e.localName, e.getAttribute('class'), e.disabled,
  e.getAttribute('aria-disabled'), e.getAttribute('aria-hidden'), e.inert, css(e).position,
  css(e).backgroundColor, css(e).backgroundImage, css(e).opacity, css(e).clipPath,
  css(e).textShadow, e.parentElement && path(e.parentElement)].join());
const own = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('').trim()
  || (e.matches('input, select, textarea') ? e.value || e.type : '');
const sum = text => {
  let a = 0xdeadbeef, b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
    b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
};
/* Whether a link stands among words. */
const amongWords = e => {
  let block = e.closest('a')?.parentElement;
  if (!block) return false;
  while (css(block).display.startsWith('inline')) block = block.parentElement;
  const linked = [...block.querySelectorAll('a')].map(a => a.textContent).join('');
  return block.textContent.replace(/\\s/g, '').length > linked.replace(/\\s/g, '').length;
};
/* What stands under a text, its colour and its size: all that its contrast depends on. */
const mark = e => {
  let leaves = '';
  for (let a = e.parentElement; a; a = a.parentElement)
    if (paints(a)) leaves += holds(box(a), box(e)) ? 'i' : 'o';
  return sum([path(e), leaves, css(e).color, css(e).fontSize, css(e).fontWeight,
    own(e).length > 1, /[\\p{L}\\p{N}]/u.test(own(e)),
    !!e.closest('label')?.control?.disabled, amongWords(e)].join('|'));
};
/* One text of each look that is not among `known`, by its mark; and all that look like no other. */
const texts = known => {
  const fresh = new Map();
  for (const e of document.body.querySelectorAll('*')) {
    if (e.ownerSVGElement || !e.checkVisibility()) continue;
    if (!own(e)) continue;
    const one = liesAcross(e) ? fresh.size : mark(e);
    if (!known.has(one) && !fresh.has(one)) fresh.set(one, e);
  }
  return fresh;
};
"""
"""The beginning of a function that runs in a page: it gives `texts`, `mark` and `liesAcross`."""
