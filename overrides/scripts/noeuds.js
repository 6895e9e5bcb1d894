// Elements made one by one, never out of HTML: put before the scripts that make some
// (the `scripts` of a family, in generator/outputs/).
function noeud(nom, attributs, ...enfants) {
  const n = document.createElement(nom);
  for (const a in attributs) n.setAttribute(a, attributs[a]);
  n.append(...enfants);
  return n;
}
function bouton(nom, agir, classe) {
  const n = noeud("button", { type: "button" }, nom);
  if (classe) n.className = classe;
  n.onclick = () => agir(n);
  return n;
}
