// What the scripts of the forms and of what is near share; it is put before each of them
// (the `scripts` of a family, in generator/outputs/). No HTML is made out of data.
const outils = (function () {
  // As typography.py.
  const fr = (texte) =>
    texte
      .replace(/ ([:»%€])/g, "\u00a0$1")
      .replace(/ ([;?!])/g, "\u202f$1")
      .replace(/« /g, "«\u00a0");

  // What `str.strip` removes.
  const BLANCS = "[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
  const BORDS = new RegExp(`^${BLANCS}|${BLANCS}$`, "g");
  const nu = (texte) => texte.replace(BORDS, "");
  const ligne = (texte) => nu(texte.replace(/[ \t\r\n]+/g, " "));

  // As geography.search_key.
  const ABREGES = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes", s: "sur" };
  function cle(nom) {
    const lu = nom.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");
    const mots = (lu.normalize("NFKD").replace(/\p{M}/gu, "").match(/[a-z0-9]+/g) || [])
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

  return { noeud, bouton: (nom, agir, classe = "btn creux") => bouton(nom, agir, classe), fr, nu, ligne, cle, charger };
})();
