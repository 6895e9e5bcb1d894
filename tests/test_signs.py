"""Signs that nobody sees, spaces, apostrophes and dashes are read in one way, whoever put them there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import ROOT
from worlds import TODAY, write

from generator.content.fields import slugify
from generator.content.reader import Reader
from generator.contributions import bodies
from generator.contributions.proposals import Proposal, Refusal, propose
from generator.contributions.requests import Request
from generator.forms.questions import AGREED, CONSENTS, FORMER_CONSENTS, forms
from generator.geography import search_key
from generator.text import signs
from generator.text.guards import check

PASTED = {
    "a telephone's no-break spaces": ("Café\u00a0: l’eau\u202f!", "Café : l'eau !"),
    "soft hyphens of a page": ("le la\u00advoir com\u00admunal", "le lavoir communal"),
    "a byte order mark inside": ("\ufeffLe lavoir", "Le lavoir"),
    "widths of nothing": ("le\u200b \u2060lavoir\u200c", "le lavoir"),
    "a mark of a messenger": ("\u200e05/12/2026", "05/12/2026"),
    "apostrophes": ("l‘eau l’eau lʼeau l′eau l´eau l`eau l＇eau", "l'eau " * 7),
    "dashes": ("10\u201312, 10\u201412, 10\u201112, 10−12", "10-12, 10-12, 10-12, 10-12"),
    "spaces of a printer": ("18\u2009h\u200930\u3000ici", "18 h 30 ici"),
    "an accent apart": ("le cafe\u0301", "le café"),
    "the line of a word processor": ("le café\x0bdu port", "le café du port"),
    "the hyphen of a word processor": ("rendez\x1evous", "rendez-vous"),
}


@pytest.mark.parametrize(("text", "plain"), PASTED.values(), ids=PASTED)
def test_a_reader_takes_what_was_pasted_for_what_was_meant(text, plain):
    assert signs.folded(text) == plain.strip()
    assert slugify(text) == slugify(plain)
    assert search_key(text) == search_key(plain)


@given(st.text())
def test_what_was_read_once_is_read_the_same_again(text):
    assert signs.cleaned(signs.cleaned(text)) == signs.cleaned(text)
    assert signs.folded(signs.folded(text)) == signs.folded(text)
    assert signs.typed(signs.typed(text)) == signs.typed(text)
    assert signs.cleaned(text).count("\n") == text.count("\n")


@given(st.text())
def test_all_that_was_taken_out_was_told_or_refused(text):
    changed = [n for n, line in enumerate(text.split("\n"), 1) if signs.cleaned(line) != line]
    assert [each.line for each in signs.hidden(text)] == changed
    assert not list(signs.hidden(signs.cleaned(text)))


def test_what_is_taken_out_hides_no_number_from_the_guards():
    for sign in "\u200b\u3164\u00ad\u2060\u1160":
        told = check(f"Appeler le 06{sign}12{sign}34{sign}56{sign}78", "defis/x.md")
        assert "donnee_personnelle" in {each.kind for each in told}, ascii(sign)


# --- The labels of a form -----------------------------------------------------------------------

IDEA = {
    "titre": "Rallumer le four à pain",
    "resume": "Le four est là, froid depuis longtemps. Et si l’on y cuisait ?",
    "texte": "Le four.\n\nLa suite.",
    "commune": "Felletin (Creuse)",
    "territoire": "Rural",
    "porteur": "Les voisins du four",
    "concerne": "des voisins",
    "phase": "Inform’action",
    "accord": AGREED,
}
FORM = forms()["defi"]
BODY = bodies.render(FORM, IDEA)
SENT = {
    "straight apostrophes": BODY.replace("’", "'"),
    "apostrophes of another alphabet": BODY.replace("’", "ʼ"),
    "no-break spaces after the marks": BODY.replace("### ", "###\u00a0"),
    "thin spaces in the labels": BODY.replace("### Le ", "### Le\u202f"),
    "no space after the marks": BODY.replace("### L", "###L"),
    "four marks": BODY.replace("### L", "#### L"),
    "two marks": BODY.replace("### L", "## L"),
    "bold": BODY.replace("### La commune", "**La commune**"),
    "bold with a colon": BODY.replace("### La commune", "**La commune :**"),
    "a colon": BODY.replace("### La commune", "### La commune :"),
    "bold in a heading": BODY.replace("### La commune", "### **La commune**"),
    "marks at both ends": BODY.replace("### La commune", "### La commune ###"),
    "capitals without accents": BODY.replace("### L’étape d’aujourd’hui", "### L'ETAPE D'AUJOURD'HUI"),
    "line ends of Windows": BODY.replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + BODY,
    "soft hyphens": BODY.replace("commune", "com\u00admune"),
    "a signature": f"{BODY}\nEnvoyé de mon iPhone\n",
    "a signature of an agent": f"{BODY}\n-- \nLe collectif\nMairie\n",
    "a signature of Outlook": f"{BODY}\n\nObtenir Outlook pour Android\n________\nDe : nous\n",
    "what offices put under their mails": f"{BODY}\n--\nAvant d’imprimer, pensez à la forêt.\nGaranti sans virus.\n",
    "a polite end": f"{BODY}\nBien cordialement,\n\nLes voisins\n",
    "a former letter": f"{BODY}\n> Bonjour,\n> votre message\n",
    "a reply": f"{BODY}\nLe lun. 30 nov. 2026 à 10:00, le site a écrit :\n\n> Bonjour\n",
    "two ticks": BODY.replace(AGREED, "\n".join(f"- [x] {each}" for each in CONSENTS)),
    "two ticks and a signature": BODY.replace(
        AGREED, "\n".join(f"* [ X ] {each}" for each in CONSENTS) + "\n\nSent from my phone"
    ),
    "an agreement with an apostrophe": BODY.replace(AGREED, "j'accepte."),
}  # fmt: skip


@pytest.mark.parametrize("body", SENT.values(), ids=SENT)
def test_a_label_is_known_however_a_machine_wrote_it(body):
    assert bodies.form_of(body) == FORM
    answers, problems = bodies.parse(body, FORM)
    assert problems == []
    assert {name: search_key(said) for name, said in answers.items()} == {
        name: search_key(said) for name, said in IDEA.items()
    }


def test_words_of_a_label_inside_of_a_text_stay_in_it():
    told = "Le four.\n\n## La commune\n\nElle aide.\n\n### Un titre à nous\n\n**Le nom du groupe**\n\nC’est nous."
    answers, problems = bodies.parse(BODY.replace(IDEA["texte"], told), FORM)
    assert problems == []
    assert answers["texte"] == told


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("### Le type du territoire", "Le type de territoire"),
        ("### Autre chose", ""),
    ],
)
def test_a_heading_that_is_no_label_is_told_with_the_near_one(line, near):
    body = BODY.replace("### Le type de territoire", line)
    answers, (told, *_) = bodies.parse(body, FORM)
    assert not answers
    assert (told.kind, told.field) == ("rubrique_inconnue", "La commune")
    assert told.line == body.split("\n").index(line) + 1
    assert (f"« {near} »" in told.message) == bool(near)


@pytest.mark.parametrize(
    "line",
    ["> ### L’accès à l’endroit", "\\### L’accès à l’endroit", "＃＃＃ L’accès à l’endroit", "L’accès à l’endroit",
     "L’accès à l’endroit : Plain-pied", "- ### L’accès à l’endroit", "#### Accessibilité"],
)  # fmt: skip
def test_a_label_that_lost_its_marks_is_told_never_left_in_the_answer_before_it(line):
    news = forms()["mise-a-jour"]
    given = {
        "defi": "lavoir",
        "rencontres_lieu": "Au lavoir",
        "rencontres_accessibilite": "Plain-pied",
    }
    body = bodies.render(news, given, whole=False).replace("### L’accès à l’endroit", line)
    answers, problems = bodies.parse(body, news)
    assert not answers
    assert [each.kind for each in problems] == ["rubrique_inconnue"]


def test_a_condition_under_the_agreement_is_never_dropped():
    for said in (
        "Mais pas avant samedi.",
        "Merci de ne rien publier avant samedi.",
        "Sauf la photo",
    ):
        answers, (told,) = bodies.parse(f"{BODY}\n{said}\n", FORM)
        assert (not answers, told.kind) == (True, "texte_sous_accord")


def test_a_box_is_ticked_as_it_stands_and_holds_no_condition():
    both = "\n".join(f"- [x] {each}" for each in CONSENTS)
    for said in (
        both.replace("\n", ", sauf la photo\n"),
        f"{both}\n- [x] Mais ne publiez pas avant samedi",
        f"{both}\n[oui](https://exemple.fr) mais pas tout",
        both.replace("- [x] Je", "- [ ] Je"),
        "- [x] non\n- [x] non plus",
    ):
        answers, problems = bodies.parse(bodies.render(FORM, IDEA | {"accord": said}), FORM)
        assert problems or "accord" not in answers, said
    before = "\n".join(f"- [x] {each}" for each in (CONSENTS[0], *FORMER_CONSENTS))
    for said in ("[x] J’accepte", both, before):
        answers, problems = bodies.parse(bodies.render(FORM, IDEA | {"accord": said}), FORM)
        assert (answers["accord"], problems) == (AGREED, [])


@pytest.mark.parametrize(
    "said", ["_No response_", "No response", "-", "—", "/", "...", "…", "?", "à choisir", "None"]
)
def test_what_stands_for_no_answer_is_none(said):
    answers, problems = bodies.parse(bodies.render(FORM, IDEA | {"themes": said}), FORM)
    assert problems == []
    assert "themes" not in answers
    assert bodies.parse(bodies.render(FORM, IDEA | {"themes": "🌻"}), FORM)[0]["themes"] == "🌻"


def test_the_labels_of_a_form_differ_by_their_words():
    for form in forms().values():
        assert len({search_key(each.label) for each in form.questions}) == len(form.questions)


def test_what_is_pasted_in_a_form_is_written_without_what_nobody_sees(tmp_path):
    root = write(tmp_path, {"mkdocs.yml": "site_name: x\n"})
    pasted = {
        "titre": "Rallumer le four\u00ad à pain\u200b",
        "resume": "Le\u00a0four est là\u202f; froid.\ufeff Et si l’on y\u2028cuisait\u00a0?",
        "texte": "Le\u200b four.\x0bDeux lignes.\u2028Trois.",
        "commune": "Fel\u00adletin\u00a0(Creuse)",
        "porteur": "Les voisins\u00a0du four\u200e",
    }
    request = Request(7, bodies.render(FORM, IDEA | pasted), is_open=True, asked_on=TODAY)
    made = propose(request, Reader(root).read().catalogue, lambda _: None, TODAY)
    assert isinstance(made, Proposal)
    (text,) = made.changes.values()
    assert not list(signs.hidden(text))
    assert "Rallumer le four à pain" in text
    assert "Le\u00a0four est là\u202f; froid. Et si l’on y cuisait\u00a0?" in text
    assert [line for line in text.split("\n") if line][-3:] == [
        "Le four.\\",
        "Deux lignes.\\",
        "Trois.",
    ]


def test_a_form_says_which_word_holds_a_sign_that_deceives(tmp_path):
    root = write(tmp_path, {"mkdocs.yml": "site_name: x\n"})
    body = bodies.render(FORM, IDEA | {"titre": "Rallumer le fo\u202eur à pain"})
    request = Request(7, body, is_open=True, asked_on=TODAY)
    made = propose(request, Reader(root).read().catalogue, lambda _: None, TODAY)
    assert isinstance(made, Refusal)
    assert "dans « four »" in made.problems[0].message


def test_a_browser_takes_out_the_same_signs():
    source = (ROOT / "overrides/scripts/outils.js").read_text("utf-8")
    script = re.compile(re.search(r"CACHES =\s*/(\[.*?\])/g", source)[1])
    ours = re.compile(f"[{signs.UNSEEN}]")
    ends = re.compile(re.search(r"FINS = /.*?(\[.*?\])/g", source)[1])
    every = [chr(n) for n in range(0x110000)]
    assert [each for each in every if script.match(each)] == [e for e in every if ours.match(e)]
    assert {each for each in every if ends.match(each)} == set(signs.LINE_ENDS)


def test_a_browser_folds_the_same_signs():
    source = (ROOT / "overrides/scripts/lecteur.js").read_text("utf-8")
    (folding,) = re.findall(r"const plie = .*?;\n", source, re.DOTALL)
    apostrophes, dashes = (re.search(rf"(\[[^]]*\])/g, \"{sign}\"", folding)[1] for sign in "'-")
    every = [chr(n) for n in range(0x10000)]
    for ours, script in ((signs.APOSTROPHES, apostrophes), (signs.DASHES, dashes)):
        read = re.compile(script)
        assert [e for e in every if read.match(e)] == [e for e in every if re.match(f"[{ours}]", e)]
