// The page around the verifier: takes a bundle, shows each check as it runs, and what follows from them.
// Every word comes from the page itself (#words), which has them in the reader's language.
const words = new Map([...document.querySelectorAll("#words li")].map((item) => [item.dataset.code, item.textContent]));
const id = (name) => document.getElementById(name);
const panel = id("verify");

/** A sentence with its gaps filled: `#stated` becomes what `args` has. */
function say(code, args = {}) {
  const sentence = words.get(code) ?? code;
  return sentence.replace(/#([a-z_]+)/g, (gap, name) => (name in args ? String(args[name]) : gap));
}

const element = (name, text, className) => Object.assign(document.createElement(name), { textContent: text ?? "", className: className ?? "" });

/** Where a finding is, in words; names of files are set from left to right in every language. */
function placeOf({ file, contest, line, leaf, member }) {
  const parts = [
    file && element("bdi", file, "hash"),
    contest && element("span", say("place-contest", { contest })),
    line !== undefined && element("span", say("place-line", { n: line })),
    leaf !== undefined && element("span", say("place-leaf", { n: leaf })),
    member && element("bdi", member, "hash"),
  ].filter(Boolean);
  return parts.flatMap((part, at) => (at === 0 ? [part] : [" · ", part]));
}

const dashed = (code) => code.replaceAll("_", "-");

function faultText({ code, args }) {
  if (code === "quorum_missed" && !args.names) return say("fault-quorum-nobody");
  if (code === "shape" && !args.member) return say("fault-shape-whole");
  const what = args.what && say(`what-${dashed(args.what)}`);
  return say(`fault-${dashed(code)}`, { ...args, what });
}

function lineOf(kind, place, text) {
  const line = element("li", "", `vq__l vq__l--${kind}`);
  if (place.length > 0) line.append(...place, element("br"));
  line.append(text);
  return line;
}

function showVerdict(row, { status, found, findings, blocked, notices }) {
  row.dataset.state = status;
  row.querySelector(".vq__s").textContent = say(`status-${dashed(status)}`);
  const lines = [
    ...findings.map((finding) => lineOf("found", placeOf(finding.place), faultText(finding))),
    ...(found > findings.length ? [lineOf("found", [], say("more", { n: found - findings.length }))] : []),
    ...blocked.map(({ code, args }) => lineOf("blocked", [], say(`blocked-${dashed(code)}`, args))),
    ...notices.filter(({ code }) => code !== "no_slip").map(({ code, args }) => lineOf("notice", [], say(`notice-${dashed(code)}`, args))),
  ];
  row.querySelector(".vq__f").replaceChildren(...lines);
}

const rows = new Map([...document.querySelectorAll("[data-check]")].map((row) => [row.dataset.check, row]));
let worker;
let current;

function reset() {
  worker?.terminate();
  current = undefined;
  for (const row of rows.values()) {
    row.dataset.state = "waiting";
    row.querySelector(".vq__s").textContent = say("status-waiting");
    row.querySelector(".vq__f").replaceChildren();
  }
  id("report").hidden = false;
  id("verdict").hidden = true;
  id("conclusions").hidden = true;
  id("trouble").hidden = true;
}

const progress = (text) => { id("progress").textContent = text; };

function trouble(code, why = "") {
  id("trouble").hidden = false;
  id("trouble").lastElementChild.textContent = say(`trouble-${code}`, { why });
  id("report").hidden = true;
  progress("");
}

function hear({ reading, leaf, check, verdict, done, of, report, failed, why }) {
  if (failed) trouble(failed, why);
  else if (report) finish(report);
  else if (verdict) showVerdict(rows.get(check), verdict);
  else if (check) {
    current = rows.get(check);
    current.dataset.state = "running";
    current.querySelector(".vq__s").textContent = say("status-running");
    progress(say("progress-check", { check }));
  } else if (done !== undefined && current) current.querySelector(".vq__s").textContent = say("progress-of", { n: done, of });
  else if (reading) progress(leaf ? say("progress-leaf", { n: leaf }) : say("progress-file", { file: reading }));
}

function finish({ exit, can, cannot }) {
  progress("");
  worker.terminate();
  const box = id("verdict");
  box.hidden = false;
  box.dataset.exit = exit;
  box.querySelector("h2").textContent = say(`exit-${exit}`);
  box.querySelector("p").textContent = say(`exit-${exit}-note`);
  for (const [list, names] of [["can", can], ["cannot", cannot]]) {
    id(list).replaceChildren(...names.map((name) => element("li", say(`conclude-${dashed(name)}`))));
    id(list).parentElement.hidden = names.length === 0;
  }
  id("conclusions").hidden = false;
  box.focus();
}

function begin(bundle) {
  reset();
  progress(say("progress-begin"));
  worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => hear(data);
  worker.onerror = () => trouble("program", "");
  const [promise] = id("promise").files;
  const typed = (name) => id(name).value.trim() || undefined;
  worker.postMessage({ bundle, annex: annex(), slip: typed("slip"), promise, seen: [...id("seen").files], logKey: typed("log_key") });
}

/** Files of a folder or one archive, from a field. */
function given(files, where) {
  if (files.length === 1 && /\.zip$/i.test(files[0].name)) return { zip: files[0] };
  return { files: [...files].map((file) => [where(file), file]) };
}

function annex() {
  const { files } = id("annex");
  return files.length > 0 ? given(files, (file) => file.name) : undefined;
}

/** Everything below a dropped folder, as `[path, file]`. */
async function walk(entry, path) {
  if (entry.isFile) return [[path, await new Promise((done, failed) => entry.file(done, failed))]];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return found;
    for (const child of some) found.push(...(await walk(child, `${path}/${child.name}`)));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 1 && entries[0].isFile) return given(transfer.files, (file) => file.name);
  const files = [];
  for (const entry of entries) files.push(...(await walk(entry, entry.name)));
  return { files };
}

async function download() {
  reset();
  progress(say("progress-download"));
  const answer = await fetch(panel.dataset.bundle).catch(() => undefined);
  if (!answer?.ok) trouble("fetch");
  else begin({ zip: await answer.blob() });
}

function listen() {
  const zone = id("drop");
  id("here")?.addEventListener("click", download);
  id("archive").addEventListener("change", ({ target }) => target.files.length > 0 && begin(given(target.files, (file) => file.name)));
  for (const name of ["annex", "promise", "seen"]) {
    id(name).addEventListener("change", ({ target }) => { id(`${name}-chosen`).textContent = [...target.files].map((file) => file.name).join(" "); });
  }
  id("folder").addEventListener("change", ({ target }) => target.files.length > 0 && begin(given(target.files, (file) => file.webkitRelativePath)));
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("drop--on");
  });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("drop--on"));
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    begin(await dropped(event.dataTransfer));
  });
}

listen();
panel.hidden = false;
id("without").hidden = true;
