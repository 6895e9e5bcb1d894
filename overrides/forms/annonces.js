// What one person said, when an address names it: the annonces that a new défi answers (`?annonces=`), the
// one that another annonce answers (`?annonce=`). Their words are shown as text, above
// the form: nobody’s words become those of a group. `note`: where; `garde`: whether a draft came back,
// which is left as it is.
export default async function ({ R, su, note, citees, garde, question, noeud, fr, ligne, dire, charger, annoncer, deplier, extrait }) {
  const aujourdhui = new Date().toLocaleDateString("sv", { timeZone: "Europe/Paris" });
  const un = (id) => question(id).champ;
  const lignes = () => un("repond_a").value.split("\n").map(ligne);
  const lien = (ou, dit) => noeud("a", { href: R.racine + ou }, dit);
  const court = (texte) => ([...texte].length > 80 ? [...texte].slice(0, 79).join("") + "…" : texte);
  const mention = (une) => fr(une.exemple ? " (un exemple : essayez, rien ne partira)" : "");
  // Nothing that one wrote is written over.
  function mettre(id, texte) {
    const q = question(id);
    if (!texte || garde || q.champ.value) return false;
    const mot = q.mots.find(([slug]) => slug === texte);
    q.champ.value = mot ? mot[1] : texte;
    return true;
  }
  function arreterSi(inventees, suite) {
    su.invente = () => lignes().some((slug) => inventees.some((une) => une.slug === slug));
    su.arreter = (portes) =>
      portes.replaceChildren(
        noeud("h2", { id: "portes", tabindex: -1 }, "C’est un exemple"),
        noeud("p", 0, dire("annonce_exemple", { lu: extrait(inventees[0].texte) })),
        noeud("p", 0, noeud("a", { href: location.pathname }, suite)),
      );
  }

  // --- Another annonce answers it

  const CONTRAIRE = { besoin: "offre", offre: "besoin" };
  function repondre(une) {
    note.replaceChildren(fr("En réponse à : "), court(ligne(une.texte)), mention(une));
    if (une.exemple) arreterSi([une], "Passer une annonce à vous");
    mettre("genre", CONTRAIRE[une.genre]);
    mettre("nature", CONTRAIRE[une.genre] && une.nature);
    mettre("themes", une.themes.join(", "));
  }

  // --- A défi answers some

  const combien = (n, une, plusieurs) => (n > 1 ? `${n} ${plusieurs}` : une);
  function citer(une) {
    const reprise = une.reprise_par.flatMap((slug) => [
      fr(" Un groupe s’en est déjà saisi : "),
      lien(`defis/${slug}/`, "voir son défi"),
      ".",
    ]);
    const finie = une.jusqu_au && une.jusqu_au < aujourdhui ? " Son dernier jour est passé." : "";
    const ou = `${une.commune.nom} (${une.commune.departement}).`;
    return noeud("li", 0, fr(`« ${ligne(une.texte)} » `), noeud("span", { class: "petit" }, ou, une.exemple ? " Exemple." : "", finie, ...reprise));
  }
  function lancer(lues) {
    const vraies = lues.filter((une) => !une.exemple);
    const gardees = vraies.length ? vraies : lues;
    const otees = lues.length - gardees.length;
    const perdues = citees.length - lues.length;
    const trier = () => {
      un("repond_a").value = lignes().filter((slug) => !citees.includes(slug) || gardees.some((une) => une.slug === slug)).join("\n");
    };
    trier();
    su.oublier = trier;
    if (gardees.length && !vraies.length) arreterSi(gardees, "Proposer un défi à vous");
    const communes = gardees.map((une) => `${une.commune.nom} (${une.commune.departement})`);
    const fois = (ou) => communes.filter((autre) => autre === ou).length;
    const [premiere] = [...communes].sort((a, b) => fois(b) - fois(a));
    const themes = gardees.length ? gardees[0].themes.filter((mot) => gardees.every((une) => une.themes.includes(mot))) : [];
    const mis = [mettre("commune", premiere) && "la commune", mettre("themes", themes.join(", ")) && "les thèmes"].filter(Boolean);
    deplier();
    const dits = [
      gardees.length
        ? `Ce défi répond à ${combien(gardees.length, "ce qu’une personne a dit", "annonces")}. Lisez, puis écrivez le défi avec vos mots.`
        : "Le formulaire est vide : écrivez votre défi.",
      mis.length && `Déjà rempli : ${mis.join(" et ")}.`,
      otees && `${combien(otees, "Une annonce est un exemple, inventé", "annonces sont des exemples, inventés")} pour montrer le site : un vrai défi n’y répond pas.`,
      perdues && `${combien(perdues, "Une annonce n’a pas été retrouvée : elle a", "annonces n’ont pas été retrouvées : elles ont")} peut-être été retirée${perdues > 1 ? "s" : ""}.`,
      citees.length === R.annoncesAuPlus && `On en nomme ${R.annoncesAuPlus} au plus à la fois.`,
      gardees.length && !vraies.length && "Ce sont des exemples : essayez, rien ne partira.",
    ].filter(Boolean);
    note.replaceChildren(noeud("p", 0, fr(dits.join(" "))), noeud("ul", 0, ...gardees.map(citer)));
    annoncer(fr(dits[0]));
  }

  const { annonces } = await charger(R.annonces).catch(() => ({}));
  if (!annonces) {
    note.replaceChildren(fr("Les annonces n’ont pas pu être lues : leurs noms restent dans le formulaire."));
    return;
  }
  const lues = citees.map((slug) => annonces.find((une) => une.slug === slug)).filter(Boolean);
  if (R.formulaire === "defi") lancer(lues);
  else if (!lues.length) {
    note.remove();
    if (lignes()[0] === citees[0]) un("repond_a").value = "";
  } else repondre(lues[0]);
}
