"""The relay of the forms: what it refuses, what it opens, what it never says, keeps or logs."""

from __future__ import annotations

import io
import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from socketserver import ThreadingMixIn
from urllib.parse import quote, urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import doors
import github_double as double
import pytest
from doors import ALL_FORMS, FORMS, NEWS, RELAY, agree, change, fill, read_again
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from reading import links, words
from requests_sent import event
from samples import defi
from sight import COLOURS, axe
from suspects import GUILTY, INNOCENTS
from visits import opened as visiting
from worlds import EPOCH, ROOT, write
from worlds import settings as site_settings

from generator.contributions import bodies, relay
from generator.contributions.github import GitHubRefused
from generator.contributions.relay import FROM_ONE, HOUR, IN_ALL, Memory, NotReady, open_relay
from generator.contributions.requests import SIZE_LIMIT, SendingRefused, read_sending
from generator.forms.gestures import templates_of
from generator.forms.questions import AGREED, forms

SITE = "https://bien-vivre.exemple.fr/"
ORIGIN = SITE.rstrip("/")
URLENCODED = "application/x-www-form-urlencoded"
ANSWERS = {FORMS[name].slug: answers for name, answers in doors.ANSWERS.items()}
IDEA = ANSWERS["defi"]
HOME = "192.0.2.7"


def sent(answers, form="defi", **more) -> str:
    """What the page of a form sends: every question, those left empty too."""
    given = {"accord": AGREED} | answers
    asked = {q.id: given.get(q.id, "").replace("\n", "\r\n") for q in forms()[form].questions}
    template = min(templates_of(forms()[form]))
    return urlencode({"template": template, **asked, "formulaire": form} | more)


def read_back(form: str) -> dict[str, str]:
    """The answers that an issue gives: a line that is a label is set one space apart."""
    given = {**ANSWERS[form], "accord": AGREED}
    return {name: answer.replace("\n### ", "\n ### ") for name, answer in given.items()}


class Answer:
    """What a relay answered, and what it wrote in its log."""

    def __init__(self, status, headers, body, log):
        self.status, self.headers, self.log = int(status.split()[0]), dict(headers), log
        self.text = body.decode()

    @property
    def said(self) -> str:
        """The words of the page, with plain spaces."""
        return words(re.sub(r"<style>.*?</style>", "", self.text, flags=re.DOTALL))

    @property
    def json(self):
        return json.loads(self.text)


def ask(application, body: str | bytes = b"", **given) -> Answer:
    """One request, as a WSGI server makes it; `None` takes a variable away."""
    data = body if isinstance(body, bytes) else body.encode()
    log = io.StringIO()
    environ = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": URLENCODED,
        "CONTENT_LENGTH": str(len(data)),
        "REMOTE_ADDR": HOME,
        "QUERY_STRING": "",
        "wsgi.input": io.BytesIO(data),
        "wsgi.errors": log,
    }
    setup_testing_defaults(environ)
    environ |= given
    environ = {name: value for name, value in environ.items() if value is not None}
    started = []
    answered = validator(application)(environ, lambda *said: started.append(said))
    text = b"".join(answered)
    answered.close()
    return Answer(*started[0][:2], text, log.getvalue())


@pytest.fixture
def github(tmp_path):
    return double.GitHub(tmp_path, {"mkdocs.yml": "site_name: x\n"})


@pytest.fixture
def depot(tmp_path):
    """The repository of a town, as the relay finds it."""
    return found_town(tmp_path / "depot-de-la-ville")


def found_town(root):
    write(root, {"mkdocs.yml": site_settings(), "defis/cafe.md": defi()})
    (root / "overrides").symlink_to(ROOT / "overrides")
    return root


@pytest.fixture
def now():
    """The clock of the relay, which one moves: `now[0]`, in seconds."""
    return [0.0]


@pytest.fixture
def opened(github, depot, now):
    """A relay."""
    with double.serve(github) as environ:
        given = environ | {"SITE_URL": SITE, "SOURCE_DATE_EPOCH": EPOCH}
        yield replace(open_relay(depot, given), memory=Memory(lambda: now[0]))


# --- What it takes ----------------------------------------------------------------------------


BY_ROBOT = ("defi", "mise-a-jour", "annonce", "engagement")
LATER = {
    **dict.fromkeys(("aide", "correction"), ""),
    "defi": "defis/",
    "annonce": "departements/",
    **dict.fromkeys(("mise-a-jour", "engagement"), f"defis/{ANSWERS['engagement']['defi']}/"),
}


@pytest.mark.parametrize("form", ANSWERS)
def test_what_passes_becomes_an_issue_that_says_the_same(opened, github, form):
    answer = ask(opened, sent(ANSWERS[form], form))
    assert answer.status == 201, answer.said
    ((number, issue),) = github.issues.items()
    assert bodies.form_of(issue["body"]) == forms()[form]
    assert bodies.parse(issue["body"], forms()[form]) == (read_back(form), [])
    assert issue["labels"] == [form, "sans-compte"]
    assert issue["title"].startswith(f"{forms()[form].titre} : ")
    where = f"https://github.com/{double.REPOSITORY}/issues/{number}"
    assert f'<a href="{where}">' in answer.text
    assert "C’est envoyé. Merci !" in answer.said
    assert f"{SITE}{LATER[form]}" in answer.text, "where one looks for it later"
    assert ("Une réponse automatique y vient en quelques minutes" in answer.said) == (
        form in BY_ROBOT
    )
    assert answer.log == ""


def test_a_file_made_of_it_is_the_one_that_the_door_of_github_gives(
    opened, github, depot, tmp_path, bvm
):
    ask(opened, sent(IDEA))
    ((_, issue),) = github.issues.items()
    by_hand = bodies.render(forms()["defi"], {**IDEA, "accord": AGREED})
    files = []
    for body in (issue["body"], by_hand.replace("\n", "\r\n")):
        told = write(tmp_path, {"evenement.json": event(body)}) / "evenement.json"
        done = bvm("depuis-issue", "--evenement", str(told), inside=depot)
        assert done.exit_code == 0, done.output
        (path,) = re.findall(r"Écrit : (.+)", done.output)
        files.append((path, (depot / path).read_bytes()))
        (depot / path).unlink()
    assert files[0] == files[1]


def test_the_title_of_the_issue_calls_nobody(opened, github):
    ask(opened, sent({**IDEA, "titre": "Un café #12 avec <b>@maire</b> https://exemple.fr"}))
    ((_, issue),) = github.issues.items()
    assert issue["title"].startswith("Proposer un défi : Un café 12 avec")
    assert not set(issue["title"]) & set("@#<>")


def test_a_defi_that_has_just_come_is_known_without_starting_again(opened, github, depot):
    news = {**ANSWERS["mise-a-jour"], "defi": "marche"}
    refused = ask(opened, sent(news, "mise-a-jour"))
    assert (refused.status, "Le défi" in refused.said) == (422, True)
    (depot / "defis" / "marche.md").write_text(defi(titre="Un marché"), "utf-8")
    assert ask(opened, sent(news, "mise-a-jour")).status == 201


def test_the_same_text_sent_twice_opens_one_issue(opened, github):
    answers = [ask(opened, sent(IDEA)) for _ in range(3)]
    assert {each.status for each in answers} == {201}
    assert len({each.text for each in answers}) == 1
    assert len(github.issues) == 1
    ask(opened, sent({**IDEA, "titre": "Un autre café"}))
    assert len(github.issues) == 2


def test_two_clicks_at_once_open_one_issue(opened, github):
    with ThreadPoolExecutor(4) as threads:
        statuses = list(threads.map(lambda _: ask(opened, sent(IDEA)).status, range(4)))
    assert statuses == [201] * 4
    assert len(github.issues) == 1


def test_a_text_whose_issue_was_opened_without_a_word_is_not_opened_again(opened, github):
    github.fail_at(1, "coupure")
    assert ask(opened, sent(IDEA)).status == 502
    assert len(github.issues) == 1
    again = ask(opened, sent(IDEA))
    assert (again.status, len(github.issues)) == (201, 1)
    assert "/issues/1" in again.text


# --- What it refuses --------------------------------------------------------------------------

GOOD = sent(IDEA)
REFUSED = {
    "another method": (405, GOOD, {"REQUEST_METHOD": "PUT"}),
    "a preflight, which no form of ours needs": (405, "", {"REQUEST_METHOD": "OPTIONS"}),
    "the page of another site": (403, GOOD, {"HTTP_ORIGIN": "https://ailleurs.exemple"}),
    "another port": (403, GOOD, {"HTTP_ORIGIN": ORIGIN + ":8443"}),
    "no encryption": (403, GOOD, {"HTTP_ORIGIN": "http://bien-vivre.exemple.fr"}),
    "a file": (415, GOOD, {"CONTENT_TYPE": "multipart/form-data; boundary=x"}),
    "plain text": (415, GOOD, {"CONTENT_TYPE": "text/plain"}),
    "no type": (415, GOOD, {"CONTENT_TYPE": ""}),
    "no length": (411, GOOD, {"CONTENT_LENGTH": ""}),
    "a length that is no number": (400, GOOD, {"CONTENT_LENGTH": "-1"}),
    "a length in other digits": (400, GOOD, {"CONTENT_LENGTH": "\u0661\u0662"}),
    "a length that is false": (400, GOOD, {"CONTENT_LENGTH": str(len(GOOD) + 1)}),
    "a length without end": (413, GOOD, {"CONTENT_LENGTH": "9" * 5000}),
    "a large text": (413, "texte=" + "a" * SIZE_LIMIT, {}),
    "nothing": (400, "", {}),
    "a form that is none": (400, GOOD.replace("formulaire=defi", "formulaire=autre"), {}),
    "the template of another form": (
        400,
        GOOD.replace("template=defi.yml", "template=aide.yml"),
        {},
    ),
    "no form": (400, GOOD.replace("formulaire=defi", "x=y"), {}),
    "a field that no question has": (400, GOOD + "&note=Bonjour", {}),
    "a field of another form": (400, GOOD + "&journal_texte=Bonjour", {}),
    "a doubled field": (400, GOOD + "&titre=Autre", {}),
    "a doubled field left empty": (400, GOOD + "&titre=", {}),
    "a robot that fills in everything": (400, sent(IDEA, template="Bonjour"), {}),
    "bytes of an old encoding": (400, GOOD.replace("titre=", "titre=%E9"), {}),
    "bytes that are not encoded": (400, GOOD.replace("titre=", "titre=é").encode(), {}),
    "half of a sign": (400, GOOD.replace("titre=", "titre=%ED%A0%80"), {}),
    "a thousand fields": (400, "&" * 1000, {}),
    "no consent": (422, sent(IDEA, accord=""), {}),
    "a word outside of its list": (422, sent({**IDEA, "phase": "demain"}), {}),
    "a commune that does not exist": (422, sent({**IDEA, "commune": "Nulleparville"}), {}),
    "a défi that does not exist": (
        422,
        sent({**ANSWERS["mise-a-jour"], "defi": "absent"}, "mise-a-jour"),
        {},
    ),
    "a hidden sign": (422, sent({**IDEA, "titre": "Un ca\u202efé"}), {}),
    "a control sign": (422, sent({**IDEA, "texte": "Un\0deux"}), {}),
    "code that would swallow what follows": (422, sent({**IDEA, "texte": "```\nx"}), {}),
    "all left empty": (422, sent({}, accord=""), {}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_said_in_french_and_nothing_leaves(opened, github, name):
    status, body, more = REFUSED[name]
    if more.get("CONTENT_LENGTH", "x")[:1] in {"-", "\u0661", "9"}:  # no server lets it through
        answer = ask_plainly(opened, body, **more)
    else:
        answer = ask(opened, body, **more)
    assert answer.status == status, answer.said
    assert github.calls == []
    assert answer.log == ""
    assert "Rien n’est parti, et rien n’est perdu : revenez à la page précédente" in answer.said
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def ask_plainly(application, body, **given) -> Answer:
    """The same, by a server that checks nothing."""
    data = body if isinstance(body, bytes) else body.encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": URLENCODED,
        "wsgi.input": io.BytesIO(data),
        "wsgi.errors": io.StringIO(),
        **given,
    }
    started = []
    text = b"".join(application(environ, lambda *said: started.append(said)))
    return Answer(*started[0], text, environ["wsgi.errors"].getvalue())


@pytest.mark.parametrize("origin", [None, "null", ORIGIN])
def test_a_form_of_the_site_comes_from_it_or_does_not_say_from_where(opened, origin):
    answer = ask(opened, GOOD, HTTP_ORIGIN=origin)
    assert answer.status == 201
    assert answer.headers.get("Access-Control-Allow-Origin") == origin
    assert answer.headers["Vary"] == "Accept, Origin"


def test_the_script_of_another_site_reads_nothing(opened):
    answer = ask(opened, GOOD, HTTP_ORIGIN="https://ailleurs.exemple")
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_comes_by_chance_is_told_what_this_address_is(opened, github, method):
    answer = ask(opened, REQUEST_METHOD=method, CONTENT_LENGTH=None, CONTENT_TYPE=None)
    assert answer.status == 200
    assert github.calls == []
    if method == "GET":
        assert "Cette adresse reçoit les formulaires du site" in answer.said
        pages = (
            "proposer",
            "mettre-a-jour",
            "annoncer",
            "rejoindre",
            "demander-de-l-aide",
            "signaler",
        )
        assert links(answer.text) == [*(f"{SITE}{name}/" for name in pages), SITE]
    else:
        assert answer.text == ""


def test_neighbours_who_join_with_the_same_words_are_all_counted(opened, github):
    joining = sent(ANSWERS["engagement"], "engagement")
    for address in (HOME, HOME, "198.51.100.4"):
        assert ask(opened, joining, REMOTE_ADDR=address).status == 201
    assert len(github.issues) == 2, "one connection that sends again is one"


def test_every_answer_forbids_what_a_page_without_a_script_does_not_need(opened):
    for body in (GOOD, ""):
        headers = ask(opened, body).headers
        policy = headers["Content-Security-Policy"].split(";")
        for name in ("default-src", "base-uri", "form-action", "frame-ancestors"):
            assert f"{name} 'none'" in policy
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_what_was_typed_is_shown_as_text_never_as_html(opened):
    answer = ask(opened, sent({**IDEA, "phase": "<script>alert(1)</script>"}))
    assert "&lt;script&gt;" in answer.text
    assert "<script" not in answer.text


def test_the_script_is_told_the_same_as_json(opened, github):
    wrong = sent({**IDEA, "commune": "Nulleparville", "phase": ""})
    page, told = ask(opened, wrong), ask(opened, wrong, HTTP_ACCEPT="application/json")
    assert told.headers["Content-Type"] == "application/json; charset=utf-8"
    assert (told.status, len(told.json["dit"]), told.json["adresse"]) == (422, 2, "")
    assert "Nulleparville" in told.json["dit"][0]
    assert "Nulleparville" in page.said
    assert [label for label, _ in told.json["corriger"]] == ["La commune", "L’étape d’aujourd’hui"]
    done = ask(opened, GOOD, HTTP_ACCEPT="application/json")
    where = f"https://github.com/{double.REPOSITORY}/issues/1"
    assert done.json == {"dit": [], "corriger": [], "adresse": where}


# --- What must not be published ---------------------------------------------------------------


ONE_OF_EACH = list(dict(GUILTY).values())


@pytest.mark.parametrize(
    ("field", "texts"),
    [("texte", [text for _, text in GUILTY]),
     *((field, ONE_OF_EACH) for field in ("porteur", "depuis", "accord", "concerne"))],
    ids=["texte", "porteur", "depuis", "accord", "concerne"],
)  # fmt: skip
def test_what_reaches_a_person_is_refused_and_printed_nowhere(opened, github, now, field, texts):
    for text in texts:
        now[0] += 2 * HOUR
        answer = ask(opened, sent({**IDEA, field: f"Un café. {text}"}))
        assert answer.status == 422, text
        assert " ".join(text.split()) not in answer.said
        assert answer.log == ""
    assert github.calls == []


@pytest.mark.parametrize("form", ["defi", "mise-a-jour", "annonce"])
@pytest.mark.parametrize("how", ["{}", "{0} (06 12 34 56 78)", "06 12 34 56 78\n{0}"])
def test_no_answer_leaves_without_being_looked_at(opened, github, now, form, how):
    """Not even one that no file would hold, such as that of a meeting without a date."""
    for question in forms()[form].questions:
        now[0] += 2 * HOUR
        answered = ANSWERS[form].get(question.id, AGREED if question.id == "accord" else "")
        text = how.format(answered) if answered and how != "{}" else "06 12 34 56 78"
        alone = {name: said for name, said in ANSWERS[form].items() if name == "defi"}
        for base in (ANSWERS[form], alone):
            answer = ask(opened, sent({**base, question.id: text}, form))
            assert answer.status == 422, question.id
            assert "06 12 34" not in answer.said
    assert github.calls == []


def test_what_only_looks_so_passes(opened, github, now):
    assert len(INNOCENTS) >= 30
    for text in INNOCENTS:
        github.issues.clear()
        now[0] += 2 * HOUR
        answer = ask(opened, sent({**IDEA, "texte": text}))
        assert answer.status == 201, (text, answer.said)
        ((_, issue),) = github.issues.items()
        answers, _ = bodies.parse(issue["body"], forms()["defi"])
        assert answers["texte"] == text.rstrip()


# --- When GitHub fails ------------------------------------------------------------------------


@pytest.mark.parametrize(("how", "status"), [("500", 502), ("coupure", 502), ("limite", 503)])
def test_when_github_fails_nothing_is_lost_and_the_token_is_not_said(opened, github, how, status):
    github.fail_at(1, how)
    answer = ask(opened, GOOD)
    assert answer.status == status
    assert "rien n’est perdu" in answer.said
    assert len(github.calls) == 1
    assert answer.log.startswith("GitHub ")
    for text in (answer.text, answer.log, *answer.headers.values()):
        assert double.TOKEN not in text
        assert IDEA["titre"] not in text
    assert ask(opened, GOOD).status == 201
    assert len(github.issues) == 1


def test_a_fault_of_ours_is_told_without_what_was_typed(opened):
    def fail():
        raise ValueError(IDEA["titre"])

    answer = ask(replace(opened, today=fail), GOOD)
    assert answer.status == 500
    assert "ValueError" in answer.log
    assert IDEA["titre"] not in answer.log + answer.text


# --- What it remembers ------------------------------------------------------------------------


def test_one_connection_does_not_send_without_end_and_the_others_go_on(opened, github, now):
    assert {ask(opened, "").status for _ in range(FROM_ONE)} == {400}
    stopped = ask(opened, GOOD)
    assert (stopped.status, stopped.headers["Retry-After"]) == (429, "3600")
    assert "prenez une autre porte" in stopped.said
    assert github.calls == []
    assert ask(opened, GOOD, REMOTE_ADDR="192.0.2.8").status == 201
    now[0] = HOUR + 1
    assert ask(opened, GOOD).status == 201


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", False),
        ("", "", True),
    ],
)
def test_a_connection_is_one_whatever_address_it_takes(one, other, same):
    memory = Memory(lambda: 0.0)
    assert all(memory.count(one) for _ in range(FROM_ONE))
    assert memory.count(other) is not same


def test_all_together_open_so_many_issues_in_an_hour(opened, github, now):
    for number in range(IN_ALL):
        given = {**IDEA, "titre": f"Un café numéro {number}"}
        assert ask(opened, sent(given), REMOTE_ADDR=f"10.0.0.{number}").status == 201
    assert ask(opened, GOOD).status == 429
    assert ask(opened, sent({**IDEA, "titre": "Un café numéro 3"})).status == 201
    now[0] = HOUR + 1
    assert ask(opened, GOOD).status == 201
    assert len(github.issues) == IN_ALL + 1


def test_what_is_remembered_names_nobody_and_goes(opened, now):
    before = repr(opened.memory)
    ask(opened, GOOD)
    assert repr(opened.memory) != before
    kept = repr(opened.memory) + repr(opened)
    assert HOME not in kept
    assert IDEA["titre"] not in kept
    assert double.TOKEN not in kept
    now[0] = HOUR + 1
    assert not opened.memory.is_full()
    assert repr(opened.memory) == before


def test_what_one_relay_remembers_says_nothing_to_who_guesses_an_address():
    """Each draws the salt of its sums: the sum of an address is another one in each."""
    clock = lambda: 0.0  # noqa: E731
    some = [Memory(clock) for _ in range(3)]
    assert all(memory.count(HOME) for memory in some)
    assert len({repr(memory) for memory in some}) == 3


# --- Its start --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SITE_URL", "", "SITE_URL"),
        ("SITE_URL", "http://exemple.fr/", "https"),
        ("GITHUB_TOKEN", "", "GITHUB_TOKEN"),
        ("GITHUB_REPOSITORY", "", "GITHUB_REPOSITORY"),
        ("GITHUB_REPOSITORY", "https://github.com/a/b", "GITHUB_REPOSITORY"),
        ("GITHUB_API_URL", "http://exemple.fr", "https"),
    ],
)
def test_a_setting_that_is_missing_stops_it_with_a_sentence(depot, monkeypatch, name, value, said):
    known = {"SITE_URL": SITE, "GITHUB_TOKEN": "x", "GITHUB_REPOSITORY": "a/b"} | {name: value}
    with pytest.raises((NotReady, GitHubRefused), match=said):
        open_relay(depot, known)
    for key, text in known.items():
        monkeypatch.setenv(key, text)
    monkeypatch.chdir(depot)
    with pytest.raises(SystemExit, match=said):
        relay.application()


def test_the_page_for_towns_gives_its_numbers_and_its_door():
    told = (ROOT / "docs" / "exploitation.md").read_text("utf-8")
    assert f"{FROM_ONE} envois au plus par connexion et {IN_ALL} « issues »" in told
    assert f"de {SIZE_LIMIT // 1024} Ko au plus" in told
    rule = (ROOT / "Makefile").read_text("utf-8").partition("\nrelais:")[2]
    (where,) = re.findall(r"--listen=(\S+)", rule)
    assert f"proxy_pass http://{where};" in told
    (name,) = re.findall(r"--call (\S+)", rule)
    assert name == f"{relay.__name__}:{relay.application.__name__}"
    locked = (ROOT / "requirements" / "relais.txt").read_text("utf-8")
    assert re.findall(r"^(\w+)==", locked, re.MULTILINE) == ["waitress"]


# --- Whatever is sent -------------------------------------------------------------------------

PIECES = st.sampled_from(
    [*(q.id for form in forms().values() for q in form.questions), "formulaire", "template"]
)
VALUES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        ["defi", "annonce", "mise-a-jour", AGREED, "### Le nom du défi", "```", "cafe"]
    ),
)
SENDINGS = st.one_of(
    st.binary(max_size=400),
    st.lists(st.tuples(PIECES, VALUES), max_size=30).map(
        lambda pairs: urlencode(pairs, errors="replace").encode()
    ),
    st.dictionaries(st.sampled_from(list(IDEA)), VALUES).map(
        lambda some: urlencode({**IDEA, "accord": AGREED, "formulaire": "defi"} | some).encode()
    ),
)


def test_boxes_of_one_name_are_one_answer_and_no_other_question_is_answered_twice():
    ticked = [
        ("themes", "culture"),
        ("themes", "habitat"),
        ("themes", " le four, "),
        ("themes", ""),
    ]
    sent = urlencode([("formulaire", "defi"), *ticked])
    assert read_sending(sent.encode()).answers == {"themes": "culture, habitat, le four,"}
    with pytest.raises(SendingRefused, match="deux fois"):
        read_sending(f"{sent}&titre=Un&titre=Deux".encode())


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=400), SENDINGS))
def test_no_bytes_raise_anything_but_a_refusal(data):
    try:
        sending = read_sending(data)
    except SendingRefused:
        return
    assert all(sending.answers.values())
    assert "\r" not in "".join(sending.answers.values())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SENDINGS)
def test_no_body_makes_it_fail(opened, github, now, data):
    now[0] += 2 * HOUR
    github.issues.clear()
    answer = ask(opened, data)
    assert answer.status in {201, 400, 422}
    assert answer.log == ""
    assert len(github.issues) == (answer.status == 201)


# --- From the real page to the issue ----------------------------------------------------------


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@dataclass
class Street:
    """The site of a town, and its relay behind it: nothing between them but HTTP."""

    site: str
    github: double.GitHub
    now: list[float]


@pytest.fixture(scope="module")
def built(town, serve, tmp_path_factory):
    """A street for all the tests, on a copy of the site whose relay is the one that runs here."""
    folder, now = tmp_path_factory.mktemp("rue"), [0.0]
    shutil.copytree(town("all").folder, folder / "site")
    site = serve(folder / "site")
    github = double.GitHub(folder, {"mkdocs.yml": "site_name: x\n"})
    with double.serve(github) as environ:
        given = environ | {"SITE_URL": site, "SOURCE_DATE_EPOCH": EPOCH}
        relay = open_relay(found_town(folder / "depot"), given)
        application = replace(relay, memory=Memory(lambda: now[0]))
        server = make_server("127.0.0.1", 0, application, Server, Quiet)
        with double.running(server) as address:
            for name in ALL_FORMS:
                page = folder / "site" / name / "index.html"
                text = page.read_text("utf-8").replace(RELAY, f"{address}/envoyer")
                page.write_text(text.replace(RELAY.rpartition("/")[0], address), "utf-8")
            yield Street(site, github, now)


@pytest.fixture
def street(built):
    """The same an hour later: the relay remembers nothing, and nobody asked for anything."""
    built.now[0] += 2 * HOUR
    built.github.issues.clear()
    built.github.calls.clear()
    return built


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def script(request):
    return request.param


@pytest.fixture
def page(browser, script):
    with visiting(browser, java_script_enabled=script) as (page, _):
        yield page


def send(page, script):
    """Agree, and press what sends."""
    agree(page)
    if script:
        read_again(page)
    page.get_by_role("button", name="Envoyer, sans compte").click()


@pytest.mark.parametrize("name", FORMS)
def test_from_the_page_of_the_form_to_the_issue(page, script, street, name):
    form = FORMS[name]
    page.goto(f"{street.site}{name}/")
    fill(page, ANSWERS[form.slug])
    send(page, script)
    expect(page.get_by_role("heading", name="C’est envoyé. Merci !")).to_be_visible()
    where = f"https://github.com/{double.REPOSITORY}/issues/1"
    expect(page.get_by_role("link", name=where)).to_have_attribute("href", where)
    ((_, issue),) = street.github.issues.items()
    assert bodies.parse(issue["body"], form) == (read_back(form.slug), [])


def test_what_the_page_cannot_know_is_said_by_the_relay_and_the_text_stays(page, script, street):
    """A défi that is gone since the page was opened."""
    known = page.request.get(f"{street.site}api/v1/defis/loin.json").json()
    page.route("**/defis/parti.json", lambda route: route.fulfill(json={**known, "slug": "parti"}))
    page.goto(f"{street.site}{NEWS}/")
    news = {id_: text for id_, text in ANSWERS["mise-a-jour"].items() if id_ != "defi"}
    fill(page, news | {"defi": "https://exemple.fr/defis/parti/"})  # known, it moves things
    send(page, script)
    told = page.get_by_role("alert" if script else "listitem")
    expect(told).to_contain_text("« parti » n’est le nom d’aucun défi du site")
    if script:
        change(page)
    else:
        page.go_back()
    expect(page.locator("#q-rencontres_titre")).to_have_value("La fête")
    assert street.github.calls == []


@pytest.mark.parametrize("what", ["", GOOD, sent({})], ids=["nothing", "sent", "to mend"])
def test_its_pages_are_read_on_a_telephone_in_both_themes(browser, opened, what):
    answer = ask(opened, what, REQUEST_METHOD="POST" if what else "GET")
    headers = {k: v for k, v in answer.headers.items() if k != "Content-Length"}
    telephone = {"viewport": {"width": 320, "height": 640}}
    with visiting(browser, **telephone) as (page, seen):
        page.route("**/*", lambda route: route.fulfill(body=answer.text, headers=headers))
        page.goto(f"https://relais.exemple.fr/{quote('envoyer')}")
        assert len(seen.requests) == 1
        assert seen.errors == []
        assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert axe(page) == []
        page.emulate_media(color_scheme="dark")
        assert axe(page, COLOURS) == []
