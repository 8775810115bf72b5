// `log/entries.jsonl`: every leaf hashed and read, and what counts for each key.
import { toHex } from "./bytes.js";
import { parse } from "./canonical.js";
import { Part, finding } from "./finding.js";
import { lines } from "./files.js";
import { CONTESTS, LEAF, LEAVES } from "./limits.js";
import { readLeaf } from "./leaves.js";
import { leafHash, Tree } from "./merkle.js";
import { ShapeFault } from "./shape.js";

export const ENTRIES = "log/entries.jsonl";

/** Reads the ledger, and its roots at `sizes`. */
export async function readLedger(files, sizes, breathe, tell) {
  const file = files.get(ENTRIES);
  if (file === undefined) return new Part(ENTRIES, "V02", undefined, [finding("missing", { file: ENTRIES })]);
  const ledger = {
    election: "", hashes: [], kinds: [], contests: new Set(), casts: [], retired: [], acts: [],
    roots: new Map(), root: undefined, form: [], grammar: [],
  };
  const tree = new Tree();
  const wanted = new Set(sizes);
  let whole = true;
  const noteRoot = () => wanted.has(ledger.hashes.length) && ledger.roots.set(ledger.hashes.length, toHex(tree.root()));
  for await (const { line, fault } of lines(file, LEAF, breathe)) {
    const index = ledger.hashes.length;
    noteRoot();
    if (index === LEAVES) {
      ledger.form.push(finding("too_many", { leaf: index }, { limit: LEAVES }));
      whole = false;
      break;
    }
    if (fault) {
      whole = false;
      ledger.form.push(finding(fault, { leaf: index }, { limit: LEAF }));
      if (fault === "line_unended") continue;
      ledger.hashes.push("");
      ledger.kinds.push("?");
      continue;
    }
    take(ledger, tree, index, line);
    if (index % 2000 === 0) tell(index);
  }
  noteRoot();
  if (whole) ledger.root = toHex(tree.root());
  return new Part(ENTRIES, "V02", ledger);
}

function take(ledger, tree, index, line) {
  const hash = leafHash(line);
  tree.push(hash);
  ledger.hashes.push(toHex(hash));
  ledger.kinds.push("?");
  const record = parse(line);
  if (record === undefined) {
    ledger.form.push(finding("not_canonical", { leaf: index }));
    return;
  }
  let leaf;
  try {
    leaf = readLeaf(record);
  } catch (error) {
    if (!(error instanceof ShapeFault)) throw error;
    ledger.grammar.push(finding("shape", { leaf: index, member: error.path }, { member: error.path }));
    return;
  }
  if (ledger.election === "") ledger.election = leaf.election;
  if (ledger.election !== leaf.election) ledger.grammar.push(finding("other_election", { leaf: index }, { stated: leaf.election }));
  keep(ledger, index, leaf);
}

function keep(ledger, index, leaf) {
  const { kind, election: _, ...members } = leaf;
  if (kind === "ballot" || kind === "retire") {
    if (!ledger.contests.has(leaf.ct) && ledger.contests.size >= CONTESTS) {
      ledger.grammar.push(finding("too_many", { leaf: index }, { limit: CONTESTS }));
      return;
    }
    ledger.contests.add(leaf.ct);
    (kind === "ballot" ? ledger.casts : ledger.retired).push({ index, ...members });
  } else {
    ledger.acts.push({ index, kind, ...members });
  }
  ledger.kinds[index] = kind;
}

/** The acts of a kind, in order. */
export const actsOf = (ledger, kind) => ledger.acts.filter((act) => act.kind === kind);

/**
 * What counts in a contest: of each key the highest counter, of equal counters the first leaf, of a retired
 * key nothing. `repeated` names leaves that repeat a key's counter, each with the earlier leaf.
 */
export function countedOf(ledger, contest) {
  const own = ledger.casts.filter((cast) => cast.ct === contest);
  const byKey = new Map();
  for (const cast of own) {
    if (!byKey.has(cast.cr)) byKey.set(cast.cr, []);
    byKey.get(cast.cr).push(cast);
  }
  const retired = new Set(ledger.retired.filter((leaf) => leaf.ct === contest).map((leaf) => leaf.cr));
  const [casts, repeated] = [[], []];
  for (const key of [...byKey.keys()].sort()) {
    const votes = byKey.get(key).sort((a, b) => b.n - a.n || a.index - b.index);
    votes.slice(1).forEach((vote, at) => {
      if (vote.n === votes[at].n) repeated.push({ leaf: vote.index, first: votes[at].index });
    });
    if (!retired.has(key)) casts.push(votes[0]);
  }
  return { casts: casts.sort((a, b) => a.index - b.index), leaves: own.length, repeated };
}
