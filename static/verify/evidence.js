// Everything the checks look at, read once.
import { growingSha256, isHex, fromUtf8, toHex } from "./bytes.js";
import { BallotBox, byteText, readBallots } from "./ballots.js";
import { Blocked, needs, Part, finding } from "./finding.js";
import { breather, hashOf, lines, read, record } from "./files.js";
import { KEYS, LINE, NOTE, SMALL_FILE, FILES } from "./limits.js";
import { actsOf, countedOf, readLedger } from "./ledger.js";
import { parseCheckpoint, parseNote, parsePolicy } from "./notes.js";
import { readPapers, readTrustees } from "./papers.js";
import { parse } from "./canonical.js";
import { each, exact, hex, int, must, mustBe, ShapeFault, text } from "./shape.js";
import { utf8 } from "./bytes.js";

/** Reads a bundle: a map from paths to files. `options` may have `annex` (such a map), `logKey`, `slip`, `promise`, `seen`. */
export async function readEvidence(files, options, tell) {
  if (files.size > FILES) throw new RangeError(`more than ${FILES} files`);
  const breathe = breather();
  const sorted = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const evidence = { files: sorted, options, breathe, tell, annex: annexOf(sorted, options.annex), hashes: new Map() };
  for (const [path, file] of sorted) {
    tell({ reading: path });
    evidence.hashes.set(path, await hashOf(file, breathe));
  }
  const setup = (path, owner, take) => record(sorted, path, SMALL_FILE, owner, take);
  evidence.manifest = await setup("manifest.json", "V01", readManifest);
  evidence.papers = await setup("setup/papers.json", "V07", readPapers);
  evidence.trustees = await setup("setup/trustees.json", "V07", readTrustees);
  evidence.policy = await readPolicy(sorted);
  evidence.last = await readSigned(sorted, "checkpoint", "V03");
  evidence.earlier = [];
  for (const path of sorted.keys()) if (path.startsWith("checkpoints/")) evidence.earlier.push(await readSigned(sorted, path, "V06"));
  evidence.seen = (options.seen ?? []).map(({ name, bytes }) => signed(name, bytes, "V06"));
  const sizes = [...evidence.earlier, ...evidence.seen].map((part) => part.value?.checkpoint.size);
  evidence.ledger = await readLedger(sorted, sizes, breathe, (leaf) => tell({ reading: "log/entries.jsonl", leaf }));
  evidence.contests = await readContests(evidence);
  return evidence;
}

/** The annex is in the bundle, or in files of its own. */
function annexOf(files, own) {
  const isNested = !own || [...own.keys()].some((path) => path.startsWith("annex/"));
  const annex = own ?? files;
  const prefix = isNested ? "annex/" : "";
  return { file: (name) => annex.get(prefix + name), path: (name) => prefix + name, paths: () => [...annex.keys()].sort() };
}

function readManifest(manifest) {
  exact(manifest, ["files", "t", "v"]);
  mustBe(manifest, "t", "manifest");
  mustBe(manifest, "v", 1);
  must(Array.isArray(manifest.files) && manifest.files.length <= FILES, "files");
  return each(manifest, "files", (file) => {
    exact(file, ["path", "sha256", "size"]);
    return { path: text(file, "path"), sha256: hex(file, "sha256"), size: int(file, "size") };
  });
}

async function readPolicy(files) {
  const path = "policy.txt";
  const { bytes, fault } = await read(files, path, SMALL_FILE);
  if (fault) return new Part(path, "V05", undefined, [fault]);
  const { policy, line } = parsePolicy(bytes);
  return new Part(path, "V05", policy, line ? [finding("policy_line", { file: path, line })] : []);
}

async function readSigned(files, path, owner) {
  const { bytes, fault } = await read(files, path, NOTE);
  return fault ? new Part(path, owner, undefined, [fault]) : signed(path, bytes, owner);
}

function signed(path, bytes, owner) {
  const note = parseNote(bytes);
  if (!note) return new Part(path, owner, undefined, [finding("not_a_note", { file: path })]);
  const checkpoint = parseCheckpoint(note.text);
  if (!checkpoint) return new Part(path, owner, undefined, [finding("not_a_checkpoint", { file: path })]);
  return new Part(path, owner, { path, note, checkpoint });
}

async function readContests(evidence) {
  const contests = new Map();
  for (const { id } of evidence.papers.value?.contests ?? []) {
    const ledger = evidence.ledger.value;
    const tallies = ledger ? actsOf(ledger, "tally").flatMap((leaf) => leaf.contests) : [];
    const tally = tallies.find((said) => said.ct === id);
    contests.set(id, {
      credlist: await readCredlist(evidence, id),
      counted: ledger ? countedOf(ledger, id) : { casts: [], leaves: 0, repeated: [] },
      tally,
      ballots: tally?.withheld ? await openedBallots(evidence, id) : { published: await readBallots(evidence.files, id, evidence.breathe) },
    });
    evidence.tell({ reading: `ballots-${id}.jsonl` });
  }
  return contests;
}

/** The path of a contest's credlist. */
export const credlistPath = (contest) => `setup/credlist-${contest}.txt`;

async function readCredlist({ files, breathe }, contest) {
  const path = credlistPath(contest);
  const file = files.get(path);
  if (file === undefined) return new Part(path, "V08", undefined, [finding("missing", { file: path })]);
  const [keys, faults] = [new Set(), []];
  let [at, count, last] = [0, 0, ""];
  for await (const { line, fault } of lines(file, 64, breathe)) {
    at += 1;
    const key = fault ? undefined : fromUtf8(line);
    const isKey = key !== undefined && isHex(key, 32);
    const code = fault ?? (!isKey ? "line_form" : key < last ? "keys_unsorted" : key === last ? "key_repeated" : undefined);
    if (code) faults.push(finding(code, { file: path, line: at }, { limit: 64 }));
    if (!isKey) continue;
    count += 1;
    keys.add(key);
    last = key;
    if (count > KEYS) return new Part(path, "V08", undefined, [finding("too_many", { file: path }, { limit: KEYS })]);
  }
  return new Part(path, "V08", { has: (key) => keys.has(key), count }, faults);
}

/** The name of a contest's openings inside the annex. */
export const openingsName = (contest) => `openings-${contest}.jsonl`;

/** Of a withheld contest nothing is published; an observer may have brought the openings. */
async function openedBallots(evidence, contest) {
  const file = evidence.annex.file(openingsName(contest));
  if (file === undefined) return {};
  const opened = new BallotBox();
  for await (const { opening } of openings(file, evidence.breathe)) if (opening) opened.add(opening.ballot);
  return { opened };
}

/** Walks a file of records: each line as `{at, record}` or `{at, fault}`. Returns the hash of the file. */
export async function* records(file, breathe) {
  let at = 0;
  const hash = growingSha256();
  for (let from = 0; from < file.size; from += 1 << 20) hash.update(await file.slice(from, from + (1 << 20)));
  for await (const { line, fault } of lines(file, LINE, breathe)) {
    at += 1;
    const value = fault ? undefined : parse(line);
    yield value === undefined ? { at, fault: fault ?? "not_canonical" } : { at, record: value };
  }
  return toHex(hash.digest());
}

/** Walks openings: each line as `{at, opening}` or `{at, fault, member}`. Returns the hash of the file. */
export async function* openings(file, breathe) {
  return yield* shaped(records(file, breathe), (line) => {
    exact(line, ["b", "i", "r"]);
    return { opening: { ballot: byteText(utf8(text(line, "b"))), index: int(line, "i"), r: hex(line, "r") } };
  });
}

/** Reads each record with `take`; a member that is not of its form becomes a fault. */
export async function* shaped(walk, take) {
  for (;;) {
    const { value, done } = await walk.next();
    if (done) return value;
    if (value.fault) {
      yield value;
      continue;
    }
    try {
      yield { at: value.at, ...take(value.record) };
    } catch (error) {
      if (!(error instanceof ShapeFault)) throw error;
      yield { at: value.at, fault: "shape", member: error.path };
    }
  }
}

/** The one act of a kind, or whoever asks is blocked. */
export function actOf(evidence, kind) {
  const [act] = actsOf(evidence.ledger.get(), kind);
  if (act === undefined) throw needs(kind, "V07");
  return act;
}

/** What the `tally` leaf says of a contest. */
export function tallyOf(own) {
  if (own.tally === undefined) throw needs("tally", "V07");
  return own.tally;
}

/** Every contest of the papers with what belongs to it: `[contest, own]`. */
export const eachContest = (evidence) => evidence.papers.get().contests.map((contest) => [contest, evidence.contests.get(contest.id)]);

/** The counted ballots of a contest, published or opened. */
export function boxOf(contest, own) {
  if (own.ballots.published) return own.ballots.published.get().box;
  if (own.ballots.opened) return own.ballots.opened;
  throw new Blocked("withheld", { contest: contest.id });
}
