// What a town embeds: the lines to paste follow what is chosen, and their frame is shown below.
(function (d) {
  const form = d.querySelector("[data-integrer]");
  const connue = form.dataset.integrer;
  // Read from a disk, the frame would only be there for who has the same disk.
  if (location.protocol === "file:" && !connue) return;

  const quoi = d.getElementById("quoi");
  const code = d.getElementById("code");
  const dit = form.querySelector("[role=status]");
  const volet = form.querySelector("details");
  const apercu = form.querySelector("iframe");
  const STYLE = "width:100%;border:0";
  const HAUTEURS = { liste: 480, carte: 760 };

  const demande = new URLSearchParams(location.search).get("quoi");
  if ([...quoi.options].some((choix) => choix.value === demande)) quoi.value = demande;

  function montrer() {
    const forme = form.elements.forme.value;
    const adresse = `${forme}/${quoi.value}/`;
    const cadre = d.createElement("iframe");
    const attributs = {
      src: new URL(adresse, connue || location.href),
      title: `${d.title.split(" – ").pop()} : ${quoi.selectedOptions[0].text}`,
      height: HAUTEURS[forme],
      loading: "lazy",
    };
    for (const nom in attributs) cadre.setAttribute(nom, attributs[nom]);
    // Of the page of the town, that lets it; ours does not let an element have such an attribute.
    code.value = cadre.outerHTML.replace(/(?=><\/iframe>$)/, ` style="${STYLE}"`);
    dit.textContent = "";
    apercu.title = `Aperçu : ${quoi.selectedOptions[0].text}`;
    apercu.height = HAUTEURS[forme];
    apercu.style.cssText = STYLE;
    const montree = String(new URL(adresse, location.href.split(/[?#]/)[0]));
    if (volet.open && apercu.src !== montree) apercu.src = montree;
  }
  function copier() {
    code.select();
    const copie = navigator.clipboard ? navigator.clipboard.writeText(code.value) : Promise.reject();
    copie.then(
      () => (dit.textContent = "Copié. Collez-le dans votre page."),
      () => (dit.textContent = "Les lignes sont choisies : copiez-les avec le clavier ou un appui long."),
    );
  }

  form.onchange = montrer;
  volet.ontoggle = montrer;
  form.onsubmit = (e) => e.preventDefault();
  form.querySelector("button").onclick = copier;
  form.hidden = false;
  montrer();
})(document);
