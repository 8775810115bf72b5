// Fills in the code that stands behind the # of a scanned address. It never left this browser.
(() => {
  const field = document.getElementById("code"), code = decodeURIComponent(location.hash.slice(1));
  if (!field || field.value || !/^[0-9A-Za-z -]{15,40}$/.test(code)) return;
  field.value = code;
  const note = document.getElementById("scanned");
  if (note) note.hidden = false;
  history.replaceState(null, "", location.pathname + location.search);
})();
