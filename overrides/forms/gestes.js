// Several words may be chosen: a box for each, in the place of a list, which takes one.
function enCases(q, { noeud }, lier) {
  const [label] = q.bloc.getElementsByTagName("label");
  label.id = "l-" + q.id;
  const cases = q.mots.map(([, mot], n) => noeud("input", { type: "checkbox", id: `q-${q.id}-${n}`, value: mot }));
  const lignes = cases.map((une) => noeud("div", { class: "coche" }, une, noeud("label", { for: une.id }, une.value)));
  const champ = noeud("div", { id: q.champ.id, role: "group", tabindex: -1, "aria-labelledby": label.id }, ...lignes);
  lier(champ, cases);
  q.champ.nextElementSibling.remove(); // the boxes of the sheet of paper
  q.champ.replaceWith(champ);
  q.champ = champ;
}
// The défi that a form names: its title, what its page says already, the rows that one may change.
// It stands before formulaire.js in the script of the pages that ask for a défi. A field shows what
// stands today, so that one amends it, and only what was amended is sent.
function suivreLeDefi(outils) {
  const { R, su, questions, question, reponse, dire, extrait, court, jour, poser, ceci, lireDefi } = outils;
  const { annoncer, calme, verifier, avecGardes, noeud, bouton, fr, ligne, cle, charger } = outils;
  const SLUG = /^(?=.*[a-z])[a-z0-9-]{1,60}$/;
  const defi = question("defi");
  const aujourdhui = new Date().toLocaleDateString("sv", { timeZone: "Europe/Paris" });
  const chercher = (objet, cle) => cle.split(".").reduce((dans, nom) => (dans ? dans[nom] : null), objet);
  const groupe = (q) => q.cle.replace(/\.?[^.]*$/, "");
  // What a row says under a question: nothing where it is a question of no row of that list.
  const dansRang = (r, q) => q.cle.startsWith(r.cle + ".") && q.cle.slice(r.cle.length + 1);

  const visee = (texte) => cle(ceci) && cle(texte) === cle(ceci);

  // --- Values as a field holds them

  function dite(q, valeur) {
    if ([null, undefined, "", false].includes(valeur)) return "";
    if (Array.isArray(valeur)) return q.genre === "date" ? "" : valeur.map((un) => dite(q, un)).join(", ");
    if (valeur.insee) return `${valeur.nom} (${valeur.departement})`;
    if (q.mots.length) return (q.mots.find(([mot]) => mot === valeur) || ["", ""])[1];
    if (q.genre === "montant") return (valeur % 1 ? valeur.toFixed(2) : String(valeur)).replace(".", ",");
    return q.genre === "heure" ? valeur.slice(0, 5) : String(valeur);
  }
  // Nothing that was typed is taken away.
  function montrer(q, texte) {
    const la = reponse(q);
    if (!la || la === q.avant) q.champ.value = texte;
    else if (!texte) return void (q.avant = "");
    const dedans = q.champ.value;
    q.champ.value = texte;
    q.avant = reponse(q);
    q.champ.value = dedans;
    if (q.dits) verifier(q);
  }
  su.redit = (q) => {
    if (!q.avant || reponse(q) !== q.avant) return false;
    // Another thing to do, or another day, takes the place of the former one, whole.
    const autre = ["prochaine_action_quoi", "prochaine_action_date"].map(question);
    return !(groupe(q) === "prochaine_action" && autre.some((une) => reponse(une) !== une.avant));
  };

  // --- What the page of the défi says today

  function remplir(lu) {
    const passee = lu.prochaine_action && lu.prochaine_action.date < aujourdhui;
    for (const q of questions) {
      if (!q.montre) continue;
      const dans = groupe(q) && chercher(lu, groupe(q));
      if (q.neuf && !dans) q.avec = questions.filter((une) => une !== q && groupe(une) === groupe(q)).map((une) => une.id);
      montrer(q, passee && groupe(q) === "prochaine_action" ? "" : dite(q, chercher(lu, q.cle)));
    }
    const tenue = question("tenue_date");
    const attendues = lu.rencontres.filter((une) => une.statut === "prevue" && une.date <= aujourdhui);
    const derniere = attendues.sort((a, b) => (a.date < b.date ? 1 : -1))[0];
    if (tenue && derniere && !reponse(tenue)) {
      tenue.champ.value = derniere.date;
      poser(tenue, "c", "aide", (tenue.conseil = fr(`C’était : ${derniere.titre}, ${jour(derniere.date)}.`)));
    }
  }

  // --- The rows of a list: chosen, not copied

  const nomDe = (r, un) => (typeof un === "string" ? un : un.insee ? dite({ mots: [] }, un) : un[r.nom]);
  // Two of one name are told apart by their day, when they have one.
  function options(r, rangs) {
    const noms = rangs.map((un) => ligne(nomDe(r, un)));
    return rangs.map((un, n) => {
      const seul = noms.indexOf(noms[n]) === noms.lastIndexOf(noms[n]);
      const date = un.date && court(un.date);
      const mot = seul || !date ? noms[n] : date;
      const bref = [...noms[n]].length > 60 ? [...noms[n]].slice(0, 59).join("") + "…" : noms[n];
      // An answer has room for 300 signs: the first words are enough to know it.
      const value = [...mot].length > 300 ? mot.slice(0, 290).replace(/\s\S*$/, "") : mot;
      return [noeud("option", { value }, date ? `${bref} (${date})` : bref), un];
    });
  }
  function enListe(q, choix, rien) {
    const dedans = reponse(q);
    if (q.choix) q.feuille.remove();
    q.origine = q.origine || q.champ;
    const { id, name } = q.origine;
    const liste = noeud("select", { id, name }, noeud("option", { value: "" }, rien), ...choix.map(([option]) => option));
    if (q.requis) liste.required = true;
    liste.value = dedans;
    if (liste.selectedIndex < 0) liste.value = "";
    q.champ.replaceWith(liste);
    q.champ = liste;
    q.choix = new Map(choix.map(([option, un]) => [option.value, un]));
    const [aide] = q.bloc.getElementsByClassName("aide");
    if (aide && aide.id === "a-" + q.id) aide.hidden = true;
    q.aideDe = "";
    // On paper, a box for each.
    const cases = choix.map(([option]) => noeud("span", 0, "☐\xa0", option.textContent, " "));
    q.feuille = noeud("span", { class: "papier" }, ...cases);
    liste.after(q.feuille);
    poser(q, "c");
  }
  function rendreChamp(q) {
    q.feuille.remove();
    q.origine.value = "";
    q.champ.replaceWith(q.origine);
    q.champ = q.origine;
    q.choix = null;
    cacher(q, false);
  }
  function parRangs(lu, r) {
    const tous = chercher(lu, r.cle) || [];
    const ouverts = tous.filter((un) => !r.clos || !un[r.clos]);
    const roles = [
      ["laquelle", tous.filter((un) => un.statut !== "tenue"), "Rien, j’ajoute"],
      ["clot", ouverts, "Rien"],
      ["retire", tous, "Rien"],
    ];
    for (const [role, rangs, rien] of roles) {
      const q = question(r[role]);
      if (!q) continue;
      enListe(q, options(r, rangs), q.requis ? R.aChoisir : rien);
      cacher(q, !rangs.length && !q.requis);
      if (!rangs.length && q.requis) poser(q, "c", "aide", (q.conseil = "La page de ce défi n’en a aucune pour l’instant."));
    }
    finir(r);
    choisir(r);
  }
  // What the address says is the row that is over, and nothing else is asked while it is.
  function finir(r) {
    const clot = question(r.clot);
    const [mot] = (clot && [...clot.choix].find(([, un]) => visee(un.quoi))) || [];
    if (!mot || reponse(clot)) return;
    r.finie = clot.champ.value = mot;
    pour.append(fr(`. ${clot.label} : ${mot}.`));
  }
  function cacher(q, oui) {
    q.bloc.hidden = oui;
  }
  // The row that one changes fills the fields with what it says; one that is over has its day.
  function choisir(r) {
    const [laquelle, clot] = [r.laquelle, r.clot].map(question);
    const choisie = laquelle && laquelle.champ.value;
    const un = laquelle && laquelle.choix.get(choisie);
    const finie = r.finie && reponse(clot) === r.finie;
    if (r.finie) for (const une of [laquelle, question(r.retire)].filter(Boolean)) cacher(une, finie);
    for (const une of questions) {
      const champ = dansRang(r, une);
      if (!champ) continue;
      if (clot && champ === r.clos) {
        cacher(une, !reponse(clot));
        une.bloc.dataset.papier = "";
      } else if (laquelle) {
        if (r.finie) cacher(une, finie);
        if (champ === r.nom) nommer(une, un);
        changerDeRang(une, r.choisie, choisie, un ? dite(une, chercher(un, champ) || (/\.rang$/.test(champ) && un.recurrence && une.mots[0][0])) : "");
      }
    }
    r.choisie = choisie;
  }
  // « Un nouveau besoin » is the one that changes, once it is chosen.
  function nommer(q, un) {
    const [label] = q.bloc.getElementsByTagName("label");
    q.nouveau = q.nouveau || label.textContent;
    label.textContent = un ? q.nouveau.replace(/^Un nouveau /, "Le ").replace(/^Une nouvelle (?=o)/, "L’") : q.nouveau;
  }
  // What was typed of a row stays with that row.
  function changerDeRang(q, avant, apres, texte) {
    if (avant === undefined || avant === apres) return montrer(q, texte);
    q.rangs = q.rangs || new Map();
    q.rangs.set(avant, reponse(q) === (q.avant || "") ? null : q.champ.value);
    q.champ.value = texte;
    q.avant = reponse(q);
    const ecrit = q.rangs.get(apres);
    if (typeof ecrit === "string") q.champ.value = ecrit;
    if (q.dits) verifier(q);
  }

  // --- Which défi

  // Its title takes the place of the question, and of its part when nothing else is asked there.
  const partie = defi.bloc.closest("fieldset");
  const seul = partie.querySelectorAll("[data-question]").length > 1 ? defi.bloc : partie;
  const nom = noeud("a", {});
  const changer = bouton("", () => (seul.hidden || defi.bloc.hidden ? rouvrir() : refermer()), "lien");
  const pour = noeud("span"); // what one brings, of all that the défi needs; and of an example, that it is one
  const carte = noeud("p", { class: "quel" }, fr("Pour le défi : "), nom, pour, " ", changer);

  // Nothing is forgotten until another one is named.
  function rouvrir() {
    seul.hidden = defi.bloc.hidden = false;
    changer.textContent = "Garder ce défi";
    defi.champ.focus();
  }
  function refermer() {
    defi.champ.value = su.connu.slug;
    seul.hidden = defi.bloc.hidden = true;
    changer.textContent = "Changer";
    poser(defi, "c", "", (defi.conseil = ""));
  }
  function oublier() {
    su.connu = null;
    carte.remove();
    seul.hidden = defi.bloc.hidden = false;
    for (const r of R.rangs) {
      const laquelle = question(r.laquelle);
      if (!laquelle || !laquelle.choix) continue;
      laquelle.champ.value = "";
      if (r.finie) question(r.clot).champ.value = "";
      choisir(r);
      delete r.finie;
      delete r.choisie;
    }
    for (const q of questions) {
      if (q.avant) montrer(q, "");
      q.rangs = null;
      if (q.choix) rendreChamp(q);
    }
  }
  // What the address says that one brings is a need or a role of the défi, or it is nothing. A thing is
  // no person: it is the one who brings it that is counted.
  function apporter(lu, role) {
    const manque = lu.besoins.find((un) => visee(un.quoi));
    const tenu = ((lu.engagements || {}).roles || []).find((un) => visee(un.role));
    if (!manque && !tenu) return "";
    const personne = !manque || ["temps", "competence"].includes(manque.nature);
    const texte = manque ? (personne ? "" : "Apporter : ") + manque.quoi : tenu.role;
    if (!reponse(role)) role.champ.value = [...texte].slice(0, role.maximum).join("");
    const compte = personne ? "" : " On compte les personnes, pas les objets. Le groupe dira quand c’est trouvé.";
    return fr(`. Pour : ${manque ? manque.quoi : tenu.role}.${compte}`);
  }
  // What it offers, when the address says that one asks for it: the question begins with it.
  function demander(lu, demande) {
    const une = lu.offres.find((autre) => visee(autre.quoi));
    if (!une) return "";
    if (!reponse(demande)) demande.champ.value = fr(`À propos de votre offre : « ${une.quoi} ». `);
    return fr(`. Il offre : ${une.quoi}.`);
  }
  function poserDefi(lu) {
    const ici = document.activeElement;
    if (carte.isConnected) oublier();
    su.connu = lu;
    nom.href = `${R.defis}${lu.slug}/`;
    nom.textContent = lu.titre;
    const role = question("engagements_roles_role");
    const exemple = lu.exemple ? fr(" (un exemple : essayez, rien ne partira)") : "";
    const demande = question("demande");
    pour.textContent = exemple + (role ? apporter(lu, role) : demande ? demander(lu, demande) : "");
    const [plutot] = document.querySelectorAll(".saisie > div > .plutot");
    if (plutot) plutot.hidden = true;
    seul.before(carte);
    refermer();
    if (R.formulaire === "mise-a-jour") {
      R.rangs.forEach((r) => parRangs(lu, r));
      remplir(lu);
      document.querySelectorAll(".fil a[href*='mettre-a-jour']").forEach((a) => (a.search = "?defi=" + lu.slug));
    }
    // Who was in a field that went away is in the first that stays.
    const la = ici.id.startsWith("q-") && document.getElementById(ici.id);
    const visible = (q) => !q.bloc.closest("[hidden]");
    if (la && la.closest("[hidden]")) questions.find(visible).champ.focus();
    else if (la && la !== ici) la.focus();
    annoncer(fr(`Pour le défi : ${lu.titre}.`));
  }
  // What an address brought is not repeated as it is.
  let absent = "";
  async function inconnu(voulu) {
    await avecGardes().catch(() => {});
    if (ligne(reponse(defi)) !== voulu) return;
    absent = voulu;
    poser(defi, "c", "aide", (defi.conseil = fr(`Nous n’avons pas trouvé le défi « ${extrait(voulu)} ». `)));
    document.getElementById("c-defi").append(noeud("a", { href: R.defis }, "Trouver le défi"));
  }
  async function connaitre() {
    const voulu = ligne(reponse(defi));
    if (su.connu && (!voulu || voulu === su.connu.slug)) return refermer();
    su.connu = null;
    poser(defi, "c", "", (defi.conseil = ""));
    if (!voulu) return;
    let lu;
    try {
      lu = await lireDefi(voulu);
    } catch (erreur) {
      if (carte.isConnected) oublier();
      return void (erreur.status === 404 && (await inconnu(voulu)));
    }
    if (ligne(reponse(defi)) === voulu) poserDefi(lu);
  }
  const venir = () => (su.vient = connaitre());
  defi.champ.addEventListener("blur", () => calme(() => su.connu && venir()));
  // Of an example, all may be tried, and nothing is sent.
  su.arreter = (portes) => {
    const porte = (ou, dit) => noeud("p", 0, noeud("a", { href: ou }, dit));
    portes.replaceChildren(
      noeud("h2", { id: "portes", tabindex: -1 }, "C’est un exemple"),
      noeud("p", 0, fr("Ce défi est un exemple, inventé pour montrer le site : rien n’est à envoyer.")),
      porte(R.pres, "Chercher un vrai défi près de chez vous"),
      porte(R.comme + su.connu.slug, "Lancer le même, pour de vrai"),
    );
  };
  // --- What the next door would surely refuse of a défi that is known (updating.py, rows.py, checks.py)

  function rolesDeTrop(lu) {
    const { nombre: avant, roles } = su.connu.engagements || { roles: [] };
    const lequel = (id) => question(id) && lu[id] && question(id).choix.get(lu[id]);
    const [change, retire, dit] = [lequel("roles_laquelle"), lequel("roles_retire"), +lu.engagements_roles_nombre || 0];
    const nombre = +lu.engagements_nombre || avant;
    const tenus = roles.filter((un) => un !== retire && !(un === change && dit)).reduce((n, un) => n + un.nombre, dit);
    return tenus > nombre && { roles: tenus > 1 ? tenus + " personnes" : "1 personne", nombre };
  }
  function sansRien(r, lu) {
    const q = question(r.laquelle);
    if (!q || !lu[q.id]) return null;
    const autres = questions.filter((une) => dansRang(r, une) || (r.cle === "rencontres" && une.id === "rencontres_maintenue"));
    if (autres.some((une) => lu[une.id])) return null;
    const rubriques = autres.filter((une) => !une.bloc.hidden).map((une) => `« ${une.label} »`).join(", ");
    return [q, dire("ligne_sans_rien", { lu: extrait(lu[q.id]), rubriques: fr(rubriques) })];
  }
  su.refus = (lu) => {
    if (!su.connu && lu.defi && ligne(lu.defi) === absent) return [[defi, dire("defi_inconnu", { lu: extrait(absent), proche: "" })]];
    if (!su.connu || R.formulaire !== "mise-a-jour") return [];
    const refus = R.rangs.map((r) => sansRien(r, lu));
    const comptes = ["engagements_roles_nombre", "engagements_nombre", "roles_laquelle"].filter((id) => lu[id]);
    const trop = comptes.length && rolesDeTrop(lu);
    if (trop) refus.push([question(comptes[0]), dire("roles_de_trop", trop)]);
    const meme = (id) => lu[id] && lu[id] === dite(question(id), su.connu[id]);
    if (meme("phase")) refus.push([question("phase"), dire("phase_deja", { lu: lu.phase })]);
    const seul = Object.keys(lu).every((id) => ["defi", "accord", "etat"].includes(id));
    if (meme("etat") && seul) refus.push([question("etat"), dire("deja_ecrit")]);
    return refus.filter(Boolean);
  };
  su.changer = (q) => {
    if (q === defi) venir();
    const r = q.choix && R.rangs.find((un) => [un.laquelle, un.clot].includes(q.id));
    if (r) choisir(r);
  };
  // What was typed is gone, the défi stays.
  su.oublier = () => {
    if (carte.isConnected) oublier();
    for (const q of questions) q.avant = "";
    if (reponse(defi)) venir();
  };
  if (reponse(defi)) venir();
}
