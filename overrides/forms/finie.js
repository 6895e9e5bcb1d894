// An annonce is over, and an address names it (`?annonce=`): its words are shown as text in the place of the form of
// corrections, which is filled in for who says so. The words that leave are ours: they are read before they do.
// `note`: where; `partir`: the button that says it; `garde`: whether a draft came back, which is left as it is.
export default async function ({ R, su, form, note, partir, citees, garde, question, noeud, fr, ligne, charger }) {
  const d = document;
  const p = (texte) => noeud("p", 0, fr(texte));
  const { annonces } = await charger(R.annonces);
  const une = annonces.find((autre) => autre.slug === citees[0]);
  if (garde) return note.replaceChildren(p(une ? `À propos de l’annonce : ${ligne(une.texte)}` : "À propos d’une annonce."));
  d.title = d.title.replace(/^.*(?= – )/, R.titre);
  d.querySelector(".fil").lastChild.data = `\n${R.titre}`;
  const arreter = (dit) => {
    partir.remove();
    note.replaceChildren(p(dit));
  };
  if (!une) return arreter("Cette annonce n’est plus sur le site : il n’y a rien à dire.");
  if (une.exemple) return arreter("Cette annonce est un exemple, inventé pour montrer le site : il n’y a rien à dire.");
  su.oublier = () => {
    const page = `${R.racine}departements/${une.commune.departement.toLowerCase()}/`;
    question("page").champ.value = new URL(page, location).href;
    question("passage").champ.value = une.texte;
    question("remplacement").champ.value = "C’est trouvé, ou ce n’est plus d’actualité : l’annonce peut être retirée.";
    for (const coche of form.querySelectorAll("[data-question=accord] [type=checkbox]")) coche.checked = true;
  };
  su.oublier();
  note.replaceChildren(p(`« ${ligne(une.texte)} »`));
}
