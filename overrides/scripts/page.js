// Le confort de chaque page : affichage, partage, papier. Sans ce script, rien d’essentiel ne manque.
(function (d) {
  var racine = d.documentElement;

  function retenir(nom, valeur) {
    try {
      if (valeur) localStorage.setItem(nom, valeur);
      else localStorage.removeItem(nom);
    } catch (e) {}
  }

  function presser(bouton, oui) {
    bouton.setAttribute("aria-pressed", String(oui));
  }

  function choisir(nom, valeur) {
    if (valeur) racine.dataset[nom] = valeur;
    else delete racine.dataset[nom];
    retenir(nom, valeur);
  }

  // Thème
  var themes = d.querySelectorAll("[data-affichage]");
  function montrer() {
    themes.forEach(function (b) {
      presser(b, (racine.dataset.theme || "") === b.dataset.affichage);
    });
  }
  themes.forEach(function (b) {
    b.addEventListener("click", function () {
      choisir("theme", b.dataset.affichage);
      montrer();
    });
  });

  // Grandes lettres
  var lettres = d.querySelector("button[data-lettres]");
  // La page grandit au-dessus du bouton : on le garde sous le doigt.
  function agrandir() {
    var avant = lettres.getBoundingClientRect().top;
    var grandes = !racine.dataset.lettres;
    choisir("lettres", grandes ? "grandes" : "");
    presser(lettres, grandes);
    scrollBy({ top: lettres.getBoundingClientRect().top - avant, behavior: "instant" });
  }
  lettres.addEventListener("click", agrandir);
  function afficher() {
    montrer();
    presser(lettres, racine.dataset.lettres === "grandes");
  }
  afficher();
  d.querySelector(".affichage").hidden = false;

  // Revenue telle qu’on l’avait quittée, la page prend ce qui a été choisi ailleurs depuis.
  addEventListener("pageshow", function (e) {
    if (!e.persisted) return;
    ["theme", "lettres"].forEach(function (nom) {
      try {
        choisir(nom, localStorage.getItem(nom));
      } catch (e) {}
    });
    afficher();
  });

  // Partage : l’adresse publique, ou celle du navigateur, avec les filtres choisis, ou la commune (pres.js), et rien d’autre.
  var connue = d.querySelector("link[rel=canonical]");
  var disque = location.protocol === "file:";
  function adresse() {
    var formulaire = d.querySelector("form.filtres");
    var choix = formulaire ? String(new URLSearchParams(new FormData(formulaire))) : d.body.dataset.choix || "";
    return (connue ? connue.href : location.href.split(/[?#]/)[0]) + (choix && "?" + choix);
  }
  function ajouter(page, avant, mots, agir) {
    var b = d.createElement("button");
    b.type = "button";
    b.textContent = mots;
    b.setAttribute("aria-live", "polite");
    b.addEventListener("click", function () {
      agir(b);
    });
    page.insertBefore(b, avant);
  }
  function copier(b) {
    navigator.clipboard.writeText(adresse()).then(
      function () {
        b.textContent = "Adresse copiée";
        setTimeout(function () {
          b.textContent = COPIER;
        }, 4000);
      },
      function () {
        prompt("L’adresse de cette page :", adresse());
      }
    );
  }
  function partager() {
    navigator.share({ title: d.title, url: adresse() }).catch(function () {});
  }
  var COPIER = "Copier l’adresse";
  var page = d.querySelector(".cette-page");
  if (page && !(disque && !connue)) {
    var liens = page.querySelectorAll("[data-partage]");
    liens.forEach(function (a) {
      var lettre = a.href.slice(0, a.href.lastIndexOf("%0A") + 3);
      a.addEventListener("click", function () {
        a.href = lettre + encodeURIComponent(adresse());
      });
    });
    if (navigator.share) ajouter(page, liens[0], "Partager…", partager);
    if (navigator.clipboard) ajouter(page, liens[1].nextSibling, COPIER, copier);
  }

  // Papier : un bouton à la place du conseil, et tout se déplie.
  d.querySelectorAll("[data-imprimer]").forEach(function (b) {
    b.hidden = false;
    b.nextElementSibling.hidden = true;
    b.addEventListener("click", function () {
      print();
    });
  });
  addEventListener("beforeprint", function () {
    d.querySelectorAll("details").forEach(function (x) {
      x.open = true;
    });
  });

  // Lu depuis un disque, un dossier n’a pas de page par défaut.
  if (disque) {
    racine.classList.add("disque");
    d.querySelectorAll("a[href]").forEach(function (a) {
      if (a.protocol === "file:" && a.pathname.slice(-1) === "/") a.pathname += "index.html";
    });
    d.querySelectorAll("form[action]").forEach(function (f) {
      if (/^file:.*\/$/.test(f.action)) f.action += "index.html";
    });
  }
})(document);
