// Before anything is shown: the menu folds, the theme and the letters that were chosen come back.
// Written in the page (outputs/kit/policy.py): the menu opens even when no other script arrives.
(function (d, racine) {
  racine.classList.add("js");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "clair" || theme === "sombre") racine.dataset.theme = theme;
    if (localStorage.getItem("lettres")) racine.dataset.lettres = "grandes";
  } catch (e) {}
  function menu(bouton, ouvert) {
    bouton.setAttribute("aria-expanded", String(ouvert));
  }
  d.addEventListener("click", function (e) {
    if (e.target.className === "ouvrir") menu(e.target, e.target.getAttribute("aria-expanded") === "false");
  });
  d.addEventListener("keydown", function (e) {
    var bouton = e.key === "Escape" && d.querySelector(".ouvrir[aria-expanded=true]");
    if (bouton) {
      menu(bouton, false);
      bouton.focus();
    }
  });
})(document, document.documentElement);
