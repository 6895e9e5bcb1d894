"""« Et maintenant ? » on the page of a défi, and its whole road: for its group, for who passes by."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from urllib.parse import quote

import pytest
from drawing import site_of
from parts import section
from reading import links, plain
from values import defi, guide, rencontre
from worlds import TODAY, WORLD

from generator.accompaniment.journey import stages
from generator.content.model import (
    Activite,
    Besoin,
    Bilan,
    Engagements,
    EtapePassee,
    Evenement,
    Experience,
    Lien,
    Partenaire,
    ProchaineAction,
    Recurrence,
    Tache,
)
from generator.content.reader import Reader
from generator.outputs.defis.context import defi_context, neighbourhoods, road_of
from generator.outputs.defis.dossier import dossier_view
from generator.outputs.defis.now import STATE_WORDS, walked
from generator.outputs.defis.page import defi_view
from generator.outputs.defis.steps import draw_steps
from generator.outputs.defis.story import parted
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.dates import date_row, first_dates

SITE = SiteView(nom="Bien Vivre", description="Ici", adresse="ici@example.org")
SOON = ProchaineAction(date=date(2026, 12, 5), quoi="On goûte")
TOLD = Bilan(resultats="Un café", appris="La patience", suite="On continue")


def page_of(one, *, site=None, view=SITE, **more):
    site = site or site_of(one, view=view, **more)
    known = defi_context(site, one)
    template = site.template("defis/defi.html")
    return plain(template.render(d=defi_view(one, known, road_of(one, known)), racine="../../"))


def steps_of(one, *, site=None, **more):
    site = site or site_of(one, view=SITE, **more)
    (drawn,) = draw_steps(
        site, site.shell("defis"), one, (known := defi_context(site, one)), road_of(one, known)
    )
    return plain(drawn.content.decode())


def dossier_of(one):
    template = site_of(one).template("defis/dossier.html")
    return plain(template.render(g=dossier_view(one, TODAY), racine="../../../"))


def halves(page):
    """What the group is told, then what who passes by is told."""
    group, _, passing = section(page, "maintenant").partition('id="rejoindre"')
    return group, passing or section(page, "rejoindre")


def test_the_first_step_is_the_only_yellow_button_and_opens_its_gesture_about_the_defi():
    group, passing = halves(page_of(defi("cafe", question="Où ?")))
    (address,) = re.findall(r'<a class="btn" href="([^"]*)"', group)
    assert re.fullmatch(r"\.\./\.\./mettre-a-jour/[a-z-]+/\?defi=cafe", address)
    assert 'class="btn"' not in passing
    assert len(re.findall(r'mettre-a-jour/[a-z-]+/\?defi=cafe"', group)) <= 3
    assert 'href="../../mettre-a-jour/?defi=cafe"' in group
    assert 'href="../../demander-de-l-aide/?defi=cafe"' in group


def test_a_guide_that_names_the_step_is_linked_beside_it():
    one = defi("cafe", phase="informaction", prochaine_action=SOON)
    first = guide(
        "poser", titre="Bien demander", phases=("informaction",), etapes=("poser-la-question",)
    )
    group, _ = halves(page_of(one, guides={"poser": first}))
    assert 'Un guide pour ce pas : <a href="../../ressources/poser/">Bien demander</a>' in group


def test_who_passes_by_may_come_be_one_more_and_bring_the_first_two_needs():
    wanted = tuple(Besoin(quoi=f"Besoin {n}", nature="materiel") for n in range(5))
    one = defi(
        "cafe",
        prochaine_action=replace(SOON, debut=time(9), fin=time(12), lieu="La salle des fêtes"),
        besoins=wanted,
        engagements=Engagements(nombre=3, seuil=5),
    )
    page = page_of(one)
    group, passing = halves(page)
    assert "<li>Venir samedi 5 décembre.</li>" in passing
    assert page.count("La salle des fêtes") == 1, "where one goes is said once"
    assert "3 personnes engagées</strong>, il en faut 5." in passing
    assert re.findall(r"Besoin \d(?=\. <a)", passing) == ["Besoin 0", "Besoin 1"]
    answers = re.findall(r'href="([^"]*)" aria-label="J’en ai', page)
    assert answers[0] == answers[2] == "../../rejoindre/?defi=cafe&amp;besoin=Besoin%200"
    assert "#rejoindre" not in page, "sent round in circles"
    assert "#prochaine-action" not in page
    assert '<a href="#besoins">Les autres besoins (3)</a>' in passing
    assert 'href="../../rejoindre/?defi=cafe">J’en suis</a>' in passing
    assert "Besoin" not in group


@pytest.mark.parametrize("etat", ["abouti", "arrete"])
def test_a_defi_that_is_over_lends_and_lets_do_the_same(etat):
    one = defi("cafe", etat=etat, bilan=TOLD, offres=(Besoin(quoi="Un four", nature="materiel"),))
    page = page_of(one)
    group, passing = halves(page)
    assert "Vous étiez du groupe ?" in group
    assert "aide" not in group
    assert '<a href="#offres">Ce que le groupe peut prêter ou apprendre (1)</a>' in passing
    assert '<a href="../../proposer/">' in passing
    assert "J’en suis" not in passing
    assert page.index("Un café") < page.index("La patience") < page.index("Un four")


@pytest.mark.parametrize("etat", ["abouti", "arrete"])
def test_what_a_defi_that_is_over_still_announces_is_not_to_come(etat):
    """Neither on its page nor in its calendars."""
    one = defi(
        "cafe",
        etat=etat,
        bilan=TOLD,
        prochaine_action=SOON,
        rencontres=(rencontre(date(2026, 12, 6), "On vote"),),
        evenements=(Evenement(date=date(2026, 12, 7), titre="On danse", lieu="Place"),),
    )
    page = page_of(one)
    said = ("On goûte", "On vote", "On danse", "Prochaine action", "Je participe", "Prévenir un voisin",
            "Venir samedi", "Rendez-vous", "ses dates")  # fmt: skip
    assert not [each for each in said if each in page]


def test_a_date_of_a_group_that_pauses_asks_to_make_sure_wherever_one_reads_it():
    one = defi("cafe", etat="en-pause", prochaine_action=SOON,
               activites=(Activite(quoi="Atelier", rythme="Le samedi", recurrence=WEEKLY),))  # fmt: skip
    page = page_of(one)
    warning = "Le groupe fait une pause : vérifiez avant de venir."
    assert warning in section(page, "prochaine-action")
    assert quote(warning[:20], safe="/:,") in page, "in the letter to a neighbour"
    site = site_of(one)
    rows = [date_row(site, each, "./") for each in first_dates(site, [one], 4)]
    assert [(row.une.titre, warning in plain(row.detail)) for row in rows] == [("On goûte", True)]
    assert "Prochaine fois" not in page, "what comes back waits with the group"
    assert warning not in page_of(replace(one, etat="actif"))


def test_a_date_that_comes_back_says_that_all_its_times_go_into_the_calendar():
    monthly = replace(WEEKLY, rang="premier")
    one = defi("cafe", activites=(Activite(quoi="Atelier", rythme="r", recurrence=WEEKLY, id="a"),
                                  Activite(quoi="Bal", rythme="r", recurrence=monthly, id="b")))  # fmt: skip
    words = ["Chaque samedi, dans mon agenda", "Le premier samedi du mois, dans mon agenda"]
    page, site = page_of(one), site_of(one)
    for said, quoi in zip(words, ("Atelier", "Bal"), strict=True):
        assert f'aria-label="{said} : {quoi}">{said}</a>' in page
    assert [date_row(site, each, "").geste for each in first_dates(site, [one], 2)] == words


def test_a_last_meeting_that_nobody_told_leads_to_who_tells_it():
    gone = rencontre(date(2026, 11, 2), "On vote")
    later = rencontre(date(2026, 12, 2), "On compte")
    one = defi("cafe", rencontres=(gone, later))
    door = '<a href="../../mettre-a-jour/tenue/?defi=cafe" aria-label="Racontez : On vote">Racontez</a>'
    assert f"<strong>La date est passée. Vous y étiez ?</strong> {door}" in page_of(one)
    assert "Racontez" not in page_of(
        replace(one, rencontres=(replace(gone, statut="tenue"), later))
    )


@pytest.mark.parametrize(
    ("quoi", "titre", "told"),
    [
        ("Samedi-café, avec une table à idées", "Samedi-café et table à idées", "Débat."),
        ("On vote", "On vote le nom", "Débat."),
        ("On goûte la carte", "Qui tient le comptoir ?", "Débat : Qui tient le comptoir ?"),
    ],
)
def test_a_meeting_under_almost_the_words_of_the_action_is_not_named_twice(quoi, titre, told):
    hour = time(18)
    action = ProchaineAction(date=date(2026, 12, 5), quoi=quoi, debut=hour)
    one = defi(
        "cafe",
        prochaine_action=action,
        rencontres=(rencontre(date(2026, 12, 5), titre, debut=hour, genre="debat"),),
    )
    assert f'<p class="petit">{told}' in section(page_of(one), "prochaine-action")


def test_the_dates_of_a_defi_are_followed_as_they_change_where_the_site_knows_its_address():
    one = defi("cafe", prochaine_action=SOON)
    known = defi_context(site := site_of(one, url="https://exemple.fr/d/"), one)
    view = defi_view(one, known, road_of(one, known))
    page = plain(site.template("defis/defi.html").render(d=view, racine="../../"))
    followed = '<a href="webcal://exemple.fr/d/defis/cafe/agenda.ics">ses dates</a>'
    assert f'{followed} (ou <a href="../../defis/cafe/agenda.ics">une fois</a>)' in page
    assert "webcal:" not in page_of(one)


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 12, 12), "samedi 12 décembre"), (date(2027, 1, 9), "samedi 9 janvier 2027")],
)
def test_one_is_told_to_come_on_the_day_of_the_next_action(day, said):
    far = ProchaineAction(date=date(2027, 6, 20), quoi="La fête")
    page = page_of(defi("cafe", prochaine_action=far, rencontres=(rencontre(day),)))
    assert f"<li>Venir {said}" in page
    assert f'datetime="{day}"' in section(page, "prochaine-action")


def test_the_page_of_the_steps_leads_to_the_next_one_only_when_there_is_one():
    lent = (Besoin(quoi="Un four", nature="materiel"),)
    assert "Voir le prochain pas" in steps_of(defi("cafe"))
    assert "Voir le prochain pas" in steps_of(defi("cafe", etat="arrete", bilan=TOLD))
    over = steps_of(defi("cafe", etat="arrete", bilan=TOLD, offres=lent))
    assert "Voir le prochain pas" not in over
    assert "Revenir au défi" in over


def test_a_defi_that_stopped_is_not_shown_as_complete():
    some = Engagements(nombre=12, seuil=15)
    page = page_of(defi("cafe", phase="creaction", etat="arrete", engagements=some))
    stepper = page.partition('class="etapes"')[2].partition("</ol>")[0]
    assert re.findall(r"(\w+)’?\u200b?action<span[^>]*>( : [^<]*)<", stepper) == [
        ("Inform", " : étape terminée"),
        ("Cré", " : arrêtée ici"),
        ("Activ", " : étape non atteinte"),
    ]
    assert "aria-current" not in stepper
    assert "Arrêté à l’étape 2 sur 3" in page
    assert "12 personnes s’étaient engagées" in halves(page)[1]
    assert " pas sur " not in page


@pytest.mark.parametrize(
    ("etat", "said"), [("arrete", "s’est arrêté avant"), ("abouti", "a abouti avant")]
)
def test_the_road_of_a_defi_that_is_over_goes_no_further_than_it_went(etat, said):
    one = defi("cafe", phase="informaction", etat=etat)
    page, steps = page_of(one), steps_of(one)
    fold = page.partition('class="route"')[2].partition("</details>")[0]
    for told in (fold, steps):
        assert f"Le défi {said} cette étape." in told
        assert "Préparer le grand jour" not in told
        assert "préparer le grand jour" not in told
        assert "Pas besoin" not in told
    assert "Pas fait : Poser la question" in steps
    assert page.count('class="p2 hors"') == page.count('class="p3 hors"') == 1
    earlier = (EtapePassee(phase="creaction", depuis=date(2026, 1, 1)),)
    assert 'class="p2"' in page_of(
        defi("cafe", phase="informaction", etat=etat, historique=earlier)
    )


def test_what_is_told_after_the_end_is_of_no_phase_that_was_never_reached():
    """Nor is it one of the steps that were taken before; what was done ahead is told where it ended."""
    lien = Lien(titre="Le blog", url="https://exemple.fr/")
    one = defi(
        "cafe", phase="informaction", etat="arrete", question="Où ?", bilan=TOLD, liens=(lien,)
    )
    page, steps = page_of(one), steps_of(one)
    fold = page.partition('class="route"')[2].partition("</details>")[0]
    assert "Le chemin : 2 pas faits avant l’arrêt" in fold
    first, second, third = re.findall(r'<p><strong class="ph.*?</p>', fold)
    assert "Fait : poser la question, faire connaître le défi, raconter ce qui" in first
    for told in (second, third, *steps.split("<h2")[2:4]):
        assert "Le défi s’est arrêté avant cette étape." in told
        assert "Fait" not in told
    assert "Fait : Raconter ce qui" in steps.split("<h2")[1]


def test_what_a_defi_that_is_over_had_planned_is_no_more_to_come():
    plan = (Tache(quoi="Peindre", echeance=date(2026, 12, 20)),)
    over = dossier_of(defi("cafe", etat="arrete", plan=plan))
    assert "Ce qui était prévu" in over
    assert "Peindre Prévu pour le 20 décembre 2026, pas fait" in over
    assert "Ce qui est prévu" in dossier_of(defi("cafe", plan=plan))


def test_the_article_of_a_partner_is_small_inside_a_sentence():
    names = ("La mairie", "L’école", "Des voisins", "Les-Bains Sport", "Unis-Cité")
    some = tuple(Partenaire(nom=name, role="aider", statut="engage") for name in names)
    page = page_of(defi("cafe", phase="activaction", partenaires=some))
    assert "Avec nous : la mairie, l’école, des voisins, Les-Bains Sport et Unis-Cité." in page


def test_nobody_is_sent_to_github_or_to_an_account():
    site = SiteView(nom="Site", description="", depot="https://example.org/depot")
    page = page_of(defi("cafe"), view=site)
    assert not [link for link in links(page) if "issues/new" in link]


FULL = {
    "question": "Où ?",
    "prochaine_action": SOON,
    "besoins": (Besoin(quoi="Un piano", nature="materiel"),),
    "rencontres": (rencontre(date(2026, 12, 20), "Le débat d’après"),),
    "experiences": (Experience(hypothese="h", essai="ESSAI", debut=date(2026, 9, 1)),),
    "activites": (Activite(quoi="PERMANENCE", rythme="Le samedi"),),
    "evenements": (Evenement(date=date(2027, 4, 1), titre="FETE", lieu="Place"),),
    "partenaires": (Partenaire(nom="LA-MAIRIE", role="aider", statut="engage"),),
}


@pytest.mark.parametrize(
    ("phase", "order"),
    [
        ("informaction", ["Le débat d’après", "RECIT", "FETE", "PERMANENCE"]),
        ("creaction", ["ESSAI", "Un piano", "Le débat d’après", "RECIT", "FETE", "PERMANENCE"]),
        (
            "activaction",
            ["PERMANENCE", "Un piano", "LA-MAIRIE", "FETE", "Le débat d’après", "RECIT"],
        ),
    ],
)
def test_what_comes_first_is_what_its_phase_is_about(phase, order):
    page = page_of(defi("cafe", "RECIT", phase=phase, **FULL))
    head, _, work = page.partition("</aside>")
    assert head.index("Où ?") < head.index("Étape") < head.index("On goûte")
    found = [work.index(said) for said in order]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("more", "gesture"),
    [
        ({}, "date"),
        ({"prochaine_action": ProchaineAction(date=date(2026, 11, 1), quoi="On goûte")}, "recit"),
        (
            {
                "prochaine_action": ProchaineAction(date=date(2026, 11, 1), quoi="On goûte"),
                "rencontres": (rencontre(date(2026, 11, 1), "On goûte"),),
            },
            "tenue",
        ),
        ({"prochaine_action": SOON}, "date"),
    ],
    ids=["none", "past", "past-meeting", "incomplete"],
)
def test_the_next_action_opens_the_gesture_that_it_lacks(more, gesture):
    part = section(page_of(defi("cafe", **more)), "prochaine-action")
    assert f'href="../../mettre-a-jour/{gesture}/?defi=cafe"' in part


CALENDAR = re.compile(
    r'<a[^>]*href="([^"]*\.ics)"[^>]*>(?:Dans mon agenda|Chaque samedi, dans mon agenda|ses dates, une fois)<'
)

WEEKLY = Recurrence(jour="samedi", debut=time(14), fin=time(17), jusqu_au=date(2027, 6, 30))


def test_each_date_to_come_and_no_other_goes_into_a_calendar_by_one_link():
    one = defi(
        "cafe",
        phase="activaction",
        prochaine_action=replace(SOON, id="on-goute"),
        rencontres=(
            rencontre(date(2026, 12, 19), "Le bail", id="le-bail"),
            rencontre(date(2027, 1, 9), "Les comptes", id="les-comptes"),
            rencontre(date(2027, 1, 16), "Annulée", statut="annulee"),
            rencontre(date(2026, 11, 1), "Passée"),
        ),
        evenements=(
            Evenement(date=date(2027, 4, 1), titre="La fête", lieu="Place", id="la-fete",
                      debut=time(15), fin=time(1)),
            Evenement(date=date(2025, 4, 1), titre="Jadis", lieu="Place", debut=time(15)),
        ),
        activites=(
            Activite(quoi="Atelier", rythme="Le samedi", recurrence=WEEKLY, id="atelier"),
            Activite(quoi="Chorale", rythme="Parfois"),
            Activite(quoi="Jadis", rythme="Le samedi",
                     recurrence=replace(WEEKLY, depuis=date(2026, 3, 7), jusqu_au=date(2026, 4, 1))),
            Activite(quoi="Jamais", rythme="Le samedi",
                     recurrence=replace(WEEKLY, jusqu_au=date(2026, 11, 24))),
        ),
    )  # fmt: skip
    page = page_of(one)
    names = ("on-goute", "atelier", "la-fete", "le-bail", "les-comptes")
    assert CALENDAR.findall(page) == [
        *(f"../../defis/cafe/date-{name}.ics" for name in names),
        "../../defis/cafe/agenda.ics",
    ]
    assert len(re.findall(r'class="btn"', section(page, "prochaine-action"))) == 1
    assert "Atelier : Le samedi. Prochaine fois : samedi 28 novembre <a" in page
    assert "Le 1er avril 2027 : 15 h – 1 h, le lendemain. Place. <a" in page
    assert "<li>Mardi 1er avril 2025 : Jadis. 15 h. Place.</li>" in page
    assert 'href="../../suivre/#un-seul-defi">ses nouvelles</a>' in page


@pytest.mark.parametrize("kind", ["meeting", "great day", "meeting of the action"])
def test_the_next_action_goes_into_a_calendar_whatever_it_is(kind):
    more = {
        "meeting": {"rencontres": (rencontre(date(2026, 12, 5), "Débat", id="ici"),)},
        "great day": {"evenements": (Evenement(date=date(2026, 12, 5), titre="Fête", lieu="Place", id="ici"),)},
        "meeting of the action": {
            "prochaine_action": SOON,
            "rencontres": (rencontre(date(2026, 12, 5), "On goûte le bail", id="ici"),),
        },
    }[kind]  # fmt: skip
    part = section(page_of(defi("cafe", **more)), "prochaine-action")
    assert CALENDAR.findall(part) == ["../../defis/cafe/date-ici.ics"]


@pytest.mark.parametrize("etat", ["abouti", "arrete"])
def test_nothing_of_a_finished_defi_goes_into_a_calendar(etat):
    one = defi("cafe", etat=etat, bilan=TOLD, prochaine_action=SOON,
               rencontres=(rencontre(date(2026, 12, 19)),),
               evenements=(Evenement(date=date(2027, 4, 1), titre="Fête", lieu="Place"),),
               activites=(Activite(quoi="Atelier", rythme="Le samedi", recurrence=WEEKLY),))  # fmt: skip
    page = page_of(one)
    assert ".ics" not in page
    assert "Prochaine fois" not in page
    assert "ses nouvelles</a>" in page


def test_the_dossier_says_the_dates_to_come():
    one = defi(
        "cafe",
        prochaine_action=SOON,
        evenements=(Evenement(date=date(2027, 4, 1), titre="Fête", lieu="Place", debut=time(15)),),
    )
    known = defi_context(site_of(one), one)
    template = site_of(one).template("defis/dossier.html")
    told = plain(template.render(g=dossier_view(one, TODAY, known.coming), racine="../../../"))
    assert "Samedi 5 décembre 2026 : On goûte. Jeudi 1er avril 2027, 15 h : Fête. Place." in told
    assert "Les dates à venir" not in dossier_of(one)


def test_what_happened_on_a_day_gone_by_is_asked_once():
    gone = date(2026, 11, 1)
    meeting = rencontre(gone, "On goûte")
    one = defi("cafe", prochaine_action=replace(SOON, date=gone), rencontres=(meeting,))
    assert page_of(one).count("Vous y étiez ?") == 1
    assert page_of(replace(one, prochaine_action=SOON)).count("Vous y étiez ?") == 1
    assert page_of(replace(one, etat="en-pause")).count("Vous y étiez ?") == 1
    fair = Evenement(date=gone, titre="On goûte", lieu="Place")
    alone = replace(one, rencontres=(), evenements=(fair,))
    assert page_of(alone).count("Vous y étiez ?") == 1


def test_a_defi_that_pauses_is_not_asked_for_a_date():
    assert 'id="prochaine-action"' not in page_of(defi("cafe", etat="en-pause"))


def test_a_complete_action_says_all_and_brings_a_neighbour():
    meeting = rencontre(
        date(2026, 12, 5), "On goûte le bail", venir="libre", accessibilite="Plain-pied"
    )
    part = section(
        page_of(defi("cafe", prochaine_action=SOON, rencontres=(meeting,))), "prochaine-action"
    )
    assert "Débat : On goûte le bail. Plain-pied. On vient comme on est." in part
    assert '<a href="mailto:?subject=' in part
    assert "Il reste à dire l’heure." in part


def world():
    reading = Reader(WORLD).read()
    catalogue = reading.catalogue
    site = site_of(*catalogue.defis.values(), view=SITE, guides=catalogue.guides)
    return site, list(catalogue.defis.values())


def test_the_pages_of_every_defi_show_the_state_of_each_step():
    site, defis = world()
    assert len(defis) >= 16
    around = site.once(neighbourhoods)
    for one in defis:
        road = stages(one, TODAY, around.of(one))
        steps = steps_of(one, site=site)
        told = re.findall(r'<li class="([a-z-]+)"><h3>([^<]*)</h3>', steps)
        assert told == [
            (each.etat, plain(f"{STATE_WORDS[each.etat]} : {each.step.titre}"))
            for each in walked(road, one)
        ]
        fold = page_of(one, site=site).partition('class="route"')[2].partition("</details>")[0]
        stopped = one.etat == "arrete"
        done = sum(each.etat == "fait" and not (stopped and each.apres) for each in road)
        needed = sum(each.etat in {"fait", "a-faire"} for each in road)
        count = f"{done} pas faits avant l’arrêt" if stopped else f"{done} pas sur {needed}"
        assert f"Le chemin : {count}" in fold
        assert count in steps
        assert ("à cocher ensemble" in steps) == (not one.is_finished)
        assert ("Voir le prochain pas" in steps) == (not one.is_finished)
        for each in walked(road, one):
            assert plain(each.step.titre)[1:] in fold


def test_a_step_to_do_says_when_it_is_done_which_guide_helps_and_where_it_is_told():
    helpful = guide(
        "poser", titre="Bien demander", phases=("informaction",), etapes=("poser-la-question",)
    )
    page = steps_of(defi("cafe", phase="informaction"), guides={"poser": helpful})
    first = re.search(
        r'<li class="a-faire"><h3>À faire : Poser la question.*?</li>', page, re.DOTALL
    )[0]
    assert "C’est fait quand le problème est écrit comme une question." in first
    assert '<a href="../../../ressources/poser/">Bien demander</a></p>' in first
    assert 'href="../../../mettre-a-jour/question/?defi=cafe"' in first
    assert 'aria-label="C’est fait ? Dites-le : Poser la question"' in first
    done = steps_of(defi("cafe", phase="informaction", question="Où ?"))
    assert "Dites-le : Poser la question" not in done


@pytest.mark.parametrize(
    ("html", "start"),
    [
        ("<p>a</p>\n", "<p>a</p>\n"),
        (f"<p>a</p>\n<h3>b</h3>\n<p>{'c' * 500}</p>\n", "<p>a</p>"),
        (
            f"<h3>b</h3>\n<p>{'c' * 300}</p>\n<p>{'d' * 500}</p>\n",
            f"<h3>b</h3>\n<p>{'c' * 300}</p>",
        ),
        (
            f"<blockquote>\n<p>{'a' * 300}</p>\n<h3>b</h3>\n</blockquote>\n<p>{'d' * 500}</p>\n",
            f"<blockquote>\n<p>{'a' * 300}</p>\n<h3>b</h3>\n</blockquote>",
        ),
        (f"<p>{'a' * 300}</p>\n<p>fin</p>\n", f"<p>{'a' * 300}</p>\n<p>fin</p>\n"),
    ],
    ids=[
        "short",
        "before a heading",
        "never right after one",
        "never inside a block",
        "no fold for little",
    ],
)
def test_a_text_is_folded_between_two_blocks(html, start):
    shown, folded = parted(html)
    assert shown == start
    assert shown + folded == html
