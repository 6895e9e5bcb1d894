"""The colours of the texts of many pages. axe looks at each once, for it takes long to tell one."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page
from sight import COLOURS, axe

_NEW = """known => {
  const told = new Map();
  // What an element adds to what it stands on; one that is moved may stand on something else.
  const ground = e => {
    if (!e) return '';
    if (!told.has(e)) {
      const s = getComputedStyle(e), below = ground(e.parentElement);
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter].join();
      const moved = ['static', 'relative'].includes(s.position) ? '' : s.position + e.className;
      const adds = own !== 'rgba(0, 0, 0, 0),none,1,none' || moved;
      told.set(e, adds ? [below, own, moved].join('/') : below);
    }
    return told.get(e);
  };
  const letters = (e, s = getComputedStyle(e)) =>
    [s.color, s.fontSize, s.fontWeight, s.textShadow, s.textDecorationLine, ground(e)].join(' ');
  const found = new Map(known.map(each => [each, null]));
  const meet = e => {
    if (!e.checkVisibility()) return;
    const link = e.closest('a'), around = link ? letters(link.parentElement) : '';
    const key = letters(e) + ' < ' + around;
    if (!found.has(key)) found.set(key, e);
  };
  document.querySelectorAll('a, input, select, textarea').forEach(meet);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (walk.currentNode.data.trim()) meet(walk.currentNode.parentElement);
  window.unseen = [...found.values()].filter(e => e);
  return [...found.keys()];
}"""


@dataclass
class Palette:
    """The colours that pages had so far in one view: of the letters, and of all they stand on."""

    known: list[str] = field(default_factory=list)

    def look(self, page: Page) -> list[str]:
        """What axe finds wrong in the colours that the page is the first to have."""
        before = len(self.known)
        self.known = page.evaluate(_NEW, self.known)
        return axe(page, COLOURS, "window.unseen") if len(self.known) > before else []
