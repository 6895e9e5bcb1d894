// The list of all défis, read by a script: an index says what each one is, by its rank; its card is
// taken from the pages of the list. No HTML is made out of data. It stands before the scripts that
// use it (outputs/lists/). `premieres` are the first cards, where they are there.
function lireListe(adresse, premieres) {
  // The index and the pages are of two builds: a card is found by its rank, they do not go together.
  const PERIME = Object.assign(new Error(), { perime: true });
  const pages = premieres ? { 1: premieres } : {};
  let index, attente;

  async function apprendre() {
    const lu = await (await fetch(adresse)).json();
    if (adresse.search !== "?" + lu.somme) throw PERIME;
    return (index = lu);
  }
  function charger() {
    attente = attente || apprendre();
    attente.catch(() => (attente = null));
    return attente;
  }
  async function tourner(numero, signal) {
    const reponse = await fetch(new URL(numero > 1 ? `page/${numero}/` : "./", adresse), { signal });
    const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
    page.querySelectorAll(".cartes a").forEach((a) => {
      a.href = new URL(a.getAttribute("href"), reponse.url);
    });
    const lues = [...page.querySelectorAll(".cartes > *")];
    // Another page than ours: that of an error, of a hotspot, or of the site of another day.
    if (!lues.length) throw reponse;
    const sienne = new URL(page.querySelector("[data-filtre]").dataset.filtre, reponse.url);
    if (sienne.search !== adresse.search) throw PERIME;
    pages[numero] = lues;
  }
  async function prendre(rangs, signal) {
    const numero = (rang) => Math.floor(rang / index.par_page) + 1;
    const carte = (rang) => (pages[numero(rang)] || [])[rang % index.par_page];
    const absentes = new Set(rangs.filter((rang) => !carte(rang)).map(numero));
    await Promise.all([...absentes].map((n) => tourner(n, signal)));
    return rangs.map((rang) => document.importNode(carte(rang), true));
  }
  // « 12 défis », « 2 défis et 4 exemples »: among the living as among the others, those come last.
  function compter(rangs) {
    const faux = rangs.filter((i) => i >= index.exemples[+(i >= index.vivants)]).length;
    return [[rangs.length - faux, "défi"], [faux, "exemple"]]
      .filter(([n]) => n)
      .map(([n, nom]) => n.toLocaleString("fr") + "\u00a0" + nom + (n > 1 ? "s" : ""))
      .join(" et ");
  }
  return { PERIME, charger, prendre, compter };
}
