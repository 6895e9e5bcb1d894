// An address to be given to a calendar or to a reader: a button copies it.
(function (d) {
  d.querySelectorAll("[data-copier]").forEach((bouton) => {
    const { copier } = bouton.dataset;
    const mots = bouton.textContent;
    const choisir = () => getSelection().selectAllChildren(bouton.parentNode.previousElementSibling.lastElementChild);
    const dire = (fait) => {
      bouton.textContent = fait;
      setTimeout(() => (bouton.textContent = mots), 4000);
    };
    bouton.onclick = () =>
      (navigator.clipboard ? navigator.clipboard.writeText(copier) : Promise.reject()).then(
        () => dire("Adresse copiée"),
        () => {
          choisir();
          dire("L’adresse est choisie : copiez-la");
        },
      );
    bouton.hidden = false;
  });
})(document);
