// Among the dates of the agenda, those that one chooses: when, where, on what theme. What is chosen
// stands in the address of the page. The dates come from files (outputs/agenda/date_files.py), one by
// one until there are enough to show; of a département, from one. They are shown by nodes, as text.
(function (d) {
  const pli = d.querySelector("[data-choisir]");
  if (!pli || !pli.replaceChildren || location.protocol === "file:") return;
  const dit = pli.querySelector("[role=status]");
  const liens = d.querySelector("[data-choix]");
  const zone = d.querySelector("[data-dates]");
  const prendre = d.querySelector(".prendre");
  const revient = d.querySelector(".revient");
  const fixe = [...zone.children];
  const adresse = new URL(pli.dataset.choisir, location.href);
  const racine = new URL("../../", adresse);
  const PAS = 12;
  const JOURS = "dimanche lundi mardi mercredi jeudi vendredi samedi".split(" ");
  const MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");
  const PERIME = new Error();
  const { fr } = outils;
  const { aujourdhui } = jours;

  // --- The days: those of whoever reads, in France, whatever the day of the build.

  const jourDe = (texte) => new Date(texte + "T00:00Z");
  const texteDe = (jour) => jour.toISOString().slice(0, 10);
  function plus(texte, n) {
    const jour = jourDe(texte);
    jour.setUTCDate(jour.getUTCDate() + n);
    return texteDe(jour);
  }
  // As agenda.py: from today to Sunday; the Saturday and the Sunday that come, or what is left of them.
  function moment(quand) {
    const debut = aujourdhui();
    const dimanche = plus(debut, (7 - jourDe(debut).getUTCDay()) % 7);
    const samedi = plus(dimanche, -1);
    if (quand === "semaine") return [debut, dimanche];
    if (quand === "week-end") return [samedi < debut ? debut : samedi, dimanche];
    return [debut, quand === "mois" ? plus(debut, 30) : "9999"];
  }
  function enMots(texte, an = "") {
    const jour = jourDe(texte);
    const rang = jour.getUTCDate();
    return `${JOURS[jour.getUTCDay()]} ${rang === 1 ? "1er" : rang}\u00a0${MOIS[jour.getUTCMonth()]}${an && " " + texte.slice(0, 4)}`;
  }

  // --- What is chosen, in the form and in the address

  const choix = {};
  const form = noeud("form");
  let index, attente;
  let montree = "";

  function proposer(cle, nom, mots) {
    const liste = noeud("select", { name: cle }, ...mots.map(([mot, dit]) => noeud("option", { value: mot }, dit)));
    choix[cle] = liste;
    form.append(noeud("label", 0, nom, liste));
  }
  async function apprendre() {
    const lu = await lire(adresse);
    if (index) return;
    index = lu;
    proposer("quand", "Quand", [
      ["", "Toutes les dates"],
      ["semaine", "Cette semaine"],
      ["week-end", "Ce week-end"],
      ["mois", "D’ici un mois"],
    ]);
    proposer("territoire", "Type de territoire", [["", "Tous"], ...lu.territoires]);
    proposer("departement", "Département", [["", "Tous"], ...lu.departements]);
    if (lu.themes.length) proposer("theme", "Thème", [["", "Tous"], ...lu.themes]);
    pli.insertBefore(form, dit);
    form.append(effacer);
  }
  function charger() {
    attente = attente || apprendre();
    attente.catch(() => (attente = null));
    return attente;
  }
  const voulu = () => {
    const dits = new URLSearchParams(location.search);
    return ["quand", "territoire", "departement", "theme"].some((cle) => dits.get(cle));
  };
  // A word that no list has stands in it as a choice of which there is no date: a département where
  // there is none, or what an address of another day asks.
  function poser() {
    const dits = new URLSearchParams(location.search);
    for (const cle in choix) {
      const mot = dits.get(cle) || "";
      choix[cle].querySelectorAll("[data-vide]").forEach((une) => une.remove());
      choix[cle].value = mot;
      if (choix[cle].selectedIndex >= 0) continue;
      const [, nom] = (cle === "departement" && index.vides.find(([code]) => code === mot)) || [0, "choix inconnu"];
      choix[cle].append(noeud("option", { value: mot, "data-vide": "" }, nom));
      choix[cle].value = mot;
    }
  }
  function requete() {
    const dits = new URLSearchParams();
    for (const cle in choix) if (choix[cle].value) dits.set(cle, choix[cle].value);
    return dits.toString();
  }
  function changer() {
    const suite = requete();
    if (suite === montree) return;
    form.querySelectorAll("[data-vide]:not(:checked)").forEach((une) => une.remove());
    history.pushState(null, "", location.pathname + (suite && "?" + suite));
    montrer();
  }
  const toutEffacer = (nom) =>
    bouton(
      nom,
      () => {
        for (const cle in choix) choix[cle].value = "";
        choix.quand.focus();
        changer();
      },
      "btn creux",
    );
  const effacer = toutEffacer("Tout effacer");

  // --- The dates

  const lus = {};
  async function lire(ou) {
    const url = new URL(ou, adresse);
    url.search = adresse.search;
    if (!lus[url]) {
      const reponse = await fetch(url);
      if (!reponse.ok) throw reponse.status === 404 ? PERIME : reponse;
      const lu = await reponse.json();
      if (adresse.search !== "?" + lu.somme) throw PERIME;
      lus[url] = lu;
    }
    return lus[url];
  }
  // The files that may hold what is asked, in the order of days.
  function fichiers(debut, fin) {
    if (form.querySelector("[data-vide]:checked")) return [];
    const code = choix.departement.value;
    if (code) {
      const [, , nombre] = index.departements.find(([un]) => un === code);
      return Array.from({ length: nombre }, (_, n) => `d${code.toLowerCase()}-${n + 1}.json`);
    }
    return index.parties.flatMap(([un, autre], n) => (autre < debut || un > fin ? [] : [`${n + 1}.json`]));
  }
  function convient(une, debut, fin) {
    const { territoire, theme } = choix;
    return (
      une.jour >= debut &&
      une.jour <= fin &&
      (!territoire.value || une.territoire === territoire.value) &&
      (!theme || !theme.value || (une.themes || []).includes(theme.value))
    );
  }
  // Gives dates as they are asked for; `entiere` once there is nothing left to read.
  function chercheur() {
    const [debut, fin] = moment(choix.quand.value);
    const reste = fichiers(debut, fin);
    const trouvees = [];
    return async (combien) => {
      while (reste.length && trouvees.length <= combien) {
        const { dates } = await lire(reste[0]);
        reste.shift();
        trouvees.push(...dates.filter((une) => convient(une, debut, fin)));
      }
      return { trouvees, entiere: !reste.length };
    };
  }

  // --- Shown (as partials/rendez-vous.html)

  const vh = (texte) => noeud("span", { class: "vh" }, texte);
  function borne(texte) {
    const [jour, rang, mois] = enMots(texte).split(/\s/);
    return noeud("time", { class: "borne", datetime: texte }, noeud("span", 0, jour), " ", noeud("b", 0, rang), ` ${mois}`);
  }
  function rangee(une) {
    const type = index.territoires.find(([mot]) => mot === une.territoire);
    const titre = noeud("h3", 0, noeud("a", { href: new URL(une.page, racine) }, fr(une.titre)));
    const ou = noeud("span", { class: `ter t-${une.territoire}` }, une.ou);
    if (type) ou.append(vh(`, territoire ${type[1].toLowerCase()}`));
    const pied = noeud("p", { class: "meta" }, ou, une.genre ? fr(` ${une.genre}`) : "");
    if (une.exemple) pied.append(" ", noeud("span", { class: "mention" }, "Exemple"));
    if (une.calendrier) {
      const href = new URL(une.calendrier, racine);
      pied.append(" ", noeud("a", { href, "aria-label": fr(`Dans mon agenda : ${une.titre}`) }, "Dans mon agenda"));
    }
    const dit = [];
    if (une.annule) dit.push(noeud("strong", 0, "Cette date est annulée."), " ");
    if (une.detail) dit.push(fr(une.detail));
    return noeud("li", 0, borne(une.jour), " ", noeud("div", 0, titre, ...(dit.length ? [noeud("p", 0, ...dit)] : []), pied));
  }
  function moisDe({ jour }) {
    const nom = MOIS[+jour.slice(5, 7) - 1];
    return nom[0].toUpperCase() + nom.slice(1) + " " + jour.slice(0, 4);
  }
  // Puts some more rows, under the heading of their month.
  function ajouter(dates) {
    let liste = [...zone.querySelectorAll("ul.dates")].pop();
    for (const une of dates) {
      const mois = moisDe(une);
      if (!liste || liste.dataset.mois !== mois) {
        const id = `mois-${zone.children.length}`;
        liste = noeud("ul", { class: "dates liste", "aria-labelledby": id, "data-mois": mois });
        zone.append(noeud("h2", { id }, mois), liste);
      }
      liste.append(rangee(une));
    }
  }
  function annoncer(texte) {
    if (dit.textContent !== texte) dit.textContent = texte;
  }
  // « 7 dates, et 1 annulée : du … au …, Vosges. »: what was found, and among what.
  function phrase(vues, entiere) {
    const dits = Object.values(choix)
      .filter((liste) => liste.value)
      .map((liste) => liste.selectedOptions[0].textContent);
    const [debut, fin] = moment(choix.quand.value);
    if (fin < "9999") {
      const an = debut.slice(0, 4) === fin.slice(0, 4) ? "" : "an";
      dits[0] = debut === fin ? `le ${enMots(debut)}` : `du ${enMots(debut, an)} au ${enMots(fin, an)}`;
    }
    const annulees = vues.filter((une) => une.annule).length;
    const n = vues.length - annulees;
    const tues = annulees ? `, et ${annulees} annulée${annulees > 1 ? "s" : ""}` : "";
    const compte = n ? `${n.toLocaleString("fr")} date${n > 1 ? "s" : ""}` : "Aucune date";
    const debuts = entiere ? compte + tues : `Les ${n} premières dates${tues} ; il y en a d’autres`;
    return fr(`${debuts} : ${dits.join(", ")}.`);
  }

  // An answer that comes after the next question is dropped.
  let tour = 0;
  async function montrer() {
    const mien = ++tour;
    montree = requete();
    effacer.hidden = !montree;
    // What links lead to is not what is shown.
    for (const lien of liens.children) if (lien !== pli) lien.hidden = !!montree;
    prendre.hidden = !!montree;
    if (revient) revient.hidden = false;
    if (!montree) {
      zone.replaceChildren(...fixe);
      annoncer("");
      return;
    }
    const chercher = chercheur();
    const suite = async (vues) => {
      const { trouvees, entiere } = await chercher(vues + PAS);
      if (mien !== tour) return;
      if (vues) zone.lastChild.remove();
      else zone.replaceChildren();
      const n = Math.min(vues + PAS, trouvees.length);
      ajouter(trouvees.slice(vues, n));
      annoncer(phrase(entiere ? trouvees : trouvees.slice(0, n), entiere));
      if (n < trouvees.length) zone.append(bouton("Voir les suivantes", () => essayer(() => suite(n)), "btn creux"));
      if (vues) zone.querySelectorAll("h3 a")[vues].focus();
      if (revient) revient.hidden = !trouvees.length;
      if (!n) zone.append(noeud("p", { class: "vide" }, "Enlevez un choix, ou tous."), toutEffacer("Voir toutes les dates de France"));
    };
    await essayer(() => suite(0));
  }
  // What the network, or a site of another day, keeps from being shown.
  const reessayer = bouton("", () => {});
  async function essayer(faire) {
    const mien = tour;
    reessayer.hidden = true;
    zone.setAttribute("aria-busy", "true");
    try {
      await faire();
    } catch (erreur) {
      if (mien !== tour) return;
      const perime = erreur === PERIME;
      const seules = zone.querySelector("[data-mois]");
      if (!seules) zone.replaceChildren(...fixe);
      annoncer((perime ? "L’agenda vient de changer." : "Le réseau ne répond pas.") + (seules ? "" : " Voici toutes les dates, sans vos choix."));
      reessayer.textContent = perime ? "Recharger la page" : "Réessayer";
      reessayer.onclick = () => {
        if (perime) return location.reload();
        dit.focus(); // the button goes
        essayer(faire);
      };
      reessayer.hidden = false;
    }
    if (mien === tour) zone.removeAttribute("aria-busy");
  }
  const ouvrir = () =>
    essayer(async () => {
      await charger();
      poser();
      if (requete() !== montree) await montrer();
    });

  annoncer("");
  dit.tabIndex = -1;
  dit.after(reessayer);
  effacer.hidden = reessayer.hidden = true;
  form.onchange = changer;
  form.onsubmit = (e) => e.preventDefault();
  pli.addEventListener("toggle", () => pli.open && ouvrir());
  addEventListener("popstate", () => {
    if (voulu()) pli.open = true;
    if (index) {
      poser();
      if (requete() !== montree) montrer();
    }
  });
  if (voulu()) pli.open = true;
})(document);
