// What is near a commune: one is typed, or found by the position of the device, which never leaves
// it; what is near it is read from small files and put in order by distance. The commune stands in
// the address of the page. The data are those of outputs/near/places.py and outputs/near/by_departement.py; all that
// people wrote is put in as text.
(function (d) {
  const form = d.querySelector("[data-pres]");
  const regles = d.querySelector("[data-regles]");
  if (!form || !regles || !form.replaceChildren) return;
  if (location.protocol === "file:") return;
  const { noeud, bouton, fr, ligne, charger } = outils;
  const R = JSON.parse(regles.textContent);
  const champ = form.elements.commune;
  const dit = form.querySelector("[role=status]");
  const resultats = d.querySelector("[data-resultats]");
  const TITRE = d.title;
  // How many of a kind are shown at once, and how many défis when none is near.
  const PAS = 6;
  const LOIN = 3;
  // From how many kilometres on a distance helps nobody.
  const AILLEURS = 1000;

  function dire(texte) {
    dit.textContent = fr(texte);
  }
  // Read what may not come for want of network, then show it, unless something else was asked since.
  let demande = 0;
  async function essayer(lire, montrer) {
    const moi = ++demande;
    dire("Un instant…");
    let lu;
    try {
      lu = await lire();
    } catch (erreur) {
      if (moi !== demande) return;
      oublier();
      dire("Le réseau n’a pas répondu : impossible de lire ce qu’il y a près de chez vous.");
      const encore = bouton("Réessayer", () => {
        dit.focus();
        essayer(lire, montrer);
      });
      resultats.replaceChildren(noeud("p", { class: "btns" }, encore));
      return;
    }
    if (moi !== demande) return;
    delete d.body.dataset.attend;
    montrer(lu);
  }
  // Nothing is shown any more: the title, and what one shares of this page, say so.
  function oublier() {
    delete d.body.dataset.attend;
    delete d.body.dataset.choix;
    d.title = TITRE;
    resultats.replaceChildren();
  }

  // --- The commune: typed, found by the device, or in the address of the page

  let venues = null;
  let echecs = 0;
  async function venir() {
    const avant = champ.value;
    const noms = await venu("communes");
    const tape = champ.value !== avant;
    const communes = noms.default({ ...outils, champ, communes: R.communes, tape, muet: true, choisie: chercher });
    const siens = { ...outils, champ, ...noms, ...communes, communes: R.communes };
    // Asked for by who writes, not by an address that names a commune.
    const supposer = async (voulu) => (await venu("supposer")).default(siens)(voulu);
    return { ...siens, supposer };
  }
  // A browser may remember that a script did not come: it is asked for under another address.
  async function venu(nom) {
    try {
      return await import(`./${nom}.js${echecs ? "?" + echecs : ""}`);
    } catch (erreur) {
      venues = null;
      echecs++;
      throw erreur;
    }
  }
  function avecCommunes() {
    return (venues = venues || venir());
  }
  const index = () => charger(R.communes + "index.json");

  // The place that a text means, else the one that may be taken for it, with what is to be said of
  // that; or a département (`choix`).
  async function deviner({ reconnaitre, supposer, prendre }) {
    const voulu = ligne(champ.value);
    const sure = await reconnaitre();
    if (sure || voulu.length < 2) return sure;
    const { une, ...doute } = await supposer(voulu);
    if (!une || ligne(champ.value) !== voulu) return null;
    prendre(une);
    if (une.choix) return une;
    const lue = await reconnaitre();
    return lue && { ...lue, ...doute };
  }
  // `noter` keeps the address of what is found: after that of before, or in its place.
  function chercher(noter = "pushState") {
    essayer(
      async () => {
        const lieu = await deviner(await avecCommunes());
        return lieu && (lieu.choix ? { lieu } : entourer(lieu));
      },
      async (vu) => {
        if (vu && !vu.lieu.choix) return aller(vu, noter);
        oublier();
        if (location.search) history[noter](null, "", location.pathname);
        champ.focus();
        dire(vu || ligne(champ.value) ? "" : "Écrivez d’abord le nom de votre commune, ou son code postal.");
        if (vu) {
          champ.select();
          const { choix: code, titre: ou } = vu.lieu;
          resultats.replaceChildren(...ailleurs({ code, ou }));
        }
        (await avecCommunes()).montrer();
      },
    );
  }

  // By the codes of errors of the W3C's Geolocation.
  const REFUS = {
    1: "Votre position n’a pas été donnée. Écrivez plutôt le nom de votre commune.",
    2: "Votre appareil ne sait pas où il est. Écrivez plutôt le nom de votre commune.",
    3: "Votre appareil met trop de temps à se situer. Réessayez, ou écrivez le nom de votre commune.",
  };
  function meSituer() {
    const moi = ++demande;
    dire("Votre appareil se situe…");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => moi === demande && trouver(coords),
      ({ code }) => moi === demande && dire(REFUS[code]),
      { timeout: 15000, maximumAge: 600000 },
    );
  }
  function trouver(ici) {
    essayer(
      async () => {
        const { rangees, kilometres } = await avecCommunes();
        const toutes = await Promise.all((await autour(ici)).map(rangees));
        const [plusProche] = toutes
          .flat()
          .filter((une) => une.latitude !== null)
          .map((une) => [kilometres(ici, une), une])
          .sort((a, b) => a[0] - b[0]);
        return plusProche && plusProche[0] <= R.km && entourer(plusProche[1]);
      },
      (vu) => {
        if (vu) aller(vu);
        else dire("Nous ne connaissons pas de commune près d’ici. Écrivez le nom de la vôtre.");
      },
    );
  }

  function suivre() {
    const dite = new URLSearchParams(location.search);
    // What was typed at home, to be read here.
    if (dite.has("ou")) {
      champ.value = dite.get("ou");
      history.replaceState(null, "", location.pathname);
      chercher("replaceState");
      return;
    }
    if (!dite.get("commune")) {
      demande++;
      vider();
      return;
    }
    essayer(
      async () => {
        const lieu = await lire(dite.get("commune").toUpperCase(), dite.get("lieu"));
        const voulu = dite.get("pour");
        const { une, ...doute } = lieu && voulu ? await (await avecCommunes()).supposer(voulu) : {};
        return lieu && entourer(une && une.ecrit === lieu.ecrit ? { ...lieu, ...doute } : lieu);
      },
      (vu) => {
        vider();
        if (vu) montrer(vu);
        else dire("L’adresse de cette page ne nomme pas une commune que nous connaissons. Écrivez la vôtre.");
      },
    );
  }
  async function lire(insee, ecrit) {
    const { departements } = await index();
    const code = insee.slice(0, /^9[78]/.test(insee) ? 3 : 2);
    if (!departements.some(([un]) => un === code)) return null;
    const siennes = (await (await avecCommunes()).rangees(code)).filter((une) => une.insee === insee);
    return siennes.find((une) => une.ecrit === ecrit) || siennes[0];
  }
  function aller(vu, noter = "pushState") {
    if (vu.adresse !== location.search) history[noter](null, "", vu.adresse);
    montrer(vu);
    resultats.firstElementChild.focus();
  }
  function vider() {
    oublier();
    champ.value = "";
    dire("");
  }

  // --- What is near it

  // The départements of which a commune may be near a point, by their rectangles.
  async function autour({ longitude, latitude }) {
    const { rectangles } = await index();
    const haut = R.km / 111.19;
    const large = haut / Math.cos((latitude * Math.PI) / 180);
    return Object.keys(rectangles).filter((code) => {
      const [ouest, sud, est, nord] = rectangles[code];
      const colonne = ouest - large <= longitude && longitude <= est + large;
      return colonne && sud - haut <= latitude && latitude <= nord + haut;
    });
  }
  async function entourer(lieu) {
    const communes = await avecCommunes();
    const entiere = (await communes.rangees(lieu.code)).find((une) => une.insee === lieu.insee);
    const codes = lieu.latitude === null ? [] : await autour(lieu);
    const utiles = new Set([lieu.code, ...codes.filter((code) => R.pleins.includes(code))]);
    const lus = await Promise.all([...utiles].map((code) => charger(`${R.proches}${code}-autour.json`)));
    // The address of a former commune, of an arrondissement, says which one too.
    const precise = entiere.ecrit === lieu.ecrit ? {} : { lieu: lieu.ecrit };
    const partage = String(new URLSearchParams({ commune: lieu.insee, ...precise }));
    // What was typed stays in the address of who typed it, where it may mean another: not in what is shared.
    const adresse = `?${partage}${lieu.voulu ? "&pour=" + encodeURIComponent(lieu.voulu) : ""}`;
    return { lieu, communes, adresse, partage, ...ranger(lieu, lus, communes.kilometres) };
  }
  function ranger(ici, lus, kilometres) {
    const aujourdhui = new Date().toLocaleDateString("sv", { timeZone: "Europe/Paris" });
    const loin = ([insee, , longitude, latitude]) =>
      insee === ici.insee ? 0
        : latitude === null || ici.latitude === null ? Infinity
        : kilometres(ici, { longitude, latitude });
    // Of several communes, the nearest is the one that counts and is shown.
    const situer = (une) => {
      const [lieu] = [une.lieu, ...(une.aussi || [])].sort((a, b) => loin(a) - loin(b));
      return { ...une, lieu, km: loin(lieu), la: lieu[0] === ici.insee };
    };
    // What people do comes before what only shows how it would be; then the first day, the nearest.
    const ordre = (a, b) =>
      !!a.exemple - !!b.exemple || (a.date > b.date) - (a.date < b.date) || a.km - b.km;
    const pres = (choses) => choses.map(situer).filter((une) => une.km <= R.km).sort(ordre);

    const deux = lus.flatMap((lu) => [...lu.defis, ...lu.loin]);
    const connus = [...new Map(deux.map((un) => [un.slug, un])).values()];
    const defis = pres(connus);
    const vivants = defis.filter((un) => !un.fini);
    const annonces = pres(lus.flatMap((lu) => lu.annonces));
    const dits = (...genres) => annonces.filter((une) => genres.includes(une.genre));
    const de = (nom) => (un) => (un[nom] || []).map(([nature, quoi, pres]) => ({ ...un, nature, quoi, pres, ancre: nom }));
    const rendezVous = connus
      .flatMap((un) =>
        (un.rendez_vous || []).map((une) => ({ ...une, lieu: une.lieu || un.lieu, exemple: un.exemple, defi: un })),
      )
      .filter((une) => une.date >= aujourdhui);
    return {
      defis: vivants,
      finis: defis.filter((un) => un.fini),
      rendezVous: pres(rendezVous),
      cherche: [...vivants.flatMap(de("besoins")), ...dits("besoin")].sort(ordre),
      propose: [...vivants.flatMap(de("offres")), ...dits("offre")].sort(ordre),
      paroles: dits("envie", "opinion", "idee"),
      loin: connus
        .map(situer)
        .filter((un) => !un.fini && un.km > R.km && un.km < Infinity)
        .sort(ordre),
    };
  }

  // --- What is shown of it

  const distance = ({ la, km }) =>
    la ? "dans votre commune" : km < 1 ? "à moins de 1 km" : `à ${Math.round(km).toLocaleString("fr")} km`;
  // As typography.sentence.
  const phrase = (texte) => (/[.!?…»:]$/.test(texte) ? texte : `${texte}.`);
  const citer = (texte) => `« ${texte.replace(/« ?/g, "“").replace(/ ?»/g, "”")} »`;
  // « Paris (Paris) » is Paris; one goes « autour du Havre », « d’Épinal ».
  const court = ({ ecrit }) => ecrit.replace(/^(.+?)( \d+er?)? \(\1\)$/, "$1$2");
  function autourDe(nom) {
    const [, les, reste] = /^Le(s?) (.+)/.exec(nom) || [];
    if (reste) return `${les ? "des" : "du"} ${reste}`;
    return /^[aeiouyœæ]/i.test(nom.normalize("NFD")) ? `d’${nom}` : `de ${nom}`;
  }
  const vh = (texte) => noeud("span", { class: "vh" }, fr(texte));
  const mention = ({ exemple }) => (exemple ? [" ", noeud("span", { class: "mention" }, "Exemple")] : []);
  const dExemple = ({ exemple }) => (exemple ? " (exemple)" : "");
  // A title does not always say what a défi is: its kind goes before it.
  const nomme = ({ genre, titre }) => fr(genre ? `${genre} : ${titre}` : titre);
  const lienDe = ({ slug }, ancre) => `${R.defis}${slug}/${ancre ? "#" + ancre : ""}`;
  const endroit = (une) => `${une.lieu[1]}, ${distance(une)}`;
  // Where something is, whether that is an example, of which défi.
  const petit = (une, ...suite) => noeud("p", { class: "petit" }, endroit(une), ...mention(une), ...suite);

  function carte(un) {
    const type = vh(`, territoire ${R.noms[un.territoire].toLowerCase()}`);
    return noeud(
      "li",
      { class: `carte ${R.caps[un.phase]}` },
      noeud("span", { class: `ph ${R.caps[un.phase]}` }, R.noms[un.phase]),
      noeud("span", { class: `ter t-${un.territoire}` }, endroit(un), type),
      noeud("h3", 0, noeud("a", { href: lienDe(un) }, fr(un.titre))),
      noeud("p", 0, fr(un.genre ? `${phrase(un.genre)} ${un.resume}` : un.resume)),
      noeud("p", { class: "quand" }, fr(un.quand) + dExemple(un)),
    );
  }
  function date(une) {
    const [jour, nombre, mois] = une.jour.split(/\s/);
    const dit = [noeud("span", 0, jour), " ", noeud("b", 0, nombre), ` ${mois}`];
    return noeud("time", { class: "borne", datetime: une.date }, ...dit);
  }
  function rencontre(une) {
    const lien = noeud("a", { href: lienDe(une.defi, une.ancre || "rendez-vous") }, fr(une.titre));
    const agenda = noeud("a", { href: lienDe(une.defi) + une.ics }, une.geste || "Dans mon agenda", vh(` : ${une.titre}`));
    return noeud(
      "li",
      0,
      date(une),
      noeud("div", 0, noeud("h3", 0, lien), noeud("p", 0, fr(une.detail || ""), " ", agenda), petit(une, noeud("br"), nomme(une.defi))),
    );
  }
  const nature = (texte, slug) => noeud("span", { class: slug ? `nature picto n-${slug}` : "nature" }, texte);
  // What meets it, the nearest.
  function voisin({ pres: [ou, quoi, adresse] = [] }) {
    return ou ? [noeud("br"), fr(`${ou} : `), noeud("a", { href: adresse }, fr(quoi))] : [];
  }
  function besoin(un) {
    const lien = noeud("a", { href: lienDe(un, un.ancre) }, fr(un.quoi));
    return noeud("li", 0, nature(R.noms[un.nature], un.nature), noeud("br"), lien, petit(un, noeud("br"), nomme(un), ...voisin(un)));
  }
  function annonce(une) {
    const genre = R.noms[une.genre] + (une.nature ? `, ${R.noms[une.nature].toLowerCase()}` : "");
    const reprises = (une.reprises || []).flatMap(([slug, titre, genre]) => [
      fr(". Un groupe s’en est saisi : "),
      noeud("a", { href: lienDe({ slug }) }, nomme({ titre, genre })),
    ]);
    const li = noeud("li", 0, nature(genre), noeud("p", 0, fr(une.texte)), petit(une, ...reprises, ...voisin(une)));
    // Its page says how. A letter about an example would reach nobody.
    if (R.envoi || (R.lettre && !une.exemple))
      li.append(noeud("a", { href: `../coups-de-main/annonces/${une.slug}/` }, "Y répondre", vh(` : ${une.texte}`)));
    return li;
  }
  const chose = (une) => (une.texte ? annonce(une) : besoin(une));

  function groupe(titre, choses, dessiner, classe) {
    if (!choses.length) return [];
    const liste = noeud("ul", { class: classe });
    const suivants = bouton("", () => {
      const debut = liste.children.length;
      ajouter();
      const premier = liste.children[debut];
      premier.tabIndex = -1;
      (premier.querySelector("a") || premier).focus();
    });
    const plus = noeud("p", { class: "btns" }, suivants);
    function ajouter() {
      const debut = liste.children.length;
      liste.append(...choses.slice(debut, debut + PAS).map(dessiner));
      const reste = choses.length - liste.children.length;
      suivants.replaceChildren(`Voir les suivants (${reste})`, vh(` : ${titre}`));
      if (!reste) plus.remove();
    }
    const h2 = noeud("h2", 0, fr(`${titre} (${combien(choses)})`));
    const section = noeud("section", { class: "bloc" }, h2, liste, plus);
    ajouter();
    return [section];
  }

  // Which of some are examples, where some are.
  function dont(choses) {
    const n = choses.filter(({ exemple }) => exemple).length;
    const mot = n > 1 ? "exemples" : "exemple";
    return n === choses.length ? mot : n ? `dont ${n} ${mot}` : "";
  }
  function combien(choses) {
    const dits = dont(choses);
    return choses.length + (dits && (dits[0] === "d" ? ", " : " ") + dits);
  }
  function compter(vu) {
    const comptes = [
      [vu.rendezVous, "rendez-vous", "rendez-vous"],
      [vu.cherche, "chose cherchée", "choses cherchées"],
      [vu.defis, "défi", "défis"],
      [vu.propose, "chose proposée", "choses proposées"],
      [vu.paroles, "chose dite", "choses dites"],
      [vu.finis, "défi terminé ou arrêté", "défis terminés ou arrêtés"],
    ].filter(([choses]) => choses.length);
    if (!comptes.length) return `Rien à moins de ${R.km} km pour l’instant.`;
    const seuls = comptes.every(([choses]) => choses.every(({ exemple }) => exemple));
    const tous = comptes.map(([choses, un, plusieurs]) => {
      const dits = `${choses.length}\u00a0${choses[1] ? plusieurs : un}`;
      return seuls || !dont(choses) ? dits : `${dits} (${dont(choses)})`;
    });
    return `À moins de ${R.km} km${seuls ? ", des exemples seulement" : ""} : ${tous.join(", ")}.`;
  }
  function plusProche({ lieu, defis, loin: [premier] }) {
    if (lieu.latitude === null)
      return "Nous ne savons pas placer cette commune sur une carte : voici seulement ce qui s’y passe.";
    if (defis.length) return "";
    if (!premier || premier.km > AILLEURS)
      return "Aucun défi n’est encore en route par chez vous : le premier peut être le vôtre.";
    const nom = citer(premier.titre) + dExemple(premier);
    const quoi = premier.genre ? `${premier.genre}, ${nom}` : nom;
    return premier.km > R.loin
      ? `Le défi le plus proche est loin, ${distance(premier)} : ${quoi}, ${premier.lieu[1]}.`
      : `Le défi le plus proche : ${quoi}, ${endroit(premier)}.`;
  }
  // What is too far to be shown as near may still be read.
  function lointain({ defis, loin: [premier] }) {
    if (defis.length || !premier || premier.km <= R.loin) return [];
    return [noeud("p", 0, fr("Pour voir comment ils font : "), noeud("a", { href: lienDe(premier) }, nomme(premier)))];
  }
  // What is to be said of the place that was taken for what was typed (supposer.js).
  const doute = ({ lieu, communes }) =>
    lieu.voulu ? lieu.dire(citer(lieu.voulu), court(lieu), communes) : lieu.dit ? [noeud("p", 0, fr(lieu.dit))] : [];
  function ailleurs({ code, ou }) {
    if (!R.pages.includes(code)) return [];
    const lien = noeud("a", { href: `${R.departements}${code.toLowerCase()}/` }, ou);
    return [noeud("p", 0, fr("Tout le département : "), lien)];
  }
  function montrer(vu) {
    const { lieu } = vu;
    vu.communes.poser(lieu);
    d.title = fr(`Près de chez moi : ${court(lieu)}`);
    // What one shares of this page (page.js).
    d.body.dataset.choix = vu.partage;
    const plusLoin = vu.defis.length ? [] : vu.loin.filter(({ km }) => km <= R.loin).slice(0, LOIN);
    resultats.replaceChildren(
      noeud("h2", { tabindex: -1 }, `Autour ${autourDe(court(lieu))}`),
      ...doute(vu),
      ...ailleurs(lieu),
      ...groupe("Les prochains rendez-vous", vu.rendezVous, rencontre, "dates"),
      ...groupe("On cherche", vu.cherche, chose, "liste"),
      ...groupe("Les défis", vu.defis, carte, "cartes"),
      ...groupe(`Un peu plus loin, à moins de ${R.loin} km`, plusLoin, carte, "cartes"),
      ...lointain(vu),
      ...groupe("On propose", vu.propose, chose, "liste"),
      ...groupe("Ce qui se dit", vu.paroles, annonce, "liste"),
      ...groupe("Ce qu’ils sont devenus", vu.finis, carte, "cartes"),
    );
    dire([compter(vu), plusProche(vu)].filter(Boolean).join(" "));
  }

  // --- To begin

  const situer = form.querySelector("[data-situer]");
  if (navigator.geolocation) situer.onclick = meSituer;
  else d.getElementById("situer").hidden = situer.hidden = true;
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    chercher();
  });
  champ.addEventListener("focus", () => avecCommunes().catch(() => {}));
  addEventListener("popstate", suivre);
  d.querySelector("[data-plis]").open = false;
  form.hidden = false;
  // What was typed, or sent, before this script came is kept.
  if ("envoye" in form.dataset) chercher();
  else if (!champ.value || location.search) suivre();
  else if (d.activeElement === champ) avecCommunes().then(({ montrer }) => montrer(), () => {});
})(document);
