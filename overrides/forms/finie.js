// An annonce is over, and an address names it (`?annonce=`): its words are shown as text in the place of the form of
// corrections, which is filled in for who says so. The words that leave are ours: they are read before they do.
// `note`: where; `garde`: whether a draft came back, which is left as it is.
export default async function ({ R, su, form, note, citees, garde, question, noeud, bouton, fr, ligne, charger }) {
  const d = document;
  const FINI = "C’est trouvé, ou ce n’est plus d’actualité : l’annonce peut être retirée.";
  const p = (texte) => noeud("p", 0, fr(texte));
  const { annonces } = await charger(R.annonces);
  const une = annonces.find((autre) => autre.slug === citees[0]);
  if (garde) return note.replaceChildren(p(une ? `À propos de l’annonce : ${ligne(une.texte)}` : "À propos d’une annonce."));
  d.title = d.title.replace(/^.*(?= – )/, R.titre);
  d.querySelector(".fil").lastChild.data = R.titre;
  d.querySelector(".chapo").textContent = fr("Quelqu’un a trouvé, ou n’attend plus ? Dites-le : l’annonce sera retirée.");
  if (!une) return note.replaceChildren(p("Cette annonce n’est plus sur le site : il n’y a rien à dire."));
  if (une.exemple) return note.replaceChildren(p("Cette annonce est un exemple, inventé pour montrer le site : il n’y a rien à dire."));
  su.oublier = () => {
    const page = `${R.racine}departements/${une.commune.departement.toLowerCase()}/`;
    question("page").champ.value = new URL(page, location).href;
    question("passage").champ.value = une.texte;
    question("remplacement").champ.value = FINI;
    for (const coche of form.querySelectorAll("[data-question=accord] [type=checkbox]")) coche.checked = true;
  };
  su.oublier();
  note.replaceChildren(
    p(`« ${ligne(une.texte)} »`),
    p(`Ceci partira avec elle, et sera public : « ${FINI} »`),
    noeud("p", { class: "btns" }, bouton(R.titre, () => form.requestSubmit(), "btn")),
  );
}
