// V01 to V07: the files, the leaves, the seals over them, and the order of the leaves.
import { toHex } from "../bytes.js";
import { needs } from "../finding.js";
import { ENTRIES, actsOf } from "../ledger.js";
import { REMARKS } from "../leaves.js";
import { isMet, signedBy, writeVkey } from "../notes.js";

const MANIFEST = "manifest.json";

/** V01: every file is listed with its hash and size, and nothing else lies there. */
export async function V01(evidence, out) {
  out.addAll(evidence.manifest.faults);
  const listed = evidence.manifest.value;
  if (!listed) return;
  const papers = evidence.papers.value;
  const isByHand = (path) => path.startsWith("annex/") && papers !== undefined && !papers.areOpeningsPublic;
  listed.slice(1).forEach((file, at) => {
    if (listed[at].path >= file.path) out.add("list_order", { file: MANIFEST, member: file.path });
  });
  for (const { path, sha256, size } of listed) {
    const file = evidence.files.get(path);
    if (!isSafe(path)) out.add("unsafe_path", { file: MANIFEST, member: path });
    else if (path === MANIFEST || isByHand(path)) out.add("foreign_file", { file: path });
    else if (file === undefined) out.add("missing", { file: path });
    else {
      if (file.size !== size) out.add("other_size", { file: path }, { stated: size, found: file.size });
      if (evidence.hashes.get(path) !== sha256) out.add("other_hash", { file: path }, { by: MANIFEST });
    }
  }
  const names = new Set(listed.map((file) => file.path));
  for (const path of evidence.files.keys()) {
    if (papers && path !== MANIFEST && !isKnown(path, papers.contests)) out.add("foreign_file", { file: path });
    else if (path !== MANIFEST && !names.has(path) && !isByHand(path)) out.add("unlisted", { file: path });
  }
  // Without the papers nobody can say which contests' files belong here.
  evidence.papers.get();
}

const isSafe = (path) => path.split("/").every((name) => !["", ".", ".."].includes(name)) && !/[\\:]/.test(path);

const FIXED = ["checkpoint", "policy.txt", ENTRIES, "setup/papers.json", "setup/trustees.json", "roll/counts.json", "paper/boxes.json", "randomness/minutes.txt"];

/** Whether the format has a file at `path` (docs/FORMATS.md section 5). */
function isKnown(path, contests) {
  if (FIXED.includes(path) || /^checkpoints\/[0-9]{6}$/.test(path)) return true;
  return contests.some(({ id }) => {
    const own = [`setup/credlist-${id}.txt`, `ballots-${id}.jsonl`, `results/${id}.json`, `export/${id}.pb`, `annex/openings-${id}.jsonl`, `annex/to-open-${id}.jsonl`];
    const decryption = `annex/decrypt-${id}-`;
    return own.includes(path) || (path.startsWith(decryption) && /^[0-9]{1,3}\.jsonl$/.test(path.slice(decryption.length)));
  });
}

/** V02: every leaf is a canonical record within its size, on a line of its own. */
export async function V02(evidence, out) {
  out.addAll(evidence.ledger.faults);
  out.addAll(evidence.ledger.value?.form ?? []);
}

/** V03: the tree over all leaves has the size and the root of the checkpoint. */
export async function V03(evidence, out) {
  out.addAll(evidence.last.faults);
  const last = evidence.last.value;
  if (!last) return;
  const ledger = evidence.ledger.get();
  if (ledger.root === undefined) throw needs(ENTRIES, "V02");
  const [stated, found] = [last.checkpoint.size, ledger.hashes.length];
  if (stated !== found) out.add("other_number", { file: last.path }, { what: "leaves", stated, found });
  else if (ledger.root !== toHex(last.checkpoint.root)) out.add("other_root", { file: last.path });
}

/** V04: every checkpoint is signed by the ledger's key, for this ledger. */
export async function V04(evidence, out) {
  const known = evidence.options.logKey;
  const logs = known ? evidence.policy.value?.logs : evidence.policy.get().logs;
  if (!known) for (const key of logs) out.notice("key_from_bundle", { vkey: writeVkey(key) });
  else if (logs && !logs.some((key) => writeVkey(key) === writeVkey(known))) out.add("log_key_other", { file: "policy.txt" });
  const { origin } = evidence.papers.get();
  for (const part of [evidence.last, ...evidence.earlier, ...evidence.seen]) {
    if (!part.value) continue;
    const { path, note, checkpoint } = part.value;
    if (checkpoint.origin !== origin) out.add("other_origin", { file: path }, { stated: checkpoint.origin, expected: origin });
    // The key's name is the ledger's: a key of another ledger in the policy cannot sign for this one.
    const said = (known ? [known] : logs).filter((key) => key.name === origin).map((key) => signedBy(note, key));
    if (said.includes("wrong")) out.add("log_signature_wrong", { file: path });
    else if (!said.includes("valid")) out.add("log_unsigned", { file: path });
  }
  evidence.last.get();
}

/** V05: enough witnesses cosigned the last checkpoint, and no cosignature of theirs is wrong. */
export async function V05(evidence, out) {
  out.addAll(evidence.policy.faults);
  const policy = evidence.policy.value;
  if (!policy) return;
  const cosigners = ({ path, note }) => new Set([...policy.witnesses].filter(([witness, key]) => {
    const said = signedBy(note, key);
    if (said === "wrong") out.add("cosignature_wrong", { file: path }, { witness });
    return said === "valid";
  }).map(([witness]) => witness).sort());
  for (const part of evidence.earlier) if (part.value) cosigners(part.value);
  const last = evidence.last.get();
  const cosigned = cosigners(last);
  const names = [...cosigned].join(", ");
  if (!isMet(policy, cosigned)) out.add("quorum_missed", { file: last.path }, { names });
  else if (policy.quorum === "none") out.notice("nobody_watched");
  else out.notice("cosigned", { names });
}

/** V06: every earlier checkpoint, in the bundle or kept by an observer, is a beginning of this ledger. */
export async function V06(evidence, out) {
  for (const part of [...evidence.earlier, ...evidence.seen]) out.addAll(part.faults);
  const ledger = evidence.ledger.get();
  const lastSize = evidence.last.get().checkpoint.size;
  const paths = [...evidence.files.keys()].filter((path) => path.startsWith("checkpoints/"));
  paths.forEach((path, at) => {
    if (path !== `checkpoints/${String(at + 1).padStart(6, "0")}`) out.add("older_number", { file: path });
  });
  let before;
  for (const { value } of evidence.earlier) {
    if (!value) continue;
    if (before >= value.checkpoint.size) out.add("older_shrinks", { file: value.path });
    before = value.checkpoint.size;
  }
  if (before === lastSize) out.add("older_shrinks", { file: "checkpoint" });
  for (const { value } of [...evidence.earlier, ...evidence.seen]) {
    if (!value) continue;
    const { size, root } = value.checkpoint;
    const own = size <= lastSize ? ledger.roots.get(size) : undefined;
    // More leaves than there are is a rollback, another root a split view.
    if (own === undefined) out.add("older_beyond", { file: value.path }, { size });
    else if (own !== toHex(root)) out.add("other_root", { file: value.path });
  }
}

const SEQUENCE = ["setup", "credlist", "open", "close", "seed", "tally", "result"];

/** V07: the leaves have their members, stand in their order, and fix the files they name. */
export async function V07(evidence, out) {
  out.addAll(evidence.papers.faults);
  out.addAll(evidence.trustees.faults);
  const ledger = evidence.ledger.get();
  out.addAll(ledger.grammar);
  order(ledger, out);
  for (const act of actsOf(ledger, "open")) if (!act.areTwo) out.add("same_officer", { leaf: act.index, member: "by" });
  const [setup] = actsOf(ledger, "setup");
  if (setup) {
    mustHaveHash(evidence, "setup/papers.json", setup.papers, "setup", out);
    mustHaveHash(evidence, "policy.txt", setup.policy, "setup", out);
    mustHaveHash(evidence, "setup/trustees.json", setup.trustees, "setup", out);
  }
  resultFiles(evidence, ledger, out);
  if (evidence.trustees.value?.isServer) out.notice("server_holds_key");
  sameContests(evidence.papers.get(), ledger, out);
}

function order(ledger, out) {
  let [last, batches, batch] = [undefined, 0, undefined];
  const acts = new Map(ledger.acts.map((act) => [act.index, act]));
  const endBatch = () => {
    if (batch && batch.left > 0) out.add("other_number", { leaf: batch.index }, { what: "batch_leaves", stated: batch.count, found: batch.count - batch.left });
    batch = undefined;
  };
  ledger.kinds.forEach((kind, index) => {
    if (batch && batch.left > 0 && ["ballot", "retire", "?"].includes(kind)) {
      batch.left -= 1;
      return;
    }
    endBatch();
    if (kind === "?" || (REMARKS.includes(kind) && last !== undefined)) return;
    if (kind === "batch" && last === "open") {
      const { n, count } = acts.get(index);
      batches += 1;
      if (n !== batches) out.add("other_number", { leaf: index }, { what: "batch_number", stated: n, found: batches });
      batch = { index, count, left: count };
      return;
    }
    const place = SEQUENCE.indexOf(kind);
    const before = SEQUENCE.indexOf(last);
    if (place >= 0 && (place === before + 1 || (kind === "credlist" && last === kind))) last = kind;
    else out.add("out_of_place", { leaf: index }, { kind });
  });
  endBatch();
  // A missing credlist is named with its contest.
  for (const kind of SEQUENCE) if (kind !== "credlist" && !ledger.kinds.includes(kind)) out.add("leaf_missing", {}, { kind });
}

function mustHaveHash(evidence, path, hash, by, out) {
  const found = evidence.hashes.get(path);
  if (found === undefined) out.add("missing", { file: path });
  else if (found !== hash) out.add("other_hash", { file: path }, { by });
}

/** The `result` leaf fixes every published file that no other leaf fixes. */
function resultFiles(evidence, ledger, out) {
  const [result] = actsOf(ledger, "result");
  if (!result) return;
  const isPublished = (path) => ["results/", "export/", "ballots-", "roll/", "paper/", "randomness/"].some((start) => path.startsWith(start));
  for (const { path, sha } of result.files) {
    if (isPublished(path)) mustHaveHash(evidence, path, sha, "result", out);
    else out.add("foreign_file", { leaf: result.index, member: path });
  }
  const named = new Set(result.files.map((file) => file.path));
  for (const path of evidence.files.keys()) if (isPublished(path) && !named.has(path)) out.add("file_unnamed", { file: path });
}

/** Every leaf that names contests names those of the papers. */
function sameContests(papers, ledger, out) {
  if (ledger.election !== "" && papers.election !== ledger.election) out.add("other_election", { file: "setup/papers.json" }, { stated: papers.election });
  const ids = papers.contests.map((contest) => contest.id);
  for (const act of ledger.acts) {
    const named = act.kind === "paper" ? (ids.includes(act.ct) ? ids : []) : act.contests?.map((said) => said.ct);
    if (named && named.join() !== ids.join()) out.add("other_contests", { leaf: act.index, member: "contests" });
  }
  const seen = new Set();
  for (const { index, ct } of actsOf(ledger, "credlist")) {
    if (!ids.includes(ct) || seen.has(ct)) out.add("other_contests", { leaf: index, member: "ct" });
    seen.add(ct);
  }
  for (const id of ids) if (!seen.has(id)) out.add("leaf_missing", { contest: id }, { kind: "credlist" });
  for (const { index, ct } of [...ledger.casts, ...ledger.retired]) if (!ids.includes(ct)) out.add("other_contests", { leaf: index, member: "ct" });
}
