"""The accompaniment of a défi: what is missing, what comes next, which guides help."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
import values
from hypothesis import given
from hypothesis import strategies as st
from values import annonce, guide, rencontre, theme
from worlds import TODAY

from generator import clock
from generator.accompaniment.advice import advice, all_advice
from generator.accompaniment.agenda import ACTION, dates_of
from generator.accompaniment.agenda import order as agenda_order
from generator.accompaniment.journey import (
    STEP,
    STEPS,
    Around,
    arounds,
    current_gates,
    gates,
    stages,
    what_now,
)
from generator.accompaniment.kind import kind_of
from generator.accompaniment.news import last_change
from generator.accompaniment.next_action import NextAction, next_action
from generator.accompaniment.particulars import _KIND, _THEMES, family_of
from generator.content.catalogue import Catalogue
from generator.content.fiches import Document, FicheModele
from generator.content.model import (
    Acteur,
    Activite,
    Besoin,
    Bilan,
    Decision,
    DecisionPrise,
    Depense,
    Engagements,
    Entree,
    EtapePassee,
    Evenement,
    Experience,
    Financement,
    Lien,
    Organisation,
    Partenaire,
    Piste,
    ProchaineAction,
    Recette,
    Tache,
    Visite,
)
from generator.content.vocabulary import ETATS, PHASES, TERRITOIRES, slugs
from generator.outputs.defis.shared import meetings
from generator.text.kinds import KINDS


def defi(**more):
    return values.defi(**({"phase": "informaction"} | more))


def day(after):
    return TODAY + timedelta(days=after)


def meeting(after, titre="Un débat", /, **more):
    return rencontre(day(after), titre, **more)


def event(after):
    return Evenement(date=day(after), titre="Fête", lieu="Place")


def action(after):
    return ProchaineAction(date=day(after), quoi="On essaie")


def kinds(one):
    return [each.kind for each in advice(one, TODAY)]


HELD = meeting(-9, statut="tenue")
AGREED = {
    "organisation": Organisation(forme="informel"),
    "decision": Decision(mode="consensus"),
}
BILAN = Bilan(resultats="a", appris="b", suite="c")
COMING = {"prochaine_action": action(1)}


# Gates.


@pytest.mark.parametrize(
    ("phase", "more", "passed"),
    [
        ("informaction", {}, {"porte_debat": False}),
        ("informaction", {"rencontres": (HELD,)}, {"porte_debat": True}),
        ("informaction", {"rencontres": (meeting(3),)}, {"porte_debat": False}),
        ("informaction", {"rencontres": (meeting(-3, statut="annulee"),)}, {"porte_debat": False}),
        (
            "informaction",
            {"rencontres": (meeting(-3, statut="tenue", genre="fete"),)},
            {"porte_debat": False},
        ),
        ("informaction", {"engagements": Engagements(nombre=3)}, {"porte_debat": False}),
        (
            "informaction",
            {"engagements": Engagements(nombre=14, seuil=15)},
            {"porte_debat": False, "porte_engagements": False},
        ),
        (
            "informaction",
            {"rencontres": (HELD,), "engagements": Engagements(nombre=15, seuil=15)},
            {"porte_debat": True, "porte_engagements": True},
        ),
        ("creaction", {}, {"porte_organisation": False, "porte_decision": False}),
        (
            "creaction",
            {"decision": AGREED["decision"]},
            {"porte_organisation": False, "porte_decision": True},
        ),
        ("creaction", AGREED, {"porte_organisation": True, "porte_decision": True}),
        ("activaction", {}, {"porte_bilan": False}),
        ("activaction", {"bilan": BILAN}, {"porte_bilan": True}),
    ],
)
def test_each_phase_ends_with_its_own_gates(phase, more, passed):
    one = defi(phase=phase, **more)
    assert {gate.slug: gate.passed for gate in current_gates(one)} == passed
    assert {gate.slug: gate.passed for gate in gates(one, phase)} == passed
    assert all(gate.sentence for gate in current_gates(one))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"phase": "informaction"}, []),
        ({"phase": "creaction"}, ["porte_debat"]),
        ({"phase": "creaction", "rencontres": (HELD,)}, []),
        (
            {
                "phase": "creaction",
                "rencontres": (HELD,),
                "engagements": Engagements(nombre=1, seuil=2),
            },
            ["porte_engagements"],
        ),
        (
            {"phase": "activaction"},
            ["porte_debat", "porte_organisation", "porte_decision"],
        ),
        ({"phase": "activaction", "rencontres": (HELD,), **AGREED}, []),
        (
            {"phase": "activaction", "rencontres": (HELD,), **AGREED, "etat": "abouti"},
            ["porte_bilan"],
        ),
        ({"phase": "informaction", "etat": "arrete"}, ["porte_bilan"]),
        ({"phase": "informaction", "etat": "arrete", "bilan": BILAN}, []),
    ],
)
def test_only_the_gates_behind_are_advice(more, told):
    assert kinds(defi(**COMING, **more)) == told


def test_the_counts_of_a_gate_are_said():
    one = defi(
        phase="creaction", rencontres=(HELD,), engagements=Engagements(nombre=7, seuil=15), **COMING
    )
    (only,) = [each.at(1) for each in advice(one, TODAY)]
    assert "7 personnes engagées sur 15" in only.message
    assert not only.is_error


# What comes next.


@pytest.mark.parametrize(
    ("more", "state", "after"),
    [
        ({"prochaine_action": action(1)}, "a-venir", 1),
        ({"prochaine_action": action(0)}, "a-venir", 0),
        ({"prochaine_action": action(5), "rencontres": (meeting(1),)}, "a-venir", 1),
        ({"prochaine_action": action(5), "evenements": (event(3),)}, "a-venir", 3),
        ({"prochaine_action": action(1), "rencontres": (meeting(5),)}, "a-venir", 1),
        (
            {
                "prochaine_action": action(2),
                "rencontres": (meeting(2, "On essaie", statut="annulee"),),
            },
            "absente",
            None,
        ),
        ({"prochaine_action": action(-1)}, "passee", -1),
        ({"prochaine_action": action(-1), "rencontres": (meeting(3),)}, "a-venir", 3),
        ({"prochaine_action": action(-1), "rencontres": (meeting(-3),)}, "passee", -1),
        ({"rencontres": (meeting(9), meeting(2), meeting(5))}, "a-venir", 2),
        ({"rencontres": (meeting(0),)}, "a-venir", 0),
        ({"rencontres": (meeting(9),), "evenements": (event(4),)}, "a-venir", 4),
        ({"evenements": (event(-4),)}, "absente", None),
        ({"rencontres": (meeting(2, statut="annulee"),)}, "absente", None),
        ({"rencontres": (meeting(2, statut="tenue"),)}, "absente", None),
        ({}, "absente", None),
    ],
)
def test_what_comes_next_is_the_nearest_date(more, state, after):
    found = next_action(defi(**more), TODAY)
    assert (found.state, found.date) == (state, None if after is None else day(after))
    assert bool(found.quoi) == (state != "absente")


def test_two_meetings_on_one_day_are_told_in_a_total_order():
    two = (meeting(2, "B"), meeting(2, "A"))
    assert next_action(defi(rencontres=two), TODAY) == next_action(
        defi(rencontres=two[::-1]), TODAY
    )


def said(**more):
    return ProchaineAction(date=day(2), quoi="On essaie", **more)


SAME_DAY = meeting(
    2,
    "On essaie : le soir",
    debut=time(18, 30),
    fin=time(20),
    lieu="La halle",
    accessibilite="Plain-pied",
    venir="libre",
)


WHOLE = (time(18, 30), time(20), "La halle", "Plain-pied", "libre", "debat")


@pytest.mark.parametrize(
    ("own", "dated", "told"),
    [
        ({}, (SAME_DAY,), WHOLE),
        (
            {"debut": time(18, 30), "lieu": "La halle, place du Marché", "venir": "prevenir"},
            (SAME_DAY,),
            (time(18, 30), time(20), "La halle, place du Marché", "Plain-pied", "libre", "debat"),
        ),
        ({"debut": time(9)}, (SAME_DAY,), (time(9), None, "", "", "", "")),
        ({"lieu": "Le gymnase"}, (SAME_DAY,), (None, None, "Le gymnase", "", "", "")),
        ({}, (SAME_DAY, meeting(2)), WHOLE),
        ({}, (SAME_DAY, replace(SAME_DAY, titre="Le soir, on essaie")), (None, None, "", "", "", "")),
        ({"debut": time(18)}, (replace(SAME_DAY, titre="On essaie", debut=time(19)),),
         (time(19), time(20), *WHOLE[2:])),
        ({"debut": time(18)}, (replace(SAME_DAY, titre="On essaie", debut=None, fin=None, venir=None),),
         (time(18), None, "La halle", "Plain-pied", "", "debat")),
        ({}, (replace(SAME_DAY, titre="On essaie"), meeting(2)),
         (time(18, 30), time(20), "La halle", "Plain-pied", "libre", "debat")),
        ({}, (replace(SAME_DAY, titre="Un débat"),), (None, None, "", "", "", "")),
        ({}, (SAME_DAY, event(2)), WHOLE),
        ({}, (replace(SAME_DAY, titre="On essaie", statut="annulee", id="a"), replace(SAME_DAY, titre="On essaie")),
         WHOLE),
        ({}, (meeting(2, statut="annulee"),), (None, None, "", "", "", "")),
        ({}, (meeting(3, debut=time(18)),), (None, None, "", "", "", "")),
        ({}, (replace(event(2), titre="On essaie"),), (None, None, "Place", "", "", "evenement")),
    ],
    ids=[
        "nothing said", "the longer place", "another hour", "another place", "two meetings",
        "two that it may be", "another hour under its name", "an hour that the meeting does not say",
        "two meetings, one of its name", "another thing", "a meeting and an event",
        "one called off, one not", "called off", "another day", "an event",
    ],
)  # fmt: skip
def test_an_action_is_told_as_what_it_surely_is_and_calendars_hold_the_same(own, dated, told):
    meetings = tuple(one for one in dated if not isinstance(one, Evenement))
    events = tuple(one for one in dated if isinstance(one, Evenement))
    one = defi(prochaine_action=said(**own), rencontres=meetings, evenements=events)
    found = next_action(one, TODAY)
    assert found.quoi == "On essaie"
    assert (
        found.debut, found.fin, found.lieu, found.accessibilite, found.venir, found.genre
    ) == told  # fmt: skip
    there = next(
        each for each in dates_of(one, TODAY) if each.nom == found.nom and not each.is_cancelled
    )
    assert (there.jour, there.debut, there.fin, there.lieu, there.venir) == (
        found.date, found.debut, found.fin, found.lieu, found.venir
    )  # fmt: skip
    alone = sum(each.genre == ACTION for each in dates_of(one, TODAY))
    assert alone == (found.genre == ""), "told once in the agenda"


def test_what_comes_next_without_an_action_is_told_whole_in_the_order_of_the_agenda():
    """By hour, what has none first, as calendars put it."""
    place = values.find_commune("Épinal (Vosges)")
    evening = meeting(2, "Le soir", debut=time(20), commune=place)
    one = defi(rencontres=(evening, meeting(2, "Plus tard", debut=time(21))))
    found = next_action(one, TODAY)
    assert (found.quoi, found.debut, found.lieu) == ("Le soir", time(20), "La halle")
    assert (found.commune, found.genre) == (place, "debat")
    several = replace(one, rencontres=(*one.rencontres, meeting(2, "Sans heure")))
    assert next_action(several, TODAY).quoi == "Sans heure"
    told = [each.titre for each in dates_of(several, TODAY)]
    assert told == ["Sans heure", "Le soir", "Plus tard"]
    assert [each.rencontre.titre for each in meetings(several, TODAY)[0]] == told


def test_dates_of_one_hour_are_in_a_total_order_whatever_the_order_of_the_files():
    some = [
        values.defi(slug, rencontres=(meeting(2, "B", id="b"), meeting(2, "A", id="a")))
        for slug in "zy"
    ]
    orders = [
        [(each.defi.slug, each.nom) for each in sorted(dates, key=agenda_order)]
        for defis_ in (some, some[::-1])
        for dates in [[each for one in defis_ for each in dates_of(one, TODAY)[::-1]]]
    ]
    assert orders == [[("y", "a"), ("y", "b"), ("z", "a"), ("z", "b")]] * 2


@pytest.mark.parametrize("etat", ["abouti", "arrete"])
def test_nothing_is_to_come_in_a_defi_that_is_finished(etat):
    one = defi(
        etat=etat, prochaine_action=action(1), rencontres=(meeting(2),), evenements=(event(3),)
    )
    assert next_action(one, TODAY) == NextAction("absente")
    assert not any(each.is_coming(TODAY) for each in dates_of(one, TODAY))


def test_an_action_that_is_a_meeting_held_today_is_over():
    held = meeting(0, "On essaie", statut="tenue")
    one = defi(prochaine_action=ProchaineAction(date=day(0), quoi="On essaie"), rencontres=(held,))
    assert next_action(one, TODAY).state == "absente"


@pytest.mark.parametrize(
    ("own", "missing"),
    [
        ({}, ("debut", "lieu")),
        ({"debut": time(9)}, ("lieu",)),
        ({"lieu": "La halle"}, ("debut",)),
        ({"debut": time(0), "lieu": "La halle"}, ()),
    ],
)
def test_an_action_says_what_whoever_comes_would_still_ask(own, missing):
    found = next_action(defi(prochaine_action=said(**own)), TODAY)
    assert found.missing == missing
    past = next_action(defi(prochaine_action=action(-1)), TODAY)
    assert past.missing == ()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, ["action_absente"]),
        ({"prochaine_action": action(-1)}, ["action_passee"]),
        ({"prochaine_action": action(0)}, []),
        ({"prochaine_action": action(-1), "rencontres": (meeting(3),)}, []),
        ({"etat": "en-pause"}, []),
        ({"etat": "en-pause", "prochaine_action": action(-1)}, []),
        ({"depuis": day(1), **COMING}, ["depuis_futur"]),
        ({"depuis": day(0), **COMING}, []),
    ],
)
def test_a_past_or_missing_action_is_advice_for_a_living_defi(more, told):
    assert kinds(defi(**more)) == told


@pytest.mark.parametrize(
    ("past", "now", "skipped"),
    [
        ((), "informaction", 0),
        ((), "activaction", 0),
        (("informaction",), "creaction", 0),
        (("informaction", "creaction"), "activaction", 0),
        (("informaction",), "activaction", 1),
        (("informaction", "creaction"), "informaction", 0),
        (("activaction", "creaction"), "informaction", 0),
        (("informaction", "creaction", "informaction"), "activaction", 1),
    ],
)
def test_a_phase_that_is_skipped_is_advice_and_going_back_is_not(past, now, skipped):
    steps = tuple(
        EtapePassee(phase=phase, depuis=date(2026, 1, number))
        for number, phase in enumerate(past, 1)
    )
    assert kinds(defi(historique=steps, phase=now, **COMING)).count("etape_sautee") == skipped


DAYS = st.integers(-400, 400).map(day)


@st.composite
def defis(draw):
    """Any défi, as far as its dates and its words of closed lists go."""
    some = draw(st.lists(DAYS, max_size=4))
    return defi(
        phase=draw(st.sampled_from(slugs(PHASES))),
        etat=draw(st.sampled_from(slugs(ETATS))),
        depuis=draw(DAYS),
        prochaine_action=draw(st.none() | st.builds(ProchaineAction, date=DAYS, quoi=st.just("a"))),
        rencontres=tuple(
            rencontre(one, statut=draw(st.sampled_from(["prevue", "tenue", "annulee"])))
            for one in some
        ),
        journal=tuple(Entree(date=one, texte="a") for one in draw(st.lists(DAYS, max_size=3))),
    )


@given(defis())
def test_a_defi_never_changed_in_the_future(one):
    assert last_change(one, TODAY) <= TODAY


@given(defis())
def test_what_is_to_come_is_never_past_and_what_is_past_never_to_come(one):
    found = next_action(one, TODAY)
    assert (found.state == "a-venir") == (found.date is not None and found.date >= TODAY)
    assert (found.state == "absente") == (found.date is None)


@given(defis())
def test_no_advice_stops_anything(one):
    assert not any(each.at(1).is_error for each in advice(one, TODAY))


@pytest.mark.parametrize(
    "more",
    [
        {"journal": (Entree(date=day(-2), texte="a"),)},
        {"decisions": (DecisionPrise(date=day(-2), texte="a"),)},
        {"rencontres": (meeting(-2),)},
        {"accompagnement": (Visite(date=day(-2), quoi="a"),)},
        {"evenements": (event(-2),)},
        {"experiences": (Experience(hypothese="a", essai="b", debut=day(-2)),)},
        {"experiences": (Experience(hypothese="a", essai="b", debut=day(-9), fin=day(-2)),)},
        {"plan": (Tache(quoi="a", echeance=day(5), fait_le=day(-2)),)},
        {"besoins": (Besoin(quoi="a", nature="lieu", pourvu_le=day(-2)),)},
        {"offres": (Besoin(quoi="a", nature="lieu", pourvu_le=day(-2)),)},
        {"depuis": day(-2)},
    ],
    ids=lambda more: next(iter(more)),
)
def test_a_defi_last_changed_on_the_latest_past_date_of_its_file(more):
    later = {"prochaine_action": action(3)}
    assert last_change(defi(**({"depuis": day(-30)} | later | more)), TODAY) == day(-2)


def test_a_phase_that_begins_tomorrow_leaves_the_last_change_to_the_phase_before():
    past = (EtapePassee(phase="informaction", depuis=day(-40)),)
    one = defi(phase="creaction", depuis=day(1), historique=past)
    assert last_change(one, TODAY) == day(-40)


# The kind of project.


def test_the_kind_of_a_defi_is_as_its_group_says_it_else_its_model_else_its_first_theme():
    modele = Document(
        "atelier", "content/modeles/atelier.md", FicheModele(titre="Atelier", resume="a")
    )
    known = Catalogue(
        modeles={"atelier": modele}, themes={"culture": values.theme("culture", "La culture")}
    )
    own = {"genre_de_projet": "Café couture", "modele": "atelier", "themes": ("culture", "habitat")}
    said = []
    for key in ("genre_de_projet", "modele", "themes", "nothing"):
        said.append(kind_of(defi(**own), known))
        own.pop(key, None)
    assert said == ["Café couture", "Atelier", "La culture", ""]
    assert kind_of(defi(modele="inconnu", themes=("arts-du-feu",)), known) == "Arts du feu"


# Guides.


def helping(one, guides):
    """The guides that are shown to a défi, in their order."""
    catalogue = Catalogue(guides={each.slug: each for each in guides})
    return [
        each.slug for each in arounds(catalogue, TODAY).of(one).guides.get("poser-la-question", ())
    ]


def test_the_guides_nearest_to_a_defi_come_first_then_by_name():
    guides = [
        guide("z-pour-tous"),
        guide("a-pour-tous"),
        guide("m-du-theme", themes=("culture", "nature")),
        guide("n-du-territoire", territoires=("petite-ville",)),
        guide("x-des-deux", themes=("culture",), territoires=("petite-ville", "rural")),
        guide("autre-phase", phases=("creaction",)),
        guide("autre-theme", themes=("nature",)),
        guide("autre-territoire", territoires=("rural",)),
    ]
    expected = ["x-des-deux", "m-du-theme", "n-du-territoire"]
    one = defi(themes=("culture",))
    assert helping(one, guides) == expected
    assert helping(one, guides[::-1]) == expected


def test_a_defi_without_a_theme_gets_no_guide_made_for_one():
    assert helping(defi(), [guide("culture", themes=("culture",))]) == []


def model(slug, **more):
    fiche = FicheModele(**({"titre": "Café participatif", "resume": "a"} | more))
    return Document(slug, f"content/modeles/{slug}.md", fiche)


GUIDES = (
    guide("du-pas", etapes=("inviter",)),
    guide("du-pas-rural", etapes=("inviter",), territoires=("rural",)),
    guide("autre-pas", etapes=("se-compter",)),
    guide("du-theme", themes=("mobilite",)),
    guide("du-territoire", territoires=("rural",)),
    guide("du-modele", territoires=("metropole",)),
    guide("pour-tous"),
    guide("apres", phases=("creaction",)),
)
HELPED = Catalogue(
    guides={each.slug: each for each in GUIDES},
    themes={"mobilite": theme("mobilite", "Mobilité")},
    modeles={"cafe": model("cafe", guides=("du-modele",))},
)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            {"territoire": "rural"},
            [
                ("du-pas-rural", "Pour ce pas et parce que vous êtes en milieu rural"),
                ("du-pas", "Pour ce pas"),
                ("du-territoire", "Parce que vous êtes en milieu rural"),
            ],
        ),
        (
            {"themes": ("mobilite",)},
            [
                ("du-pas", "Pour ce pas"),
                ("du-theme", "Pour le thème Mobilité"),
                ("pour-tous", "Pour l’étape Inform’action"),
            ],
        ),
        (
            {"modele": "cafe"},
            [
                ("du-pas", "Pour ce pas"),
                ("du-modele", "Pour un projet comme le vôtre : Café participatif"),
                ("pour-tous", "Pour l’étape Inform’action"),
            ],
        ),
        (
            {},
            [("du-pas", "Pour ce pas"), ("pour-tous", "Pour l’étape Inform’action")],
        ),
    ],
    ids=["territoire", "thème", "modèle", "rien"],
)
def test_each_guide_of_a_step_says_why_it_is_there(more, expected):
    found = arounds(HELPED, TODAY).of(defi(**more)).guides["inviter"]
    assert [(each.slug, each.raison) for each in found] == expected
    assert [each.du_pas for each in found] == [
        each.raison.startswith("Pour ce pas") for each in found
    ]


def test_what_to_do_now_links_only_a_guide_that_names_the_step():
    one = defi(question="a", notre_bien_vivre="b", rencontres=(meeting(3),))
    around = arounds(HELPED, TODAY).of(one)
    assert {each.pas: each.guide and each.guide.slug for each in now(one, around)} == {
        "inviter": "du-pas",
        "se-compter": "autre-pas",
        "tenir-le-debat": None,
    }


@pytest.mark.parametrize(("after", "count"), [(-1, 1), (0, 0), (1, 0)])
def test_a_guide_is_due_the_day_after_its_term(after, count):
    catalogue = Catalogue(guides={"a": guide("a", a_reverifier_avant=day(after))})
    told = [each.at(1) for each in all_advice(catalogue, TODAY)]
    assert [each.kind for each in told] == ["guide_a_reverifier"] * count


# Who else asks.


def asks(slug, **more):
    return values.defi(slug, **more)


@pytest.mark.parametrize(
    ("others", "annonces", "near"),
    [
        ((), (), False),
        ((asks("b"),), (), True),
        ((asks("b", commune="Gérardmer (Vosges)"),), (), True),
        ((asks("b", commune="Vézelise (Meurthe-et-Moselle)"),), (), True),
        ((asks("b", commune="Brest (Finistère)"),), (), False),
        ((asks("b", themes=("nature",)),), (), False),
        ((asks("b", themes=("nature", "culture")),), (), True),
        ((), (annonce("a"),), True),
        ((), (annonce("a", themes=("nature",)),), False),
        ((), (annonce("a", jusqu_au=day(-1)),), False),
        ((), (annonce("a", jusqu_au=day(0)),), True),
    ],
)
def test_someone_near_asks_the_same_when_a_theme_is_shared_or_not_said(others, annonces, near):
    one = asks("a", themes=("culture",))
    catalogue = Catalogue(
        defis={each.slug: each for each in (one, *others)},
        annonces={each.slug: each for each in annonces},
    )
    around = arounds(catalogue, TODAY).of(one)
    assert around.pres == near
    states = {stage.step.slug: stage.etat for stage in stages(one, TODAY, around)}
    assert states["chercher-les-autres"] == ("a-faire" if near else "inutile")


# The whole road.

ALONE, NEAR = Around(), Around(pres=True)


def test_the_road_has_six_to_nine_steps_a_phase_and_each_says_all_it_must():
    for phase in slugs(PHASES):
        assert 6 <= sum(step.phase == phase for step in STEPS) <= 9
    assert len({step.slug for step in STEPS}) == len({step.titre for step in STEPS}) == len(STEPS)
    before = {""}
    for step in STEPS:
        assert step.apres in before
        before.add(step.slug)
        assert step.titre, step.slug
        assert step.geste, step.slug
        assert (step.pourquoi[-1:], step.quand_fait[-1:]) == (".", "."), step.slug
        assert not step.porte or step.porte in KINDS


DIFFERENT = [
    *({"territoire": each} for each in slugs(TERRITOIRES)),
    *({"themes": (each,)} for each in _THEMES),
    *({"genre_de_projet": each} for each in _KIND),
]


@pytest.mark.parametrize("phase", slugs(PHASES))
def test_two_defis_that_differ_by_one_thing_get_different_steps(phase):
    """By type, by theme, by kind: in each phase, and each says its reason."""

    def words(more):
        one = defi(**({"territoire": "rural"} | more))
        road = stages(one, TODAY, ALONE)
        told = tuple(stage.raison for stage in road if stage.step.phase == phase)
        assert all(reason.count(" : ") <= 1 for reason in told), "one sentence a step"
        return told

    plain = words({})
    said = {tuple(more.values()): words(more) for more in DIFFERENT}
    assert {key for key, found in said.items() if found == plain} == {("rural",)}
    for name in ("territoire", "themes"):
        of_one = [
            found for more, found in zip(DIFFERENT, said.values(), strict=True) if name in more
        ]
        assert len(set(of_one)) == len(of_one)


def test_a_kind_is_read_in_the_words_of_the_group_else_in_the_name_of_its_model():
    def tried(**more):
        road = {stage.step.slug: stage for stage in stages(defi(**more), TODAY, ALONE)}
        return road["essayer-en-petit"].raison

    assert tried(genre_de_projet="Café participatif") == tried(modele="cafe-participatif")
    assert tried(genre_de_projet="Un CAFÉ !") == tried(genre_de_projet="le bistrot")
    assert tried(genre_de_projet="Jardin partagé", modele="cafe") == tried(modele="jardin")
    assert tried(genre_de_projet="Le Pré-aux-Clercs", modele="cafe") == tried(modele="cafe")
    assert not tried(genre_de_projet="Autre chose")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Jardins partagés", "jardin"), ("Cafés", "cafe"), ("Ateliers", "atelier"),
        ("Café de quartier", "cafe"), ("Bureaux partagés", "travail"), ("Repair café", "atelier"),
        ("Atelier de réparation de vélos", "atelier"), ("Partage de trajets", "trajets"),
        ("Groupement d’achats", "groupement"), ("PLU", "urbanisme"),
        *((other, "") for other in (
            "Repas de quartier", "Journal de quartier", "Marches de quartier", "Compost urbain",
            "Chantier nature", "Atelier d’écriture", "École à vélo", "Promotion de la lecture",
            "Habitat pour hirondelles", "Jardin d’enfants", "Café philo", "Fête des voisins", "",
        )),
    ],
)  # fmt: skip
def test_a_kind_is_told_by_whole_words_alone_rather_none_than_a_wrong_one(said, kind):
    assert family_of(said) == kind


def test_of_what_is_particular_the_kind_speaks_first_then_the_theme_then_the_place():
    def fixed(**more):
        return road_of(territoire="metropole", **more)["fixer-le-debat"].raison

    assert fixed().startswith("Dans une métropole")
    assert fixed(themes=("culture", "nature")).startswith("Pour la nature")
    assert fixed(themes=("nature",), modele="cafe").startswith("Pour un café")


def road_of(**more):
    """Each stage of a défi, by its slug."""
    return {stage.step.slug: stage for stage in stages(defi(**more), TODAY, ALONE)}


@pytest.mark.parametrize(
    ("days", "journal", "etat", "attend", "reason"),
    [
        ([-400, 4], [-399], "a-faire", True, "Le grand jour est le jeudi 26"),
        ([-400, 0], [-399], "a-faire", True, "Le grand jour, c’est aujourd’hui."),
        ([-400, -4], [-399], "a-faire", False, "Il a eu lieu le mercredi 18"),
        ([-400, -4], [-4], "fait", False, ""),
        ([-400], [-401], "a-faire", False, "Il a eu lieu le"),
        ([], [], "a-faire", False, ""),
    ],
)
def test_a_great_day_is_waited_for_then_told_by_the_latest(days, journal, etat, attend, reason):
    entries = tuple(Entree(date=day(one), texte="a") for one in journal)
    stage = road_of(evenements=tuple(map(event, days)), journal=entries)["le-tenir"]
    assert (stage.etat, stage.attend) == (etat, attend)
    assert stage.raison.replace("\N{NO-BREAK SPACE}", " ").startswith(reason)


def test_nobody_sums_up_a_great_day_of_several_days_before_the_last():
    stage = road_of(phase="activaction", evenements=(event(-1), event(0), event(1)))[
        "tout-raconter"
    ]
    assert stage.attend
    assert stage.raison.startswith("Après le grand jour, le lundi 23")
    assert not road_of(etat="arrete", evenements=(event(1),))["tout-raconter"].attend


def test_a_fete_is_a_great_day_unless_it_is_called_off():
    def states(**more):
        road = road_of(rencontres=(meeting(-2, genre="fete", **more),))
        return road["preparer-le-grand-jour"].etat, road["le-tenir"].etat

    assert states() == ("fait", "a-faire")
    assert states(statut="tenue", compte_rendu="a") == ("fait", "fait")
    assert states(statut="annulee") == ("a-faire", "a-faire")


@pytest.mark.parametrize(
    ("meetings", "action", "etat"),
    [
        ((), {"debut": time(9), "lieu": "a"}, "a-faire"),
        ((meeting(2, statut="annulee", debut=time(9)),), None, "a-faire"),
        ((meeting(2),), None, "a-faire"),
        ((meeting(2),), {"debut": time(9)}, "a-faire"),
        ((meeting(3),), {"debut": time(9), "lieu": "a"}, "a-faire"),
        ((meeting(2),), {"debut": time(9), "lieu": "a"}, "fait"),
        ((meeting(2, debut=time(9)),), None, "fait"),
        ((meeting(-2),), None, "fait"),
    ],
)
def test_one_has_invited_once_a_debate_has_its_hour(meetings, action, etat):
    own = said(**action) if action else None
    assert road_of(rencontres=meetings, prochaine_action=own)["inviter"].etat == etat


def test_a_trial_is_waited_for_until_it_begins_then_until_it_ends():
    def told(debut, fin=None):
        trial = Experience(
            hypothese="a", essai="b", debut=day(debut), fin=None if fin is None else day(fin)
        )
        stage = road_of(experiences=(trial,))["dire-ce-que-lessai-a-donne"]
        return stage.raison.replace("\N{NO-BREAK SPACE}", " ")

    assert told(3, 9) == told(3) == "L’essai commence le mercredi 25 novembre 2026."
    assert told(0, 3) == "L’essai finit le mercredi 25 novembre 2026."
    assert told(-3, 0) == "L’essai finit aujourd’hui."
    assert told(0) == told(-3, -1) == ""


@pytest.mark.parametrize(("count", "etat"), [(0, "a-faire"), (1, "a-faire"), (2, "inutile")])
def test_a_group_that_is_several_has_found_who_asks_the_same(count, etat):
    one = defi(engagements=Engagements(nombre=count))
    road = {each.step.slug: each.etat for each in stages(one, TODAY, NEAR)}
    assert road["chercher-les-autres"] == etat


def test_money_is_asked_of_nobody_who_notes_no_expense():
    road = road_of(phase="activaction")
    assert {road[slug].etat for slug in ("equilibrer-le-budget", "trouver-largent")} == {"inutile"}
    assert road["equilibrer-le-budget"].is_open, "its reason asks to note an expense"
    assert not road["trouver-largent"].is_open
    for more in ({"organisation": Organisation(forme="association")},
                 {"besoins": (Besoin(quoi="a", nature="argent"),)}):  # fmt: skip
        assert road_of(phase="activaction", **more)["equilibrer-le-budget"].etat == "a-faire"
    spends = Financement(depenses=(Depense(**MONEY),))
    found = road_of(phase="activaction", financement=spends)["trouver-largent"]
    assert found.raison.endswith("à trouver : ni promis, ni acquis.")


def test_a_yes_of_partners_begins_with_naming_one_unless_the_whole_is_told():
    one = defi(phase="activaction", rencontres=(HELD,), plan=(Tache(quoi="a", echeance=TODAY),),
               contact="a@example.org", **AGREED, **COMING)  # fmt: skip
    assert now(one)[0].pas == "trouver-des-partenaires"
    assert road_of(bilan=BILAN)["engager-les-partenaires"].etat == "inutile"


# What now.


def now(one, around=ALONE, today=TODAY):
    """The first things to do, one day."""
    return what_now(one, today, stages(one, today, around), next_action(one, today))


def told_now(one, around=ALONE, today=TODAY):
    return [(each.geste, each.titre) for each in now(one, around, today)]


@given(defis(), st.booleans())
def test_at_most_three_things_to_do_each_by_another_gesture(one, near):
    found = now(one, Around(pres=near))
    assert len(found) <= 3
    assert len({each.geste for each in found}) == len(found)
    assert all(each.titre and each.pourquoi for each in found)
    assert found or one.is_finished
    stage = {each.step.slug: each for each in stages(one, TODAY, Around(pres=near))}
    assert all(stage[each.pas].etat == "a-faire" for each in found if each.pas)


@given(defis())
def test_a_living_defi_without_a_date_is_asked_for_one(one):
    gestures = {each.geste for each in now(one)}
    if one.etat == "actif" and next_action(one, TODAY).state != "a-venir":
        assert gestures & {"date", "rencontre", "grand-jour"}


@given(defis())
def test_a_gate_and_its_step_say_the_same(one):
    stage = {each.step.porte: each for each in stages(one, TODAY, ALONE) if each.step.porte}
    for phase in slugs(PHASES):
        for gate in gates(one, phase):
            assert (stage[gate.slug].etat == "fait") == gate.passed


def test_a_meeting_that_nobody_told_comes_first_then_a_date():
    one = defi(rencontres=(meeting(-9, "La première"), meeting(-2, "La seconde")))
    assert told_now(one)[:2] == [
        ("tenue", "Raconter la rencontre du 20\N{NO-BREAK SPACE}novembre 2026"),
        ("date", "Fixer une date"),
    ]


def test_an_action_gone_by_is_told_unless_something_was_written_since():
    past = {"prochaine_action": action(-3)}
    assert [each for each, _ in told_now(defi(**past))] == ["recit", "question", "rencontre"]
    told = {"journal": (Entree(date=day(-3), texte="a"),)}
    assert "recit" not in [each for each, _ in told_now(defi(**past, **told))]
    off = (rencontre(past["prochaine_action"].date, "Un débat", statut="annulee"),)
    assert "recit" not in [each for each, _ in told_now(defi(**past, rencontres=off))]


def test_one_passes_on_only_by_the_gates_and_ends_only_when_no_great_day_is_to_come():
    ready = {"rencontres": (HELD,), **COMING}
    assert told_now(defi(**ready))[-1] == ("etape", "Passer à Cré’action")
    assert "etape" not in [each for each, _ in told_now(defi(**COMING))]
    assert told_now(defi(phase="creaction", **AGREED, **ready))[-1][1] == "Passer à Activ’action"
    last = {"phase": "activaction", "bilan": BILAN, **AGREED, **ready}
    assert told_now(defi(**last))[-1] == ("bilan", "Dire que le défi a abouti")
    assert "bilan" not in [each for each, _ in told_now(defi(**last, evenements=(event(4),)))]


def test_a_gate_left_behind_comes_after_the_first_step_of_the_phase():
    first, gate, _ = now(defi(phase="creaction", **COMING))
    assert (first.geste, gate.geste) == ("piste", "tenue")
    assert gate.raison == "Vous avez déjà débattu ? Dites-le."
    assert [one.geste for one in now(defi(phase="activaction", **COMING))][:2] == ["prevu", "tenue"]


def test_a_group_that_went_back_is_not_only_told_to_leave_again():
    all_done = {"question": "a", "notre_bien_vivre": "b", "engagements": Engagements(nombre=9),
                "rencontres": (replace(HELD, compte_rendu="a"),), **COMING}  # fmt: skip
    back = (EtapePassee(phase="creaction", depuis=day(-9)),)
    assert [each for each, _ in told_now(defi(**all_done))] == ["etape"]
    assert [each for each, _ in told_now(defi(**all_done, historique=back))] == ["recit", "etape"]


def test_what_only_waits_comes_last_with_its_day():
    one = defi(question="a", notre_bien_vivre="b", rencontres=(meeting(3, debut=time(18)),))
    found = now(one)
    assert [each.geste for each in found] == ["engages", "tenue"]
    assert "25\N{NO-BREAK SPACE}novembre 2026" in found[-1].raison


@pytest.mark.parametrize(
    ("more", "gestures"),
    [
        ({"etat": "abouti"}, ["bilan", "offre", "suite"]),
        ({"etat": "abouti", "bilan": BILAN}, ["offre", "suite"]),
        ({"etat": "arrete"}, ["bilan", "offre"]),
        ({"etat": "arrete", "bilan": BILAN}, ["offre"]),
        ({"etat": "en-pause", "prochaine_action": action(-3)}, ["pause", "recit"]),
    ],
)
def test_a_defi_that_has_ended_or_rests_has_its_own_next_step(more, gestures):
    assert [each for each, _ in told_now(defi(**more))] == gestures


MONEY = {"poste": "Café", "montant": Decimal(300)}


def _earns(one, _now):
    income = Recette(source="Fête", montant=Decimal(300), statut="acquis")
    return {"financement": replace(one.financement, recettes=(income,))}


def _tells_a_meeting(one, _now):
    gone = next(m for m in one.rencontres if m.compte_rendu is None)
    done = replace(gone, statut="tenue", compte_rendu="a")
    return {"rencontres": tuple(done if m == gone else m for m in one.rencontres)}


def _goes_on(one, now):
    order = slugs(PHASES)
    past = EtapePassee(phase=one.phase, depuis=one.depuis)
    phase = order[order.index(one.phase) + 1]
    return {"phase": phase, "depuis": now, "historique": (*one.historique, past)}


def _ends(one, _now):
    return {"etat": "abouti"} if one.bilan else {"bilan": BILAN}


def _agrees(one, _now):
    """How the group is organised, then how it decides: one form asks both."""
    missing = "decision" if one.organisation else "organisation"
    return {missing: AGREED[missing]}


def _tries(one, now):
    if one.experiences:
        return {"experiences": (replace(one.experiences[0], suite="adapter"),)}
    return {"experiences": (Experience(hypothese="a", essai="b", debut=now),)}


def _sets_a_date(one, now):
    debates = [each.date for each in one.rencontres if each.is_coming(now)]
    soon = min(debates, default=now + timedelta(days=7))
    return {"prochaine_action": ProchaineAction(date=soon, quoi="a", debut=time(18), lieu="b")}


PARTNER = Partenaire(nom="a", role="b", statut="engage")
FOLLOWED = {
    "question": lambda one, _: {"question": "a", "notre_bien_vivre": "b"},
    "famille": lambda one, _: {"inspire_de": "autre"},
    "rencontre": lambda one, now: {
        "rencontres": (*one.rencontres, rencontre(now + timedelta(days=5)))
    },
    "date": _sets_a_date,
    "tenue": _tells_a_meeting,
    "engages": lambda one, _: {"engagements": Engagements(nombre=15, seuil=15)},
    "recit": lambda one, now: {"journal": (*one.journal, Entree(date=now, texte="a"))},
    "etape": _goes_on,
    "piste": lambda one, _: {"pistes": (Piste(titre="a", pour="b", contre="c"),) * 2},
    "essai": _tries,
    "besoin": lambda one, _: {"besoins": (Besoin(quoi="a", nature="lieu"),)},
    "partenaire": lambda one, _: {"partenaires": (PARTNER,)},
    "acteur": lambda one, _: {"acteurs": (Acteur(nom="a", role="allie"),)},
    "organisation": _agrees,
    "prevu": lambda one, now: {"plan": (Tache(quoi="a", echeance=now),)},
    "recette": _earns,
    "lien": lambda one, _: {"liens": (Lien(titre="a", url="https://example.org/"),)},
    "grand-jour": lambda one, now: {
        "evenements": (Evenement(date=now + timedelta(days=9), titre="a", lieu="b"),)
    },
    "suite": lambda one, _: {"activites": (Activite(quoi="a", rythme="b"),)},
    "bilan": _ends,
}
"""What a group writes that follows a gesture, by its slug."""


@pytest.mark.parametrize("around", [ALONE, NEAR], ids=["seul", "entouré"])
@pytest.mark.parametrize("seuil", [None, 15])
def test_to_follow_the_first_thing_again_and_again_leads_to_the_end(around, seuil):
    """A group does what it is told first; what only waits for a day waits for that day."""
    one, when, phases = defi(), TODAY, []
    if seuil:
        spends = Financement(depenses=(Depense(**MONEY),))
        one = replace(one, engagements=Engagements(nombre=1, seuil=seuil), financement=spends)
    for _ in range(200):
        if one.is_finished:
            break
        first = now(one, around, when)[0]
        step = STEP.get(first.pas)
        wait = step.waits(one, when) if step else None
        if wait:
            when = wait.until + timedelta(days=first.geste == "recit")
            continue
        changed = replace(one, **FOLLOWED[first.geste](one, when))
        assert changed != one, first
        one = changed
        phases += [one.phase] if one.phase not in phases else []
    assert one.etat == "abouti"
    assert phases == list(slugs(PHASES))
    left = [s.step.slug for s in stages(one, when, around) if s.etat == "a-faire"]
    assert left == []


def test_the_day_never_leaves_a_group_that_follows_without_an_end():
    """Likewise, when a day passes after each thing that is done."""
    one, when = defi(), TODAY
    for _ in range(200):
        when += timedelta(days=1)
        first = now(one, ALONE, when)[0]
        step = STEP.get(first.pas)
        if not (step and step.waits(one, when)):
            one = replace(one, **FOLLOWED[first.geste](one, when))
        if one.is_finished:
            return
    pytest.fail(f"still at {first}")


# The day.


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ((2026, 11, 22, 12, 0), date(2026, 11, 22)),
        ((2026, 11, 22, 22, 59), date(2026, 11, 22)),
        ((2026, 11, 22, 23, 1), date(2026, 11, 23)),
        ((2026, 7, 14, 21, 59), date(2026, 7, 14)),
        ((2026, 7, 14, 22, 1), date(2026, 7, 15)),
        ((2020, 1, 1, 0, 0), date(2020, 1, 1)),
    ],
)
def test_today_is_the_day_in_paris_of_the_date_that_is_set(moment, expected):
    seconds = int(datetime(*moment, tzinfo=UTC).timestamp())
    assert clock.today({"SOURCE_DATE_EPOCH": str(seconds)}) == expected


def test_today_does_not_depend_on_the_zone_of_the_machine(monkeypatch):
    noon = {"SOURCE_DATE_EPOCH": str(int(datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()))}
    for zone in ("Pacific/Kiritimati", "Pacific/Midway"):
        monkeypatch.setenv("TZ", zone)
        assert clock.today(noon) == date(2026, 11, 22)


def test_without_a_date_that_is_set_today_is_now():
    assert abs((clock.today({}) - datetime.now(UTC).date()).days) <= 1


NO_DAY = [
    "hier",
    "-1",
    "1e9",
    "1.5",
    " 1795348800",
    "٣",
    "0",
    "4102444800",
    "9" * 30,
    "1795348800\n",
]


@pytest.mark.parametrize("epoch", NO_DAY)
def test_a_date_that_cannot_be_is_told_with_what_to_write(epoch):
    with pytest.raises(clock.WrongClock) as told:
        clock.today({"SOURCE_DATE_EPOCH": epoch})
    assert str(told.value).startswith("SOURCE_DATE_EPOCH ")
    assert "git log -1 --format=%ct" in str(told.value)
    assert str(told.value).isprintable()


@pytest.mark.parametrize("year", [1970, 2019, 2100, 9999])
def test_a_machine_whose_clock_is_wrong_is_told(monkeypatch, year):
    class Wrong(datetime):
        @classmethod
        def now(cls, zone=None):
            return cls(year, 6, 1, tzinfo=zone)

    monkeypatch.setattr(clock, "datetime", Wrong)
    with pytest.raises(clock.WrongClock, match=f"^L’horloge de cette machine dit le 01/06/{year}"):
        clock.today({})
