// As soon as the form is read, so that nothing moves under the finger when its script comes; all is
// as before when it does not. Written in the page, before the tag of that script, to hear its fate.
(function (d) {
  if (location.protocol === "file:" || !d.body.replaceChildren) return;
  function replier(oui) {
    d.querySelector("[data-pres]").hidden = d.querySelector("[data-plis]").open = !oui;
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
