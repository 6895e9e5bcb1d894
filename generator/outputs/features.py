"""Every family of pages of the site: the only list that knows them all.

Their order is that of the entries of the menu, and of the links at the foot of pages.
"""

from __future__ import annotations

from generator.outputs import (
    agenda,
    calendars,
    contribute,
    dashboard,
    data,
    defis,
    embed,
    feeds,
    figures,
    follow,
    forms,
    guides,
    helping,
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
    helping.FEATURE,
    near.FEATURE,
    guides.FEATURE,
    texts.FEATURE,
    forms.FEATURE,
    embed.FEATURE,
    feeds.FEATURE,
    follow.FEATURE,
    dashboard.FEATURE,
    figures.FEATURE,
    data.FEATURE,
    legal.FEATURE,
)
