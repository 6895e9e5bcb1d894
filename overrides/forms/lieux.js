// The place of the forms: what follows from the commune that is chosen, the type of territory that
// one would suggest, the défis that are near. It comes when one begins to fill in (formulaire.js).
// `tape`: whether something was typed in the field of the commune before it came.
import ouvrirCommunes, { commun, kilometres } from "./communes.js";

// Why a text is no commune: the kind of the sentence that says it, those that may be meant; else null.
export async function refuser(communes, tape, { cle, charger, ou: dossier }) {
  if (!tape) return null;
  const lues = await communes.lire(tape);
  if (lues.length === 1 && lues[0].insee) return null;
  const index = await charger(dossier + "index.json");
  const lus = lues.length ? lues : lues.autres || [];
  let choix = lus;
  if (!lus.some((une) => une.insee) && (!lues.genre || lues.genre === "commune_inconnue")) {
    // As search.similar_names: longer names of which it is a word, those written nearly so; then those that it begins.
    const ou = communes.situer(tape, index);
    const toutes = ou ? (await Promise.all(ou.codes.map(communes.rangees))).flat() : (await communes.partout(tape, index)) || [];
    const nom = cle(ou ? ou.nom : tape);
    const longues = nom ? toutes.filter((une) => ` ${une.cle}`.includes(` ${nom} `)) : [];
    const debutent = nom ? toutes.filter((une) => une.cle.startsWith(nom)) : [];
    const memes = longues.length ? [] : lus;
    choix = memes.length ? memes : [...longues.slice(0, 3), ...communes.approcher(toutes, nom), ...debutent];
    choix = [...new Map(choix.map((une) => [une.ecrit, une])).values()].slice(0, 5);
  }
  return { tape, phrases: index.phrases, genre: lues.genre, nommee: lues.nommee, choix: choix.filter((une) => une.ecrit) };
}

export default function (outils, tape) {
  const { R, question, reponse, cle, themes, fr, dire, noeud, bouton } = outils;
  const { annoncer, calme, charger, extrait, garder, ligne, verifier } = outils;

  const commune = question("commune");
  const repond = (id) => (question(id) ? reponse(question(id)) : "");
  const communes = ouvrirCommunes({
    ...outils,
    champ: commune.champ,
    communes: R.communes,
    tape,
    choisie() {
      garder();
      verifier(commune);
    },
    situee: situe,
  });

  // --- A commune that is none, told as the robot would (geography.search, meant.choice)

  const voisines = noeud("p", { class: "btns" });
  const ecrite = (une) => `« ${une.ecrit} »`;
  function phrase({ tape, genre, choix, nommee }) {
    const sure = genre === "commune_inconnue" ? choix.slice(0, 3) : choix;
    const lu = extrait(tape);
    if (genre !== "commune_code_inconnu" && !sure.length) return dire("commune_invalide", { lu });
    const reste = sure.length - 10;
    const suite = reste > 0 ? ` et ${reste} autre${reste > 1 ? "s" : ""}` : "";
    const ecrire = (sure[0] || {}).ecrit;
    const invite = sure.length > 1 ? `Recopiez la vôtre, par exemple : ${ecrire}` : `Si c’est bien elle, écrivez : ${ecrire}`;
    const candidats = sure.slice(0, 10).map(ecrite).join(", ") + suite;
    return dire(genre, { lu, nombre: sure.length, nom: (nommee || {}).ecrit, ecrire, candidats: fr(candidats), invite: fr(invite) });
  }
  // Before one reads again; what leaves the field has come to `situe` already.
  async function examiner() {
    await communes.reconnaitre();
    await juger();
  }
  async function juger() {
    const lu = communes.lieu() ? null : await refuser(communes, ligne(commune.champ.value), { cle, charger, ou: R.communes });
    Object.assign(R.phrases, lu && lu.phrases);
    commune.refus = lu && [lu.tape, phrase(lu)];
    calme(() => {
      verifier(commune);
      if (!lu || !lu.choix.length || !commune.dits.includes(commune.refus[1])) return voisines.remove();
      voisines.replaceChildren(...lu.choix.slice(0, 5).map((une) => bouton(une.ecrit, () => prendre(une))));
      commune.champ.after(voisines);
    });
  }
  function prendre(une) {
    commune.champ.value = une.ecrit;
    commune.champ.focus();
    voisines.remove();
    garder();
    communes.reconnaitre().then(situe, () => {});
    verifier(commune);
  }
  commune.champ.addEventListener("input", () => voisines.remove());

  // --- What follows from the place: the type of territory, the near défis

  const suggestion = noeud("p", { class: "plutot" });
  const proches = noeud("section", { class: "proches", "aria-labelledby": "proches" });
  const territoire = question("territoire");

  function situe() {
    juger().catch(() => {});
    suggerer().catch(() => {});
    rapprocher().catch(() => {});
  }
  async function suggerer() {
    if (!territoire) return;
    const ici = communes.lieu();
    const lu = ici && (await charger(`${R.communes}${ici.code}-types.json`));
    await new Promise(calme);
    const [rang, ...valeurs] = (lu && lu.communes[ici.insee]) || [-1];
    const [mot, modele] = lu && rang >= 0 ? lu.raisons[rang] : [""];
    const terme = territoire.mots.find(([un]) => un === mot);
    if (ici !== communes.lieu()) return;
    if (!terme || reponse(territoire) === terme[1]) {
      suggestion.remove();
      return;
    }
    const raison = fr(modele.replace(/\{\}/g, () => valeurs.shift()));
    const valeursDites = { lu: reponse(territoire), commune: ici.nom, propose: terme[1], raison };
    const texte = valeursDites.lu
      ? dire("territoire_surprenant", valeursDites)
      : fr(`Pour ${ici.nom}, vu de loin, on dirait « ${terme[1]} ». `) + raison + fr(" C’est vous qui savez.");
    const prendreLe = bouton(fr(`Choisir « ${terme[1]} »`), () => {
      territoire.champ.value = terme[1];
      territoire.champ.focus();
      suggestion.remove();
      garder();
      verifier(territoire);
    });
    // Who comes from the commune to this button must not lose it.
    if (suggestion.isConnected && suggestion.firstChild.data === texte + " ") return;
    suggestion.replaceChildren(texte + " ", prendreLe);
    territoire.champ.after(suggestion);
    annoncer(texte);
  }

  function ressemblance(un, autre, vides) {
    const [a, b] = [un, autre].map((titre) => {
      const mots = cle(titre).split(" ").filter((mot) => mot && !vides.includes(mot));
      return [...new Set(mots.map((mot) => (mot.length > 3 ? mot.replace(/[sx]$/, "") : mot)))].sort();
    });
    const tous = a.filter((mot) => b.includes(mot)).join(" ");
    const [x, y] = [[a, b], [b, a]].map(([ici, la]) =>
      [tous, ...ici.filter((mot) => !la.includes(mot))].filter(Boolean).join(" "),
    );
    if (tous && (x === tous || y === tous)) return 100;
    const ratio = (p, q) => (p && q ? (200 * commun(p, q)) / (p.length + q.length) : 0);
    return Math.max(ratio(x, y), ratio(tous, x), ratio(tous, y));
  }
  function raisonDe(ici, autre, km, regle) {
    const miens = themes(repond("themes"));
    const partages = miens.filter((mot) => autre.themes.includes(mot)).length;
    const titre = repond("titre");
    const raisons = [
      titre && ressemblance(titre, autre.titre, regle.mots_vides) >= regle.titre && "un titre proche",
      partages && (partages > 1 ? `${partages} thèmes en commun` : "un thème en commun"),
    ].filter(Boolean);
    if (!raisons.length) return "";
    const loin = autre.commune === `${ici.nom}, ${ici.ou}`
      ? "Dans la même commune"
      : km >= 1 ? `À ${Math.round(km)} km` : "À moins de 1 km";
    const exemple = autre.exemple ? " C’est un exemple." : "";
    return `${loin}, avec ${raisons.join(" et ")}.${regle.etats[autre.etat] || ""}${exemple}`;
  }
  async function rapprocher() {
    if (R.formulaire !== "defi") return;
    const ici = communes.lieu();
    const lu = ici && ici.latitude !== null && (await charger(`${R.proches}${ici.code}.json`));
    await new Promise(calme);
    if (ici !== communes.lieu()) return;
    const vus = (lu ? lu.defis : [])
      .map((autre) => [kilometres(ici, autre), autre])
      .filter(([km]) => km <= lu.regle.km)
      .map(([km, autre]) => [km, autre, raisonDe(ici, autre, km, lu.regle)])
      .filter(([, , raison]) => raison)
      .sort((a, b) => a[0] - b[0])
      .slice(0, 5);
    if (!vus.length) {
      proches.remove();
      return;
    }
    const titre = "Des défis proches existent déjà";
    const liste = [
      noeud("h2", { id: "proches" }, titre),
      noeud("ul", 0, ...vus.map(([, autre, raison]) =>
        noeud("li", 0, noeud("a", { href: `${R.defis}${autre.slug}/`, target: "_blank" }, autre.titre, " (nouvel onglet)"), ` ${raison}`),
      )),
      noeud("p", 0, fr("Rejoindre l’un d’eux est peut-être plus simple. Sinon, continuez : le vôtre compte aussi.")),
    ];
    if (proches.isConnected && proches.textContent === liste.map((n) => n.textContent).join("")) return;
    proches.replaceChildren(...liste);
    commune.bloc.after(proches);
    annoncer(`${titre} (${vus.length}).`);
  }

  function oublier() {
    [suggestion, proches, voisines].forEach((bloc) => bloc.remove());
    communes.poser(null);
  }
  function changer(q) {
    if (q === territoire) suggerer().catch(() => {});
    if (["titre", "themes"].includes(q.id)) rapprocher().catch(() => {});
  }
  return { changer, examiner, oublier, reconnaitre: communes.reconnaitre, lieu: communes.lieu };
}
