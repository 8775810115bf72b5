// Warns before a session ends, and keeps it when somebody says so: what stands in a form stays there. Without this
// file the page says how long a session lasts.
(() => {
  const idle = document.getElementById("idle"), soon = document.getElementById("soon");
  if (!idle || !soon) return;
  const WARN_MS = 5 * 60e3;
  let timer;
  const wait = (seconds) => {
    clearTimeout(timer);
    soon.hidden = true;
    timer = setTimeout(() => (soon.hidden = false), Math.max(0, seconds * 1000 - WARN_MS));
  };
  soon.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(idle.dataset.stay, { redirect: "manual" }).catch(() => null);
    if (answer && answer.ok) wait(+(await answer.text()));
  });
  wait(+idle.dataset.seconds);
})();
