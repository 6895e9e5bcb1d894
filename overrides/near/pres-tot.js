// As soon as the form is read, so that nothing moves under the finger when its script comes; all is
// as before when it does not. Written in the page, before the tag of that script, to hear its fate.
(function (d) {
  const [muette, disque] = ["[data-muette]", "[data-disque]"].map((nom) => d.querySelector(nom));
  const dite = new URLSearchParams(location.search);
  // What was typed at home is not lost without a word.
  const ou = dite.get("ou");
  if (ou) for (const p of [muette, disque]) p.append(` Vous aviez écrit «\u00a0${ou}\u00a0».`);
  if (location.protocol === "file:") {
    muette.hidden = true;
    disque.hidden = false;
    return;
  }
  if (!d.body.replaceChildren) return;
  function replier(oui) {
    d.querySelector("[data-pres]").hidden = d.querySelector("[data-plis]").open = !oui;
    muette.hidden = oui;
    // What comes after what is asked for waits for it, and is not pushed by it.
    if (oui && (ou || dite.get("commune"))) d.body.dataset.attend = "";
    else delete d.body.dataset.attend;
  }
  replier(true);
  // A form that is sent before its script comes would stop that script (the policy forbids to send it).
  d.addEventListener("submit", (e) => {
    e.preventDefault();
    e.target.dataset.envoye = "";
  });
  // The error of a tag does not bubble: it is heard on its way down.
  d.addEventListener("error", (e) => e.target.src && e.target.src.includes("/pres.js") && replier(false), true);
})(document);
