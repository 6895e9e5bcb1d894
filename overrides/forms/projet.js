// What the form of a new défi alone has; it stands before formulaire.js in the script of its page.

// The first line that does not end on its nature, in brackets, where each needs one (answers.rows_of).
function sansNature({ natures }, texte, { cle, ligne }) {
  const lignes = texte.split("\n").map((une) => ligne(une).replace(/^(?:[-*•–☐]|\d{1,2}[.)])\s+/, ""));
  const nature = (une) => cle((/.\s*\(([^()]+)\)\.?$/.exec(une) || [])[1] || "");
  return lignes.find((une) => une && !natures.some((un) => nature(une).includes(cle(un))));
}
// Another défi to begin with: what can be taken over of it comes with its own script.
function commencerComme(outils) {
  const note = outils.noeud("p", { class: "plutot comme", tabindex: -1 }, "Un instant…");
  outils.form.parentNode.prepend(note);
  import("./comme.js").then((un) => un.default({ ...outils, note }), () => note.remove());
}
