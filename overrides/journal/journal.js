// The letter of the week: buttons copy its subject and its text.
(function (d) {
  d.querySelectorAll("[data-copier]").forEach((bouton) => {
    const texte = bouton.parentNode.previousElementSibling;
    const mots = bouton.textContent;
    const dire = (fait) => {
      bouton.textContent = fait;
      setTimeout(() => (bouton.textContent = mots), 4000);
    };
    bouton.onclick = () =>
      (navigator.clipboard ? navigator.clipboard.writeText(texte.textContent) : Promise.reject()).then(
        () => dire("C’est copié"),
        () => {
          getSelection().selectAllChildren(texte);
          dire("Le texte est choisi : copiez-le");
        },
      );
    bouton.hidden = false;
  });
})(document);
