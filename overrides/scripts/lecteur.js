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
    const { villes, rangs, regions, ...autres } = index.regles;
    motifs = { villes, rangs: {} };
    for (const nom in autres) motifs[nom] = autres[nom];
    rangs.split(",").forEach((formes, n) => {
      for (const forme of [n + 1, `0${n + 1}`, ...formes.split("|")]) motifs.rangs[forme] = n + 1;
    });
    const ajouter = (nom, code) => noms.set(nom, [...(noms.get(nom) || []), code]);
    for (const nom in regions) noms.set(nom, regions[nom].split(" ").filter(Boolean));
    for (const [code, , region] of index.departements) ajouter(cle(region), code);
    for (const [code, nom] of index.departements) noms.set(cle(nom), [code]).set(code, [code]);
  }
  const entier = (nom, texte) => new RegExp(`^(?:${motifs[nom]})$`, "i").exec(texte);
  const debut = (nom) => new RegExp(`^${motifs[nom]}`, "i");
  const retirer = (nom, texte) => texte.replace(new RegExp(motifs[nom], "g"), "");

  function clef(nom) {
    const simple = cle(nom);
    const m = entier("arrondissement", retirer("abrege", simple));
    if (!m || !m[1] === !m[3]) return simple;
    const rang = motifs.rangs[retirer("fin", m[1] || m[3])];
    return rang <= motifs.villes[m[2]] ? `${m[2]} ${rang}` : simple;
  }
  function lieuDit(texte) {
    const de = (nu) => noms.get(/^\d/.test(nu) ? nu.padStart(2, "0").toUpperCase() : cle(nu));
    const nu = texte.trim();
    return de(nu) || de(nu.replace(debut("numero"), ""));
  }
  // What a form or a page puts around a name, « s/s » as it is said.
  const devetir = (texte) =>
    texte.replace(debut("etiquette"), "").replace(new RegExp(motifs.jadis, "gi"), "").replace(/\bs\/s\b/gi, "sous");
  const serrer = (texte) => texte.replace(/\s/g, "").toUpperCase();
  const CODE = /^(?:\d{5}|\d[A-Z]\d{3})$/;

  // The rows that have a code of INSEE or of the post, else those of a code of another time.
  async function duCode(code) {
    const debut = [5, 3, 2].map((n) => code.slice(0, n)).find((un) => index.postaux[un]);
    // That of the largest commune comes first.
    const ou = new Set([...(index.postaux[debut] || []), departementDe(code)]);
    const connus = index.departements.map(([un]) => un);
    const lues = await Promise.all([...ou].filter((un) => connus.includes(un)).map(rangees));
    const toutes = lues.flat();
    const officielle = toutes.filter((une) => une.insee === code).slice(0, 1);
    const postales = toutes.filter((une) => (!une.partie || une.quartier) && ` ${une.postal} `.includes(` ${code} `));
    // « 75000 » is no code of the post, people mean Paris by it.
    if (code.endsWith("000") && !postales.length) postales.push(...toutes.filter((une) => !une.postal && !une.partie));
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
    if (codes.length && !/c[eé]dex/i.test(texte)) return codes;
    return [...codes, ...(code.startsWith("20") ? ["2A", "2B"] : [departementDe(code)])];
  }

  const ARTICLES = { du: "Le ", au: "Le ", des: "Les ", aux: "Les " };
  const CROCHETS = /^(.+?)\s*\(([^()]+)\)$/;

  async function dit(texte) {
    const m = entier("code_devant", texte);
    if (m && m[1].length > 3) return [m[2], [await codesDe(serrer(m[1]), texte)]];
    if (m && lieuDit(m[1]) && clef(texte) === cle(texte)) return [m[2], [lieuDit(m[1])]];
    const n = entier("code_derriere", texte);
    if (n) return [n[1], [await codesDe(serrer(n[2]), texte)]];
    const crochets = CROCHETS.exec(texte);
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
    if (m) return [(ARTICLES[(m[1] || "").toLowerCase()] || "") + m[2], []];
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
      const [autre, aujourdhui, code, propre, grande] = autres[n - lu.noms.length] || [];
      const departement = code || lu.departements[n];
      const ecrit = `${aujourdhui || lu.noms[n]} (${de.get(departement)})`;
      const avant = propre && autre;
      const titre = avant ? `${ecrit}, avant : ${avant}` : ecrit;
      const appele = autre || lu.noms[n];
      return [{ code: departement, appele, ecrit, titre, entier: n < lu.entieres, avant, propre, grande, court: autre && !propre }];
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
  // The likeliest first: a larger one that is called so; then those that bear this very name.
  const rang = (une) => (une.avant ? (une.grande ? 0 : 3) : une.court ? 1 : 2);
  function distinctes(des) {
    const [premiere, ...reste] = [...new Map(des.map((une) => [une.ecrit, une])).values()].sort((a, b) => rang(a) - rang(b));
    return premiere ? [premiere, ...reste.filter((une) => rang(une) === 2), ...reste.filter((une) => rang(une) !== 2)] : [];
  }

  const precis = (ou) => ou.some((codes) => codes.length === 1 || codes.some((code) => code.length === 5));
  const sansArticle = (nom) => simple(nom).replace(/^(?:les?[ -]|la[ -]|l’ ?)(?=.)/, "");
  function restreindre(toutes, nom, ou) {
    let ici = toutes.filter((une) => la(une, ou) && !une.court);
    const portes = ici.filter((une) => !une.avant && une.insee).map((une) => une.insee);
    ici = ici.filter((une) => !une.avant || !portes.includes(une.insee));
    if (precis(ou)) {
      const pareil = (une) => simple(une.appele) === simple(nom);
      const epele = (une) => `${article(une.appele)}` === `${article(nom)}`;
      if (ici.some(pareil)) ici = ici.filter(pareil);
      let entieres = ici.filter((une) => une.entier);
      for (const test of [epele, pareil]) if (entieres.some(test)) entieres = entieres.filter(test);
      return distinctes(entieres.length ? entieres : ici);
    }
    const pareil = (une) => sansArticle(une.appele) === sansArticle(nom);
    const entieres = ici.filter((une) => une.entier);
    const connues = entieres.map((une) => une.insee);
    const autres = ici.filter((une) => !une.entier && !(une.insee && connues.includes(une.insee)));
    const [justes, memes] = [entieres, autres].map((des) => des.filter(pareil));
    const courtes = ou.length ? [] : toutes.filter((une) => une.court);
    if (!justes.length && entieres.length) return distinctes([...entieres, ...autres, ...courtes]);
    return distinctes([...justes, ...(memes.length || justes.length ? memes : autres), ...courtes]);
  }
  // The communes of one place whose names begin so: « 92130 Issy », « Saint-Dié (88) ».
  async function commencees(nom, ou) {
    if (!precis(ou)) return [];
    const connus = index.departements.map(([un]) => un);
    const codes = [...new Set(ou.flat().map(departementDe))].filter((un) => connus.includes(un));
    const toutes = (await Promise.all(codes.map(rangees))).flat();
    return toutes
      .filter((une) => !une.partie && une.cle.startsWith(`${clef(nom)} `) && la(une, ou))
      .map((une) => ({ ...une, court: true }));
  }
  async function choisir(texte, nom, ou, appelees) {
    // What their département tells apart needs no more than that.
    const codes = ou.flat().filter((code) => CODE.test(code));
    const fois = (une) => appelees.filter((autre) => autre.code === une.code).length;
    const loin = (une) => !codes.some((code) => [une.code, une.propre && departementDe(une.propre)].includes(departementDe(code)));
    const assez = (une) => (codes.length ? loin(une) : fois(une) < 2);
    const toutes = await Promise.all(appelees.map((une) => (assez(une) ? une : entiere(une))));
    const retenues = restreindre(toutes, nom, ou);
    if (!retenues.length) {
      const ici = await commencees(nom, ou);
      if (ici.length === 1) return ici;
      return sinon([...(await appeles(clef(texte))), ...ici, ...restreindre(appelees, nom, [])], "commune_ailleurs");
    }
    if (retenues.length > 1) return refusee(retenues, "commune_ambigue");
    const une = await entiere(retenues[0]);
    if (!ou.length) {
      const dite = article(nom);
      if (dite && `${dite}` !== `${article(une.appele)}` && clef(nom) === cle(nom)) return sinon([une], "commune_inconnue");
      return estAilleurs(texte, une) ? refusee([une, ...departementsDe(texte)], "commune_departement") : [une];
    }
    if (une.partie || une.postal || !codes.length) return [une];
    const parties = (await rangees(une.code)).filter((autre) => autre.partie && autre.insee === une.insee);
    const propres = (await Promise.all(codes.map(ancienCode))).flat().map((autre) => autre.ecrit);
    const dedans = parties.filter(
      (autre) => propres.includes(autre.ecrit) || autre.postal.split(" ").some((code) => codes.includes(code)),
    );
    return dedans.length === 1 ? dedans : [une];
  }
  // Whether a name alone is also that of a département or of a région, elsewhere.
  function estAilleurs(texte, une) {
    const ou = lieuDit(texte);
    if (!ou || !ou.length || /^\d/.test(texte) || la(une, [ou])) return false;
    return simple(une.appele) !== simple(texte) || cle(texte) in index.regles.regions
      || index.departements.some((noms) => noms.slice(1).some((nom) => simple(nom) === simple(texte)));
  }

  const departementsDe = (texte) =>
    index.departements
      .filter(([code]) => lieuDit(texte).includes(code))
      .map(([code, nom]) => ({ choix: code, titre: `${nom} (${code})` }));

  // Nothing is meant by a text, or more than one place: the kind of what find_commune says of it, and
  // what may be proposed to who wrote it.
  const refusee = (lues, genre, nommee) => Object.assign(lues, { genre, nommee });
  const sinon = (autres, genre) => Object.assign([], { autres, genre });

  async function lireTout(texte) {
    const code = serrer(texte);
    if (CODE.test(code)) {
      const { officielle, postales } = await duCode(code);
      const lues = [...postales.filter((une) => !officielle.includes(une)), ...officielle];
      const seule = officielle.length && ` ${officielle[0].postal} `.includes(` ${code} `);
      if (seule) return officielle;
      if (!lues.length) return refusee(await ancienCode(code), "commune_code_inconnu");
      return refusee(lues, officielle.length ? "commune_deux_codes" : "commune_code_postal", officielle[0]);
    }
    let nom = devetir(plie(texte));
    const ou = [];
    const vus = [];
    while (nom) {
      for (let reste = await dit(nom); reste; reste = await dit(nom)) {
        nom = reste[0];
        ou.push(...reste[1]);
      }
      if (CODE.test(serrer(nom))) return lireTout(serrer(nom));
      const appelees = await appeles(clef(nom));
      if (appelees.length) return choisir(texte, nom, ou, appelees);
      const partie = await etiquetee(nom, ou);
      if (partie.length === 1) return partie;
      vus.push([nom, [...ou]]);
      const reste = raccourcir(nom);
      if (!reste) break;
      nom = reste[0];
      ou.push(...reste[1]);
    }
    const la = /^\d/.test(texte.trim()) ? null : lieuDit(texte);
    if (la && la.length) {
      // Each has its largest communes first.
      const toutes = await Promise.all(la.map(rangees));
      const grandes = [0, 1, 2].flatMap((n) => toutes.map((des) => des.filter((une) => !une.partie)[n]));
      return sinon(grandes.filter(Boolean).slice(0, 3), "commune_departement");
    }
    const ici = distinctes((await Promise.all(vus.map((vu) => commencees(...vu)))).flat());
    if (ici.length === 1) return ici;
    const autres = ici.length ? ici : await dedans(texte);
    return sinon(autres, autres.length && /\b\d{5}\b/.test(texte) ? "commune_ailleurs" : "commune_inconnue");
  }
  // « Arbignieu (Arboys-en-Bugey), Ain », as the pages name a part with its commune.
  async function etiquetee(nom, ou) {
    const m = CROCHETS.exec(nom);
    if (!m) return [];
    const [parties, entieres] = await Promise.all(
      [m[1], m[2]].map(async (un) => Promise.all((await appeles(clef(un))).map(entiere))),
    );
    return distinctes(parties.filter((une) => entieres.some((autre) => autre.insee === une.insee) && la(une, ou)));
  }
  // The communes of a code, the whole names that stand in a text: « Mirecourt et environs ».
  async function dedans(texte) {
    const entourer = (nom) => ` ${nom} `;
    const codes = texte.match(/\b\d{5}\b/g) || [];
    const la = (await Promise.all(codes.map(duCode))).flatMap(({ postales }) => postales);
    const nommees = la.filter((une) => entourer(cle(texte)).includes(entourer(une.cle)));
    if (la.length) return nommees.length ? nommees : la;
    const communs = motifs.communs.split(" ");
    const mots = cle(texte).split(" ").filter((mot) => /\D/.test(mot)).slice(0, 8);
    const trouvees = [];
    for (let n = mots.length; n; n--)
      for (let i = 0; i + n <= mots.length; i++) {
        const suite = mots.slice(i, i + n).join(" ");
        if (suite.length < 3 || communs.includes(suite) || /^ | $|  /.test(suite)) continue;
        const ici = (await appeles(suite)).filter((une) => !une.court);
        if (ici.length) mots.fill("", i, i + n);
        trouvees.push(...ici);
      }
    return distinctes(trouvees);
  }

  // What who typed a text has to know of how it was read: `understood`, in geography/search.py.
  function dire(texte, une) {
    const dite = (genre, valeurs) => index.phrases[genre].replace(/\{(\w+)\}/g, (_, nom) => valeurs[nom]);
    const valeurs = { lu: texte, nom: une.appele, ecrire: une.ecrit };
    if (une.court) return dite("commune_nom_court", valeurs);
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
