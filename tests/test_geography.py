"""French places: sixty spellings people write, every commune, distances, the type one would guess."""

from __future__ import annotations

import csv
import math
import re
import string
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from grid import Grid
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.content.vocabulary import TERRITOIRES
from generator.geography import (
    Commune,
    PlaceRefused,
    Point,
    departements,
    distance_km,
    find_commune,
    find_departement,
    search_key,
    suggest,
)
from generator.geography.reference import (
    commune,
    communes,
    former_name,
    part,
    parts,
    short_name,
    table,
)
from generator.geography.search import other_meaning, similar_names, understood
from generator.geography.sphere import EARTH_RADIUS_KM
from generator.text.kinds import KINDS

HERE = Path(__file__).parent
TYPES = {term.slug for term in TERRITOIRES}
FEWER = settings(max_examples=50)
TABLES = ("communes", "departements", "epci", "noms", "parties", "regions")
COLLECTIVITIES = {"975", "977", "978", "984", "986", "987", "988", "989"}

CLASSES = [
    "code-insee", "code-corse", "zero-perdu", "code-inconnu", "accents-et-majuscules", "saint",
    "ligature", "apostrophe", "article", "arrondissement", "departement", "code-postal-et-nom",
    "code-postal", "code-postal-de-plusieurs", "code-insee-et-postal", "ancien-nom", "homonymes",
    "autre-departement", "departement-inconnu", "nom-court", "faute", "outre-mer",
    "n-importe-quoi",
]  # fmt: skip

# Where the rule and a resident disagree: what the rule says, and why. docs/decisions.md has it too.
DESACCORDS = {
    "Ozoir-la-Ferrière (Seine-et-Marne)": (
        "petite-ville",
        "La plus peuplée de son intercommunalité : la règle la prend pour un centre.",
    ),
    "Échirolles (Isère)": (
        "pavillonnaire",
        "La règle compte les habitants et ne voit ni le tram ni les grands ensembles.",
    ),
    "Vandœuvre-lès-Nancy (Meurthe-et-Moselle)": (
        "pavillonnaire",
        "L’agglomération de Nancy est trop petite pour que sa banlieue compte comme la ville.",
    ),
    "Cilaos (La Réunion)": (
        "petite-ville",
        "Quarante habitants de trop pour un village, répartis en îlets que la règle ignore.",
    ),
    "Maripasoula (Guyane)": (
        "petite-ville",
        "Près de dix mille habitants, dispersés dans la forêt : le nombre l’emporte.",
    ),
    "Anglet (Pyrénées-Atlantiques)": (
        "petite-ville",
        "Presque aussi peuplée que Bayonne : la règle n’y voit pas sa banlieue.",
    ),
    "Biguglia (Haute-Corse)": (
        "petite-ville",
        "Le centre de Bastia est à plus de 10 km de celui de cette longue commune.",
    ),
    "Castellane (Alpes-de-Haute-Provence)": (
        "rural",
        "Une sous-préfecture de moins de 2 000 habitants : la règle ignore le rang et les services.",
    ),
    "Vaulx-en-Velin (Rhône)": (
        "pavillonnaire",
        "Moins de 60 000 habitants et de vastes terrains vides : la densité cache les immeubles.",
    ),
    "Fort-de-France (Martinique)": (
        "petite-ville",
        "Moins de 100 000 habitants : la règle ignore qu’elle est la grande ville de son île.",
    ),
    "Mamoudzou (Mayotte)": (
        "petite-ville",
        "Moins de 100 000 habitants : la règle ignore qu’elle est la grande ville de son île.",
    ),
}


def csv_rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


WRITTEN = csv_rows("communes_ecrites.csv")
WITNESSES = csv_rows("communes_temoins.csv")


@cache
def every_commune():
    return list(communes())


@cache
def every_named_part():
    return [
        (row[1], place)
        for row in parts()
        if row[2] not in {"ancienne", "courte"} and (place := part(row))
    ]


@cache
def every_former_name():
    return [(former_name(row), row[0], row[3]) for row in parts() if former_name(row)]


def every_short_name():
    return [(short_name(row), row[3]) for row in parts() if short_name(row)]


def anything(build):
    """One of the things that `build` lists, the list being made only when a test runs."""
    return st.integers(0, 10**6).map(lambda number: build()[number % len(build())])


def looked_up(text):
    """The commune that a text names, or the refusal; anything else is a fault."""
    try:
        return find_commune(text)
    except PlaceRefused as refused:
        return refused


def sentence(refused):
    return KINDS[refused.kind].sentence.format(**refused.values)


def candidates(refused):
    return re.findall(r"« ([^»]+) »", refused.values.get("candidats", ""))


def texts_to_copy(refused):
    """What the sentence of a refusal gives to copy: its last words, or what it quotes."""
    said = sentence(refused).replace(f"« {refused.values.get('lu')} »", "")
    if last := re.search(r".*(?:par exemple|écrivez) : (.+)", said, re.DOTALL):
        return [last[1]]
    _, _, advice = said.rpartition("Écrivez ")
    return [one or other for one, other in re.findall(r'« ([^»]+) »|"([^"]+)"', advice)]


def check_refusal(refused):
    copied = texts_to_copy(refused)
    assert copied
    for text in [*copied, *candidates(refused)]:
        assert isinstance(looked_up(text), Commune), text


# --- Sixty spellings --------------------------------------------------------------------------


@pytest.mark.parametrize("row", WRITTEN, ids=[row["ecrit"] for row in WRITTEN])
def test_a_spelling_leads_where_its_writer_meant_or_to_who_may_be_meant(row):
    found = looked_up(row["ecrit"])
    if isinstance(found, Commune):
        assert (found.insee, found.label) == (row["attendu"], row["montre"])
    else:
        assert found.kind == row["attendu"], sentence(found)
        assert set(filter(None, row["montre"].split(" | "))) <= set(candidates(found))
        assert excerpt_is_shown(found, row["ecrit"])


def excerpt_is_shown(refused, text):
    return f"« {text} »" in sentence(refused)


def test_the_spellings_are_sixty_and_each_class_has_several():
    known = Counter(row["classe"] for row in WRITTEN)
    assert len(WRITTEN) == len({row["ecrit"] for row in WRITTEN}) == 60
    assert list(known) == CLASSES
    assert min(known.values()) >= 2


def test_a_spelling_that_is_refused_is_told_what_to_write():
    refusals = [
        found for row in WRITTEN if isinstance(found := looked_up(row["ecrit"]), PlaceRefused)
    ]
    assert len({refused.kind for refused in refusals}) == 8
    for refused in refusals:
        check_refusal(refused)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("la neuville aux bois 51", "La Neuville-aux-Bois (Marne)"),
        ("Mont Dore 63", "Mont-Dore (Puy-de-Dôme)"),
        ("Rochelle 17", "La Rochelle (Charente-Maritime)"),
        ("Ciotat", "La Ciotat (Bouches-du-Rhône)"),
        ("Neuilly s/ Seine", "Neuilly-sur-Seine (Hauts-de-Seine)"),
        ("Sts-Geosmes", "Saints-Geosmes (Haute-Marne)"),
    ],
)
def test_an_article_may_be_left_out_and_an_abbreviation_is_whole(text, written):
    assert find_commune(text).written == written


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("La Baule", ["La Baule-Escoublac (Loire-Atlantique)", "Baule (Loiret)"]),
        ("Lamentin", ["Le Lamentin (Martinique)", "Lamentin (Guadeloupe)"]),
        ("le lamentin", ["Le Lamentin (Martinique)", "Lamentin (Guadeloupe)"]),
        ("Le Mont-Dore", ["Le Mont-Dore (Nouvelle-Calédonie)", "Mont-Dore (Puy-de-Dôme)"]),
        ("Les Saintes", ["Saintes (Charente-Maritime)"]),
        ("Joinville", ["Joinville-le-Pont (Val-de-Marne)", "Joinville (Haute-Marne)"]),
        ("12 rue de la Gare, 88500 Mirecourt", ["Mirecourt (Vosges)"]),
        ("97490 Sainte-Clotilde", ["Saint-Denis (La Réunion)"]),
        ("Salle des fêtes, Mirecourt", ["Mirecourt (Vosges)"]),
        ("Paris Centre", ["Paris (Paris)"]),
        ("quartier Saint-Roch, Nice", ["Nice (Alpes-Maritimes)", "Saint-Roch (Indre-et-Loire)"]),
    ],
)
def test_a_name_is_never_taken_for_one_that_is_likely_in_silence(text, meant):
    assert candidates(looked_up(text)) == meant
    assert looked_up(text).values["ecrire"] == meant[0]


def test_communes_that_bear_the_very_name_stand_before_those_it_is_short_for():
    first, second, *_ = candidates(looked_up("Nogent"))
    assert (first, second) == ("Nogent-sur-Marne (Val-de-Marne)", "Nogent (Haute-Marne)")


@pytest.mark.parametrize("spaces", [" {} ", "\t{}\n", "\N{NO-BREAK SPACE}{}"])
@pytest.mark.parametrize("text", ["88304", "Mirecourt", "Mirecourt (Vosges)", "88500 Mirecourt"])
def test_spaces_around_a_place_change_nothing(text, spaces):
    assert find_commune(spaces.format(text)).insee == "88304"


@pytest.mark.parametrize("text", ["Paris 18e", "75018", "75018 Paris 18e", "Paris (18ème)"])
def test_an_arrondissement_stands_in_its_own_quarter(text):
    found, whole = find_commune(text), commune("75056")
    assert found.partie == "Paris 18e"
    assert 2 < distance_km(found.point, whole.point) < 6
    assert found._replace(partie="", point=whole.point) == whole


def test_homonyms_are_told_the_most_populated_first():
    named = [find_commune(text) for text in candidates(looked_up("Saint-Denis"))]
    assert len(named) == looked_up("Saint-Denis").values["nombre"]
    assert named == sorted(named, key=lambda place: -place.population)


def test_a_long_choice_is_cut_and_says_how_many_are_left():
    refused = looked_up("Sainte-Colombe")
    assert len(candidates(refused)) == 10
    assert refused.values["candidats"].endswith(f" et {refused.values['nombre'] - 10} autres")


@pytest.mark.parametrize(
    "text",
    ["Tahiti", "Norvège", "Mircourt (88)", "Mirrecourt"],
)
def test_an_unknown_name_gives_those_that_are_near_three_at_most(text):
    refused = looked_up(text)
    assert refused.kind == "commune_inconnue"
    assert 1 <= len(set(candidates(refused))) <= 3


@pytest.mark.parametrize("text", ["xyzzyqwert", "zz", "a" * 120, "là où il fait bon"])
def test_a_text_that_is_near_no_name_gives_no_commune_to_copy(text):
    assert looked_up(text).kind == "commune_invalide"


def test_similar_names_of_the_departement_come_before_more_similar_ones_of_elsewhere():
    vosges = (frozenset({"88"}),)
    anywhere, in_vosges = similar_names("beaumon"), similar_names("beaumon", vosges)
    assert {meant.name for meant in anywhere} == {"Beaumont"}
    assert {meant.place.departement.code for meant in in_vosges} == {"88"}
    assert similar_names("mirecour")[0].name == "Mirecourt"
    assert similar_names("mirecour", vosges)[0].name == "Mirecourt"
    assert len(in_vosges) == 3


@FEWER
@given(
    place=anything(every_commune),
    where=st.integers(0, 50),
    letter=st.sampled_from(string.ascii_lowercase),
    how=st.sampled_from(["drop", "swap", "replace"]),
    located=st.booleans(),
)
def test_a_misspelt_name_leads_to_a_commune_or_to_a_text_that_does(
    place, where, letter, how, located
):
    at = where % len(place.nom)
    one, rest = place.nom[at : at + 1], place.nom[at + 1 :]
    middle = {"drop": rest, "swap": rest[:1] + one + rest[1:], "replace": letter + rest}[how]
    name = place.nom[:at] + middle
    found = looked_up(f"{name} ({place.departement.code})" if located else name)
    if isinstance(found, PlaceRefused):
        check_refusal(found)
        assert found.kind != "commune_inconnue" or len(set(candidates(found))) <= 3


@given(
    st.one_of(
        st.text(max_size=60),
        st.text("0123456789AB ", max_size=7),
        st.text("le LsStaàœ'’()-,/;1234567890erme{}\n", max_size=30),
    )
)
@example("")
@example("()")
@example("88304 (Vosges)")
@example("!!! (Norvège)")
@example("{lu} {0}")
@example("par exemple : « x »")
@example("\ud800")
@example("٠١٠٠٤")
def test_any_text_is_a_commune_or_is_refused_in_our_words(text):
    found = looked_up(text)
    if isinstance(found, PlaceRefused):
        check_refusal(found)
    else:
        assert commune(found.insee)


# --- Every commune ----------------------------------------------------------------------------


def test_every_commune_is_found_by_its_code_and_by_what_it_is_told_to_write():
    assert len(every_commune()) == 34_969
    for place in every_commune():
        assert commune(place.insee) == place
        assert find_commune(place.written) == place


def alike(name):
    """A name without its article."""
    return re.sub("^(?:les? |la |l’)", "", name.lower())


def test_a_name_that_one_commune_has_with_or_without_an_article_is_enough():
    places = [*every_commune(), *(place for _, place in every_named_part())]
    borne = {(alike(place.name), place.insee) for place in places}
    borne |= {(alike(nom), insee) for nom, _, insee in every_former_name()}
    short = {search_key(nom) for nom, _ in every_short_name()}
    known = Counter(name for name, _ in borne)
    elsewhere = {each.nom.lower() for each in departements().values()}
    for place in every_commune()[::5]:
        found = looked_up(place.nom)
        if known[alike(place.nom)] > 1 or search_key(place.nom) in short:
            assert found.kind == "commune_ambigue"
        elif place.nom.lower() in elsewhere and place.nom != place.departement.nom:
            assert found.kind == "commune_departement"
        else:
            assert found == place


def test_every_name_of_the_last_ten_years_leads_to_its_commune_of_today_or_to_a_choice():
    assert len(every_former_name()) > 700
    for nom, code, insee in every_former_name():
        for text in (nom, f"{nom} ({code[:2]})"):
            found = looked_up(text)
            if isinstance(found, PlaceRefused):
                assert found.kind == "commune_ambigue" or nom == "Bourgogne"
                # A long choice is cut: where it is said, there are few.
                assert commune(insee).written in candidates(found) or text == nom
            else:
                assert found.insee == insee
                assert found.partie or understood(text)[0] == "commune_ancien_nom"


def test_the_first_words_of_the_name_of_a_town_are_never_taken_for_a_village_in_silence():
    assert len(every_short_name()) > 600
    for nom, insee in every_short_name():
        asked = looked_up(nom)
        assert commune(insee).written in candidates(asked) or asked.values["nombre"] > 10
    assert refused("Chalon").values["ecrire"] == "Chalon-sur-Saône (Saône-et-Loire)"
    assert find_commune("Chalon (Isère)").insee == "38066"


@pytest.mark.parametrize("name", ["Vire", "Rouelles", "La Pommeraye", "Les Essarts"])
def test_a_name_that_a_former_commune_had_elsewhere_may_mean_either(name):
    assert refused(name).kind == "commune_ambigue"
    assert any(find_commune(text).partie for text in candidates(refused(name)))


def test_several_communes_on_one_line_are_told_to_be_several():
    assert refused("Mirecourt (Vosges), Vittel (Vosges)").kind == "commune_plusieurs"


def test_every_part_of_a_commune_is_found_or_shares_its_name():
    assert len(every_named_part()) > 2_000
    for official, place in every_named_part():
        assert find_commune(place.written) == place
        for name in (official, place.partie or place.nom):
            found = looked_up(name)
            if isinstance(found, PlaceRefused):
                assert found.kind == "commune_ambigue" or name == "Bourgogne", name
            else:
                assert search_key(found.partie or found.nom) == search_key(name)


def test_every_commune_stands_where_it_is_longitude_first():
    for place in every_commune():
        if place.point is None:
            continue
        longitude, latitude = place.point
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        if len(place.departement.code) == 2:
            assert -5.2 < longitude < 9.6, place
            assert 41.3 < latitude < 51.2, place


def test_what_is_known_of_a_commune_agrees():
    for place in every_commune():
        assert place.departement is departements()[place.departement.code]
        assert place.insee.startswith(place.departement.code)
        assert not place.neighbour or commune(place.neighbour)
        assert (place.population_around or 10**9) >= (place.population or 0)


def test_a_code_that_no_commune_has_gives_nothing():
    assert commune("99123") is None
    assert commune("") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("88", "88"), ("Vosges", "88"), (" vosges ", "88"), ("1", "01"), ("2a", "2A"),
     ("Corse du sud", "2A"), ("Côte d'Or", "21"), ("Côte-d’Or", "21"), ("Réunion", "974"),
     ("LA REUNION", "974"), ("974", "974"), ("Polynésie française", "987")],
)  # fmt: skip
def test_a_departement_is_found_by_its_number_or_its_name(text, code):
    assert find_departement(text).code == code


@pytest.mark.parametrize("text", ["", "0", "00", "20", "888", "Corse", "Vosgues", "Grand Est", "²"])
def test_what_is_no_departement_is_none(text):
    assert find_departement(text) is None


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("88500", "88304"),  # Ventron; the postal code of Mirecourt
        ("69003", "69123"),  # Albigny-sur-Saône; the postal code of Lyon 3e
        ("13001", "13055"),  # Aix-en-Provence; the postal code of Marseille 1er
    ],
)
def test_a_code_that_is_also_a_postal_code_of_others_has_another_meaning(code, meant):
    assert commune(code)
    assert meant in {place.insee for place in other_meaning(code)}


@pytest.mark.parametrize("text", ["88304", "02350", "33000", "99123", "Mirecourt", "", "2A"])
def test_a_code_of_one_meaning_has_no_other(text):
    """02350 is both codes of Goudelancourt-lès-Pierrepont; no commune has 33000."""
    assert other_meaning(text) == []


# --- Spellings and tables ---------------------------------------------------------------------


def without_accents(name):
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


@given(anything(every_commune))
def test_spellings_of_one_name_have_one_key(place):
    key = search_key(place.nom)
    assert search_key(key) == key
    for other in (
        place.nom.upper(),
        place.nom.lower(),
        without_accents(place.nom),
        unicodedata.normalize("NFD", place.nom),
        place.nom.replace("-", " "),
        place.nom.replace("’", "'"),
        place.nom.replace("œ", "oe").replace("Œ", "OE"),
        re.sub(r"\bSaint\b", "St", place.nom),
        re.sub(r"\bSainte\b", "Ste", place.nom),
        re.sub(r"^(?:L[ae]s? |L’)", "", place.nom),
        f" {place.nom}  CEDEX 09",
    ):
        assert search_key(other) == key, other


@given(
    st.lists(st.sampled_from(["ville", "St", "18e", "d’Œ", "sur", "Aÿ", "CEDEX", "1ère", "-", "é"]))
)
def test_the_key_of_a_key_is_itself(words):
    key = search_key(" ".join(words))
    assert search_key(key) == key


@given(st.text(max_size=60))
def test_a_key_has_only_plain_words(text):
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", search_key(text))


@cache
def as_dict(name):
    with (HERE.parent / f"generator/data/{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";", quoting=csv.QUOTE_NONE))[1:]
    kept = {}
    for row in rows:
        kept.setdefault(row[0], []).append(row)
    return kept


@cache
def keys_of(name):
    return list(as_dict(name))


@pytest.mark.parametrize("name", TABLES)
@FEWER
@given(data=st.data())
def test_a_row_is_found_where_a_plain_reading_has_it(name, data):
    keys = anything(lambda: keys_of(name))
    near = st.builds(lambda key, more: (key + more, key[:-1])[not more], keys, st.text(max_size=2))
    key = data.draw(st.one_of(keys, near, st.text(max_size=12)))
    assert list(table(f"{name}.csv").find(key)) == as_dict(name).get(key, [])


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_sorted_as_its_search_needs(name):
    keys = [row[0].encode() for row in table(f"{name}.csv").rows()]
    assert keys == sorted(keys)
    # A merger that was undone left one code to several communes.
    assert name == "parties" or len(as_dict(name)) == len(keys)
    for key in (keys[0], keys[-1]):
        assert next(table(f"{name}.csv").find(key.decode()))[0] == key.decode()


# --- Distances --------------------------------------------------------------------------------

HALF_TURN_KM = math.pi * EARTH_RADIUS_KM
longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)
points = st.builds(Point, longitudes, latitudes)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ("Paris", "Marseille", 660),
        ("Paris", "Lyon", 392),
        ("Paris", "Strasbourg", 400),
        ("Brest (29)", "Strasbourg", 900),
        ("Lille", "Marseille", 835),
        ("Bordeaux", "Toulouse", 212),
        ("Paris", "Fort-de-France", 6_850),
        ("Paris", "Saint-Denis (974)", 9_370),
        ("Paris", "Nouméa", 16_750),
        ("Nouméa", "Papeete", 4_600),
    ],
)
def test_two_cities_are_as_far_apart_as_everyone_knows(one, other, km):
    """To 2 %: half for the sphere, the rest for what « Paris » is, a square or an outline."""
    found = distance_km(find_commune(one).point, find_commune(other).point)
    assert found == pytest.approx(km, rel=0.02)


def test_a_minute_of_latitude_is_a_nautical_mile():
    """To half a percent: a mile is 1.852 km by definition, on an Earth that is no sphere."""
    minute = distance_km(Point(6, 48), Point(6, 48 + 1 / 60))
    assert minute == pytest.approx(1.852, rel=0.005)


def test_the_180th_meridian_is_no_frontier():
    assert distance_km(Point(179.9, -17), Point(-179.9, -17)) == pytest.approx(21.27, abs=0.01)
    assert distance_km(Point(180, -17), Point(-180, -17)) == pytest.approx(0, abs=1e-6)


@given(longitudes, longitudes)
def test_a_pole_has_every_longitude(one, other):
    assert distance_km(Point(one, 90), Point(other, 90)) == pytest.approx(0, abs=1e-6)
    assert distance_km(Point(one, 90), Point(other, -90)) == pytest.approx(HALF_TURN_KM)


@given(points)
def test_the_farthest_point_is_half_a_turn_away(point):
    antipode = Point(point.longitude - math.copysign(180, point.longitude), -point.latitude)
    assert distance_km(point, antipode) == pytest.approx(HALF_TURN_KM, abs=1e-3)
    assert distance_km(point, point) == 0


@given(points, points, points)
def test_distances_are_the_same_both_ways_and_a_detour_is_never_shorter(one, other, third):
    direct = distance_km(one, other)
    assert 0 <= direct <= HALF_TURN_KM
    assert direct == pytest.approx(distance_km(other, one), abs=1e-6)
    assert direct <= distance_km(one, third) + distance_km(third, other) + 1e-3


@st.composite
def crowds(draw):
    """Points crowded around one, which may be a pole or on the 180th meridian, and some far."""
    centre = draw(
        st.one_of(
            points,
            st.sampled_from(
                [Point(0, 90), Point(0, -90), Point(180, 0), Point(-180, 66), Point(0, 0)]
            ),
        )
    )
    limit = draw(st.sampled_from([0.5, 10, 30, 700, 12_000, 21_000]))
    reach = math.degrees(limit / EARTH_RADIUS_KM) * 1.5

    def beside(east, north):
        latitude = max(-90.0, min(90.0, centre.latitude + north * reach))
        stretch = max(math.cos(math.radians(latitude)), 0.01)
        longitude = centre.longitude + east * reach / stretch
        return Point((longitude + 180) % 360 - 180, latitude)

    part_of_reach = st.floats(-1, 1)
    close = st.builds(beside, part_of_reach, part_of_reach)
    return centre, limit, draw(st.lists(st.one_of(close, close, points), max_size=25))


@given(crowds())
def test_what_is_near_is_found_as_by_looking_at_everything(crowd):
    centre, limit, crowded = crowd
    things = list(zip(crowded, range(len(crowded)), strict=True))
    expected = [(km, i) for place, i in things if (km := distance_km(centre, place)) <= limit]
    assert sorted(Grid(things, limit).near(centre)) == sorted(expected)


def test_what_is_exactly_at_the_limit_is_near():
    here, there, beyond = Point(0, 0), Point(0, 1), Point(0, 1.0001)
    limit = distance_km(here, there)
    assert list(Grid([(there, "there"), (beyond, "beyond")], limit).near(here)) == [
        (limit, "there")
    ]


# --- The type of territory --------------------------------------------------------------------


@pytest.mark.parametrize("row", WITNESSES, ids=[row["commune"] for row in WITNESSES])
def test_the_type_is_what_a_resident_would_say_or_a_known_disagreement(row):
    said, _ = DESACCORDS.get(row["commune"], (row["attendu"], ""))
    suggestion = suggest(find_commune(row["commune"]))
    assert suggestion.territoire == said, suggestion
    assert is_french_sentence(suggestion.raison)


def test_the_disagreements_are_those_of_the_list_and_each_says_why():
    assert len(WITNESSES) == 50
    assert {row["attendu"] for row in WITNESSES} == TYPES
    found = {
        row["commune"]: suggestion.territoire
        for row in WITNESSES
        if (suggestion := suggest(find_commune(row["commune"]))).territoire != row["attendu"]
    }
    assert found == {name: said for name, (said, _) in DESACCORDS.items()}
    assert all(is_french_sentence(why) for _, why in DESACCORDS.values())


def is_french_sentence(text):
    plain = text[:1].isupper() or text[:1].isdigit()
    return plain and text.endswith(".") and text.count(" ") >= 3 and "'" not in text


def test_every_commune_has_a_type_or_an_honest_reason():
    without = "Trop peu de choses sont connues ici de cette commune : à vous de dire."
    for place in every_commune():
        suggestion = suggest(place)
        territoire, reason = suggestion.territoire, suggestion.raison
        assert is_french_sentence(reason), (place.written, reason)
        assert not re.search(r"\b1 habitants|\bNone\b|\bnan\b|[{}]", reason)
        assert territoire in TYPES or (territoire, reason) == ("", without), place


def test_the_type_of_an_overseas_collectivity_is_for_its_people_to_say():
    overseas = [place for place in every_commune() if place.departement.code in COLLECTIVITIES]
    assert len(overseas) > 90
    for place in overseas:
        suggestion = suggest(place)
        assert suggestion.territoire == "", place.written
        assert suggestion.raison.endswith(": à vous de dire.")


def test_one_inhabitant_is_singular():
    alone = find_commune("Mirecourt")._replace(population=1, is_centre=False)
    assert suggest(alone).raison.startswith("1 habitant, ")


def test_a_part_has_the_type_of_its_commune():
    assert suggest(find_commune("Paris 18e")) == suggest(find_commune("Paris"))


# --- What was mended ---------------------------------------------------------------------------


def refused(text):
    with pytest.raises(PlaceRefused) as caught:
        find_commune(text)
    return caught.value


def test_a_refusal_asked_again_does_not_remember_who_asked_before():
    depths = []
    for _ in range(3):
        trace, depth = refused("Bordeau").__traceback__, 0
        while trace:
            trace, depth = trace.tb_next, depth + 1
        depths.append(depth)
    assert len(set(depths)) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Annecy-le-Vieux", "Annecy-le-Vieux (Annecy), Haute-Savoie"),
        ("Tart-le-Haut", "Tart-le-Haut (Tart), Côte-d’Or"),
        ("Paris 18e", "Paris 18e"),
    ],
)
def test_a_part_shows_its_commune_unless_it_is_an_arrondissement(text, shown):
    assert find_commune(text).label == shown


def test_signs_with_a_departement_that_is_none_are_no_name():
    assert refused("!!! (Norvège)").kind == "commune_invalide"


@pytest.mark.parametrize(
    ("text", "partie"),
    [
        ("75018 Paris", "Paris 18e"),
        ("Paris (75018)", "Paris 18e"),
        ("75116 Paris", "Paris 16e"),
        ("69003 Lyon", "Lyon 3e"),
        ("13001 Marseille", "Marseille 1er"),
        ("75056 Paris", ""),
        ("Paris (75)", ""),
        ("88500 Mirecourt", ""),
    ],
)
def test_a_city_after_its_postal_code_is_the_arrondissement_of_that_code(text, partie):
    assert find_commune(text).partie == partie


@pytest.mark.parametrize("text", ["88 500", " 88500 "])
def test_a_code_with_spaces_has_the_other_meaning_too(text):
    assert find_commune(text).insee == "88500"
    assert other_meaning(text) == other_meaning("88500") != []


def test_a_village_that_nobody_lives_in_is_not_said_to_have_few_people():
    assert suggest(find_commune("Bezonvaux")).territoire == ""


@pytest.mark.parametrize("text", ["Mirecourt 88", "Mirecourt Vosges", "mirecourt vosges"])
def test_a_departement_may_follow_a_name_without_any_sign(text):
    assert find_commune(text).insee == "88304"


@pytest.mark.parametrize(
    ("text", "first"), [("Kerguelen", "98412"), ("Saint-Dié", "88413"), ("Vandœuvre", "54547")]
)
def test_a_name_that_is_part_of_another_offers_that_one_first(text, first):
    assert refused(text).values["ecrire"] == commune(first).written


def test_a_text_too_long_to_be_a_place_is_not_looked_for():
    assert refused("Mirecourt " * 100_000).kind == "commune_invalide"
