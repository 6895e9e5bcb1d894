// What a text that names a commune means, as geography/readings.py and search.py have it, whose rules
// come in index.json: the places that it may mean; one when it is clear, none when no place has that
// name. `rangees` gives the places of a département.
let motifs;
const noms = new Map();

export default function ({ communes, charger, cle, rangees }) {
  let index;
  const departementDe = (code) => code.slice(0, /^9[78]/.test(code) ? 3 : 2);
  // As signs.folded: one kind of apostrophe, of dash.
  const plie = (texte) =>
    texte.replace(/['’‘ʼʹʻ′´`＇‛ꞌ]/g, "'").replace(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, "-").normalize("NFC");
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
    const autres = [...lu.anciens, ...lu.courts];
    lu.cles = lu.cles || [...lu.noms, ...autres.map(([un]) => un)].map((un) => [cle(un), cle(nomSeul(un))]);
    const de = new Map(index.departements);
    return lu.cles.flatMap((cles, n) => {
      if (!cles.includes(nom)) return [];
      const [autre, aujourdhui, code, propre] = autres[n - lu.noms.length] || [];
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
  // Those that are called by another name are most often the larger ones.
  const autrement = (une) => (une.court ? 0 : une.avant ? 1 : 2);
  const distinctes = (des) =>
    [...new Map(des.map((une) => [une.ecrit, une])).values()].sort((a, b) => autrement(a) - autrement(b));

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
    let nom = plie(texte);
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
