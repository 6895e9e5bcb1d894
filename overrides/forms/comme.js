// A new défi that begins as another one, `?comme=` its slug: what can be taken over of its public data is
// put in the fields, never a day, a place, a group or an amount. It comes where the address asks for it
// (formulaire.js). `note`: where it is said; `garde`: whether a draft came back, which is left as it is.
export default async function (outils) {
  const { R, su, garde, note, slug, question, noeud, bouton, fr, cle, lireDefi } = outils;
  const { annoncer, extrait, garder, deplier, verifier, avecGardes } = outils;

  const RIEN = "Plus rien n’est repris : écrivez votre défi à vous. ";
  function dire(texte, ...suite) {
    note.replaceChildren(fr(texte), ...suite);
    autreBrouillon();
    annoncer(note.firstChild.data);
  }
  // Whole lines, as many as an answer may hold.
  function lignes(id, textes) {
    let pris = "";
    for (const texte of textes) {
      const avec = pris ? `${pris}\n${texte}` : texte;
      if (avec.length <= question(id).maximum) pris = avec;
    }
    return pris;
  }
  const nature = (mot) => question("besoins").natures.find((un) => cle(un) === mot).toLowerCase();
  const repris = (lu) => [
    ["question", lu.question, "la question"],
    ["themes", lu.themes.join(", "), "les thèmes"],
    ["genre_de_projet", lu.genre_de_projet, "le genre de projet"],
    ["plan", lignes("plan", lu.plan.map((un) => un.quoi)), "le plan (sans ses dates)"],
    ["besoins", lignes("besoins", lu.besoins.map((un) => `${un.quoi} (${nature(un.nature)})`)), "les besoins"],
    ["inspire_de", lu.slug, ""],
  ];

  const champs = (lu) => repris(lu).map(([id, texte, dit]) => [question(id), texte || "", dit]).filter(([, texte]) => texte);
  function remplir(lu) {
    const mis = champs(lu).filter(([q]) => !q.champ.value);
    for (const [q, texte] of mis) q.champ.value = texte;
    deplier();
    const dits = mis.map(([, , dit]) => dit).filter(Boolean);
    const fin = dits.length > 1 ? ` et ${dits.pop()}` : "";
    const quoi = dits.length ? ` ${dits.join(", ")}${fin}.` : " son nom.";
    dire(`Repris de « ${lu.titre} » :${quoi} Modifiez tout, ajoutez votre commune et votre groupe. `, effacer(mis));
  }
  // What was changed since is one’s own.
  function effacer(mis) {
    const vider = () => {
      for (const [q, texte] of mis) {
        if (q.champ.value === texte) q.champ.value = "";
        if (q.dits) verifier(q);
      }
      garder();
      dire(RIEN);
      note.focus();
    };
    return bouton("Effacer ce qui est repris", vider, "lien");
  }
  // A draft that came back: what it still has of the other one.
  function revenir(lu) {
    const restent = champs(lu).filter(([q, texte]) => q.champ.value === texte);
    if (question("inspire_de").champ.value === lu.slug) dire(`D’après « ${lu.titre} ». `, effacer(restent));
    else dire(RIEN);
  }
  function autreBrouillon() {
    try {
      if (!localStorage.getItem(`brouillon ${location.pathname} `)) return;
    } catch (erreur) {
      return;
    }
    note.append(" ", noeud("a", { href: location.pathname }, "Retrouver l’autre défi que vous aviez commencé"));
  }

  try {
    const lu = await lireDefi(slug);
    su.oublier = () => dire(RIEN);
    if (garde) revenir(lu);
    else remplir(lu);
  } catch (erreur) {
    if (erreur.status === 404) {
      await avecGardes().catch(() => {}); // what an address brought is not repeated as it is
      dire(`Nous n’avons pas trouvé le défi « ${extrait(slug)} » : le formulaire est vide, écrivez le vôtre. `, noeud("a", { href: R.defis }, "Trouver un défi"));
    } else dire("Le défi à reprendre n’a pas pu être lu : le formulaire est vide, écrivez le vôtre.");
  }
}
