"""From what people answer to the files of the repository: défis that grow, counts, refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests_sent import CHOICE, DEFI, GROUP, HELD, LESSONS, MEETING, read_defi
from samples import ANSWERS
from worlds import TODAY

from generator.content.catalogue import Catalogue
from generator.contributions import bodies, new_defi
from generator.contributions.answers import check_alone, draft_defi, value_of
from generator.contributions.checkout import gather
from generator.contributions.proposals import Proposal, Refusal, propose
from generator.contributions.reply import PublishedSite, ready
from generator.contributions.requests import Request
from generator.forms.form import Kind
from generator.forms.questions import AGREED, forms
from generator.text.front_matter import dump, parse


class Town:
    """A repository whose files are texts, and who asks it for something."""

    def __init__(self, files=()):
        self.files = dict(files)
        self.number = 11

    @property
    def catalogue(self):
        defis = {}
        for path, text in sorted(self.files.items()):
            slug = path.removeprefix("defis/").removesuffix(".md")
            defi, _ = read_defi(text, slug)
            if defi:
                defis[slug] = defi
        return Catalogue(defis=defis)

    def request(self, form, day=TODAY, **answers):
        self.number += 1
        body = bodies.render(forms()[form], {"accord": AGREED} | answers)
        return Request(self.number, body, is_open=True, asked_on=day)

    def propose(self, request, today=TODAY):
        return propose(request, self.catalogue, self.files.get, today)

    def ask(self, form, day=TODAY, **answers):
        return self.propose(self.request(form, day, **answers), max(day, TODAY))

    def accept(self, form, day=TODAY, **answers):
        """Ask, and put what comes of it in the repository."""
        found = self.ask(form, day, **answers)
        assert isinstance(found, Proposal), [str(each) for each in found.problems]
        self.files |= found.changes
        return found

    def gather(self, *requests):
        return gather(requests, self.catalogue, self.files.get, TODAY)


def gates(found):
    """The gates that a proposal says are still to be passed."""
    return [each.kind for each in found.advice if each.kind.startswith("porte_")]


def kinds(found):
    assert isinstance(found, Refusal)
    return [each.kind for each in found.problems]


# A défi from its question to its end, by forms only.


def grow(*steps):
    """A défi after some news, one a day; what was proposed each time, and its file."""
    town = Town()
    slug = town.accept("defi", **DEFI).slug
    found = []
    for day, step in enumerate(steps, 1):
        when = date(2026, 12, day)
        found.append(town.accept("mise-a-jour", when, defi=slug, **step))
        defi, problems = read_defi(town.files[f"defis/{slug}.md"], slug)
        assert not [each for each in problems if each.is_error]
    return found, defi


def check_whole(defi):
    assert (defi.etat, defi.phase) == ("abouti", "activaction")
    assert [(each.phase) for each in defi.historique] == ["informaction", "creaction"]
    (meeting,) = defi.rencontres
    assert (meeting.genre, meeting.statut) == ("debat", "tenue")
    assert meeting.compte_rendu == "Nous étions dix.\n\nOn continue."
    assert (defi.organisation.forme, defi.decision.mode) == ("association", "consentement")
    assert defi.decision.delai_jours == 7
    assert defi.bilan.suite == "Une cuisine partagée."
    assert defi.texte.strip() == b"Racontons."


def test_a_defi_reaches_its_end_by_forms_only():
    found, defi = grow(
        MEETING,
        HELD | {"phase": "Créaction"},
        GROUP | CHOICE | {"phase": "Activ’action", "depuis": "5 décembre 2026"},
        {"etat": "Abouti"} | LESSONS,
    )
    assert [gates(each) for each in found] == [[], [], [], []]
    check_whole(defi)
    assert [str(each.depuis) for each in defi.historique] == ["2026-09-12", "2026-12-02"]
    assert str(defi.depuis) == "2026-12-05"


def test_each_gate_is_told_until_it_is_passed():
    found, defi = grow(
        {"phase": "Créaction"}, MEETING, HELD,
        {"phase": "Activ’action"}, GROUP, CHOICE,
        {"etat": "Abouti"}, LESSONS,
    )  # fmt: skip
    assert [gates(each) for each in found] == [
        ["porte_debat"], ["porte_debat"], [],
        ["porte_organisation", "porte_decision"], ["porte_decision"], [],
        ["porte_bilan"], [],
    ]  # fmt: skip
    check_whole(defi)


# The same answers give the same file, by every door.


def typed_at_the_keyboard(root, day, **more):
    """What `bvm nouveau` writes, and what its answers are worth for a form."""
    lines = ANSWERS | more
    typed = iter(lines.values())
    said = []
    assert new_defi.ask(root, day, lambda _: next(typed), said.append) == 0, said
    (path,) = (root / "defis").iterdir()
    form = forms()["defi"]
    answers = {}
    for name, line in lines.items():
        terms = form.question(name).terms
        if line:
            answers[name] = terms[int(line) - 1].label if terms and line.isdecimal() else line
    return path.read_bytes().decode("utf-8"), answers


STORY = {
    "question": "Où se retrouver ?",
    "texte": "Racontons : la suite.",
    "themes": "convivialite, culture",
    "prochaine_action_quoi": "Goûter la carte",
    "prochaine_action_date": "5 décembre 2026",
    "prochaine_action_debut": "18 h 30",
    "prochaine_action_lieu": "Salle des fêtes",
    "concerne_precision": "Les familles",
    "depuis": "",
}
PROJECT = {
    "genre_de_projet": "Café participatif",
    "plan": "Visiter un local\n\n- Écrire notre règle : à deux, toujours",
    "besoins": "Deux percolateurs, même (très) anciens (du matériel)\n2. Un local (Lieu).",
    "inspire_de": "https://exemple.fr/defis/cafe-a-nous/?a#b",
}
"""What one takes over of another défi, or knows already."""


@pytest.mark.parametrize("more", [{}, STORY], ids=["required", "all"])
def test_the_keyboard_the_form_and_the_issue_give_the_same_bytes(tmp_path, more):
    written, answers = typed_at_the_keyboard(tmp_path, TODAY, **more)
    assert draft_defi(answers, TODAY) == written
    (asked,) = Town().ask("defi", **answers).changes.values()
    assert asked == written


def test_a_new_file_holds_its_fields_in_the_order_of_the_model():
    said = PROJECT | {"inspire_de": "cafe-a-nous"}
    answers = dict(reversed((DEFI | STORY | said | {"depuis": "12/09/2026"}).items()))
    assert (
        draft_defi(answers, TODAY)
        == """---
titre: Un café à nous
resume: "Le dernier café a fermé : et si nous en ouvrions un ?"
phase: informaction
depuis: 2026-09-12
territoire: petite-ville
commune: Mirecourt (Vosges)
porteur: Les voisins du Val
concerne: quartier
concerne_precision: Les familles
question: Où se retrouver ?
genre_de_projet: Café participatif
themes:
  - convivialite
  - culture
prochaine_action:
  date: 2026-12-05
  quoi: Goûter la carte
  debut: "18:30"
  lieu: Salle des fêtes
  id: gouter-la-carte-2026-11-22
  dit_le: 2026-11-22
plan:
  - quoi: Visiter un local
  - quoi: "Écrire notre règle : à deux, toujours"
besoins:
  - quoi: Deux percolateurs, même (très) anciens
    nature: materiel
    depuis: 2026-11-22
  - quoi: Un local
    nature: lieu
    depuis: 2026-11-22
inspire_de: cafe-a-nous
---

Racontons : la suite.
"""
    )


def test_a_new_defi_may_say_which_one_it_comes_from_by_any_of_its_names(town):
    (text,) = town.ask("defi", **DEFI | PROJECT).changes.values()
    made, problems = read_defi(text, "un-cafe-a-nous-12")
    assert problems == []
    assert (made.inspire_de, [each.echeance for each in made.plan]) == ("cafe-a-nous", [None, None])
    for said, kind, label in (
        ({"inspire_de": "cafe-a-noux"}, "page_inconnue", "Le défi qui a donné l’idée"),
        ({"besoins": "Un local"}, "ligne_sans_nature", "Ce qu’il vous faut"),
        ({"plan": "a" * 400}, "texte_trop_long", "Ce que vous ferez"),
    ):
        (told,) = town.ask("defi", **DEFI | PROJECT | said).problems
        assert (told.kind, told.field) == (kind, label)


def test_a_file_by_hand_with_its_keys_in_another_order_is_the_same_defi():
    text = draft_defi({key: value for key, value in DEFI.items() if key != "accord"}, TODAY)
    fields, body = parse(text, "")[0].fields, parse(text, "")[0].body
    by_hand = dump(dict(reversed(fields.items())), body)
    assert by_hand != text
    assert read_defi(by_hand, "cafe") == read_defi(text, "cafe")


# Those who join.

MINIMAL = draft_defi({key: value for key, value in DEFI.items() if key != "accord"}, TODAY)
CAFE = "defis/cafe-a-nous.md"


@pytest.fixture
def town():
    return Town({CAFE: MINIMAL})


def joined(text):
    defi, problems = read_defi(text, "cafe-a-nous")
    assert not any(each.is_error for each in problems)
    return defi.engagements.nombre, {each.role: each.nombre for each in defi.engagements.roles}


def test_those_who_join_are_counted_together_by_role(town):
    ask = lambda **answers: town.request("engagement", defi="cafe-a-nous", **answers)  # noqa: E731
    files, refusals = town.gather(
        ask(),
        ask(engagements_nombre="3", engagements_roles_role="Tenir le comptoir"),
        ask(engagements_nombre="2", engagements_roles_role="tenir le COMPTOIR"),
        ask(engagements_roles_role="Faire les comptes"),
    )
    assert refusals == {}
    assert joined(files[CAFE]) == (7, {"Tenir le comptoir": 5, "Faire les comptes": 1})


def test_counts_add_to_those_that_are_there(town):
    fields = parse(MINIMAL, "")[0].fields
    held = {"nombre": "4", "seuil": "9", "roles": [{"role": "Servir", "nombre": "4"}]}
    town.files[CAFE] = dump(fields | {"engagements": held}, "Racontons.")
    request = town.request(
        "engagement", defi="cafe-a-nous", engagements_nombre="3", engagements_roles_role="servir"
    )
    files, _ = town.gather(request)
    assert joined(files[CAFE]) == (7, {"Servir": 7})


def test_counting_again_in_any_order_gives_the_same(town):
    requests = [
        town.request("engagement", defi="cafe-a-nous", engagements_roles_role=role)
        for role in ("Servir", "servir", "Chanter")
    ]
    once = town.gather(*requests)
    assert town.gather(*requests) == once
    assert town.gather(*reversed(requests)) == once


def test_closed_wrong_and_other_requests_are_not_counted(town):
    closed = replace(town.request("engagement", defi="cafe-a-nous"), is_open=False)
    wrong = town.request("engagement", defi="cafe-a-nous", engagements_nombre="0")
    unknown = town.request("engagement", defi="un-autre")
    other = town.request("mise-a-jour", defi="cafe-a-nous", journal_texte="Voilà.")
    none = replace(closed, body="Bonjour", is_open=True)
    files, refusals = town.gather(closed, wrong, unknown, other, none)
    assert files == {}
    assert {number: kinds(each) for number, each in refusals.items()} == {
        wrong.number: ["nombre_invalide"],
        unknown.number: ["defi_inconnu"],
    }


# What news refer to.

NEWS = {"journal_texte": "Les clés sont là."}


@pytest.mark.parametrize(
    "said",
    ["cafe-a-nous", "https://exemple.fr/x/defis/cafe-a-nous/", "/defis/cafe-a-nous/?a#b",
     "defis/cafe-a-nous.md", "un café à NOUS", "vieux-cafe", "https://exemple.fr/defis/vieux-cafe/"],
)  # fmt: skip
def test_a_defi_is_found_by_its_name_its_address_its_title_or_its_earlier_name(town, said):
    fields = parse(MINIMAL, "")[0].fields
    town.files[CAFE] = dump(fields | {"anciens_slugs": ["vieux-cafe"]}, "Racontons.")
    assert list(town.ask("mise-a-jour", defi=said, **NEWS).changes) == [CAFE]


def test_an_unknown_defi_is_told_with_the_nearest_name(town):
    refused = town.ask("mise-a-jour", defi="cafe-a-vous", **NEWS)
    assert kinds(refused) == ["defi_inconnu"]
    assert "Vouliez-vous dire « cafe-a-nous » ?" in refused.problems[0].message
    assert refused.problems[0].field == "Le défi"


def test_a_defi_whose_file_is_broken_is_told(town):
    town.files["defis/casse.md"] = "---\ntitre: [\n---\n"
    assert kinds(town.ask("mise-a-jour", defi="casse", **NEWS)) == ["defi_illisible"]


def meet(town, *titles, statut="prevue"):
    fields = parse(MINIMAL, "")[0].fields
    meetings = [
        {"date": "2026-11-14", "titre": t, "genre": "fete", "lieu": "La place", "statut": statut}
        for t in titles
    ]
    town.files[CAFE] = dump(fields | {"rencontres": meetings}, "Racontons.")


def tell(town, **answers):
    return town.ask("mise-a-jour", defi="cafe-a-nous", **answers)


def test_a_meeting_of_an_unknown_day_is_told_with_the_days_that_are_known(town):
    meet(town, "Goûter partagé")
    refused = tell(town, tenue_date="2026-11-15", tenue_statut="tenue")
    assert kinds(refused) == ["rencontre_inconnue"]
    assert "14\u00a0novembre 2026" in refused.problems[0].message


def test_one_of_several_meetings_of_a_day_is_told_by_its_name(town):
    meet(town, "Goûter partagé", "Premier débat")
    held = {"tenue_date": "14/11/2026", "tenue_statut": "tenue"}
    refused = tell(town, **held)
    assert kinds(refused) == ["rencontre_plusieurs"]
    assert "« Goûter partagé », « Premier débat »" in refused.problems[0].message
    found = tell(town, tenue_titre="premier DEBAT", **held)
    assert found.keys == {"rencontres[premier-debat-2026-11-14]"}
    defi, _ = read_defi(found.changes[CAFE], "cafe-a-nous")
    assert [each.statut for each in defi.rencontres] == ["prevue", "tenue"]


def test_a_meeting_told_without_a_day_or_without_its_outcome_is_asked_for(town):
    meet(town, "Goûter partagé")
    assert kinds(tell(town, tenue_statut="tenue")) == ["champ_manquant"]
    told = {"tenue_date": "2026-11-14", "rencontres_compte_rendu": "Dix personnes."}
    assert kinds(tell(town, **told)) == ["choix_absent"]


def test_a_meeting_announced_twice_is_refused(town):
    town.accept("mise-a-jour", defi="cafe-a-nous", **MEETING)
    assert kinds(tell(town, **MEETING)) == ["deja_ecrit"]
    elsewhere = MEETING | {"rencontres_lieu": "La halle"}
    assert kinds(tell(town, **elsewhere)) == ["ligne_deja_la"]
    assert isinstance(tell(town, **elsewhere | {"rencontres_date": "2026-12-28"}), Proposal)


def test_a_need_is_found_by_words_that_are_near(town):
    fields = parse(MINIMAL, "")[0].fields
    needs = [
        {"quoi": "Deux percolateurs, même anciens", "nature": "materiel"},
        {"quoi": "Deux grandes tables pour la salle", "nature": "materiel"},
        {"quoi": "Deux grandes tables pour la cour", "nature": "materiel"},
    ]
    town.files[CAFE] = dump(fields | {"besoins": needs}, "Racontons.")
    found = tell(town, pourvu="deux percolateurs")
    assert found.keys == {"besoins[deux-percolateurs-meme-anciens]"}
    defi, _ = read_defi(found.changes[CAFE], "cafe-a-nous")
    assert [each.pourvu_le for each in defi.besoins] == [TODAY, None, None]
    assert kinds(tell(town, pourvu="Deux grandes tables")) == ["ligne_plusieurs"]
    unknown = tell(town, pourvu="Un piano à queue")
    assert kinds(unknown) == ["ligne_inconnue"]
    assert "« Deux percolateurs, même anciens »" in unknown.problems[0].message


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"phase": "Inform’action"}, "phase_deja"),
        ({}, "mise_a_jour_vide"),
        ({"depuis": "2026-09-12"}, "deja_ecrit"),
        ({"prochaine_action_quoi": "On goûte la carte"}, "deja_ecrit"),
    ],
)
def test_news_that_change_nothing_are_refused(town, answers, kind):
    assert kinds(tell(town, **answers)) == [kind]


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        (NEWS, set()),
        ({"besoins_quoi": "Une tasse", "besoins_nature": "Matériel"}, set()),
        (MEETING, set()),
        ({"etat": "En pause"}, {"etat"}),
        ({"phase": "Créaction"}, {"phase", "depuis"}),
        (GROUP | CHOICE, {"organisation", "decision"}),
        (
            {"prochaine_action_quoi": "Grand ménage", "prochaine_action_date": "2026-12-31"} | NEWS,
            {"prochaine_action"},
        ),
    ],
)
def test_a_proposal_says_the_fields_by_which_it_may_collide(town, answers, keys):
    assert tell(town, **answers).keys == keys


def test_a_few_words_of_all_needs_close_none(town):
    fields = parse(MINIMAL, "")[0].fields
    needs = [{"quoi": "Deux percolateurs, même anciens", "nature": "materiel"}]
    town.files[CAFE] = dump(fields | {"besoins": needs}, "Racontons.")
    for said in ("même", "deux", "les deux", "percolateurs : toujours rien"):
        assert kinds(tell(town, pourvu=said)) == ["ligne_inconnue"]
    assert tell(town, pourvu="les percolateurs").keys == {"besoins[deux-percolateurs-meme-anciens]"}


def test_a_meeting_that_is_named_is_that_one_or_none(town):
    meet(town, "Goûter partagé")
    said = {"tenue_date": "2026-11-14", "tenue_titre": "Atelier soupe", "tenue_statut": "annulée"}
    assert kinds(tell(town, **said)) == ["rencontre_plusieurs"]


def test_the_day_after_needs_a_beginning(town):
    said = MEETING | {"rencontres_debut": "", "rencontres_fin": "1 h, le lendemain"}
    found = tell(town, **said)
    assert [(each.kind, each.field) for each in found.problems] == [
        ("champ_manquant", "L’heure du début")
    ]


def test_a_number_that_nobody_counts_to_is_a_refusal(town):
    many = town.ask("engagement", defi="cafe-a-nous", engagements_nombre="9" * 5000)
    assert isinstance(many, Refusal)
    assert isinstance(tell(town, decision_delai_jours="9" * 5000), Refusal)


def test_a_name_of_a_defi_is_known_between_marks(town):
    for said in ("**cafe-a-nous**", "« cafe-a-nous »", "cafe\u2011a\u2011nous", "<cafe-a-nous>"):
        assert isinstance(town.ask("mise-a-jour", defi=said, etat="En pause"), Proposal)


def test_letters_that_an_encoding_spoilt_are_told_in_a_form_too(town):
    found = town.ask("defi", **WHOLE["defi"] | {"texte": "Le lavoir est fermÃ©."})
    assert "lettres_abimees" in kinds(found)


def test_the_codes_of_signs_are_read_in_a_name(town):
    found = town.ask("defi", **WHOLE["defi"] | {"titre": "L&#39;été &amp;amp; le four"})
    ((path, text),) = found.changes.items()
    assert path.startswith("defis/l-ete-le-four")
    assert "L'été & le four" in text


def test_a_new_action_comes_with_its_day(town):
    """The former day would be published with it: nobody said so."""
    found = tell(town, prochaine_action_quoi="Peindre l’enseigne", prochaine_action_date="?")
    assert [(each.kind, each.field) for each in found.problems] == [("champ_manquant", "Quel jour")]
    whole = {"prochaine_action_quoi": "Peindre", "prochaine_action_date": "2026-12-31"}
    assert isinstance(tell(town, **whole), Proposal)


CHOSEN = {
    ("mise-a-jour", "tenue_statut"): [("Oui, tenue", "tenue"), ("Elle a été annulée !", "annulee"),
                                      ("pas tenue", None), ("tenue ou annulée", None),
                                      ("reportée, elle sera tenue en mai", None), ("elle aurait dû être tenue", None)],
    ("mise-a-jour", "phase"): [("Nous quittons l’inform’action", None), ("l’activ’action", "activaction")],
    ("mise-a-jour", "besoins_nature"): [("De l’argent", "argent"), ("du matériel et du temps", None)],
    ("mise-a-jour", "organisation_forme"): [("association loi 1901", "association"), ("une Coopérative.", "cooperative"),
                                            ("ni association ni coopérative", None)],
    ("mise-a-jour", "decision_mode"): [("à la majorité qualifiée", "majorite-qualifiee"), ("la majorité", "majorite")],
    ("annonce", "genre"): [("Une opinion", "opinion"), ("c'est une idée 💡", "idee"),
                           ("une longue histoire qui parle aussi d’une idée parmi bien des choses", None)],
}  # fmt: skip


@pytest.mark.parametrize(("form", "name"), list(CHOSEN), ids=lambda each: each)
def test_a_choice_said_in_a_few_words_is_that_choice(form, name):
    question = forms()[form].question(name)
    assert [question.word(said) for said, _ in CHOSEN[form, name]] == [
        word for _, word in CHOSEN[form, name]
    ]


def test_labels_that_change_places_are_told_and_nothing_is_taken(town):
    request = town.request("mise-a-jour", defi="cafe-a-nous", etat="En pause", **NEWS)
    first, second = "### Ce qui s’est passé", "### La nouvelle étape"
    body = request.body.replace(first, "§").replace(second, first).replace("§", second)
    assert body != request.body
    assert set(kinds(town.propose(replace(request, body=body)))) == {"rubrique_ordre"}


# Nothing that people send breaks anything.

LABELS = [f"### {q.label}" for form in forms().values() for q in form.questions]
LINES = st.one_of(
    st.sampled_from(LABELS),
    st.sampled_from(["```", "~~~~", "---", "J’accepte", "- [x] oui", "_No response_", "cafe-a-nous",
                     "tenue", "2026-11-14", "à choisir", "../../x", "Débat", "12", "<b>{{ 7*7 }}"]),
    st.text(max_size=30),
    st.text("\0\x07\x1b\x85\u2028\u202e\ufeff\r:-#'\"[{&*!", max_size=12),
)  # fmt: skip
MIXED = st.lists(LINES, max_size=30).map("\n\n".join)


@st.composite
def answered(draw):
    """The body of a form, some of whose answers are anything."""
    form = draw(st.sampled_from(list(forms().values())))
    given = DEFI | {"defi": "cafe-a-nous", "texte": "Une envie de chanter ?", "genre": "Envie"}
    ids = [question.id for question in form.questions]
    base = {name: given[name] for name in ids if name in given}
    wild = draw(st.dictionaries(st.sampled_from(ids), LINES, max_size=4))
    return bodies.render(form, base | wild)


@settings(max_examples=200)
@given(body=st.one_of(MIXED, answered()))
def test_no_body_raises_nor_writes_elsewhere_than_in_its_own_file(body):
    town = Town({CAFE: MINIMAL})
    request = Request(12, body, is_open=True, asked_on=TODAY)
    found = town.propose(request)
    if not isinstance(found, Proposal):
        return
    folder = {"defi": "defis", "annonce": "annonces"}.get(found.form.slug)
    if folder:
        assert list(found.changes) == [f"{folder}/{found.slug}.md"]
        assert found.slug.endswith("-12")
        assert "/" not in found.slug
    else:
        assert set(found.changes) <= {CAFE}
    assert found.titre.isprintable()


FREE = ("titre", "resume", "question", "texte", "porteur", "concerne_precision")
WRITTEN = {"texte": ""} | {name: name for name in FREE if name != "texte"}


@settings(max_examples=150)
@given(name=st.sampled_from(FREE), said=st.one_of(LINES, MIXED))
def test_one_answer_changes_no_other_field(name, said):
    answers = {key: value for key, value in DEFI.items() if key != "accord"}
    before = parse(draft_defi(answers, TODAY), "")[0]
    body = bodies.render(forms()["defi"], DEFI | {name: said})
    read, problems = bodies.parse(body, forms()["defi"])
    if problems:
        return
    after, wrong = parse(draft_defi(read, TODAY), "")
    assert wrong == []
    changed = {
        key
        for key in before.fields | after.fields
        if before.fields.get(key) != after.fields.get(key)
    }
    assert changed <= {WRITTEN[name]}
    if name != "texte":
        assert after.body == before.body


# What must not be published is refused, and never said again.

SECRETS = {
    "telephone": "06 12 34 56 78",
    "adresse": "jean.dupont@exemple.fr",
    "jeton": "ghp_" + "a1B2" * 9,
}
WHOLE = {
    "defi": DEFI | STORY | PROJECT | {"depuis": "2026-09-12"},
    "mise-a-jour": {
        "defi": "cafe-a-nous",
        "prochaine_action_quoi": "Grand ménage",
        "prochaine_action_date": "2026-12-12",
        **MEETING,
        "rencontres_debut": "18:30",
        "rencontres_fin": "20:00",
        "rencontres_accessibilite": "Plain-pied",
        **HELD,
        "tenue_date": "2026-11-14",
        "tenue_titre": "Goûter partagé",
        "besoins_quoi": "Une tasse",
        "besoins_nature": "Matériel",
        "offres_quoi": "Un four",
        "offres_nature": "Matériel",
        "journal_texte": "Les clés sont là.",
        "journal_date": "2026-11-20",
        "phase": "Créaction",
        "depuis": "2026-11-20",
        **GROUP,
        "organisation_precision": "Loi 1901",
        **CHOICE,
        "decision_quorum": "La moitié",
        "decision_blocage": "On dort dessus",
        "decisions_texte": "On ouvre le samedi.",
        "decisions_revoir_le": "2027-01-15",
        "etat": "En pause",
        **LESSONS,
    },
    "annonce": {
        "genre": "Envie",
        "texte": "Envie de chanter à plusieurs. Qui d’autre ?",
        "commune": "Mirecourt (Vosges)",
        "nature": "Temps",
        "themes": "culture",
        "jusqu_au": "2027-01-15",
    },
    "engagement": {
        "defi": "cafe-a-nous",
        "engagements_nombre": "2",
        "engagements_roles_role": "Servir",
    },
    "aide": {"demande": "Un coup de main", "commune": "Mirecourt (Vosges)", "defi": "cafe-a-nous"},
    "correction": {"page": "Le café", "passage": "Une date", "remplacement": "Une autre"},
}
NEWS_FORM = "mise-a-jour"
EVERY = [
    (form, question.id)
    for form in WHOLE
    for question in forms()[form].questions
    if form != NEWS_FORM or question.id in {"defi", "accord", "modele", "image_licence"}
]
"""Each question alone, but for most of those on news: they are asked all at once."""


@pytest.mark.parametrize("form", WHOLE)
def test_a_form_that_is_wholly_answered_is_taken(town, form):
    meet(town, "Goûter partagé")
    found = town.ask(form, **WHOLE[form])
    assert isinstance(found, Proposal), [str(each) for each in found.problems]


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize(("form", "name"), EVERY, ids=lambda value: value)
def test_what_reaches_a_person_is_refused_everywhere_and_not_repeated(town, form, name, kind):
    meet(town, "Goûter partagé")
    secret = SECRETS[kind]
    question = forms()[form].question(name)
    before = "" if question.kind is Kind.CONSENT else WHOLE[form].get(name, "")
    found = town.ask(form, **WHOLE[form] | {name: f"{before} {secret}".strip()})
    assert isinstance(found, Refusal), f"{form}, {name}"
    told = "\n".join(str(each) for each in found.problems)
    assert secret not in told
    assert secret.replace(" ", "") not in told


FINDING = {q.id for q in forms()[NEWS_FORM].questions if q.kind is Kind.ROW} | {
    "tenue_date",
    "tenue_titre",
}
"""What names something of the file: nothing is written of it when it is not found."""


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("finding", [True, False], ids=["what is meant", "what is said"])
def test_what_reaches_a_person_is_told_under_each_question_on_news(town, kind, finding):
    meet(town, "Goûter partagé")
    secret, whole = SECRETS[kind], WHOLE[NEWS_FORM]
    questions = [q for q in forms()[NEWS_FORM].questions if q.id not in {"defi", "accord"}]
    asked = {q.id: q.label for q in questions if (q.id in FINDING) is finding}
    wrong = {name: f"{whole.get(name, '')} {secret}".strip() for name in asked}
    found = town.ask(NEWS_FORM, **whole | wrong)
    assert {*asked.values()} <= {each.field for each in found.problems}
    told = "\n".join(str(each) for each in found.problems)
    assert secret not in told
    assert secret.replace(" ", "") not in told


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize("name", ["defi", "phase", "pourvu", "tenue_date"])
def test_what_is_cut_is_hidden_before(town, name, secret):
    """Half of a number is still half of it."""
    meet(town, "Goûter partagé")
    for length in range(40, 62, 3):
        found = town.ask("mise-a-jour", **{"defi": "cafe-a-nous", name: f"{'b' * length} {secret}"})
        assert isinstance(found, Refusal)
        assert secret[:4] not in "".join(each.message for each in found.problems)


@pytest.mark.parametrize(
    ("said", "kind"), [("Aide", "texte_trop_court"), ("Bonjour. " * 600, "demande_trop_longue")]
)
def test_what_no_file_holds_is_neither_too_short_nor_too_long(town, said, kind):
    refused = town.ask("aide", demande=said, commune="Mirecourt (Vosges)")
    assert kinds(refused) == [kind]


@pytest.mark.parametrize("said", ["18:30", "18h30", "18 h 30", "18\u00a0h\u00a030", " 18 H 30 "])
def test_an_hour_may_be_written_as_one_says_it(said):
    assert value_of(forms()["mise-a-jour"].question("rencontres_debut"), said) == "18:30"


def test_an_hour_alone_is_a_whole_one_and_what_is_none_is_left():
    question = forms()["mise-a-jour"].question("rencontres_fin")
    assert value_of(question, "20 h") == "20:00"
    assert value_of(question, "le soir") == "le soir"


BALL = {
    "defi": "cafe-a-nous",
    "rencontres_titre": "Le bal",
    "rencontres_date": "Sam. 5 déc. 2026",
    "rencontres_debut": "21 heures",
    "rencontres_fin": "1h du matin",
    "rencontres_genre": "Fête",
    "rencontres_lieu": "La place",
}


def test_what_one_says_is_written_as_files_hold_it_and_said_back_in_words(town):
    found = town.ask(
        "mise-a-jour", **BALL, decision_mode="Consensus", decision_delai_jours="8 jours"
    )
    meeting = read_defi(found.changes[CAFE], "cafe-a-nous")[0].rencontres[-1]
    assert (meeting.date, meeting.fin_le) == (date(2026, 12, 5), date(2026, 12, 6))
    assert [found.answers[one] for one in BALL] == list(BALL.values())
    said = ready(found, PublishedSite(town.catalogue), 7).replace("\u00a0", " ")
    for line in (
        "Le jour de la rencontre : samedi 5 décembre 2026",
        "L’heure du début : 21 h",
        "L’heure de fin : 1 h, le lendemain",
        "Le délai pour se prononcer : 8",
    ):
        assert f"- {line}\n" in said


def test_people_are_counted_as_they_say_how_many_they_are(town):
    request = town.request("engagement", defi="cafe-a-nous", engagements_nombre="douze personnes")
    assert joined(town.gather(request)[0][CAFE])[0] == 12


@pytest.mark.parametrize(
    "said",
    ["samedi 14 novembre 2026", "14\u00a0novembre 2026", "14/11/26", "le 14 nov. 2026"],
)
def test_a_meeting_is_found_by_its_day_however_that_is_said(town, said):
    meet(town, "Goûter partagé")
    found = town.ask("mise-a-jour", defi="cafe-a-nous", tenue_date=said, tenue_statut="tenue")
    assert "statut: tenue" in found.changes[CAFE]


def test_a_day_that_was_is_asked_again_once_with_the_last_one(town):
    meet(town, "Goûter partagé")
    asked = {"tenue_date": "14 novembre", "tenue_statut": "tenue"}
    (only,) = town.ask("mise-a-jour", defi="cafe-a-nous", **asked).problems
    assert only.message.endswith("samedi 14\u00a0novembre 2026")


@pytest.mark.parametrize("name", ["themes", "titre", "commune"])
def test_what_is_wrong_with_one_answer_is_told_once(name):
    question = forms()["defi"].question(name)
    told = check_alone(question, "mobilité, jean@exemple.fr")
    assert "donnee_personnelle" in {each.kind for each in told}
    assert len(told) == len(set(told))
