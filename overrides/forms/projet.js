// What the forms that name no défi have; it stands before formulaire.js in the script of its page.

// The first line that does not end on one nature, in brackets or after a dash, where each needs one (answers.rows_of).
function sansNature({ natures, autour }, texte, { cle, ligne }) {
  const lignes = texte.split("\n").map((une) => ligne(une).replace(/^(?:[-*•–☐]|\d{1,2}[.)])\s+/, ""));
  const connues = natures.map(cle);
  const dite = (mot) => [mot, mot.replace(/[sx]$/, "")].some((un) => connues.includes(un));
  const FIN = /^.+?(?:\s*[([（［]([^()[\]（）［］]+)[)\]）］]|\s[-–—]\s+([^-–—]+?))\.?$/;
  function juste(une) {
    const [, entre, apres] = FIN.exec(une) || [];
    const mots = cle(entre || apres || "").split(" ");
    const autres = mots.filter((mot) => !dite(mot));
    return autres.length === mots.length - 1 && autres.every((mot) => autour.includes(mot));
  }
  return lignes.find((une) => une && !juste(une));
}
// Another défi to begin with: what can be taken over of it comes with its own script.
function commencerComme(outils) {
  const note = outils.noeud("p", { class: "plutot comme", tabindex: -1 }, "Un instant…");
  outils.form.parentNode.prepend(note);
  import("./comme.js").then((un) => un.default({ ...outils, note }), () => note.remove());
}
// What people said, to begin with: its room is kept until their words come. Of what is over, nothing
// is asked but whether it is so: the form comes back where that cannot be.
function commencerPar(outils) {
  const { noeud, bouton, fr, form, R, su, citees, garde } = outils;
  const finie = R.formulaire === "correction";
  const note = R.formulaire === "annonce"
    ? noeud("p", { class: "quel" }, "À propos d’une annonce.")
    : noeud("section", { class: "quel citees", "aria-label": finie ? "L’annonce" : "Ce défi répond à", tabindex: 0 }, "Un instant…");
  const partir = noeud("p", { class: "btns" });
  note.style.setProperty("--combien", citees.length);
  form.before(note);
  if (finie && !garde) {
    form.hidden = true;
    document.querySelector("h1").textContent = R.titre = "Dire qu’une annonce est finie";
    document.querySelector(".chapo").textContent = fr("Quelqu’un a trouvé, ou n’attend plus ? L’annonce sera retirée. Ce qui part d’ici est public.");
    form.parentNode.firstElementChild.hidden = true; // how one tells of what is wrong
    partir.append(bouton("Dire que c’est fini", () => su.vient.then(() => {
      note.hidden = partir.hidden = true;
      form.requestSubmit();
    }), "btn"));
    form.before(partir);
  }
  return import(finie ? "./finie.js" : "./annonces.js").then((un) => un.default({ ...outils, note, partir })).catch(() => {
    note.remove();
    partir.remove();
    form.hidden = false;
  }).finally(() => delete document.documentElement.dataset.attend);
}
