(function (d) {
  var racine = d.documentElement;

  var menu = d.querySelector(".ouvrir");
  function ouvrir(oui) {
    menu.setAttribute("aria-expanded", String(oui));
  }
  menu.addEventListener("click", function () {
    ouvrir(menu.getAttribute("aria-expanded") === "false");
  });
  d.addEventListener("keydown", function (e) {
    if (e.key === "Escape" && menu.getAttribute("aria-expanded") === "true") {
      ouvrir(false);
      menu.focus();
    }
  });

  var boutons = d.querySelectorAll("[data-affichage]");
  function montrer() {
    boutons.forEach(function (b) {
      b.setAttribute("aria-pressed", String((racine.dataset.theme || "") === b.dataset.affichage));
    });
  }
  boutons.forEach(function (b) {
    b.addEventListener("click", function () {
      var choix = b.dataset.affichage;
      if (choix) racine.dataset.theme = choix;
      else delete racine.dataset.theme;
      try {
        if (choix) localStorage.setItem("theme", choix);
        else localStorage.removeItem("theme");
      } catch (e) {}
      montrer();
    });
  });
  montrer();

  addEventListener("beforeprint", function () {
    d.querySelectorAll("details").forEach(function (x) {
      x.open = true;
    });
  });

  if (location.protocol === "file:") {
    d.querySelectorAll("a[href]").forEach(function (a) {
      if (a.protocol === "file:" && a.pathname.slice(-1) === "/") a.pathname += "index.html";
    });
  }
})(document);
