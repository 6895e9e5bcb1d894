// The map that moves, once someone opened it: Leaflet, its clusters, our outlines, and the défis that
// the list holds. One mark for each place: its shape is the phase of its défi, or their number.
// `bloc` holds the map, `R` what the page tells (outputs/lists/live_map.py), `trouves` gives the ranks that the
// filters found, or null for all.
export default async function (bloc, R, trouves) {
  const d = document;
  const calme = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const liste = lireListe(new URL(R.index, location.href));
  // How many cards a popup shows at once: each may be on a page of its own.
  const PAS = 6;
  const ZOOM = 14;

  const creux = (nom, agir) => bouton(nom, agir, "btn creux");

  // --- What it is made of

  async function lire(url) {
    const reponse = await fetch(url);
    if (!reponse.ok) throw reponse;
    return reponse.json();
  }
  function venir(nom, attributs) {
    return new Promise((ici, absent) => {
      const n = Object.assign(d.createElement(nom), attributs, { onload: ici, onerror: absent });
      d.head.append(n);
    });
  }
  const feuille = (nom) => venir("link", { rel: "stylesheet", href: R.fichiers + nom });
  const script = (nom) => venir("script", { src: R.fichiers + nom, async: false });
  const [index, points, sol] = await Promise.all([
    liste.charger(),
    lire(R.points),
    lire(R.sol),
    feuille("leaflet.css"),
    feuille("vive.css"),
    script("leaflet.js"),
    script("leaflet.markercluster.js"),
  ]);
  if (points.somme !== index.somme) throw liste.PERIME;

  // --- The défis of this page, by rank, and their places

  const type = index.mots.territoire.indexOf(R.territoire);
  const pilote = points.pilotes.indexOf(R.pilote);
  const membres = [...index.defis.phase.keys()].filter(
    (i) =>
      (!R.territoire || index.defis.territoire[i] === type) && (!R.pilote || points.pilote[i] === pilote),
  );
  const lieux = new Map();
  const lieuDe = [];
  for (const i of membres) {
    const x = points.longitudes[i];
    const y = points.latitudes[i];
    if (x === null) continue;
    const cle = `${x} ${y}`;
    if (!lieux.has(cle)) lieux.set(cle, { ou: L.latLng(y, x), rangs: [] });
    lieuDe[i] = lieux.get(cle);
  }

  // --- Marks: a button each, that the keyboard reaches

  const FORMES = ["M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z", "M12 2L23 21H1z", "M4 4h16v16H4z"];
  const SIGNES = ["●", "▲", "■"];
  const lieuDuBouton = new WeakMap();
  const Icone = L.Icon.extend({
    createIcon() {
      return this.options.dessiner();
    },
    createShadow: () => null,
  });
  function marque(classe, contenu) {
    return noeud("button", { type: "button", class: "leaflet-marker-icon repere " + classe }, contenu);
  }
  function nommer(n, nom) {
    n.setAttribute("aria-label", nom);
    n.title = nom;
  }
  function dessinerLieu(lieu) {
    const [premier, ...autres] = lieu.rangs;
    const phase = index.defis.phase[premier];
    let n;
    if (autres.length) {
      n = marque("amas", lieu.rangs.length.toLocaleString("fr"));
      nommer(n, `${liste.compter(lieu.rangs)} au même endroit, ouvrir`);
    } else {
      const svg = d.createElementNS("http://www.w3.org/2000/svg", "svg");
      const forme = d.createElementNS(svg.namespaceURI, "path");
      svg.setAttribute("viewBox", "0 0 24 24");
      forme.setAttribute("d", FORMES[phase]);
      svg.append(forme);
      n = marque("p" + (phase + 1), svg);
      nommer(n, `${liste.compter(lieu.rangs)}, ${R.etapes[phase]}`);
    }
    lieuDuBouton.set(n, lieu);
    return n;
  }
  const rangsDe = (amas) => amas.getAllChildMarkers().flatMap((m) => m.options.lieu.rangs);
  function dessinerAmas(amas) {
    const rangs = rangsDe(amas);
    const dessin = marque("amas groupe", rangs.length.toLocaleString("fr"));
    nommer(dessin, `${liste.compter(rangs)}, zoomer`);
    return dessin;
  }
  // From north to south: the order in which the keyboard goes through them.
  const marques = [...lieux.values()]
    .sort((a, b) => b.ou.lat - a.ou.lat)
    .map((lieu) =>
      L.marker(lieu.ou, { lieu, keyboard: false, icon: new Icone({ dessiner: () => dessinerLieu(lieu) }) }),
    );

  // --- The map and what stands around it

  const passer = noeud("a", { class: "passer", href: "#apres-carte-vive" }, "Passer la carte");
  const zone = noeud("div", { class: "zone", role: "region", "aria-label": "Carte des défis" });
  const dit = bloc.querySelector("[role=status]");
  const ditFond = noeud("p", { role: "status" });
  const credit = noeud("p", { class: "meta" });
  const legende = R.etapes.flatMap((nom, n) => [
    n ? ", " : "",
    noeud("b", { class: "p" + (n + 1), "aria-hidden": true }, SIGNES[n]),
    "\u00a0" + nom,
  ]);
  const fonds = noeud("div", { class: "fonds" });
  const apres = noeud("div", { id: "apres-carte-vive", tabindex: "-1" }, noeud("p", { class: "legende" }, ...legende, ". Un nombre\u00a0: plusieurs défis."), ditFond, fonds, credit);
  const outils = noeud("p", { class: "btns" });
  bloc.querySelector("button").remove();
  const TACTILE = "Un doigt fait défiler la page, deux doigts déplacent la carte.";
  const MOLETTE = "La molette fait défiler la page. Pour agrandir la carte avec elle, cliquez d’abord dessus, ou gardez la touche Ctrl.";
  const a = (pointeur) => matchMedia(`(any-pointer: ${pointeur})`).matches;
  const gestes = [a("coarse") && TACTILE, a("fine") && MOLETTE].filter(Boolean).join(" ");
  // The map that is drawn gives its place, but on paper; what one looks at stays where it is.
  const { top } = bloc.getBoundingClientRect();
  d.getElementById("carte").classList.add("relayee");
  scrollBy({ top: bloc.getBoundingClientRect().top - top, behavior: "instant" });
  bloc.prepend(passer, outils, noeud("p", { class: "petit" }, gestes), zone);
  dit.after(apres);

  const carte = L.map(zone, {
    minZoom: 4,
    maxZoom: ZOOM,
    zoomSnap: 0.25,
    zoomControl: false,
    attributionControl: false,
    fadeAnimation: false,
    zoomAnimation: !calme,
    inertia: !calme,
  });
  if (calme) carte.panBy = (de, options) => L.Map.prototype.panBy.call(carte, de, { ...options, animate: false });
  // A page is scrolled over its map as elsewhere: one finger, or the wheel, are left to it.
  let cliquee = false;
  const laisser = (nom, aLaPage) =>
    zone.addEventListener(nom, (e) => aLaPage(e) && e.stopPropagation(), { capture: true, passive: true });
  laisser("touchstart", (e) => e.touches.length === 1);
  laisser("wheel", (e) => !cliquee && !e.ctrlKey && !e.metaKey);
  zone.addEventListener("pointerdown", (e) => (cliquee = e.pointerType === "mouse"), true);
  zone.addEventListener("pointerleave", () => (cliquee = false));
  L.control.zoom({ position: "bottomright", zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(carte);
  L.geoJSON(sol, { interactive: false, className: "sol" }).addTo(carte);
  const groupe = L.markerClusterGroup({
    animate: false,
    spiderfyOnMaxZoom: false,
    zoomToBoundsOnClick: false,
    showCoverageOnHover: false,
    maxClusterRadius: 60,
    iconCreateFunction: (amas) => new Icone({ dessiner: () => dessinerAmas(amas) }),
  }).addTo(carte);

  // --- Where one looks

  const cadreDe = ([ouest, sud, est, nord]) => L.latLngBounds([sud, ouest], [nord, est]);
  const estLoin = (f) => f.properties.code.length > 2;
  const metropole = L.latLngBounds([]);
  sol.features.filter((f) => !estLoin(f)).forEach((f) => metropole.extend(cadreDe(f.bbox)));
  const codes = new Set(membres.map((i) => points.departements[points.departement[i]]));
  const loin = sol.features.filter((f) => estLoin(f) && codes.has(f.properties.code));
  const ici = [...codes].some((code) => code.length === 2);
  const destinations = [
    ...(ici || !loin.length ? [["France métropolitaine", metropole]] : []),
    ...loin.map((f) => [f.properties.nom, cadreDe(f.bbox)]),
  ];
  const avant = [];
  const retenir = () => avant.push([carte.getCenter(), carte.getZoom()]);
  function aller(cadre) {
    carte.fitBounds(cadre, { maxZoom: 10, padding: [20, 20], animate: false });
  }
  if (destinations.length > 1) {
    const choix = noeud("select", 0, ...destinations.map(([nom]) => noeud("option", 0, nom)));
    choix.onchange = () => {
      retenir();
      aller(destinations[choix.selectedIndex][1]);
    };
    outils.prepend(noeud("label", 0, "Aller à ", choix));
  }
  aller(R.pilote && marques.length ? L.latLngBounds(marques.map((m) => m.getLatLng())) : destinations[0][1]);

  // --- The focus: on marks in sight only, and never lost when its mark goes

  const panneau = carte.getPane("markerPane");
  let vise = null;
  function milieu(n) {
    const { left, top, width, height } = n.getBoundingClientRect();
    const cadre = zone.getBoundingClientRect();
    return L.point(left + width / 2 - cadre.left, top + height / 2 - cadre.top);
  }
  function revenirVers(ou) {
    const la = carte.latLngToContainerPoint(ou);
    const vus = [...panneau.children].filter((n) => n.tabIndex === 0);
    const ecart = (n) => milieu(n).distanceTo(la);
    const proche = vus.reduce((a, b) => (a && ecart(a) <= ecart(b) ? a : b), null);
    (proche || zone).focus({ preventScroll: true });
  }
  d.addEventListener("focusin", (e) => {
    const n = e.target;
    vise = panneau.contains(n) ? { n, ou: carte.containerPointToLatLng(milieu(n)) } : null;
  });
  new MutationObserver(() => {
    if (!vise || vise.n.isConnected) return;
    const { ou } = vise;
    vise = null;
    regarder();
    if (d.activeElement === d.body) revenirVers(ou);
  }).observe(panneau, { childList: true });

  // Marks in sight get the name of their défi, which comes by parts.
  const parties = {};
  function partie(rang) {
    const numero = Math.floor(rang / points.par_noms) + 1;
    parties[numero] = parties[numero] || lire(`${R.noms}${numero}.json?${index.somme}`);
    parties[numero].catch(() => delete parties[numero]);
    return parties[numero];
  }
  async function nommerLieu(n, { rangs }) {
    const [premier] = rangs;
    const lu = await partie(premier).catch(() => 0);
    if (!lu || lu.somme !== index.somme) return;
    const k = premier % points.par_noms;
    nommer(
      n,
      rangs.length > 1
        ? `${lu.communes[k]}\u00a0: ${liste.compter(rangs)}, ouvrir`
        : `${lu.titres[k]}, ${lu.communes[k]}, ${R.etapes[index.defis.phase[premier]]}`,
    );
  }
  function regarder() {
    const taille = carte.getSize();
    for (const n of panneau.children) {
      const { x, y } = milieu(n);
      const vu = x >= 0 && y >= 0 && x <= taille.x && y <= taille.y;
      n.tabIndex = vu ? 0 : -1;
      const lieu = vu && lieuDuBouton.get(n);
      if (!lieu || n.dataset.nomme) continue;
      n.dataset.nomme = 1;
      nommerLieu(n, lieu);
    }
  }
  carte.on("moveend", regarder);

  // --- What opens

  let bulle = null;
  let demande = 0;
  async function ouvrir(rangs, ou) {
    const mienne = ++demande;
    const cartes = noeud("ul", { class: "cartes" });
    const suite = creux("Voir les suivants", () => ajouter(true));
    const fermer = creux("Fermer", () => carte.closePopup());
    const boite = noeud("div", { role: "dialog", "aria-label": liste.compter(rangs) }, fermer, cartes, suite);
    async function ajouter(viser) {
      const n = cartes.children.length;
      try {
        cartes.append(...(await liste.prendre(rangs.slice(n, n + PAS))));
        suite.hidden = cartes.children.length >= rangs.length;
        if (viser) cartes.children[n].querySelector("a").focus();
      } catch (erreur) {
        const raison = erreur === liste.PERIME ? "La liste vient de changer\u00a0: rechargez la page." : "Le réseau ne répond pas.";
        if (n) suite.textContent = raison + " Réessayer";
        else cartes.replaceWith(noeud("p", 0, raison));
        suite.hidden = !n;
      }
    }
    await ajouter();
    if (mienne !== demande) return;
    const largeur = Math.min(320, carte.getSize().x - 64);
    bulle = L.popup({
      closeButton: false,
      closeOnEscapeKey: false,
      minWidth: largeur,
      maxWidth: largeur,
      maxHeight: carte.getSize().y - 140,
      autoPanPadding: [10, 10],
    });
    bulle.setLatLng(ou).setContent(boite).openOn(carte);
    (boite.querySelector("a") || fermer).focus({ preventScroll: true });
  }
  // Closed, the popup gives the focus back, unless it is elsewhere on the page.
  carte.on("popupclose", ({ popup }) => {
    const la = d.activeElement;
    if (popup.getElement().contains(la) || la === d.body) revenirVers(popup.getLatLng());
    if (bulle === popup) bulle = null;
  });
  groupe.on("click", ({ layer }) => ouvrir(layer.options.lieu.rangs, layer.getLatLng()));
  groupe.on("clusterclick", ({ layer }) => {
    if (carte.getZoom() >= ZOOM) return ouvrir(rangsDe(layer), layer.getLatLng());
    retenir();
    layer.zoomToBounds({ padding: [30, 30] });
  });
  zone.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    if (bulle) carte.closePopup();
    else if (avant.length) carte.setView(...avant.pop());
  });

  // --- What the filters found

  let montres;
  function placer() {
    const rangs = trouves() || membres;
    if (rangs === montres) return;
    montres = rangs;
    carte.closePopup();
    lieux.forEach((lieu) => (lieu.rangs = []));
    let places = 0;
    for (const i of rangs) {
      if (!lieuDe[i]) continue;
      lieuDe[i].rangs.push(i);
      places++;
    }
    groupe.clearLayers();
    groupe.addLayers(marques.filter((m) => m.options.lieu.rangs.length));
    regarder();
    dit.textContent = dire(rangs, places);
  }
  function dire(rangs, places) {
    const sans = rangs.length - places;
    if (!rangs.length) return "Aucun défi avec ces choix.";
    if (!sans) return `${liste.compter(rangs)}, ${rangs.length > 1 ? "tous " : ""}sur la carte`;
    const combien = places ? `dont ${places.toLocaleString("fr")} sur la carte` : "aucun sur la carte";
    return `${liste.compter(rangs)}, ${combien}\u00a0; ${sans.toLocaleString("fr")} sans lieu précis, dans la liste`;
  }
  d.addEventListener("defis", placer);
  placer();

  // --- Maps made by others: asked for by a click only, and left when they do not come

  let fond = null;
  const CONTOURS = "Contours et points\u00a0: " + R.sources + " Carte faite avec Leaflet.";
  const retour = creux("Revenir aux contours", () => {
    enlever();
    ditFond.textContent = "La carte montre de nouveau les contours.";
    fonds.querySelector("button").focus();
  });
  function enlever() {
    if (fond) fond.remove();
    fond = null;
    zone.classList.remove("plan");
    credit.textContent = CONTOURS;
    retour.hidden = true;
  }
  function afficher(plan) {
    enlever();
    const images = L.tileLayer(plan.url, { maxZoom: ZOOM, referrerPolicy: plan.referent || "no-referrer" });
    let venues = 0;
    images.on("loading", () => (venues = 0));
    images.on("tileload", () => {
      venues++;
      zone.classList.add("plan");
    });
    // Not inside the event: Leaflet still needs the layer there.
    images.on("load", () => setTimeout(renoncer));
    function renoncer() {
      if (venues || fond !== images) return;
      enlever();
      ditFond.textContent = `${plan.nom} ne répond pas. Voici les contours.`;
    }
    fond = images.addTo(carte);
    credit.textContent = plan.credit + " " + CONTOURS;
    retour.hidden = false;
    ditFond.textContent = plan.nom + " s’affiche.";
  }
  for (const plan of R.fonds)
    fonds.append(creux(plan.bouton, () => afficher(plan)), noeud("p", { class: "aide" }, plan.voit));
  fonds.prepend(retour);
  enlever();
  zone.focus({ preventScroll: true });
}
