// An address says that an annonce is over: what comes after the head of the page waits for what is to be shown of
// it (finie.js), so that nothing moves. Written in the page, before the tag of the script of forms, to hear its fate.
(function (d, racine) {
  if (!/[?&]annonce=[a-z0-9]/.test(location.search)) return;
  const montrer = () => delete racine.dataset.attend;
  racine.dataset.attend = "";
  d.addEventListener("error", montrer, true);
  setTimeout(montrer, 5000);
})(document, document.documentElement);
