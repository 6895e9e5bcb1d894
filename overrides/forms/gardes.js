// What must not be published: a way to reach a person, a number of theirs, a key, a sign that nobody
// sees (personal.py, guards.py). It comes when one begins to write (formulaire.js), and stands after
// `gardes`: what Python looks for, and the sentences of it (outputs/forms/rules.py).
export const { phrases } = gardes;

// A browser that does not know a pattern looks for the others; whoever reviews has them all.
function motif(source, drapeaux = "giu") {
  try {
    const entiere = source
      .replace(/§/g, gardes.point)
      .replace(/¤(.+?)¤/g, (_, mots) => mots.replace(/[a-zé]/g, (une) => `[${une}${une.toUpperCase()}]`));
    return new RegExp(entiere, drapeaux);
  } catch (erreur) {
    return /(?!)/g;
  }
}
const MOTIFS = Object.entries(gardes.motifs).flatMap(([nature, sources]) =>
  sources.map((source, n) => [
    nature,
    motif(source, nature === "secret" ? "gu" : "giu"),
    nature === "securite_sociale" && n === 1,
  ]),
);
const NUMEROS = MOTIFS.filter(([nature]) => /^tel|^secu/.test(nature));
const [INTERDITS, ALPHABETS, RUES] = Object.values(gardes.signes).map((un) => motif(un, "gu"));

// What each sign is read as (reading.py).
const L = gardes.lecture;
const SIGNES = new Map();
for (const un of L.uns)
  for (let n = 1; n < 10; n++) SIGNES.set(String.fromCodePoint(un.codePointAt(0) + n - 1), String(n));
for (const [simple, pareils] of L.pareils)
  for (const signe of pareils + pareils.toUpperCase()) SIGNES.set(signe, simple);
// The digits of a script follow one another, from its zero.
const rang = (signe) => (/\p{Nd}/u.test(signe) ? rang(String.fromCodePoint(signe.codePointAt(0) - 1)) + 1 : -1);
function devine(signe) {
  const chiffre = rang(signe);
  if (chiffre >= 0) return String(chiffre % 10);
  if (/[\p{Mn}\p{Me}\p{C}]/u.test(signe)) return "";
  if (/\p{Z}/u.test(signe)) return " ";
  if (/[\p{Pd}\u2212]/u.test(signe)) return "-";
  const normal = signe.normalize("NFKC");
  if (normal !== signe) return plat(normal);
  return /[\p{So}\p{Sm}\p{Sk}]/u.test(signe) ? "*" : signe;
}
function plat(signes) {
  let simple = "";
  for (const signe of signes) {
    if (signe >= "\x80" && !SIGNES.has(signe)) SIGNES.set(signe, devine(signe));
    simple += signe < "\x80" ? signe : SIGNES.get(signe);
  }
  return simple;
}
// This document runs nothing; « x » keeps the blanks that a code may mean.
const entite = (code) =>
  new DOMParser()
    .parseFromString("x" + code, "text/html")
    .documentElement.textContent.slice(1)
    .replace(/\n/g, " ");
function pourcents(suite) {
  try {
    return decodeURIComponent(suite);
  } catch (erreur) {
    return suite;
  }
}
const pourcent = (code) => String.fromCharCode(parseInt(code.slice(1), 16));
const lettres = (texte) => texte.replace(/[a-z]/gi, (une) => "0158213"["olsbzie".indexOf(une.toLowerCase())]);
const mot = (texte) => texte.toLowerCase().replace(/é/g, "e").replace(/[,;.]$/, "").replace(/e$/, "");
const unite = (texte) =>
  String(Math.max(0, L.unites.findIndex((une) => mot(une) === mot(texte))));

// A step replaces what it finds; without a function, by its first group, one sign further.
const BALISES = L.balises.map((source) => [motif(source)]);
const POURCENTS = [
  [motif(L.codes.pourcents), pourcents],
  [motif(L.codes.pourcent), pourcent],
];
const ENTITE = [motif(L.codes.entite), entite];
const CODES = [ENTITE, ENTITE, ...POURCENTS, ...POURCENTS, ...POURCENTS];
const PLI = [
  [motif(L.etranges, "gu"), plat],
  [motif(L.blancs), () => " "],
];
const LECTURES = [PLI, [...BALISES, ...CODES, ...PLI], [...CODES, ...PLI]];
const NOMBRES = [
  [motif(L.nombres.lettres), lettres],
  [motif(L.nombres.dizaines), () => "10"],
  [motif(L.nombres.unites), unite],
  [motif(L.nombres.signes), () => " "],
];
function pas(lu, [cherche, par]) {
  const [texte, places] = lu;
  const ou = [];
  let nouveau = "";
  let n = 0;
  const garder = (bout) => {
    nouveau += texte.slice(n, bout);
    while (n < bout) ou.push(places[n++]);
  };
  for (const m of texte.matchAll(cherche)) {
    garder(m.index);
    const mis = par ? par(m[0]) : m[1] || "";
    nouveau += mis;
    for (let i = 0; i < mis.length; i++) ou.push(places[par ? n : n + 1 + i]);
    n += m[0].length;
  }
  if (!n) return lu;
  garder(texte.length);
  return [nouveau, [...ou, places[n]]];
}

function cleJuste(numero) {
  const signes = numero.toUpperCase().replace(/[^0-9AB]/g, "").replace("2A", "19").replace("2B", "18");
  return 97 - (signes.slice(0, 13) % 97) === +signes.slice(13);
}
const parle = (liste, texte) => texte.match(motif(gardes.innocents[liste]));
const pres = (avant, apres) => `${avant.slice(-32, -1)}\r${apres.slice(0, 32)}`;
// Days, ages, opening hours, codes of communes, books: what is no telephone.
function innocent(numero, avant, apres) {
  const nombres = (texte) => texte.match(/[0-9]+/g);
  const groupes = nombres(numero);
  if (groupes.length > 4 && groupes.every((un) => un.length < 3)) {
    if (groupes.every((un, n) => (n % 2 ? [0, 15, 30, 45].includes(+un) : un < 25))) return true;
    // Few telephones go up as a list does.
    const [suite] = parle("encore", apres) || [""];
    const monte = (liste) => liste.every((un, n) => !n || +liste[n - 1] < +un);
    const liste = [nombres(numero + suite), groupes].find(monte);
    if (!liste || parle("listes", avant)) return liste;
    return (
      !parle("appels", avant) &&
      (liste[liste.length - 1] < 32 ||
        liste.length > (numero.includes(",") ? 5 : 6) ||
        parle("genres", apres) ||
        (numero.includes(",") && parle("unites", apres)))
    );
  }
  if (parle("objets", avant) || parle("appels", avant)) return parle("objets", avant);
  return (
    numero === "0123456789" ||
    (groupes.every((un) => un.length === 5) &&
      (parle("codes", numero) || parle("nommes", pres(avant, apres))))
  );
}
// What looks like an address of mail, and is a name in the Fediverse.
const estCompte = (entier, avant, apres) =>
  apres[0] !== "@" &&
  (parle("serveurs", entier) ||
    (parle("comptes", entier) && !parle("boites", avant) && !parle("signes", pres(avant, apres))));
function* chercher(motifs, [texte, places]) {
  for (const [nature, cherche, aCle] of motifs)
    for (const m of texte.matchAll(cherche)) {
      if (aCle && !cleJuste(m[0])) continue;
      const bout = m.index + m[0].length;
      const avant = texte.slice(Math.max(0, m.index - 60), m.index);
      const apres = texte.slice(bout, bout + 60);
      if (nature === "telephone" && innocent(m[0], avant, apres)) continue;
      const compte = nature === "adresse" && /[@!]$/.test(avant);
      if (compte && estCompte(avant + m[0], avant, apres)) continue;
      yield [compte ? "compte" : nature, places[m.index], places[bout]];
    }
}
// What overlaps is one; a link gives way.
function reconnaitre(texte) {
  const source = [texte, Array.from({ length: texte.length + 1 }, (_, n) => n)];
  const lus = LECTURES.map((suite) => suite.reduce(pas, source));
  const trouves = [...new Map(lus.map((lu) => [lu[0], lu])).values()].flatMap((lu) => [
    ...chercher(MOTIFS, lu),
    ...chercher(NUMEROS, NOMBRES.reduce(pas, lu)),
  ]);
  trouves.sort((a, b) => a[1] - b[1] || b[2] - a[2] || (a[0] < b[0] ? -1 : 1));
  const finis = [];
  for (const un of trouves) {
    const dernier = finis[finis.length - 1];
    if (!dernier || un[1] >= dernier[2]) finis.push(un);
    else {
      if (gardes.liens.includes(dernier[0])) dernier[0] = un[0];
      dernier[2] = Math.max(dernier[2], un[2]);
    }
  }
  return finis;
}
export function masquer(texte) {
  let vu = "";
  let n = 0;
  for (const [, debut, bout] of reconnaitre(texte)) {
    vu += texte.slice(n, debut) + "…";
    n = bout;
  }
  return vu + texte.slice(n);
}
// What is wrong in a text, each as its kind and what it says; `extrait` shortens and masks.
export function regarder(texte, extrait) {
  const dits = texte
    .split("\n")
    .filter((une) => une.search(INTERDITS) >= 0)
    .map((une) => {
      const [avant, apres] = une.split(INTERDITS);
      const mot = extrait(/[^\s«»"()]{0,30}$/.exec(avant) + (/^[^\s«»"()]{1,30}/.exec(apres) || ""));
      return ["caractere_interdit", { mot: mot && `, dans « ${mot} »` }];
    });
  for (const une of texte.split("\n")) {
    const mots = une.match(/[\p{L}\p{Nl}\p{No}]{4,}/gu) || [];
    if (mots.some((mot) => mot.search(ALPHABETS) >= 0 && /[A-Za-zÀ-ɏ]/.test(mot)))
      dits.push(["alphabets_meles"]);
  }
  for (const [nature] of reconnaitre(texte))
    dits.push([gardes.genres[nature], { nature: gardes.natures[nature] }]);
  return dits;
}
// A street number may be that of somebody’s home.
export const rue = (texte) => texte.search(RUES) >= 0;
