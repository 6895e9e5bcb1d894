// The commune that someone types, in a form or to see what is near: those that fit are offered, the
// one that is meant is recognised. Its data are those of outputs/near/places.py.
const MONTREES = 30;
// As geography.search.LONGEST: what is longer is no place.
const LONG = 120;

export function kilometres(un, autre) {
  const radians = Math.PI / 180;
  const [a, b] = [un, autre].map((point) => point.latitude * radians);
  const largeur = ((autre.longitude - un.longitude) * radians) / 2;
  const h = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(largeur) ** 2;
  return 12742 * Math.asin(Math.sqrt(h));
}
// As duplicates.likeness: what two titles have in common, from 0 to 100.
export function commun(a, b) {
  let suite = new Array(b.length + 1).fill(0);
  for (const signe of a) {
    const avant = suite;
    suite = [0];
    for (let n = 0; n < b.length; n++)
      suite.push(signe === b[n] ? avant[n] + 1 : Math.max(avant[n + 1], suite[n]));
  }
  return suite[b.length];
}

export const ressemblance = (a, b) => (200 * commun(a, b)) / (a.length + b.length);
// « Sein » is what people call « Île-de-Sein ».
export const ile = (lue) => lue.replace(/^ile (?:de |d )?(?=.)/, "");

// What opens or moves waits for the finger to be lifted, and for what that does.
const APRES = 50;
let attendus = null;
addEventListener("pointerdown", () => (attendus = attendus || []), true);
for (const nom of ["pointerup", "pointercancel"])
  addEventListener(
    nom,
    () =>
      setTimeout(() => {
        const agir = attendus || [];
        attendus = null;
        agir.forEach((un) => un());
      }, APRES),
    true,
  );
export const nomDe = ({ titre }) => titre.replace(/ \([^()]+\)$/, "");
export const serrer = (lue) => lue.replace(/ /g, "");
const calme = (agir) => (attendus ? attendus.push(agir) : agir());

// `champ`: the field; `communes`: where the data are; `tape`: whether something was typed before this
// came; `muet`: whether how a text was read is said elsewhere than under the field; `choisie` is called when
// one is chosen, `situee` each time that one is known, or is no more.
export default function (outils) {
  const { champ, communes, tape, charger, ligne, cle, fr, noeud, muet, choisie, situee = () => {} } = outils;
  let departement = null;
  let lieu = null;
  let lue = "";

  async function rangees(code) {
    const lu = await charger(`${communes}${code}.json`);
    lu.lieux = lu.lieux || lu.noms.map((nom, n) => {
      const premier = lu.codes.indexOf(lu.codes[n]);
      const entiere = lu.noms[premier];
      const partie = premier < n && !nom.startsWith(entiere);
      return {
        code,
        insee: lu.codes[n],
        partie: premier < n,
        quartier: premier < n && !lu.postaux[premier],
        postal: lu.postaux[n],
        longitude: lu.longitudes[n],
        latitude: lu.latitudes[n],
        nu: nom,
        nom: partie ? entiere : nom,
        cle: cle(nom),
        ecrit: `${nom} (${lu.departement})`,
        titre: partie ? `${nom}, aujourd’hui ${entiere} (${lu.departement})` : `${nom} (${lu.departement})`,
        ou: lu.departement,
      };
    });
    return lu.lieux;
  }
  // What a whole text means: that comes once there is one.
  let lecteur = null;
  let echecs = 0;
  async function lire(texte) {
    if (texte.length > LONG) return [];
    // A browser may remember that a script did not come: it is asked for under another address.
    lecteur = lecteur || import(`./lecteur.js${echecs ? "?" + echecs : ""}`);
    lecteur.catch(() => {
      lecteur = null;
      echecs++;
    });
    const { default: ouvrir } = await lecteur;
    return ouvrir({ communes, charger, cle, rangees })(texte);
  }
  // While someone types, the last word is not whole: « s » is not « sur » yet.
  function filtrer(toutes, nom) {
    const dernier = /\S*$/.exec(nom.toLowerCase())[0];
    const debut = cle(nom.slice(0, nom.length - dernier.length));
    const cles = [cle(nom), /^[a-z0-9]+$/.test(dernier) ? `${debut} ${dernier}`.trim() : ""].filter(Boolean);
    const un = (lue, c) =>
      lue === c ? 0 : ile(lue) === c ? 0.5 : lue.startsWith(c) ? 1 : ` ${lue}`.includes(` ${c}`) ? 2 : 3;
    const rang = (une) => Math.min(...cles.map((c) => un(une.cle, c)));
    const trouvees = cles.length ? toutes.filter((une) => rang(une) < 3) : [...toutes];
    return trouvees.sort((a, b) => rang(a) - rang(b));
  }
  // Names that are written nearly so, the nearest first: a letter is soon forgotten.
  function approcher(toutes, nom) {
    const voulue = cle(nom);
    const notes = new Map();
    for (const une of toutes) {
      const note = ressemblance(voulue, une.cle);
      if (note >= 80) notes.set(une, note);
    }
    return [...notes.keys()].sort((a, b) => notes.get(b) - notes.get(a)).slice(0, 5);
  }
  // Everywhere, by the two letters that a name begins with, without its « Saint ».
  async function partout(nom, { departements, debuts }) {
    const debut = cle(nom).replace(/^saint(?:e|s|es)? /, "").replace(/ /g, "").slice(0, 2);
    if (!debuts.includes(debut)) return debut.length < 2 ? null : [];
    const lu = await charger(`${communes}noms/${debut}.json`);
    const noms = new Map(departements);
    const toutes = lu.noms.map((un, n) => {
      const ecrit = `${un} (${noms.get(lu.departements[n])})`;
      return { code: lu.departements[n], cle: cle(un), ecrit, titre: ecrit };
    });
    const anciennes = lu.anciens.map(([avant, un, code]) => {
      const ecrit = `${un} (${noms.get(code)})`;
      return { code, cle: cle(avant), ecrit, titre: `${ecrit}, avant : ${avant}` };
    });
    lu.toutes = lu.toutes || [...toutes, ...anciennes];
    return lu.toutes;
  }
  // Where a text says that it is: a code, a number, a name of département; and what is left of it.
  function situer(tape, index) {
    const { departements, postaux } = index;
    const m = /(?:^|[\s,(])(\d[\dab]\d{0,3})\)?(?=\s|$)/i.exec(tape);
    if (m) {
      const code = m[1].toUpperCase();
      const nom = tape.replace(m[0], " ").trim();
      if (departements.some(([un]) => un === code)) return { codes: [code], nom, postal: "" };
      const debut = [5, 3, 2].map((n) => code.slice(0, n)).find((un) => postaux[un]);
      if (code.length > 2 && debut) return { codes: postaux[debut], nom, postal: code };
    }
    const mots = tape.split(/[\s,()]+/).filter(Boolean);
    for (let n = 0; n < mots.length; n++) {
      const ici = cle(mots.slice(n).join(" "));
      const trouve = departements.find(([, nom]) => cle(nom) === ici);
      if (trouve) return { codes: [trouve[0]], nom: mots.slice(0, n).join(" "), postal: "" };
    }
    return null;
  }
  // What is offered to who types that: those that fit, or nearly; `tout` where it is a département.
  async function chercher(tape) {
    if (tape.length > LONG) return { trouvees: [] };
    const index = await charger(communes + "index.json");
    const ici = departement ? filtrer(await rangees(departement.choix), tape) : [];
    if (nomme(tape)) return { trouvees: await rangees(departement.choix), tout: departement };
    const lues = await lire(tape).catch(() => []);
    const vues = new Set();
    const neuve = (une) => !vues.has(une.ecrit || une.choix) && vues.add(une.ecrit || une.choix);
    const avec = (trouvees) => [...ici, ...lues, ...trouvees].filter(neuve);
    const sinon = (toutes, nom) => {
      const pareilles = approcher(toutes, nom);
      // « Mire court »: a space too many is not another name.
      const serrees = pareilles.filter((une) => serrer(une.cle) === serrer(cle(nom)));
      return [...serrees, ...(lues.autres || []), ...pareilles].filter(neuve);
    };
    const ou = situer(tape, index);
    if (ou) {
      const toutes = (await Promise.all(ou.codes.map(rangees))).flat();
      const la = toutes.filter((une) => !ou.postal || ` ${une.postal}`.includes(" " + ou.postal));
      const trouvees = avec(filtrer(la, ou.nom));
      const [code] = ou.codes;
      const tout = !ou.nom && !ou.postal && !lues.length && { choix: code, titre: `${la[0].ou} (${code})` };
      const { nom } = ou;
      return trouvees.length ? { trouvees, tout, nom } : { proches: sinon(la, nom), nom };
    }
    const debut = cle(tape);
    const choix = index.departements
      .filter(([, nom]) => debut.length > 1 && cle(nom).startsWith(debut))
      .map(([code, nom]) => ({ choix: code, titre: `${nom} (${code})` }));
    const toutes = await partout(tape, index);
    const trouvees = avec([...choix, ...filtrer(toutes || [], tape)]);
    if (trouvees.length) return { trouvees, nom: tape };
    return { nom: tape, proches: sinon(toutes || [], tape), court: !toutes || /^\d{1,4}$/.test(tape) };
  }
  // The place that a text means without having been chosen, when it is one.
  async function reconnaitre() {
    const tape = ligne(champ.value);
    if (!tape || (lieu && [lieu.ecrit, lue].includes(tape))) return lieu;
    lieu = null;
    const la = departement && !nomme(tape) ? await lire(`${tape} (${departement.choix})`) : [];
    const lues = la.length ? la : await lire(tape);
    if (ligne(champ.value) === tape && lues.length === 1 && lues[0].insee) {
      lieu = lues[0];
      lue = tape;
      if (la.length) champ.value = lieu.ecrit;
      departement = null;
    }
    return lieu;
  }

  // What is offered is taken: a commune, or a département of which one asks for the commune.
  function prendre(une) {
    departement = une.choix ? une : null;
    lieu = une.insee ? une : null;
    if (!une.choix) champ.value = une.ecrit;
    else if (!nomme(ligne(champ.value))) champ.value = nomDe(une);
    entrer = true;
  }
  const nomme = (tape) => departement && [nomDe(departement), departement.choix].some((nom) => cle(nom) === cle(tape));

  // One who comes back to a place that stands there writes another one in its stead: the first touch
  // selects all of it, once the finger is up and has put its caret; the second one puts the caret.
  let entrer = false;
  function choisirTout() {
    if ((lieu && champ.value === lieu.ecrit) || nomme(ligne(champ.value))) champ.select();
  }
  champ.addEventListener("focus", () => {
    entrer = true;
    choisirTout();
  });
  champ.addEventListener("click", ({ pointerType }) => {
    const longue = champ.selectionEnd - champ.selectionStart;
    if (entrer && !longue) choisirTout();
    // A finger on what is selected leaves it so, in some browsers.
    else if (!entrer && pointerType === "touch" && longue === champ.value.length) champ.selectionStart = longue;
    entrer = false;
  });

  function proposer() {
    const etat = noeud("span", { class: "aide", role: "status" });
    const liste = noeud("ul", { role: "listbox", tabindex: -1, id: "l-commune", "aria-label": "Communes" });
    const panneau = noeud("div", { class: "propositions" }, etat, liste);
    let montrees = [];
    let rang = -1;
    let demande = 0;
    champ.after(panneau);
    panneau.onmousedown = (e) => e.preventDefault();
    const combine = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": false, "aria-controls": "l-commune" };
    for (const a in combine) champ.setAttribute(a, combine[a]);
    champ.autocomplete = "off";
    liste.hidden = true;

    function fermer() {
      demande++;
      liste.hidden = true;
      rang = -1;
      champ.setAttribute("aria-expanded", false);
      champ.removeAttribute("aria-activedescendant");
    }
    function viser(n) {
      rang = (n + montrees.length) % montrees.length;
      [...liste.children].forEach((li, i) => li.setAttribute("aria-selected", i === rang));
      champ.setAttribute("aria-activedescendant", liste.children[rang].id);
      liste.children[rang].scrollIntoView({ block: "nearest" });
    }
    function choisir(n) {
      const une = montrees[n];
      fermer();
      prendre(une);
      dire("");
      if (une.choix) {
        choisirTout();
        montrer();
        return;
      }
      choisie();
      reconnaitre().then(situee, () => {});
    }
    const ouvert = () => panneau.classList.contains("ouvert");
    function arriver(une) {
      if (!muet) calme(() => ouvert() || (etat.textContent = fr((une && une.dit) || "")));
      situee();
    }
    // What is said of what is offered lies over the page, as the list does: nothing moves for it.
    function dire(texte) {
      etat.textContent = fr(texte);
      panneau.classList.toggle("ouvert", Boolean(texte));
    }
    async function montrer() {
      const moi = ++demande;
      const tape = ligne(champ.value);
      let lu = null;
      try {
        lu = tape.length > 1 && (await chercher(tape));
      } catch (erreur) {
        if (moi === demande) dire("");
      }
      await new Promise(calme);
      if (moi !== demande) return;
      fermer();
      dire("");
      if (!lu) return;
      const trouvees = lu.trouvees || lu.proches;
      montrees = trouvees.slice(0, MONTREES);
      liste.replaceChildren(
        ...montrees.map((une, n) => {
          const li = noeud("li", { role: "option", id: `l-commune-${n}`, "aria-selected": false }, une.titre);
          li.onclick = () => choisir(n);
          return li;
        }),
      );
      liste.hidden = !montrees.length;
      champ.setAttribute("aria-expanded", !liste.hidden);
      dire(compter(trouvees, lu));
    }
    function compter(trouvees, { proches: aPeuPres, court, tout }) {
      const total = trouvees.length;
      const chiffres = /\d{2}/.test(champ.value);
      if (tout) return `${nomDe(tout)} est un département : écrivez le nom de votre commune, ou touchez-le.`;
      if (court) return chiffres ? "Continuez : un code postal a cinq chiffres." : "Continuez : il faut les premières lettres du nom.";
      if (!total && chiffres) return "Aucune commune n’est trouvée par ce code. Vérifiez-le, ou écrivez le nom.";
      if (!total) return "Aucune commune de ce nom. Vérifiez comment il s’écrit, ou tapez le code postal.";
      if (aPeuPres) return `Aucune commune ne s’écrit ainsi. Est-ce ${total > 1 ? "l’une de celles-ci" : "celle-ci"} ?`;
      const choix = trouvees.filter((une) => une.choix).length;
      const nom = !choix ? "commune" : choix === total ? "département" : "nom";
      const debut = total > MONTREES ? `, les ${MONTREES} premières ici` : "";
      const lequel = total > 1 ? "le bon nom" : "son nom";
      const premieres = departement ? `, d’abord dans « ${departement.titre} »` : "";
      const touches = matchMedia("(hover: none)").matches ? "" : ", ou choisissez avec les flèches et Entrée";
      return `${total} ${nom}${total > 1 ? "s" : ""}${premieres}${debut} : touchez ${lequel}${touches}.`;
    }
    champ.addEventListener("input", () => {
      lieu = null;
      if (!champ.value) departement = null;
      montrer();
    });
    champ.addEventListener("keydown", (e) => {
      const ouverte = !liste.hidden;
      if (e.key === "Escape" && ouverte) fermer();
      else if (e.key === "Enter" && ouverte && rang >= 0) choisir(rang);
      else if (e.key === "ArrowDown" && ouverte) viser(rang + 1);
      else if (e.key === "ArrowUp" && ouverte) viser(rang < 0 ? -1 : rang - 1);
      else if (e.key === "ArrowDown") montrer();
      else return;
      e.preventDefault();
    });
    champ.addEventListener("blur", () => {
      fermer();
      // What stands in the page stays there, or all would move under the finger that leaves the field.
      if (ouvert()) dire("");
      reconnaitre().then(arriver, () => {});
    });
    // What was typed before this script came.
    if (tape && document.activeElement === champ) montrer();
    else if (tape) reconnaitre().then(arriver, () => {});
    return { montrer };
  }
  return {
    ...proposer(),
    rangees,
    reconnaitre,
    approcher,
    partout,
    situer,
    lire,
    chercher,
    prendre,
    lieu: () => lieu,
    // A place that was found otherwise, or none.
    poser(une) {
      lieu = une;
      if (une) champ.value = une.ecrit;
    },
  };
}
