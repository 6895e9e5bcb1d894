// The button of the map that moves: nothing of that map is asked for before someone wants it.
// What the filters find before it comes (filtre.js) is kept for it.
(function (d) {
  const bloc = d.querySelector("[data-carte]");
  if (!bloc) return;
  const bouton = bloc.querySelector("button");
  const dit = bloc.querySelector("[role=status]");
  if (location.protocol === "file:") {
    bouton.remove();
    dit.textContent = "Lue depuis un disque, cette page ne peut pas ouvrir la carte. La liste dit la même chose.";
    return;
  }
  let trouves = null;
  d.addEventListener("defis", (e) => (trouves = e.detail));
  let vient = false;
  bouton.hidden = false;
  bouton.onclick = async () => {
    if (vient) return;
    vient = true;
    dit.textContent = "La carte arrive…";
    try {
      const { default: ouvrir } = await import("./carte-vive.js");
      await ouvrir(bloc, JSON.parse(bloc.dataset.carte), () => trouves);
    } catch (erreur) {
      vient = false;
      dit.textContent = erreur.perime
        ? "La liste vient de changer. Rechargez la page, puis ouvrez la carte."
        : "Le réseau ne répond pas. La liste dit la même chose ; vous pouvez essayer encore.";
    }
  };
})(document);
