// What happened: the address says in which défi (?defi=), and its data where it stands. The gestures
// that go with that come first, the others are folded, and each leads to its form already about it.
// Without this script, or where the data do not come, all gestures stand as they are.
(function (d) {
  const bloc = d.querySelector("[data-nouvelles]");
  const slug = new URLSearchParams(location.search).get("defi") || "";
  if (!bloc || !/^(?=.*[a-z])[a-z0-9-]{1,60}$/.test(slug)) return;
  const quel = bloc.querySelector("[data-quel]");
  const liens = [...bloc.querySelectorAll(".gestes a")];
  const viser = (suite) => liens.forEach((a) => (a.search = suite));
  viser("?defi=" + slug);

  function ranger(lu) {
    const moment = lu.etat === "actif" ? lu.phase : lu.etat;
    const premieres = liens
      .map((a) => a.closest("li"))
      .filter((carte) => (carte.dataset.moments || "").split(" ").includes(moment));
    const moments = [...bloc.querySelectorAll(".moment")];
    const autres = noeud("details", { class: "autres" }, noeud("summary", 0, "Autre chose"));
    const liste = noeud("ul", { class: "gestes" }, ...premieres);
    const nom = noeud("a", { href: bloc.dataset.defis + slug + "/" }, lu.titre);
    quel.replaceChildren("Pour le défi\u00a0: ", nom);
    moments[0].before(
      noeud("section", { "aria-labelledby": "maintenant" },
        noeud("h2", { id: "maintenant" }, "Que s’est-il passé\u202f?"), liste),
      autres,
    );
    autres.append(...moments.filter((un) => un.querySelector("li")));
    moments.forEach((un) => un.querySelector("li") || un.remove());
  }

  // An address that it had leads to it.
  async function chercherAncien() {
    const { defis } = await (await fetch(bloc.dataset.donnees.replace(/\/$/, ".json"))).json();
    const un = defis.find((autre) => autre.anciens_slugs.includes(slug));
    if (un) location.replace("?defi=" + un.slug);
  }
  if (location.protocol === "file:") return;
  fetch(bloc.dataset.donnees + slug + ".json")
    .then((recu) => {
      if (recu.status === 404) {
        viser("");
        chercherAncien();
        quel.prepend(`Nous n’avons pas trouvé le défi «\u00a0${slug}\u00a0». `);
      }
      return recu.ok ? recu.json().then(ranger) : null;
    })
    .catch(() => {});
})(document);
