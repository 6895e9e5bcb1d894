// What near me takes for a text that is no sure place: it comes with the communes (communes.js), of which
// it is handed what it needs.
// From how much of a hundred on a name is written nearly as another: less, and one is asked.
const SURE = 90;

// What may be taken, with what is to be said of it; nothing where one has to choose. One rule: it is
// called so, by whole words or nearly so, or it alone begins so; or the whole code of the post is its own.
// A département is taken to be asked for a commune.
export default function ({ noeud, bouton, fr, champ, chercher, rangees, ressemblance, serrer, ile, nomDe, cle, charger, communes }) {
  // What was taken for what was typed, how many others it may mean, and the way to another.
  const dire = ({ voulu, possibles, pareil, grande }) => (cite, court, { poser, montrer }) => {
    const voici = ` ${cite} : voici ${court}`;
    const dite = pareil
      ? `${possibles} communes possibles pour${voici}${grande ? ", la plus grande" : ""}.`
      : `Aucune commune ne s’écrit${voici}, si c’est bien elle.`;
    const autre = bouton("Choisir une autre commune", () => {
      poser(null);
      champ.value = voulu;
      champ.focus();
      montrer();
    });
    return [noeud("p", 0, fr(dite)), ...(possibles > 1 ? [noeud("p", { class: "btns" }, autre)] : [])];
  };
  return async function (voulu) {
      const { trouvees, proches = [], tout, nom = "" } = await chercher(voulu);
      if (tout) return { une: tout };
      const toutes = trouvees || proches;
      const offertes = toutes.filter((une) => !une.choix);
      const voulue = cle(nom);
      const departements = toutes.filter((une) => une.choix && cle(nomDe(une)) === cle(voulu));
      // Overseas, a name that some village has too is that of the island.
      if (departements.length) return { une: departements.find((une) => une.choix.length > 2) };
      const { regles } = await charger(communes + "index.json");
      if (cle(voulu) === "france" || cle(voulu) in regles.regions) return {};
      const lue = (une) => une.cle || cle(une.appele);
      const entiere = (une) => [lue(une), ile(lue(une))].includes(voulue) || `${lue(une)} `.startsWith(`${voulue} `);
      const presque = (une) => ressemblance(serrer(voulue), serrer(lue(une))) >= SURE;
      const debutent = offertes.filter((une) => lue(une).startsWith(voulue));
      const une = voulue
        ? offertes.find(entiere) || offertes.find(presque) || (debutent.length === 1 && debutent[0])
        : /\d{5}/.test(voulu) && offertes[0];
      if (!une) return {};
      const possibles = offertes.length;
      if (trouvees && possibles < 2) return { une };
      // A postal code offers its largest commune first; the one whose own code that is may be larger.
      const rangs = await rangees(une.code);
      const plus = (autre) => autre.insee === serrer(voulu) && rangs.indexOf(autre) < rangs.indexOf(une);
      const grande = !voulue && !une.partie && !offertes.some(plus);
      const doute = { voulu, possibles, pareil: trouvees, grande };
      return { une, voulu, dire: dire(doute) };
  };
}
