// The filters of all défis: links become a form, whose choices stand in the address of the page.
// One choice or another inside a facet, one facet and another between them. Which défis fit, and
// their cards, come from the list (liste.js); the event « defis » tells others what was found.
(function (d) {
  const liens = d.querySelector("[data-filtre]");
  const titre = d.getElementById("bloc-liste");
  if (!liens || !titre || !liens.replaceChildren || location.protocol === "file:") return;

  // As many as on a page of the list; the index says it too, but comes later.
  const PAS = 24;
  // Above a map, how many are shown before the others fold.
  const debut = d.querySelector(".debut");
  const TETE = debut && debut.children.length;

  // A choice; its count is rewritten in its own text.
  function choix(entier, mot) {
    return { entier, nom: entier.replace(/ \([^()]*\)$/, ""), mot, texte: d.createTextNode("") };
  }
  // What a link says and where it leads give the choice.
  function facetteDe(liste) {
    const pli = liste.closest("details");
    const [tous, ...mots] = [...liste.querySelectorAll("a")].map((a) =>
      choix(a.textContent, a.pathname.split("/").slice(-2)[0]),
    );
    const f = facette(liste.dataset.facette, liste.getAttribute("aria-label"), pli, tous, mots);
    if (pli) liste.replaceWith(f.groupe);
    return f;
  }
  // States have no pages, so no links: a fold of their own, beside that of the themes, which is
  // empty until one opens it.
  function facetteEtat() {
    const pli = noeud("details", 0, noeud("summary", 0, "État"));
    const [tous, ...mots] = liens.dataset.etats.split(", ").map((etat) => {
      const [mot, ...nom] = etat.split(" ");
      return choix(nom.join(" "), mot);
    });
    const f = facette("etat", "État", pli, tous, mots);
    pli.addEventListener("toggle", () => pli.append(f.groupe), { once: true });
    return f;
  }
  function facette(cle, nom, pli, tous, mots) {
    mots.forEach((m) => {
      m.case = noeud("input", { type: "checkbox", name: cle, value: m.mot });
      m.puce = noeud("label", 0, m.case, m.texte);
    });
    tous.puce = bouton(tous.texte, () => vider([f]));
    // All défis are the most that a chip counts: the style sheet keeps their room.
    [tous, ...mots].forEach((m) => (m.puce.dataset.entier = m.entier));
    const legende = noeud("legend", pli && { class: "vh" }, nom);
    const groupe = noeud("fieldset", 0, legende, tous.puce, ...mots.map((m) => m.puce));
    const f = { cle, nom, pli, tous, mots, groupe, bloc: pli || groupe };
    return f;
  }
  const facettes = [...liens.querySelectorAll("[data-facette]")].map(facetteDe);
  facettes.push(facetteEtat());

  const dit = noeud("p", { role: "status" });
  const effacer = bouton("Tout effacer", () => {
    const { pli, tous } = facettes[0];
    (pli ? pli.firstElementChild : tous.puce).focus();
    vider(facettes);
  });
  function encore() {
    effacer.focus();
    montrer(...essai);
  }
  const reessayer = bouton("Réessayer", encore);
  const form = noeud(
    "form",
    { class: "filtres", "aria-label": liens.getAttribute("aria-label") },
    ...facettes.map((f) => f.bloc),
    dit,
    effacer,
    reessayer,
  );

  // The list as it was read stays at hand, whole, for when nothing is chosen or the network fails.
  const titres = [titre, d.getElementById("bloc-devenus")];
  const fixe = titres.filter(Boolean).map((h) => h.closest("section"));
  const zone = noeud("div");
  fixe[0].before(zone);
  zone.append(...fixe);
  const cartes = [...zone.querySelectorAll(".cartes > *")];
  const { PERIME, charger, prendre, compter } = lireListe(new URL(liens.dataset.filtre, location.href), cartes);

  let index, essai, demande;
  let montree = "";

  async function apprendre() {
    const lu = await charger();
    if (index) return;
    facettes.forEach((f) => {
      f.siens = lu.defis[f.cle].map((v) => [].concat(v));
      f.mots.forEach((m) => (m.rang = lu.mots[f.cle].indexOf(m.mot)));
    });
    index = lu;
  }
  // Tells others, such as the map, the ranks of the défis found; null for all of them.
  function dire(rangs) {
    d.dispatchEvent(new CustomEvent("defis", { detail: rangs }));
  }

  // A choice counts the défis that fit all other facets: they miss none, or none but its own.
  function chercher() {
    const trouves = [];
    facettes.forEach((f) => {
      f.voulus = f.mots.filter((m) => m.case.checked).map((m) => m.rang);
      f.comptes = index.mots[f.cle].map(() => 0);
      f.tous.compte = 0;
    });
    for (let i = 0; i < facettes[0].siens.length; i++) {
      const rates = facettes.filter(
        (f) => f.voulus.length && !f.siens[i].some((v) => f.voulus.includes(v)),
      );
      if (!rates.length) trouves.push(i);
      if (rates.length > 1) continue;
      for (const f of rates.length ? rates : facettes) {
        f.tous.compte++;
        for (const v of f.siens[i]) f.comptes[v]++;
      }
    }
    facettes.forEach((f) => f.mots.forEach((m) => (m.compte = f.comptes[m.rang] || 0)));
    return trouves;
  }

  function marquer(texte) {
    facettes.forEach((f) => {
      const choisis = f.mots.filter((m) => m.case.checked);
      f.tous.puce.setAttribute("aria-pressed", !choisis.length);
      f.mots.forEach((m) => (m.puce.className = m.case.checked ? "oui" : ""));
      [f.tous, ...f.mots].forEach((m) => (m.texte.data = texte(m)));
      if (!f.pli) return;
      const noms = choisis.map((m) => m.nom).join(", ");
      f.pli.firstElementChild.textContent = f.nom + (noms && "\u00a0: " + noms);
    });
  }
  function annoncer(texte) {
    if (dit.textContent !== texte) dit.textContent = texte;
  }
  function liste(id, cartes, classe) {
    return noeud("ul", { class: "cartes" + (classe || ""), "aria-labelledby": id }, ...cartes);
  }
  function section(id, nom, classe) {
    return noeud("section", { class: classe, "aria-labelledby": id }, noeud("h2", { id }, nom));
  }
  function ranger(trouves, cartes, bloc) {
    const vivants = cartes.filter((_, n) => trouves[n] < index.vivants);
    const finis = cartes.slice(vivants.length);
    if (vivants.length) bloc.append(liste("bloc-liste", vivants));
    if (!finis.length) return;
    const devenus = section("bloc-devenus", "Ce qu’ils sont devenus", "bloc");
    devenus.append(liste("bloc-devenus", finis));
    zone.append(devenus);
  }
  // As the page does it (lists/carte.html); open once one has asked for more.
  function replier(cartes, bloc, ouvert) {
    bloc.append(liste("bloc-liste", cartes.slice(0, TETE), " debut"));
    if (cartes.length <= TETE) return zone;
    const pli = noeud("details", 0, noeud("summary", 0, "La suite de la liste"), liste("bloc-liste", cartes.slice(TETE)));
    pli.open = ouvert;
    bloc.append(pli);
    return pli;
  }
  function remplir(trouves, cartes, vus) {
    const total = trouves.length;
    const bloc = section("bloc-liste", compter(trouves) || "Aucun défi", "");
    let bas = zone;
    zone.replaceChildren(bloc);
    if (!total) bloc.append(noeud("p", 0, liens.dataset.premier));
    else if (TETE) bas = replier(cartes, bloc, !!vus);
    else ranger(trouves, cartes, bloc);
    const n = cartes.length;
    if (n < total) {
      const suite = bouton("Voir les suivants", () => montrer(n + PAS, n));
      suite.className = "btn creux";
      bas.append(suite);
    }
  }

  // Shows the first `n` défis found; `vus` of them were there already, when more are asked for.
  // An answer that comes after the next question is dropped.
  async function montrer(n, vus) {
    essai = [n, vus];
    if (demande) demande.abort();
    demande = new AbortController();
    const { signal } = demande;
    montree = requete();
    effacer.hidden = !montree;
    reessayer.hidden = true;
    if (!montree) {
      marquer((m) => m.entier);
      zone.replaceChildren(...fixe);
      zone.removeAttribute("aria-busy");
      annoncer(titre.textContent);
      dire(null);
      return;
    }
    zone.setAttribute("aria-busy", "true");
    try {
      if (!index) marquer((m) => m.nom);
      await apprendre();
      if (signal.aborted) return;
      const trouves = chercher();
      if (!vus) dire(trouves);
      marquer((m) => `${m.nom} (${m.compte.toLocaleString("fr")})`);
      annoncer(compter(trouves) || "Aucun défi avec ces choix. Enlevez-en un, ou effacez tout.");
      const cartes = await prendre(trouves.slice(0, n), signal);
      if (signal.aborted) return;
      remplir(trouves, cartes, vus);
      if (vus) cartes[vus].querySelector("a").focus();
    } catch (erreur) {
      if (signal.aborted) return;
      if (!vus) {
        zone.replaceChildren(...fixe);
        dire(null);
      }
      const raison = erreur === PERIME ? "La liste vient de changer." : "Le réseau ne répond pas.";
      annoncer(raison + (vus ? "" : " Voici tous les défis, sans vos choix."));
      reessayer.textContent = erreur === PERIME ? "Recharger la page" : "Réessayer";
      reessayer.onclick = erreur === PERIME ? () => location.reload() : encore;
      reessayer.hidden = false;
    }
    zone.removeAttribute("aria-busy");
  }

  function requete() {
    return new URLSearchParams(new FormData(form)).toString();
  }
  function changer() {
    const suite = requete();
    if (suite === montree) return;
    history.pushState(null, "", location.pathname + (suite && "?" + suite));
    montrer(PAS);
  }
  function vider(lesquelles) {
    lesquelles.forEach((f) => f.mots.forEach((m) => (m.case.checked = false)));
    changer();
  }
  function cocher() {
    const voulus = new URLSearchParams(location.search);
    facettes.forEach((f) => {
      f.mots.forEach((m) => (m.case.checked = voulus.getAll(f.cle).includes(m.mot)));
      if (!f.pli || !f.mots.some((m) => m.case.checked)) return;
      f.pli.append(f.groupe);
      f.pli.open = true;
    });
  }

  form.onchange = changer;
  form.onsubmit = (e) => e.preventDefault();
  form.addEventListener("focusin", () => charger().catch(() => {}), { once: true });
  // Before leaving for a défi, note how far one had read: the way back leads there.
  zone.addEventListener("click", (e) => {
    if (montree && e.target.closest("a")) history.replaceState({ vus: essai[0], y: scrollY }, "");
  });
  addEventListener("popstate", () => {
    cocher();
    if (requete() !== montree) montrer((history.state || {}).vus || PAS);
  });

  cocher();
  marquer((m) => m.entier);
  effacer.hidden = reessayer.hidden = true;
  liens.replaceWith(form);
  const { vus, y } = history.state || {};
  if (requete()) montrer(vus || PAS).then(() => y && scrollTo({ top: y, behavior: "instant" }));
})(document);
