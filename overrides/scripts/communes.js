// The commune that someone types, in a form or to see what is near: those that fit are offered, the
// one that is meant is recognised. Its data are those of outputs/near/places.py.
const MONTREES = 30;

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

// The places of a département: its communes, each followed by its parts.
const rangeesDe = ({ communes, charger, cle }) => async (code) => {
  const lu = await charger(`${communes}${code}.json`);
  return lu.noms.map((nom, n) => {
    const premier = lu.codes.indexOf(lu.codes[n]);
    const entiere = lu.noms[premier];
    const partie = premier < n && !nom.startsWith(entiere);
    return {
      nu: nom,
      partie: premier < n,
      quartier: premier < n && !lu.postaux[premier],
      code,
      insee: lu.codes[n],
      postal: lu.postaux[n],
      longitude: lu.longitudes[n],
      latitude: lu.latitudes[n],
      nom: partie ? entiere : nom,
      cle: cle(nom),
      ecrit: `${nom} (${lu.departement})`,
      titre: partie ? `${nom}, aujourd’hui ${entiere} (${lu.departement})` : `${nom} (${lu.departement})`,
      ou: lu.departement,
    };
  });
};

// What a text means, as geography/readings.py and search.py: `lire` gives the places that it may mean,
// the largest first; one when it is clear, none when no place has that name. Each rule has the name
// that it has there.
function lecteur({ communes, charger, cle, rangees }) {
  let index;
  let motifs;
  const noms = new Map();
  const departementDe = (code) => code.slice(0, /^9[78]/.test(code) ? 3 : 2);
  const simple = (nom) => nom.trim().toLowerCase().replace(/'/g, "’");
  const nomSeul = (nom) => nom.replace(/ \(.+\)$/, "");
  const article = (nom) => /^(?:les?|la|l)(?![a-z])/.exec(cle(`x ${nom}`).slice(2));

  async function preparer() {
    index = await charger(communes + "index.json");
    if (motifs) return;
    const { villes, rangs, ...autres } = index.regles;
    motifs = { villes, rangs: {} };
    for (const nom in autres) motifs[nom] = autres[nom];
    rangs.split(",").forEach((formes, n) => {
      for (const forme of [n + 1, `0${n + 1}`, ...formes.split("|")]) motifs.rangs[forme] = n + 1;
    });
    const ajouter = (nom, code) => noms.set(nom, [...(noms.get(nom) || []), code]);
    noms.set("france", []).set("20", ["2A", "2B"]);
    for (const [code, , region] of index.departements) ajouter(cle(region), code);
    for (const [code, nom] of index.departements) noms.set(cle(nom), [code]).set(code, [code]);
  }
  const entier = (nom, texte) => new RegExp(`^(?:${motifs[nom]})$`, "i").exec(texte);
  const retirer = (nom, texte) => texte.replace(new RegExp(motifs[nom], "g"), "");

  function clef(nom) {
    const simple = cle(nom);
    const m = entier("arrondissement", retirer("abrege", simple));
    if (!m || !m[1] === !m[3]) return simple;
    const rang = motifs.rangs[retirer("fin", m[1] || m[3])];
    return rang <= motifs.villes[m[2]] ? `${m[2]} ${rang}` : simple;
  }
  function lieuDit(texte) {
    const nu = texte.trim();
    return noms.get(/^\d/.test(nu) ? nu.padStart(2, "0").toUpperCase() : cle(nu));
  }
  const serrer = (texte) => texte.replace(/\s/g, "").toUpperCase();
  const CODE = /^(?:\d{5}|\d[A-Z]\d{3})$/;

  // The rows that have a code of INSEE or of the post, else those of a code of another time.
  async function duCode(code) {
    const debut = [5, 3, 2].map((n) => code.slice(0, n)).find((un) => index.postaux[un]);
    const ou = new Set([departementDe(code), ...(index.postaux[debut] || [])]);
    const connus = index.departements.map(([un]) => un);
    const lues = await Promise.all([...ou].filter((un) => connus.includes(un)).map(rangees));
    const toutes = lues.flat();
    const officielle = toutes.filter((une) => une.insee === code).slice(0, 1);
    const postales = toutes.filter((une) => (!une.partie || une.quartier) && ` ${une.postal} `.includes(` ${code} `));
    return { officielle, postales };
  }
  async function ancienCode(code) {
    const debut = code.slice(0, 2);
    if (debut !== "20" && !index.departements.some(([un]) => un.startsWith(debut))) return [];
    const lu = await charger(`${communes}codes/${debut}.json`);
    if (!lu[code]) return [];
    const [departement, nom] = lu[code];
    const une = (await rangees(departement)).find((autre) => autre.nu === nom);
    return [{ ...une, propre: code, avant: !une.partie }];
  }
  async function codesDe(code, texte) {
    const { officielle, postales } = await duCode(code);
    const lues = [...officielle, ...postales, ...(await ancienCode(code))];
    const codes = lues.length ? [code, ...lues.map((une) => une.insee)] : [];
    if (codes.length && !/cedex/i.test(texte)) return codes;
    return [...codes, ...(code.startsWith("20") ? ["2A", "2B"] : [departementDe(code)])];
  }

  async function dit(texte) {
    const m = entier("code_devant", texte);
    if (m) return [m[2], [await codesDe(serrer(m[1]), texte)]];
    const n = entier("code_derriere", texte);
    if (n) return [n[1], [await codesDe(serrer(n[2]), texte)]];
    const crochets = /^(.+?)\s*\(([^()]+)\)$/.exec(texte);
    const virgule = /^(.*),(.*)$/.exec(texte);
    const [, nom, dedans] = crochets || virgule || [];
    if (!nom) return null;
    if (crochets && /^(?:les?|la|l)$/.test(cle(dedans))) return [`${dedans.trim()} ${nom}`, []];
    if (!crochets && cle(dedans) in motifs.villes && clef(texte) !== cle(texte)) return null;
    const ou = lieuDit(dedans);
    return ou ? [nom.trim(), ou.length ? [ou] : []] : null;
  }
  function raccourcir(texte) {
    const m = entier("devant", texte);
    if (m) return [({ du: "Le ", des: "Les " }[(m[1] || "").toLowerCase()] || "") + m[2], []];
    for (const coupe of texte.matchAll(new RegExp(motifs.coupe, "g"))) {
      const ou = lieuDit(texte.slice(coupe.index + coupe[0].length).replace(/[ )]+$/, ""));
      const nom = texte.slice(0, coupe.index);
      if (ou && nom) return [nom.replace(new RegExp(`${motifs.lien}$`, "i"), ""), ou.length ? [ou] : []];
    }
    return null;
  }

  async function appeles(nom) {
    const debut = nom.replace(/^saint(?:e|s|es)? /, "").replace(/ /g, "").slice(0, 2);
    if (!index.debuts.includes(debut)) return [];
    const lu = await charger(`${communes}noms/${debut}.json`);
    const autrement = [...lu.anciens, ...lu.courts];
    lu.cles = lu.cles || [...lu.noms, ...autrement.map(([un]) => un)].map((un) => [cle(un), cle(nomSeul(un))]);
    const de = new Map(index.departements);
    return lu.cles.flatMap((cles, n) => {
      if (!cles.includes(nom)) return [];
      const [autre, aujourdhui, code, propre] = autrement[n - lu.noms.length] || [];
      const departement = code || lu.departements[n];
      const ecrit = `${aujourdhui || lu.noms[n]} (${de.get(departement)})`;
      const avant = propre && autre;
      const titre = avant ? `${ecrit}, avant : ${avant}` : ecrit;
      const appele = autre || lu.noms[n];
      return [{ code: departement, appele, ecrit, titre, entier: n < lu.entieres, avant, propre, court: autre && !propre }];
    });
  }
  const entiere = async (une) => {
    if (une.insee) return une;
    const toutes = await rangees(une.code);
    const lue = toutes.find((autre) => autre.ecrit === une.ecrit);
    return { ...une, ...lue, titre: une.avant ? une.titre : lue.titre };
  };
  const la = (une, ou) =>
    ou.every((codes) =>
      [une.code, une.insee, une.propre, une.propre && departementDe(une.propre)].some((code) => codes.includes(code)),
    );
  const distinctes = (des) => [...new Map(des.map((une) => [une.ecrit, une])).values()];

  function restreindre(toutes, nom, ou) {
    let ici = toutes.filter((une) => la(une, ou) && !une.court);
    const portes = ici.filter((une) => !une.avant && une.insee).map((une) => une.insee);
    ici = ici.filter((une) => !une.avant || !portes.includes(une.insee));
    const pareil = (une) => simple(une.appele) === simple(nom);
    const epele = (une) => `${article(une.appele)}` === `${article(nom)}`;
    const precis = ou.some((codes) => codes.length === 1 || codes.some((code) => code.length === 5));
    const justes = ici.filter(pareil);
    if (precis && justes.length) ici = justes;
    let entieres = ici.filter((une) => une.entier);
    for (const test of [epele, pareil]) if (entieres.some(test)) entieres = entieres.filter(test);
    if (precis) return distinctes(entieres.length ? entieres : ici);
    const connues = entieres.map((une) => une.insee);
    const autres = ici.filter((une) => !une.entier && !(une.insee && connues.includes(une.insee)));
    let memes = autres.filter(pareil);
    if (entieres.length && !entieres.some(pareil)) memes = autres.filter(epele);
    const courtes = ou.length ? [] : toutes.filter((une) => une.court);
    return distinctes([...entieres, ...(entieres.length || memes.length ? memes : autres), ...courtes]);
  }
  async function choisir(texte, nom, ou, appelees) {
    // What their département tells apart needs no more than that.
    const seuls = new Set(appelees.map((une) => une.code)).size === appelees.length;
    const anciens = appelees.filter((une) => une.avant).length;
    const assez = seuls && (!anciens || anciens === appelees.length) && !ou.flat().some((code) => CODE.test(code));
    const toutes = assez ? appelees : await Promise.all(appelees.map(entiere));
    const retenues = restreindre(toutes, nom, ou);
    if (retenues.length !== 1) return retenues;
    const une = await entiere(retenues[0]);
    const ici = [une];
    if (!ou.length) return estAilleurs(texte, une) ? [une, ...departementsDe(texte)] : ici;
    const codes = ou.flat().filter((code) => CODE.test(code));
    if (une.partie || une.postal || !codes.length) return ici;
    const parties = (await rangees(une.code)).filter((autre) => autre.partie && autre.insee === une.insee);
    const propres = (await Promise.all(codes.map(ancienCode))).flat().map((autre) => autre.ecrit);
    const dedans = parties.filter(
      (autre) => propres.includes(autre.ecrit) || autre.postal.split(" ").some((code) => codes.includes(code)),
    );
    return dedans.length === 1 ? dedans : ici;
  }
  // Whether a name alone is also that of a département or of a région, elsewhere.
  function estAilleurs(texte, une) {
    const ou = lieuDit(texte);
    if (!ou || !ou.length || /^\d/.test(texte) || la(une, [ou])) return false;
    return simple(une.appele) !== simple(texte)
      || index.departements.some((noms) => noms.slice(1).some((nom) => simple(nom) === simple(texte)));
  }

  const departementsDe = (texte) =>
    index.departements
      .filter(([code]) => lieuDit(texte).includes(code))
      .map(([code, nom]) => ({ choix: code, titre: `${nom} (${code})` }));

  async function lireTout(texte) {
    const code = serrer(texte);
    if (CODE.test(code)) {
      const { officielle, postales } = await duCode(code);
      const lues = [...postales.filter((une) => !officielle.includes(une)), ...officielle];
      const seule = officielle.length && ` ${officielle[0].postal} `.includes(` ${code} `);
      return seule ? officielle : lues.length ? lues : ancienCode(code);
    }
    let nom = texte;
    const ou = [];
    while (nom) {
      for (let reste = await dit(nom); reste; reste = await dit(nom)) {
        nom = reste[0];
        ou.push(...reste[1]);
      }
      if (CODE.test(serrer(nom))) return lireTout(serrer(nom));
      const appelees = await appeles(clef(nom));
      if (appelees.length) return choisir(texte, nom, ou, appelees);
      const reste = raccourcir(nom);
      if (!reste) return [];
      nom = reste[0];
      ou.push(...reste[1]);
    }
    return [];
  }

  // What who typed a text has to know of how it was read: `understood`, in geography/search.py.
  function dire(texte, une) {
    const dite = (genre, valeurs) => index.phrases[genre].replace(/\{(\w+)\}/g, (_, nom) => valeurs[nom]);
    const valeurs = { lu: texte, nom: une.appele, ecrire: une.ecrit };
    if (une.avant) return dite(une.appele ? "commune_ancien_nom" : "commune_ancien_code", valeurs);
    if (une.nu !== "Marseille 13e" || !texte.split(/[\s,]+/).includes("13")) return "";
    const ville = une.ecrit.replace(" 13e", "");
    return dite("commune_arrondissement", { lu: texte, nom: une.ecrit, ecrire: ville });
  }
  return async function lire(texte) {
    await preparer();
    const lues = await lireTout(texte);
    return lues.length === 1 && lues[0].insee ? [{ ...lues[0], dit: dire(texte, lues[0]) }] : lues;
  };
}

// `champ`: the field; `communes`: where the data are; `tape`: whether something was typed before this
// came. `choisie` is called when one is chosen, `situee` each time that one is known, or is no more.
export default function (outils) {
  const { champ, communes, tape, charger, ligne, cle, fr, noeud, choisie, situee = () => {} } = outils;
  let departement = "";
  let lieu = null;

  const rangees = rangeesDe(outils);
  const lire = lecteur({ ...outils, rangees });
  // While someone types, the last word is not whole: « s » is not « sur » yet.
  function filtrer(toutes, nom) {
    const dernier = /\S*$/.exec(nom.toLowerCase())[0];
    const debut = cle(nom.slice(0, nom.length - dernier.length));
    const cles = [cle(nom), /^[a-z0-9]+$/.test(dernier) ? `${debut} ${dernier}`.trim() : ""].filter(Boolean);
    const un = (lue, c) => (lue === c ? 0 : lue.startsWith(c) ? 1 : ` ${lue}`.includes(` ${c}`) ? 2 : 3);
    const rang = (une) => Math.min(...cles.map((c) => un(une.cle, c)));
    const trouvees = cles.length ? toutes.filter((une) => rang(une) < 3) : [...toutes];
    return trouvees.sort((a, b) => rang(a) - rang(b));
  }
  // Names that are written nearly so, the nearest first: a letter is soon forgotten.
  function approcher(toutes, nom) {
    const voulue = cle(nom);
    const notes = new Map();
    for (const une of toutes) {
      const note = (200 * commun(voulue, une.cle)) / (voulue.length + une.cle.length);
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
  async function chercher(tape) {
    const index = await charger(communes + "index.json");
    const ici = departement ? filtrer(await rangees(departement), tape) : [];
    if (ici.length) return { trouvees: ici };
    const lues = await lire(tape);
    const vues = new Set();
    const neuve = (une) => !vues.has(une.ecrit || une.choix) && vues.add(une.ecrit || une.choix);
    const avec = (trouvees) => [...lues, ...trouvees].filter(neuve);
    const ou = situer(tape, index);
    if (ou) {
      const toutes = (await Promise.all(ou.codes.map(rangees))).flat();
      const la = toutes.filter((une) => !ou.postal || ` ${une.postal}`.includes(" " + ou.postal));
      const deNom = ou.nom ? [] : filtrer(la, tape);
      const trouvees = avec([...deNom, ...filtrer(la, ou.nom)]);
      return trouvees.length ? { trouvees } : { proches: approcher(la, ou.nom) };
    }
    const debut = cle(tape);
    const choix = index.departements
      .filter(([, nom]) => debut.length > 1 && cle(nom).startsWith(debut))
      .map(([code, nom]) => ({ choix: code, titre: `${nom} (${code})` }));
    const toutes = await partout(tape, index);
    const trouvees = avec([...choix, ...filtrer(toutes || [], tape)]);
    if (trouvees.length) return { trouvees };
    return { proches: approcher(toutes || [], tape), court: !toutes };
  }
  // The place that a text means without having been chosen, when it is one.
  async function reconnaitre() {
    const tape = ligne(champ.value);
    if (!tape || (lieu && lieu.ecrit === tape)) return lieu;
    lieu = null;
    const la = departement && (await lire(`${tape} (${departement})`));
    const lues = la && la.length ? la : await lire(tape);
    if (ligne(champ.value) === tape && lues.length === 1 && lues[0].insee) lieu = lues[0];
    return lieu;
  }

  function proposer() {
    const liste = noeud("ul", { class: "propositions", role: "listbox", id: "l-commune", "aria-label": "Communes" });
    const etat = noeud("span", { class: "aide", role: "status" });
    let montrees = [];
    let rang = -1;
    let demande = 0;
    champ.before(etat);
    champ.after(liste);
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
      if (une.choix) {
        departement = une.choix;
        champ.value = "";
        etat.textContent = fr(`${une.titre} : écrivez le nom de la commune.`);
        return;
      }
      departement = "";
      lieu = une.insee ? une : null;
      champ.value = une.ecrit;
      etat.textContent = "";
      choisie();
      reconnaitre().then(situee, () => {});
    }
    function arriver(une) {
      if (une && une.dit) etat.textContent = fr(une.dit);
      situee();
    }
    async function montrer() {
      const moi = ++demande;
      const tape = ligne(champ.value);
      let lu = null;
      try {
        lu = tape.length > 1 && (await chercher(tape));
      } catch (erreur) {
        if (moi === demande) etat.textContent = "";
      }
      if (moi !== demande) return;
      fermer();
      etat.textContent = "";
      if (!lu) return;
      const trouvees = lu.trouvees || lu.proches;
      montrees = trouvees.slice(0, MONTREES);
      liste.replaceChildren(
        ...montrees.map((une, n) => {
          const li = noeud("li", { role: "option", id: `l-commune-${n}`, "aria-selected": false }, une.titre);
          li.onmousedown = (e) => e.preventDefault();
          li.onclick = () => choisir(n);
          return li;
        }),
      );
      liste.hidden = !montrees.length;
      champ.setAttribute("aria-expanded", !liste.hidden);
      etat.textContent = fr(compter(trouvees, lu));
    }
    function compter(trouvees, { proches: aPeuPres, court }) {
      const total = trouvees.length;
      if (court) return "Continuez : il faut les premières lettres du nom.";
      if (!total) return "Aucune commune de ce nom. Vérifiez comment il s’écrit, ou tapez le code postal.";
      if (aPeuPres) return `Aucune commune ne s’écrit ainsi. Est-ce ${total > 1 ? "l’une de celles-ci" : "celle-ci"} ?`;
      const choix = trouvees.filter((une) => une.choix).length;
      const nom = !choix ? "commune" : choix === total ? "département" : "nom";
      const debut = total > MONTREES ? `, les ${MONTREES} premières ici` : "";
      const lequel = total > 1 ? "le bon nom" : "son nom";
      return `${total} ${nom}${total > 1 ? "s" : ""}${debut} : touchez ${lequel}, ou choisissez avec les flèches et Entrée.`;
    }
    champ.addEventListener("input", () => {
      lieu = null;
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
      etat.textContent = "";
      reconnaitre().then(arriver, () => {});
    });
    // What was typed before this script came.
    if (tape && document.activeElement === champ) montrer();
    else if (tape) reconnaitre().then(arriver, () => {});
    return montrer;
  }
  const montrer = proposer();
  return {
    rangees,
    reconnaitre,
    montrer,
    lieu: () => lieu,
    // A place that was found otherwise, or none.
    poser(une) {
      lieu = une;
      if (une) champ.value = une.ecrit;
    },
  };
}
