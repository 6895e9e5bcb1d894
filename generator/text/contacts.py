"""Where one reaches a person, or a circle that only its members see, on the Web.

A link of this kind is a telephone number in another dress: it opens a private conversation, a form
whose answers somebody keeps, or hides where it leads. A public page of a group is none of it. Each
host is the one that a network registers; the hosts under it go with it, unless a path says more.
"""

from __future__ import annotations

DOT = r"(?:\.| ?[\[({](?:\.|point|dot)[\])}] ?)"
"""The dot of a host, as people write it who do not want it to be a link."""

_END = r"\.?(?::[0-9]{0,5})?[/?#\\]"
_TAIL = r"""[^\s<>()\[\]"'|]{0,300}"""


SCHEMES = (
    *(
        "tel",
        "sms",
        "smsto",
        "mms",
        "callto",
        "mailto",
        "whatsapp",
        "tg",
        "sgnl",
        "viber",
        "skype",
        "xmpp",
        "sip",
    ),
    *(
        "sips",
        "facetime",
        "facetime-audio",
        "imessage",
        "fb-messenger",
        "msteams",
        "weixin",
        "wechat",
        "threema",
    ),
    *("openchat", "snapchat"),
)
"""What a device opens to call somebody or to write to them."""

_CALLS = 5
"""The first of them are followed by a number only: « tel:quel » is French."""

_names: set[str] = set()


def _hosts(*hosts: str) -> str:
    """The pattern of an address at one of some hosts; of each its path may follow, as a pattern."""
    alone = "|".join(_host(each) for each in hosts if "/" not in each)
    paths = [each.partition("/") for each in hosts if "/" in each]
    some = "|".join([rf"(?:{alone}){_END}[^ ]", *(f"{_host(a)}{_END}(?:{b})" for a, _, b in paths)])
    return rf"(?<![a-z0-9.-])(?:[a-z0-9-]{{1,40}}\.){{0,3}}(?:{some}){_TAIL}"


def _host(host: str) -> str:
    _names.add(".".join(host.split(".")[-2:]))
    return DOT.join(host.split("."))


_PERSONS = "telegram|snap(?:chat)?|signal|skype|messenger"
_MESSENGER = f"(?:{_PERSONS}|viber|discord|whatsapp)"

BIG_MAILERS = "gmail|hotmail"
MAILERS = rf"(?:{BIG_MAILERS}|outlook|yahoo|wanadoo|laposte|proton(?:mail)?|icloud)"
ALL_MAILERS = rf"(?:{MAILERS}|orange|free|sfr|live|msn|bbox|numericable|gmx|aol|yopmail)"

FIRST_NAMES = (
    "jean|marie|pierre|paul|jacques|michel|philippe|alain|nicolas|christophe|daniel|bernard|laurent|julien"
    "|thomas|david|olivier|claude|louis|sophie|julie|anne|claire|lucie|camille|nathalie|isabelle|sylvie"
)
"""The first names that most people have in France (Insee, fichier des prénoms): what follows one is
a person's."""

_BOXES = (
    rf"(?:{ALL_MAILERS}|neuf|posteo|tuta(?:nota)?|riseup|club-internet|aliceadsl|voila|noos|cegetel|nordnet"
    r"|netc(?:ourrier)?|libertysurf|9online|tele2|skynet|bluewin|ik|zoho|hey|disroot|infomaniak|yandex"
    r"|(?:mac|me)(?=\.com)|pm(?=\.me)|web(?=\.de)|gouv|(?:ac|cc|mairie|univ|ville)-[a-z0-9-]+)"
)
"""The hosts where people have their boxes: providers, and those whose agents have theirs (schools,
universities, towns, the State)."""

_SOFTWARE = "jlai|lemmy|peertube|piefed|pixelfed"
_SERVERS = (
    rf"(?:(?:{_SOFTWARE}|feddit|mastodon|mobilizon|mstdn)\.[a-z]{{2,9}}|(?:piaille|mamot|mastouille|toot\.aquilenet"
    r"|social\.numerique\.gouv)\.fr|(?:framapiaf|pouet\.chapril)\.org|eldritch\.cafe|h4\.io|me\.dm|sh\.itjust\.works)"
)
"""Servers of the Fediverse that give nobody a box: those that French speakers are pointed to
(joinmastodon.org/servers, join-lemmy.org/instances, jardin.louisderrac.com/?guide-mastodon), and any
whose name is that of the software."""

_NOTHING = r"(?<![a-z0-9À-ɏ@_.%+-])"

KNOWN_ACCOUNTS = rf"{_NOTHING}[@!][a-z0-9_.-]{{1,40}}@{_SERVERS}(?![\s\S])"
"""What an account of the Fediverse is written as (WebFinger, RFC 7033, with « @ » or Lemmy's « ! »
before it), at the end of a text that an address of mail ends: on a well-known server."""

ACCOUNTS = (
    # « @lavoir@association.example »; Mastodon and Mobilizon have no name with a dot: that of a
    # mailbox has one, but where the host says what it is.
    rf"{_NOTHING}(?:(?:@(?!(?:{FIRST_NAMES})[_-])|communaut[^\n@.]{{0,16}}!)[a-z0-9_-]{{1,40}}@"
    rf"|[@!][a-z0-9_.-]{{1,40}}@(?=[^@]{{0,200}}(?:{_SOFTWARE})))"
    # No host that keeps everybody's boxes.
    rf"(?!(?:[^@]{{1,200}}\.)?{_BOXES}\.|[^@]*mail(?!l))"
    r"[a-z0-9À-ɏ-]{1,63}\.[a-z0-9À-ɏ.-]{2,200}(?![\s\S])"
)
"""The same on any other host. What is called a mailbox is one, by `personal.INNOCENT`."""

_PAGES = "insta(?:gram)?|facebook|fb|tiktok"

_FACEBOOK = r"{}/(?:share/g/|messages|groups|people|profile\.php)"

MESSENGERS = (
    # Numbers and names that a device calls.
    rf"(?<![a-z0-9.+-])(?:{'|'.join(SCHEMES[:_CALLS])}):(?:[ /]{{0,3}}[+(]?[0-9]){_TAIL}",
    rf"(?<![a-z0-9.+-])(?:{'|'.join(SCHEMES[_CALLS:])}):(?=[^\s')>\]\x22]){_TAIL}",
    # Conversations and circles.
    _hosts(
        "wa.me", "t.me/(?!s/)[^ ]", "telegram.me/(?!s/)[^ ]", "telegram.dog", "signal.me", "signal.group",
        "m.me", "ig.me", "line.me", "lin.ee", "kik.me", "discord.gg", "dsc.gg", "threema.id", "viber.me",
        "guilded.gg",
    ),
    _hosts(
        "(?:api|call|chat|web).whatsapp.com",
        r"whatsapp.com/(?:send|catalog|message)", r"messenger.com/[^ ]", "web.telegram.org",
        _FACEBOOK.format("facebook.com"), _FACEBOOK.format("fb.com"), "instagram.com/(?:direct|m)/",
        "discord.com/(?:invite|users|channels)", "discordapp.com/(?:invite|users|channels)",
        "twitter.com/messages", "x.com/messages",
        "linkedin.com/messaging", "join.skype.com", "join.slack.com", "invite.viber.com", "chats.viber.com",
        "snapchat.com/(?:add|t)/", "t.snapchat.com", "u.wechat.com", "matrix.to",
        "invitation.olvid.io", "olvid.io/(?:invitation|#)", "msng.link", "app.wire.com", "account.wire.com", "wire.com/user",
        "app.element.io", "element.io/#/(?:user|room)", "simplex.chat/(?:contact|invitation|a|g|c)", "i.delta.chat",
        r"zoom.us/my/", "teams.live.com/l/invite", "teams.microsoft.com/l/chat", "chat.google.com",
    ),
    # An invitation of Mattermost, wherever it stands.
    rf"https?://[a-z0-9.-]{{3,80}}/(?:[a-z0-9._-]{{1,40}}/)?signup_user_complete/{_TAIL}",
    # A name on a messenger, that needs no link.
    rf"(?<![a-z]){_MESSENGER} ?:? ?@[a-z0-9_.]{{3,40}}",
    rf"(?<![a-z])(?:{_PERSONS}) ?: ?(?=[a-z]{{1,30}}[0-9._][a-z0-9])[a-z0-9._-]{{3,40}}",
    r"(?<![a-z])discord ?: ?[a-z0-9_.]{2,32}#[0-9]{4}(?![0-9])",
    # The page of a group is public; that of a person is their door.
    rf"(?<![a-z])(?:mon|ma) (?:compte |page )?(?:{_PAGES})(?: ?: ?@?| ?@)[a-z0-9_.]{{3,40}}",
    rf"(?<![a-z])(?:{_PAGES})(?: ?: ?@?| ?@)(?:{FIRST_NAMES})(?:[._-]{{1,2}}[a-z]|[a-z]{{0,20}}[0-9]{{2}})[a-z0-9_.]{{1,40}}",
    rf"(?<![a-z0-9.])@[a-z0-9_.]{{3,40}},? (?:sur|via|on) {_MESSENGER}(?![a-z])",
    r"(?<![a-z0-9_.-])(?!www\.)[a-z0-9_]{4,32}\.t\.me(?![a-z0-9-])",
)  # fmt: skip

FORMS = (
    _hosts(
        r"docs.google.com/(?:[a-z0-9./-]{0,40}/)?forms", "forms.gle", "forms.office.com",
        "forms.microsoft.com", "forms.cloud.microsoft", "typeform.com", "tally.so", "framaforms.org",
        "jotform.com", "jotform.eu", "airtable.com", "surveymonkey.com", "surveymonkey.fr", "fillout.com", "formstack.com",
        "paperform.co", "cognitoforms.com", "wufoo.com", "dragnsurvey.com", "evalandgo.com", "calendly.com",
        "cryptpad.fr/form", "limesurvey.net", "sphinxonline.com", "sphinxonline.net", "askabox.fr",
        r"grist.numerique.gouv.fr/(?:o/[a-z0-9-]{1,40}/)?forms", r"getgrist.com/(?:o/[a-z0-9-]{1,40}/)?forms",
        "zohopublic.com", "zohopublic.eu", "zfrmz.com", "forms.app", "youform.com", "opnform.com",
        "kobotoolbox.org/x/", "questionpro.com", "questionpro.eu", "research.net", "drive.google.com/forms", "forms.yandex.com", "forms.yandex.ru", "webquest.fr",
    ),
    # Those of Nextcloud, wherever it stands.
    rf"https?://[a-z0-9.-]{{3,80}}/(?:[a-z0-9._-]{{1,40}}/){{0,3}}apps/forms/{_TAIL}",
    # Those of LimeSurvey too.
    rf"https?://[a-z0-9.-]{{3,80}}/(?:[a-z0-9._-]{{1,40}}/){{0,3}}(?:index\.php/(?:[0-9]{{5,7}}(?![a-z0-9-])|survey/)"
    rf"|index\.php\?r=survey|[0-9]{{5,7}}/?\?(?:newtest|lang)=){_TAIL}",
    rf"https?://(?:[a-z0-9-]{{1,40}}\.){{0,3}}limesurvey\.(?!org/)[a-z0-9.-]{{2,80}}/[^ ]{_TAIL}",
)  # fmt: skip

SHORTENERS = (
    # A telephone has no other link to a place on the map that it shows.
    r"(?!maps\.app\.)"
    + _hosts(
        "bit.ly", "bitly.com", "tinyurl.com", "t.co", r"goo.gl/(?!maps/)[^ ]", "is.gd", "v.gd", "ow.ly", "buff.ly", "urlr.me",
        "lstu.fr", "frama.link", "huit.re", "s.id", "cutt.ly", "rebrand.ly", "shorturl.at", "rb.gy", "tiny.cc",
        "t.ly", "lc.cx", "dub.sh", "urlz.fr", "vu.fr", "qrco.de", "lnkd.in", "fb.me", "shorturl.com", "bl.ink",
        "1url.fr", "l.ead.me", "short.gy", "tinyurl.fr", "tiny.one", "u.to", "x.gd", "clck.ru", "snip.ly",
    ),
)  # fmt: skip

NAMES = tuple(sorted(_names))
"""The ends of all these hosts, by which one sees soon that a text has none of them."""
