// The forms: what is written is checked beside its field, kept in this browser, read again, then
// carried by the door that one chooses. Without this script the page is a plain form.
// The rules are those of Python, handed over by outputs/forms/rules.py, in the page and in gardes.js;
// `dire`, `extrait`, `rendre`… do what errors.problem, errors.excerpt, bodies.render… do. No HTML is made out of data.
(function (d) {
  const form = d.querySelector("[data-formulaire]");
  const regles = d.querySelector("[data-regles]");
  if (!form || !regles || !form.replaceChildren) return;
  const R = JSON.parse(regles.textContent);
  const URL_LIMITE = 7500;
  const LETTRE_LIMITE = 1900;
  const { noeud, bouton, fr, net, nu, ligne, cle, charger } = outils;

  const dit = noeud("p", { class: "vh", role: "status" });
  function annoncer(texte) {
    dit.textContent = texte;
  }

  // --- Words and signs, as Python has them

  const dire = (genre, valeurs) => {
    const phrase = fr(R.phrases[genre]).replace(/\{(\w+)\}/g, (_, nom) => valeurs[nom]);
    return phrase[0].toUpperCase() + phrase.slice(1);
  };
  const jour = (iso) =>
    new Date(iso).toLocaleDateString("fr", { dateStyle: "full", timeZone: "UTC" }).replace(/\b1 /, "1er ");

  const court = (iso) => jour(iso).replace(/^\S+ /, "");
  const heure = (iso) => iso.replace(/^0?(\d+):/, "$1\xa0h\xa0").replace(/\xa000$/, "");
  const minutes = (iso) => iso.slice(0, 2) * 60 + +iso.slice(3);

  // What is put in a field that one would leave empty (bodies.py).
  const VIDES = /^(?:no response|none|pas de reponse|a choisir)$/;
  const RIEN = /^(?:(?:aucune|sans) reponse|neant|rien|aucune?|ras|n ?a|nc)$/;
  const vide = (texte, requis) => {
    const mots = texte.length < 40 ? cle(texte) : "";
    return !texte || VIDES.test(mots) || (!requis && (RIEN.test(mots) || !/[^-–—._/\\?!…*•·,; ]/.test(texte)));
  };

  function adresse(texte) {
    const simple = net(texte).toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFKD");
    const mots = simple.replace(/[\p{Pd}−’‘ʼʹʻ′´＇‛ꞌ]/gu, "-").replace(/[^\0-\x7f]/g, "").replace(/[^a-z0-9]+/g, "-");
    const nom = mots.replace(/^-|-$/g, "").slice(0, 60).replace(/-$/, "");
    return /[a-z]/.test(nom) ? nom : ("defi-" + nom).slice(0, 60).replace(/-$/, "");
  }

  // What must not be published is known once one begins to write (gardes.js); until then nothing is said of it.
  let gardes = null;
  const masquer = (texte) => (gardes ? gardes.masquer(texte) : texte);
  function extrait(texte) {
    const mots = masquer(texte).replace(/[\p{C}\p{Z}]/gu, " ").split(" ").filter(Boolean);
    const signes = [...masquer(mots.join(" "))];
    return signes.length > 60 ? signes.slice(0, 59).join("") + "…" : signes.join("");
  }

  // --- The checks of one answer

  // Boxes, and a field for the others, that are one field: its value is their words.
  function lier(champ, cases, autres) {
    const mots = (texte) => texte.split(/\s*[,;\n#]\s*/).filter(Boolean);
    const cleDe = (mot) => cle(mot).replace(/ /g, "-");
    Object.defineProperty(champ, "value", {
      get: () => [...cases.filter((une) => une.checked), ...(autres && autres.value ? [autres] : [])].map((une) => une.value).join(", "),
      set(texte) {
        const restent = new Map(mots(texte).map((mot) => [cleDe(mot), mot]));
        for (const une of cases) une.checked = restent.delete(cleDe(une.value));
        if (autres) autres.value = [...restent.values()].join(", ");
      },
    });
    champ.validity = {};
    return champ;
  }
  const questions = R.questions.map((q) => {
    const champ = d.getElementById("q-" + q.id);
    if (q.genre === "themes" && champ.matches("div")) {
      const dedans = [...champ.parentNode.querySelectorAll("input")];
      lier(champ, dedans, dedans.pop());
    }
    const bloc = champ.closest("[data-question]");
    // Nothing that is pasted is cut: it is told to be too long.
    champ.removeAttribute("maxlength");
    return { aide: "", avec: [], mots: [], minimum: 0, ...q, libre: !q.cle, champ, bloc, aideDe: champ.getAttribute("aria-describedby") || "" };
  });
  const question = (id) => questions.find((q) => q.id === id);
  // What another script knows of the défi that is named (gestes.js): the défi, and which answers only
  // repeat what it says already.
  const su = { connu: null, redit: () => false, refus: () => [] };
  const coches = [...question("accord").bloc.querySelectorAll("[type=checkbox]")];

  function reponse(q) {
    if (q.genre === "accord") return coches.every((c) => c.checked) ? form.elements.accord.value : "";
    const lu = net(q.champ.value);
    return vide(nu(lu), q.requis) ? "" : lu;
  }
  const repond = (id) => question(id) && reponse(question(id));
  const lire = () =>
    Object.fromEntries(questions.filter((q) => reponse(q) && !su.redit(q)).map((q) => [q.id, reponse(q)]));

  const SLUG = /^(?=.*[a-z])[a-z0-9-]{1,60}$/;
  const themes = (texte) => [
    ...new Set(
      texte
        .split(/[,;\n#]/)
        .map(ligne)
        .filter(Boolean)
        .map((mot) => (SLUG.test(mot) ? mot : cle(mot).replace(/ /g, "-") || mot)),
    ),
  ];
  // Code that is not closed would swallow the answers that follow.
  function codeOuvert(texte) {
    let code = "";
    for (const une of texte.split("\n")) {
      const m = /^ {0,3}(`{3,}|~{3,})(.*)$/s.exec(une);
      if (m && !code && !(m[1][0] === "`" && m[2].includes("`"))) code = m[1];
      else if (m && code && m[1].startsWith(code) && !nu(m[2])) code = "";
    }
    return code;
  }
  function manque(q) {
    if (q.requis && q.genre === "accord") return ["accord_absent"];
    if ((q.requis || (q.avec.some(repond) && !repond(q.sauf))) && q.mots.length)
      return ["choix_absent", { permis: q.mots.map(([, label]) => label).join(", ") }];
    const suite = q.avec.some(repond) && !repond(q.sauf);
    return (q.requis || suite) && ["champ_manquant", { aide: fr(q.aide) }];
  }
  function malEcrit(q, lu) {
    const { minimum, maximum } = q;
    const une = ligne(lu);
    const longueur = [...(q.libre || maximum > 300 ? nu(lu) : une)].length;
    const sans = q.natures && sansNature(q, lu, outils);
    if (sans) return ["ligne_sans_nature", { lu: extrait(sans), permis: q.natures.join(", ") }];
    if (q.genre === "nombre") {
      if (!/^\d+$/.test(une) || +une < minimum || +une > maximum)
        return ["nombre_invalide", { lu: extrait(une), minimum, maximum }];
    } else if (q.genre === "date") {
      if (q.champ.type === "date" && une.length !== 10) return ["date_invalide", { lu: extrait(une) }];
      const debut = q.id === "experiences_fin" && repond("experiences_debut");
      if (debut && une < debut) return ["essai_inverse", { debut: court(debut), fin: court(une) }];
    } else if (q.genre === "montant") {
      // What is certain; Python reads the rest, or asks.
      const moins = /^[-−–]\s?([1-9](?:\s?\d){0,6}(?:,\d\d)?)\s?(?:€|euros?)?$/i.exec(une);
// A number in words is one: Python reads it.
      const compte = /\d|\b(?:zero|une?\b|deux|trois|quat|cinq|six|sept|huit|neuf|dix|onz|douz|trei|quin|seiz|vingt|tren|quar|soix|octa|nona|cent|mill|demi|rien|gra|offert)/.test(cle(une)) || /[\p{Nd}\p{No}]/u.test(une);
      if (!compte) return ["montant_invalide", { lu: extrait(une) }];
      if (moins) return ["montant_negatif", { lu: extrait(une), ecrire: moins[1].replace(/\s/g, "") }];
    } else if (q.https) {
      if (!/^https:\/\//i.test(une))
        return ["url_invalide", { lu: extrait(une), propose: "https://www.example.org/page" }];
    } else if (q.genre === "heure") {
      if (une !== "00:00" && une === debutDe(q)) return ["heures_egales", { lu: une }];
    } else if (q.genre === "themes") {
      const mauvais = themes(lu).find((mot) => !SLUG.test(mot));
      if (mauvais)
        return ["slug_invalide", { lu: extrait(mauvais), propose: adresse(masquer(mauvais)) }];
    } else if (q.genre === "commune") {
      const code = une.replace(/\s/g, "");
      if (/\p{C}/u.test(une) || [...une].length > 120 || !cle(une))
        return ["commune_invalide", { lu: extrait(une) }];
      if (/^\d+$/.test(code) && !/^\d{4,5}$/.test(code))
        return ["commune_code_inconnu", { lu: extrait(code) }];
    } else if (q.libre && maximum && longueur > maximum) {
      return ["demande_trop_longue", { limite: maximum }];
    } else if (longueur < minimum || (maximum && longueur > maximum)) {
      const limite = longueur < minimum ? minimum : maximum;
      const genre = longueur < minimum ? "texte_trop_court" : "texte_trop_long";
      return [genre, { longueur, limite, lu: extrait(q.libre || maximum > 300 ? lu : une) }];
    }
    return null;
  }
  const INVALIDE = { date: "date_invalide", heure: "heure_invalide", nombre: "nombre_invalide" };

  // What is wrong with an answer, in the words of `bvm verifier`.
  function fautes(q) {
    if (q.champ.validity.badInput) return [dire(INVALIDE[q.genre], { ...q, lu: "…" })];
    const lu = reponse(q);
    const faux = lu ? !q.mots.length && q.genre !== "accord" && malEcrit(q, lu) : manque(q);
    const dits = faux ? [dire(...faux)] : [];
    // What only the data of places know of a text (lieux.js).
    if (!faux && q.refus && q.refus[0] === ligne(lu)) dits.push(q.refus[1]);
    if (!lu || q.mots.length || q.genre === "accord") return dits;
    const gardees = gardes ? gardes.regarder(lu, extrait).map((un) => dire(...un)) : [];
    if (codeOuvert(lu)) gardees.unshift(dire("code_ouvert"));
    return [...new Set(q.libre ? [...dits, ...gardees] : [...gardees, ...dits])];
  }
  // A meeting that ends before its beginning ends on the day after (typography.ends_next_day).
  const debutDe = (q) => q.genre === "heure" && /_fin$/.test(q.id) && repond(q.id.replace(/fin$/, "debut"));
  const lendemain = (q, fin) => fin && fin < (debutDe(q) || "");
  const estPasse = (date) => date && date < new Date().toLocaleDateString("sv", { timeZone: "Europe/Paris" });
  function conseils(q) {
    const [debut, fin] = [debutDe(q), reponse(q)];
    if (fin > "00:00" && lendemain(q, fin) && 1440 + minutes(fin) - minutes(debut) > R.nuit)
      return dire("fin_lendemain", { debut: heure(debut), fin: heure(fin) });
    if (((R.formulaire === "defi" && q.cle === "prochaine_action.date") || /_au$/.test(q.id)) && estPasse(fin)) return fr("Ce jour est passé : choisissez plutôt une date à venir.");
    if (q.avant && !reponse(q)) return "Laissé vide, cela reste comme avant.";
    const rue = gardes && !q.mots.length && !/lieu$/.test(q.id) && gardes.rue(reponse(q));
    return q.conseil || (rue ? dire("adresse_precise") : "");
  }

  // A word beside a field, before it, which a screen reader says with it.
  function poser(q, sorte, classe, texte) {
    const id = `${sorte}-${q.id}`;
    const la = d.getElementById(id);
    if (texte && la) {
      if (la.firstChild.data !== texte) la.textContent = texte; // a link may follow
    } else if (texte) {
      (q.champ.closest(".coche") || q.champ).before(noeud("span", { class: classe, id }, texte));
    } else if (la) la.remove();
    const ids = [q.aideDe, ...["c", "e"].map((lettre) => `${lettre}-${q.id}`)];
    const decrit = ids.filter((un) => un && d.getElementById(un)).join(" ");
    for (const champ of q.genre === "accord" ? coches : [q.champ]) {
      if (decrit) champ.setAttribute("aria-describedby", decrit);
      else champ.removeAttribute("aria-describedby");
      if (sorte === "e" && texte) champ.setAttribute("aria-invalid", "true");
      else if (sorte === "e") champ.removeAttribute("aria-invalid");
    }
  }
  function verifier(q) {
    q.dits = fautes(q);
    poser(q, "e", "erreur", q.dits.join(" "));
    poser(q, "c", "aide", conseils(q));
    return q.dits.length;
  }

  // A message moves what is under it: while a finger or a button is down, it waits.
  let attente = null;
  addEventListener("pointerdown", () => (attente = new Set()), true);
  for (const nom of ["pointerup", "pointercancel"])
    addEventListener(
      nom,
      () =>
        setTimeout(() => {
          const attendus = attente || [];
          attente = null;
          attendus.forEach((agir) => agir());
        }),
      true,
    );
  const calme = (agir) => (attente ? attente.add(agir) : agir());
  const celle = (noeudVise) => {
    const bloc = noeudVise.closest("[data-question]");
    return bloc && question(bloc.dataset.question);
  };
  form.addEventListener("focusout", (e) => {
    const q = celle(e.target);
    if (!q || q.bloc.contains(e.relatedTarget)) return;
    if (!reponse(q) && !q.dits && !q.champ.validity.badInput) return;
    calme(() => verifier(q));
  });

  // --- The draft, in this browser only

  const vise = (nom) => new URLSearchParams(location.search).get(nom) || "";
  const slug = vise("defi");
  const comme = R.formulaire === "defi" && vise("comme");
  const citees = vise(R.formulaire === "defi" ? "annonces" : "annonce").split(",").filter((un, n, tous) => SLUG.test(un) && tous.indexOf(un) === n).slice(0, R.annoncesAuPlus);
  const ceci = vise("besoin") || vise("offre");
  const NOM = `brouillon ${location.pathname} ${slug || vise("page") || citees.join() || comme || ""}${ceci}`;
  const brouillon = noeud("p", { class: "brouillon", tabindex: -1 });
  function memoire(agir) {
    try {
      return agir(localStorage);
    } catch (erreur) {
      return null;
    }
  }
  function garder() {
    const lu = lire();
    delete lu.accord;
    const garde = memoire((m) => {
      if (Object.keys(lu).length) m.setItem(NOM, JSON.stringify(lu));
      else m.removeItem(NOM);
      return true;
    });
    if (garde && !brouillon.isConnected) {
      noter("Ce que vous écrivez est gardé dans ce navigateur, et nulle part ailleurs.");
      d.querySelector("[data-relire]").before(brouillon);
    }
  }
  // The défi, what it needs, the annonces, or the page, that the address is about.
  function viser() {
    if (defi && slug) defi.champ.value = slug;
    const annonce = question("repond_a");
    if (annonce && citees.length) annonce.champ.value = citees.join("\n");
    const page = question("page");
    if (page && /^[a-z0-9/-]+$/.test(vise("page"))) page.champ.value = new URL(R.racine + vise("page"), location).href;
  }
  // Once a door was opened, nobody here knows whether the text is on its way.
  function sortir() {
    memoire((m) => {
      const lu = JSON.parse(m.getItem(NOM));
      if (lu) m.setItem(NOM, JSON.stringify({ ...lu, parti: true }));
    });
  }
  function oublier() {
    memoire((m) => m.removeItem(NOM));
    form.reset();
    viser();
    questions.forEach((q) => {
      q.dits = q.conseil = null;
      poser(q, "e");
      poser(q, "c");
    });
    resume.remove();
    arrivee.remove();
    if (lieux) lieux.oublier();
    if (su.oublier) su.oublier();
    brouillon.replaceChildren("Le brouillon est effacé.");
    brouillon.focus();
  }
  // It stands where a thumb looks for another button: what erases asks first, and not under the thumb.
  function noter(texte) {
    const demander = () => {
      const garde = bouton("Non, le garder", () => noter(texte).focus(), "lien");
      brouillon.replaceChildren(fr("Effacer ce que vous avez écrit ? "), garde, " ", bouton("Oui, effacer", oublier, "lien"));
      garde.focus();
    };
    const effacer = bouton("Effacer le brouillon", demander, "lien");
    brouillon.replaceChildren(fr(texte) + " ", effacer);
    return effacer;
  }
  function restaurer() {
    let lu = {};
    try {
      lu = JSON.parse(localStorage.getItem(NOM)) || {};
    } catch (erreur) {}
    const gardees = questions.filter((q) => typeof lu[q.id] === "string" && q.genre !== "accord");
    gardees.forEach((q) => (q.champ.value = lu[q.id]));
    deplier();
    if (!gardees.length) return false;
    noter(
      lu.parti
        ? "Voici ce que vous aviez écrit. Si vous l’avez déjà envoyé, effacez-le et recommencez."
        : "Voici ce que vous aviez commencé : rien n’a été envoyé.",
    );
    form.before(brouillon);
    annoncer(brouillon.firstChild.data);
    return true;
  }
  // What was answered is seen, on paper too.
  function deplier() {
    for (const { champ } of questions) {
      const pli = champ.value && champ.closest("details");
      if (pli) pli.dataset.papier = pli.open = true;
    }
  }

  // --- What comes once one begins: what must not be published, and the place where a commune is asked

  // A browser may remember that a script did not come: it is asked for under another address.
  function venant(ouvrir) {
    let venue = null;
    let echecs = 0;
    const importer = (nom) =>
      location.protocol === "file:" ? Promise.reject(nom) : import(`./${nom}${echecs ? "?" + echecs : ""}`);
    async function venir() {
      try {
        return await ouvrir(importer);
      } catch (erreur) {
        venue = null;
        echecs++;
        throw erreur;
      }
    }
    return () => (venue = venue || venir());
  }
  // An answer that was left before they came is checked again; the one that is being written, as it is left.
  const avecGardes = venant(async (importer) => {
    gardes = await importer("gardes.js");
    Object.assign(R.phrases, gardes.phrases);
    const laissee = (q) => q.dits && !q.bloc.contains(d.activeElement);
    calme(() => questions.filter(laissee).forEach(verifier));
  });
  const commune = question("commune");
  let lieux = null;
  const avecLieux = venant(async (importer) => {
    if (!commune) throw commune;
    const avant = commune.champ.value;
    const { default: ouvrir } = await importer("lieux.js");
    const duFormulaire = { R, question, reponse, themes, dire, extrait, annoncer, calme, garder, verifier };
    lieux = ouvrir({ ...outils, ...duFormulaire }, commune.champ.value !== avant);
    return lieux;
  });
  function commencer() {
    for (const avec of [avecGardes, avecLieux]) avec().catch(() => {});
  }

  // The défi that one names: what it says already is known by other lines, where one is asked for.

  const defi = question("defi");

  // By the address of its page, the end of that address, one that it had, or its title (named.defi_called).
  async function lireDefi(voulu) {
    const m = /(?:^|\/)defis\/([a-z0-9-]+)/.exec(voulu);
    const slug = m ? m[1] : SLUG.test(voulu) ? voulu : adresse(voulu);
    const un = (nomme) => charger(`${R.donnees}${nomme}.json`);
    try {
      return await un(slug);
    } catch (erreur) {
      if (erreur.status !== 404) throw erreur;
    }
    const { defis } = await charger(R.donnees.replace(/\/$/, ".json"));
    const ancien = defis.find((autre) => autre.anciens_slugs.includes(slug));
    const memes = m ? [] : defis.filter((autre) => cle(autre.titre) === cle(voulu));
    if (ancien || memes.length === 1) return un((ancien || memes[0]).slug);
    throw { status: 404 };
  }
  // The défi that gave the idea is one of the site; without the data, the robot says it.
  async function examinerIdee(q) {
    const lu = q && ligne(reponse(q));
    if (!lu) return;
    q.refus = await lireDefi(lu).then(
      () => null,
      (erreur) => erreur.status === 404 && [lu, dire("page_inconnue", { lu: extrait(lu), proche: "" })],
    );
  }
  // --- To read again

  const resume = noeud("section", { class: "resume-erreurs", tabindex: -1, "aria-labelledby": "resume" });
  const recap = noeud("section", { class: "recap", "aria-labelledby": "recap" });
  const portes = d.querySelector("[data-portes]");
  // An empty letter and an empty sheet: not to be offered beside those that are filled in.
  const autrement = d.querySelector(".autrement");

  function viserChamp(q) {
    const champ = q.genre === "accord" ? coches.find((c) => !c.checked) || q.champ : q.champ;
    form.hidden = false;
    deplier();
    champ.focus();
  }
  const nommer = (q) => (R.sansPorte && q.genre === "accord" ? q.bloc.querySelector("legend").textContent : q.label);
  // What is empty is said whole beside its field, and in two words here.
  function enBref(q) {
    if (reponse(q) || q.champ.validity.badInput) return q.dits.join(" ");
    if (q.genre === "accord") return "les deux cases à cocher";
    return q.mots.length ? R.aChoisir : "à remplir";
  }
  function montrerResume(titre, ...suite) {
    resume.replaceChildren(noeud("h2", { id: "resume" }, titre), ...suite);
    form.before(resume);
    resume.focus();
  }
  function resumer(fausses) {
    const n = fausses.length;
    const liens = fausses.map((q) => {
      const a = noeud("a", { href: `#q-${q.id}` }, fr(`${nommer(q)} : `), enBref(q));
      a.onclick = (e) => {
        e.preventDefault();
        viserChamp(q);
      };
      return noeud("li", 0, a);
    });
    montrerResume(n > 1 ? `Il reste ${n} choses à reprendre` : "Il reste une chose à reprendre", noeud("ul", 0, ...liens));
  }
  function direRien() {
    const page = su.connu && noeud("a", { href: `${R.defis}${su.connu.slug}/` }, "revenez à la page du défi");
    montrerResume("Rien n’a changé", p("Modifiez une réponse", ...(page ? [", ou ", page] : []), "."));
  }
  // What only the site knows is waited for a little; when it does not come, the robot says it.
  let attend = false;
  const boutonRelire = d.querySelector("[data-relire]").firstElementChild;
  const nomRelire = boutonRelire.textContent;
  function patienter() {
    boutonRelire.textContent = "Un instant…";
    boutonRelire.setAttribute("aria-disabled", "true");
    annoncer("Un instant…");
  }
  async function relire() {
    if (attend) return;
    const lieu = commune && reponse(commune) && avecLieux().then((la) => la.examiner());
    const idees = ["inspire_de", "partie_de"].map((id) => examinerIdee(question(id)));
    const attendus = [lieu, su.vient, !gardes && avecGardes(), ...idees].filter(Boolean);
    if (attendus.length) {
      attend = true;
      const minuterie = setTimeout(patienter, 200);
      await Promise.race([Promise.allSettled(attendus), new Promise((fait) => setTimeout(fait, 3000))]);
      clearTimeout(minuterie);
      boutonRelire.textContent = nomRelire;
      boutonRelire.removeAttribute("aria-disabled");
      attend = false;
    }
    const fausses = questions.filter(verifier);
    const lu = lire();
    for (const [q, texte] of su.refus(lu)) {
      if (q.dits.length) continue;
      q.dits = [texte];
      poser(q, "e", "erreur", texte);
      fausses.push(q);
    }
    fausses.sort((a, b) => questions.indexOf(a) - questions.indexOf(b));
    const rien = R.formulaire === "mise-a-jour" && !Object.keys(lu).some((id) => id !== "defi" && id !== "accord");
    resume.remove();
    if (!fausses.length && !rien) return recapituler(lu);
    if (fausses.length) resumer(fausses);
    else direRien();
    revenir();
  }
  function enMots(q, lu) {
    if (q === defi && su.connu) return su.connu.titre;
    if (q.genre === "themes" && q.champ.matches("div")) {
      const nom = (mot) => [...q.champ.children].find((une) => une.control.value === mot);
      return lu.split(", ").map((mot) => (nom(mot) ? nom(mot).textContent : mot)).join(", ");
    }
    if (q.champ.type === "date") return jour(lu);
    if (q.champ.type !== "time") return lu;
    if (!lendemain(q, lu)) return heure(lu);
    return lu === "00:00" ? "minuit" : heure(lu) + ", le lendemain";
  }
  // Back comes from there to the form, Forward goes there again.
  const RELU = "relu";
  let page = location.href;
  let retour = null;
  function retenir() {
    page = location.href;
    if (history.state !== RELU) history.pushState(RELU, "");
  }
  function revenir() {
    if (history.state !== RELU) return;
    retour = () => {};
    history.back();
  }
  function modifier() {
    if (retour || !form.hidden || affiche === enCours) return;
    reprendre();
    revenir();
  }
  addEventListener("popstate", () => {
    const suite = retour;
    retour = null;
    if (suite) suite();
    else if (location.href === page && form.hidden === (history.state !== RELU)) (form.hidden ? reprendre : relire)();
  });
  function voir(relu) {
    form.hidden = brouillon.hidden = autrement.hidden = relu;
    portes.hidden = !relu;
  }
  function recapituler(lu) {
    const texte = rendre(lu);
    const ou = partis.get(texte);
    const dit = ou === undefined ? (R.sansPorte ? "Relisez" : "Relisez avant d’envoyer") : "Voici ce que vous avez envoyé";
    const titre = noeud("h2", { id: "recap", tabindex: -1 }, dit);
    const lignes = questions
      .filter((q) => lu[q.id])
      .flatMap((q) => [
        noeud("dt", 0, nommer(q)),
        noeud("dd", 0, enMots(q, lu[q.id])),
        ...(q.genre === "date" && conseils(q) ? [noeud("dd", { class: "aide" }, conseils(q))] : []),
      ]);
    recap.replaceChildren(titre, noeud("dl", 0, ...lignes));
    portes.before(recap);
    if (ou !== undefined) remercier(ou);
    else {
      const changer = bouton("Modifier mes réponses", modifier);
      if (texte === enCours) changer.setAttribute("aria-disabled", "true");
      recap.append(boutons(changer));
      if (texte !== enCours || texte !== affiche) ouvrirPortes(lu);
    }
    affiche = texte;
    voir(true);
    titre.focus();
    if (retour) retour = retenir;
    else retenir();
  }
  // What was refused elsewhere is where one begins again.
  function reprendre() {
    voir(false);
    recap.remove();
    viserChamp(questions.find((q) => q.dits && q.dits.length) || questions.find((q) => !q.bloc.hidden));
  }

  // --- The doors

  // A line of an answer that is a label of the form is set one space apart: it ends no answer.
  function ecarter(texte) {
    const labels = questions.map((q) => cle(q.label));
    const rubrique = (une) => {
      const m = /^(?:#{1,6}[ \xa0\u202f]*(.*)|(?:\*\*|__)(.{1,80})(?:\*\*|__)[ :]*)$/.exec(une);
      return m && labels.includes(cle(m[1] || m[2] || ""));
    };
    return texte
      .split("\n")
      .map((une) => (/^###(?!#)/.test(une) || rubrique(une) ? " " + une : une))
      .join("\n");
  }
  const rendre = (lu) =>
    questions
      .filter((q) => lu[q.id])
      .map((q) => `### ${q.label}\n\n${ecarter(lu[q.id])}\n`)
      .join("\n");

  function copier(b, texte) {
    const nom = b.textContent;
    const fait = () => {
      annoncer("Le texte est copié.");
      b.textContent = "Texte copié";
      b.onblur = () => (b.textContent = nom);
    };
    const aLaMain = () => {
      const zone = noeud("textarea", { readonly: "", rows: 8, "aria-label": "Le texte à copier" });
      zone.value = texte;
      b.closest("p").after(noeud("div", { class: "champ" }, zone));
      zone.select();
      annoncer("Le texte est sélectionné : copiez-le.");
    };
    if (navigator.clipboard) navigator.clipboard.writeText(texte).then(fait, aLaMain);
    else aLaMain();
  }
  const p = (...enfants) => noeud("p", 0, ...enfants);
  const boutons = (...enfants) => noeud("p", { class: "btns" }, ...enfants);
  const porte = (nom, ...enfants) => [noeud("h3", 0, nom), ...enfants];
  // The first door that sends has the yellow button.
  const classe = (premiere) => (premiere ? "btn" : "btn creux");

  function parGithub(lu) {
    const modele = form.elements.template.value;
    const voulues = questions.filter((q) => lu[q.id]).map((q) => [q.id, ecarter(lu[q.id])]);
    const url = (paires) => `${R.depot}/issues/new?${new URLSearchParams([["template", modele], ...paires])}`;
    const tiennent = [...voulues];
    // An address has no room for long stories: the longest answers are copied instead.
    while (url(tiennent).length > URL_LIMITE)
      tiennent.splice(tiennent.reduce((n, une, i) => (une[1].length > tiennent[n][1].length ? i : n), 0), 1);
    const restent = voulues.filter((une) => !tiennent.includes(une));
    const ouvrir = noeud("a", { class: classe(!R.relais && !destinataire()), href: url(tiennent), target: "_blank" }, restent.length ? "Ouvrir le formulaire (nouvel onglet)" : "Continuer sur GitHub (nouvel onglet)");
    const copies = restent.map(([id, texte]) =>
      boutons(bouton(fr(`Copier « ${question(id).label} »`), (b) => copier(b, texte))),
    );
    return porte(
      "GitHub (avec un compte)",
      restent.length
        ? p(fr("Votre texte est trop long pour tenir dans une adresse. Copiez-le d’abord, puis ouvrez le formulaire : le reste y est déjà, collez-le à sa question."))
        : p(fr("Vos réponses vous attendent là-bas ; rien ne part avant que vous ne l’ayez confirmé.")),
      ...copies,
      boutons(ouvrir),
    );
  }
  // Whom to write to: the territory that holds the commune, else the site.
  function destinataire() {
    const lieu = lieux && lieux.lieu();
    const ici = lieu
      ? [lieu.insee, lieu.code]
      : su.connu ? [su.connu.commune.insee, su.connu.commune.departement] : [];
    const tenu =
      R.pilotes.find((un) => un.communes.includes(ici[0])) ||
      R.pilotes.find((un) => un.departements.includes(ici[1]));
    return tenu || (R.adresse && { nom: "", adresse: R.adresse });
  }
  function lettre(texte) {
    const a = destinataire();
    if (!a) return p("Il n’y a pas encore d’adresse où écrire : copiez le texte, ou imprimez-le.");
    const ecrire = (corps) =>
      `mailto:${a.adresse}?subject=${encodeURIComponent(R.titre)}&body=${encodeURIComponent(corps.replace(/\n/g, "\r\n"))}`;
    const longue = ecrire(texte).length > LETTRE_LIMITE;
    const url = longue ? ecrire("Bonjour,\n\n(Collez ici le texte que vous venez de copier.)\n") : ecrire(texte);
    return noeud(
      "div",
      0,
      p(longue ? "Votre texte est trop long pour une lettre toute prête. Copiez-le d’abord, puis collez-le dans la lettre." : "La lettre est prête : il reste à l’envoyer."),
      boutons(noeud("a", { class: classe(!R.relais), href: url }, "Écrire à " + (a.nom || a.adresse))),
      p(a.nom ? a.adresse : ""),
    );
  }
  function sansCompte(lu, texte) {
    const zone = noeud("div", 0, lettre(texte));
    const situer = async () => (await avecLieux()).reconnaitre();
    situer().then(() => zone.replaceChildren(lettre(texte)), () => {});
    const fichier = adresse(lu.titre || (su.connu && su.connu.slug) || lu.defi || lu.texte || R.titre) + ".txt";
    const href = "data:text/plain;charset=utf-8," + encodeURIComponent(texte);
    return porte(
      "Sans compte",
      zone,
      boutons(
        bouton("Copier le texte", (b) => copier(b, texte)),
        noeud("a", { class: "btn creux", href, download: fichier }, "Télécharger le texte"),
        bouton("Imprimer", () => print()),
      ),
    );
  }
  // One text is sent at a time. What arrived is not offered again, and hides no other words.
  let enCours = "";
  let affiche = "";
  const partis = new Map();
  const arrivee = noeud("p", { class: "plutot" });
  function parRelais(lu) {
    const texte = rendre(lu);
    const etat = noeud("p", { role: "status" });
    const faux = noeud("p", { class: "erreur", role: "alert" });
    const envoyer = bouton("Envoyer, sans compte", partir, "btn");
    const figer = (oui) => {
      for (const un of [envoyer, ...recap.querySelectorAll("button")])
        if (oui) un.setAttribute("aria-disabled", "true");
        else un.removeAttribute("aria-disabled");
    };
    const laisse = () => !form.hidden || affiche !== texte;
    async function partir() {
      faux.textContent = "";
      if (enCours) return void (etat.textContent = enCours === texte ? "Envoi en cours…" : "Un autre envoi est en cours : attendez qu’il arrive.");
      const paires = questions.map((q) => [q.id, (lu[q.id] || "").replace(/\n/g, "\r\n")]);
      const body = new URLSearchParams([["template", form.elements.template.value], ...paires, ["formulaire", R.formulaire]]);
      enCours = texte;
      etat.textContent = "Envoi en cours…";
      figer(true);
      try {
        const recu = await fetch(R.relais, { method: "POST", headers: { Accept: "application/json" }, body });
        const su = await recu.json().catch(() => ({}));
        if (!recu.ok) throw su;
        partis.set(texte, /^https:/.test(su.adresse) ? su.adresse : "");
        if (laisse()) arriver(texte);
        else partie(partis.get(texte));
      } catch (su) {
        // What only the relay can know, in its words; a network that is lost says nothing.
        const rate = Array.isArray(su.dit) ? su.dit.join(" ") : "L’envoi n’a pas marché. Rien n’est perdu : réessayez, ou prenez une autre porte.";
        if (laisse()) direArrivee("Votre envoi de tout à l’heure n’est pas parti : relisez pour réessayer. ");
        faux.textContent = fr(rate);
        etat.textContent = "";
        for (const un of su.corriger || []) refuserChamp(lu, ...un);
      }
      enCours = "";
      figer(false);
    }
    return porte("Envoyer d’ici", p("Sans compte, en une fois. C’est public, et une personne relit."), boutons(envoyer), etat, faux);
  }
  function refuserChamp(lu, label, phrase) {
    const q = questions.find((une) => une.label === label);
    if (!q) return;
    q.refus = [ligne(lu[q.id] || ""), phrase[0].toUpperCase() + phrase.slice(1)];
    verifier(q);
  }
  function direArrivee(texte, ...suite) {
    arrivee.replaceChildren(fr(texte), ...suite);
    form.before(arrivee);
    annoncer(arrivee.textContent);
  }
  const lien = (ou) => noeud("a", { href: ou }, ou);
  function oublierPartie() {
    memoire((m) => m.removeItem(NOM));
    noter("C’est envoyé. Pour écrire autre chose, effacez-le et recommencez.");
    form.before(brouillon);
  }
  // One went back, and may be writing: nothing is hidden.
  function arriver(texte) {
    const ou = partis.get(texte);
    direArrivee(`Votre envoi de tout à l’heure est arrivé${ou ? " : " : "."}`, ...(ou ? [lien(ou)] : []));
    if (rendre(lire()) === texte) oublierPartie();
  }
  function partie(ou) {
    oublierPartie();
    voir(true);
    recap.querySelectorAll(".btns").forEach((un) => un.remove());
    recap.firstChild.textContent = "Voici ce que vous avez envoyé";
    remercier(ou).focus();
  }
  function remercier(ou) {
    const titre = noeud("h2", { id: "portes", tabindex: -1 }, fr("C’est envoyé. Merci !"));
    portes.replaceChildren(titre);
    if (ou) portes.append(p(fr("Votre demande est publique, à cette adresse. Gardez-la : "), lien(ou)));
    portes.append(p(fr(R.suite)));
    if (su.connu) portes.append(p(noeud("a", { href: `${R.nouvelles}?defi=${su.connu.slug}` }, "Dire autre chose de ce défi")));
    return titre;
  }
  const [titrePortes] = portes.children;
  portes.addEventListener("click", (e) => e.target.closest("a, button") && sortir());
  function ouvrirPortes(lu) {
    if (su.connu && su.connu.exemple) return su.arreter(portes);
    if (su.invente && su.invente()) return su.arreter(portes);
    const github = R.depot ? parGithub(lu) : [];
    portes.replaceChildren(titrePortes, ...(R.relais ? parRelais(lu) : []), ...sansCompte(lu, rendre(lu)), ...github);
  }

  // --- On paper, the answers too

  let avantPapier = null;
  addEventListener("beforeprint", () => {
    avantPapier = [form.hidden, portes.hidden];
    form.hidden = false;
    portes.hidden = recap.hidden = true;
    deplier();
    questions.forEach(({ champ }) => {
      const cases = champ.matches("select") && champ.nextElementSibling;
      if (cases) {
        const choix = cases.textContent.split(/[☐☒]/);
        cases.textContent = choix.map((un, n) => (n ? (n === champ.selectedIndex ? "☒" : "☐") + un : un)).join("");
      } else if (champ.value && champ.matches("textarea")) {
        const lignes = champ.value.split("\n").map((une) => Math.ceil((une.length + 1) / 75));
        champ.style.setProperty("--lignes", lignes.reduce((n, une) => n + une));
      }
    });
  });
  addEventListener("afterprint", () => {
    [form.hidden, portes.hidden] = avantPapier || [false, true];
    recap.hidden = false;
  });

  // --- To begin

  form.noValidate = true;
  d.querySelectorAll("[data-sans-script]").forEach((bloc) => (bloc.hidden = true));
  revenir(); // what is read again does not last as long as its page
  boutonRelire.parentNode.hidden = false;
  boutonRelire.onclick = relire;
  form.after(dit); // it speaks when the form is hidden, too
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    relire();
  });
  form.addEventListener("input", (e) => {
    const q = celle(e.target);
    if (q && q.dits && q.dits.length) verifier(q);
    garder();
  });
  form.addEventListener("change", (e) => {
    const q = celle(e.target);
    if (q && su.changer) su.changer(q);
    if (q && lieux) lieux.changer(q);
  });
  viser();
  if (typeof enCases === "function") questions.filter((q) => q.genre === "choix-multiples").forEach((q) => enCases(q, outils, lier));
  const garde = restaurer();
  const duDepart = { ...outils, R, su, lireDefi, form, garde, question, annoncer, dire, extrait, garder, deplier, verifier, avecGardes };
  if (comme) commencerComme({ ...duDepart, slug: comme });
  else if (citees.length && !defi) su.vient = commencerPar({ ...duDepart, citees });
  form.addEventListener("focusin", commencer);
  if (defi && typeof suivreLeDefi === "function") {
    const duFormulaire = { R, su, questions, question, reponse, dire, extrait, court, jour, poser, annoncer, verifier, calme, avecGardes, lireDefi, ceci };
    suivreLeDefi({ ...outils, ...duFormulaire });
  }
})(document);
