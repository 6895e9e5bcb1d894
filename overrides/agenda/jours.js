// The days of an agenda, as whoever reads has them, in France: a page shows those of the day on which
// it was made, and may be read later. What is gone by since then is taken out.
const jours = (function (d) {
  const dits = new Intl.DateTimeFormat("en-US", { timeZone: "Europe/Paris", year: "numeric", month: "2-digit", day: "2-digit" });
  function aujourdhui() {
    const [mois, jour, an] = dits.format().split("/");
    return `${an}-${mois}-${jour}`;
  }
  const zone = d.querySelector("[data-dates]");
  const passees = [...zone.querySelectorAll("time")].filter((t) => t.dateTime < aujourdhui());
  for (const t of passees) {
    const liste = t.closest("ul");
    t.closest("li").remove();
    if (liste.children.length) continue;
    liste.previousElementSibling.remove();
    liste.remove();
  }
  if (passees.length && !zone.querySelector("time")) {
    const dit = d.createElement("p");
    dit.className = "vide";
    dit.textContent = "Ces dates sont passées\u00a0: cette page n’a pas été refaite depuis.";
    zone.prepend(dit);
  }
  return { aujourdhui };
})(document);
