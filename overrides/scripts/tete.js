document.documentElement.classList.add("js");
try {
  var choix = localStorage.getItem("theme");
  if (choix === "clair" || choix === "sombre") document.documentElement.dataset.theme = choix;
} catch (e) {}
