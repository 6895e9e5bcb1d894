"""Every family of pages of the site: the only list that knows them all.

Their order is that of the entries of the menu, and of the links at the foot of pages.
"""

from __future__ import annotations

from generator.outputs import (
    agenda,
    calendars,
    contribute,
    data,
    defis,
    embed,
    feeds,
    follow,
    forms,
    guides,
    home,
    journal,
    legal,
    lists,
    near,
    news,
    territories,
    texts,
)

FEATURES = (
    home.FEATURE,
    contribute.FEATURE,
    lists.FEATURE,
    territories.FEATURE,
    journal.FEATURE,
    defis.FEATURE,
    news.FEATURE,
    agenda.FEATURE,
    calendars.FEATURE,
    near.FEATURE,
    guides.FEATURE,
    texts.FEATURE,
    forms.FEATURE,
    embed.FEATURE,
    feeds.FEATURE,
    follow.FEATURE,
    data.FEATURE,
    legal.FEATURE,
)
