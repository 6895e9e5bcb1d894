// What the scripts of the forms and of what is near share; it is put before each of them
// (the `scripts` of a family, in generator/outputs/). No HTML is made out of data.
const outils = (function () {
  // As typography.py.
  const fr = (texte) =>
    texte
      .replace(/ ([:»%€])/g, "\u00a0$1")
      .replace(/ ([;?!])/g, "\u202f$1")
      .replace(/« /g, "«\u00a0");

  // As signs.typed: ends of lines that only word processors know, signs that nobody sees.
  const FINS = /\r\n|[\r\x0b\f\x85\u2028\u2029]/g;
  const CACHES =
    /[\x02\x1f\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufffc]/g;
  const net = (texte) => texte.replace(FINS, "\n").replace(CACHES, "").replace(/\x1e/g, "-");

  // What `str.strip` removes.
  const BLANCS = "[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
  const BORDS = new RegExp(`^${BLANCS}|${BLANCS}$`, "g");
  const nu = (texte) => texte.replace(BORDS, "");
  const ligne = (texte) => nu(texte.replace(/(\p{L}-)[ \t]*\n[ \t]*(?=\p{L})/gu, "$1").replace(/[ \t\r\n]+/g, " "));

  // As geography.search_key.
  const ABREGES = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes", s: "sur" };
  function cle(nom) {
    const lu = net(nom).replace(/\u200d/g, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");
    const simple = lu.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\bcedex\b.*/, "");
    const mots = (simple.match(/[a-z0-9]+/g) || [])
      .filter((mot) => mot !== "arrondissement")
      .map((mot, n) => (n ? mot.replace(/^(\d{1,2})(?:e|er|ere|eme|ieme)$/, "$1") : mot))
      .map((mot) => ABREGES[mot] || mot);
    return (mots.length > 1 && /^(?:les?|la|l)$/.test(mots[0]) ? mots.slice(1) : mots).join(" ");
  }

  // Data of the site, asked for once.
  const lues = {};
  async function prendre(url) {
    if (location.protocol === "file:") throw url;
    const reponseDuSite = await fetch(url);
    if (!reponseDuSite.ok) throw reponseDuSite;
    return reponseDuSite.json();
  }
  function charger(url) {
    lues[url] = lues[url] || prendre(url);
    lues[url].catch(() => delete lues[url]);
    return lues[url];
  }

  return { noeud, bouton: (nom, agir, classe = "btn creux") => bouton(nom, agir, classe), fr, net, nu, ligne, cle, charger };
})();
