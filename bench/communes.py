"""Real communes, by territory type, written the way a défi may write them: `Nom (88)`."""

from __future__ import annotations

_NAMES = {
    "rural": """
        Plombières-les-Bains (88), La Bresse (88), Saillans (26), Lus-la-Croix-Haute (26),
        Eymoutiers (87), Faux-la-Montagne (23), Gentioux-Pigerolles (23), Tarnac (19),
        Peyrelevade (19), Burzet (07), Chirols (07), Bugarach (11), Callac (22), Trémargat (22),
        Mellionnec (22), Saint-Jean-du-Gard (30), Arc-en-Barrois (52), Vézelise (54), Lanas (07),
        Sare (64), Cilaos (974), Salers (15)
    """,
    "pavillonnaire": """
        Cesson (77), Vert-Saint-Denis (77), Villepreux (78), Plaisir (78), Couëron (44),
        Élancourt (78), Saint-Orens-de-Gameville (31), Castanet-Tolosan (31), Orvault (44),
        Vezin-le-Coquet (35), Chantepie (35), Lingolsheim (67), Le Haillan (33),
        Saint-Médard-en-Jalles (33), Genas (69), Ballan-Miré (37), Juvignac (34),
        Décines-Charpieu (69), Marcq-en-Barœul (59), Pont-Péan (35)
    """,
    "petite-ville": """
        Mirecourt (88), Neufchâteau (88), Saint-Dié-des-Vosges (88), Lunéville (54), Toul (54),
        Autun (71), Guéret (23), Figeac (46), Mende (48), Privas (07), Foix (09), Pamiers (09),
        Redon (35), Pontivy (56), Vire Normandie (14), Langres (52), Saint-Claude (39),
        Manosque (04), Cosne-Cours-sur-Loire (58), Thiers (63), Ambert (63), Corte (2B),
        Millau (12), Loudun (86), Marmande (47)
    """,
    "metropole": """
        Lille (59), Lyon (69), Marseille (13), Toulouse (31), Nantes (44), Rennes (35),
        Bordeaux (33), Strasbourg (67), Grenoble (38), Montpellier (34), Nancy (54), Metz (57),
        Rouen (76), Villeurbanne (69), Roubaix (59), Montreuil (93), Vénissieux (69),
        Saint-Étienne (42), Brest (29), Dijon (21)
    """,
}

COMMUNES: dict[str, tuple[str, ...]] = {
    territoire: tuple(" ".join(name.split()) for name in names.split(","))
    for territoire, names in _NAMES.items()
}
