// V08 to V15: the keys, the ballots in the ledger, and the ballots published.
import { ballotsPath, profileOf, TickOff, BallotBox, textBytes } from "../ballots.js";
import { fromHex, sha256, toHex, utf8 } from "../bytes.js";
import { parse } from "../canonical.js";
import { Blocked, needs } from "../finding.js";
import { read, record } from "../files.js";
import { RESULT_FILE, SMALL_FILE } from "../limits.js";
import { actsOf } from "../ledger.js";
import { actOf, boxOf, credlistPath, eachContest, openings, openingsName, records, shaped, tallyOf } from "../evidence.js";
import { each, exact, hex, int, must, mustBe, record as isRecord, text } from "../shape.js";
import { isProved, scalar } from "../signatures.js";

/** Runs a check of one contest for every contest; one that cannot run does not stop the others. */
export async function forEachContest(evidence, out, check) {
  for (const [contest, own] of eachContest(evidence)) await out.part(() => check(contest, own));
}

/** V08: each credlist is the one its leaf names: same hash, sorted, distinct, as many keys as made. */
export const V08 = (evidence, out) => forEachContest(evidence, out, ({ id }, own) => {
  out.addAll(own.credlist.faults);
  const credlist = own.credlist.value;
  if (!credlist) return;
  const leaf = actsOf(evidence.ledger.get(), "credlist").find((act) => act.ct === id);
  if (!leaf) throw needs(`credlist ${id}`, "V07");
  const file = credlistPath(id);
  if (evidence.hashes.get(file) !== leaf.sha) out.add("other_hash", { file }, { by: "credlist" });
  if (credlist.count !== leaf.count) out.add("other_number", { file }, { what: "keys", stated: leaf.count, found: credlist.count });
  const made = leaf.letters + leaf.spares;
  if (made !== leaf.count) out.add("other_number", { leaf: leaf.index }, { what: "letters_and_spares", stated: leaf.count, found: made });
});

/** V09: every ballot and every retirement is signed by a key of its contest's credlist. */
export async function V09(evidence, out) {
  const ledger = evidence.ledger.get();
  const all = [...ledger.casts, ...ledger.retired];
  for (const ct of ledger.contests) await out.part(() => evidence.contests.get(ct)?.credlist.get());
  for (const { index, ct, cr } of all) {
    const credlist = evidence.contests.get(ct)?.credlist.value;
    if (credlist && !credlist.has(cr)) out.add("key_unlisted", { leaf: index });
  }
  const said = (leaf) => (leaf.n === undefined
    ? `pb/v1/retire\n{"cr":"${leaf.cr}","ct":"${leaf.ct}","el":"${ledger.election}","t":"retire","v":1}`
    : `pb/v1/cast\n{"com":"${leaf.com}","cr":"${leaf.cr}","ct":"${leaf.ct}","el":"${ledger.election}","n":${leaf.n},"t":"ballot","v":1}`);
  const wrong = await evidence.verifySignatures(all.map((leaf) => ({ key: leaf.cr, message: said(leaf), signature: leaf.sg })));
  const places = wrong.map((at) => all[at].index).sort((a, b) => a - b);
  for (const leaf of places) out.add("ballot_signature_wrong", { leaf });
  evidence.papers.get();
}

/** V10: of each key the last vote counts, no counter stands twice, and the counts say the same. */
export async function V10(evidence, out) {
  evidence.ledger.get();
  const contests = eachContest(evidence);
  for (const [{ id }, own] of contests) for (const { leaf, first } of own.counted.repeated) out.add("counter_repeated", { leaf, contest: id }, { first });
  const [close, tally] = [actOf(evidence, "close"), actOf(evidence, "tally")];
  for (const [{ id }, own] of contests) {
    const compare = (act, what, stated, found) => stated !== found && out.add("other_number", { leaf: act.index, contest: id }, { what, stated, found });
    for (const said of close.contests.filter(({ ct }) => ct === id)) {
      compare(close, "counted", said.counted, own.counted.casts.length);
      compare(close, "ballot_leaves", said.leaves, own.counted.leaves);
    }
    for (const said of tally.contests.filter(({ ct }) => ct === id)) compare(tally, "counted", said.counted, own.counted.casts.length);
  }
}

/** V11: no ballot stands twice, and batches are large enough and sorted, so that they hide the order. */
export async function V11(evidence, out) {
  const ledger = evidence.ledger.get();
  const [leaves, commitments, told] = [new Map(), new Map(), new Set()];
  for (const { index } of ledger.casts) {
    const hash = ledger.hashes[index];
    if (leaves.has(hash)) {
      out.add("leaf_repeated", { leaf: index }, { first: leaves.get(hash) });
      told.add(index);
    } else leaves.set(hash, index);
  }
  for (const { index, com } of ledger.casts) {
    // An equal leaf has an equal commitment; that is one fault, not two.
    if (!commitments.has(com)) commitments.set(com, index);
    else if (!told.has(index)) out.add("commitment_repeated", { leaf: index }, { first: commitments.get(com) });
  }
  const batches = actsOf(ledger, "batch");
  for (const { index, count } of batches) {
    const end = Math.min(index + 1 + count, ledger.hashes.length);
    for (let leaf = index + 2; leaf < end; leaf += 1) if (ledger.hashes[leaf - 1] > ledger.hashes[leaf]) out.add("batch_unsorted", { leaf });
  }
  const least = evidence.papers.get().batchMin;
  for (const { index, count } of batches.slice(0, -1)) if (count < least) out.add("batch_small", { leaf: index }, { count, least });
}

const ROLL = "roll/counts.json";
const BOXES = "paper/boxes.json";

/** Letters replaced for a contest, if the roll says so. */
export async function reissuedOf(evidence, contest) {
  const { bytes } = await read(evidence.files, ROLL, SMALL_FILE);
  const counts = bytes && parse(bytes)?.contests;
  const count = Array.isArray(counts) ? counts.find((one) => one?.ct === contest)?.reissued : undefined;
  return typeof count === "number" ? count : 0;
}

/** V12: not more ballots than letters: counted ≤ handed + reissued + paper, in every contest. */
export async function V12(evidence, out) {
  const roll = await record(evidence.files, ROLL, SMALL_FILE, "V12", (said) => {
    exact(said, ["contests", "t", "v"]);
    mustBe(said, "t", "roll_counts");
    mustBe(said, "v", 1);
    return each(said, "contests", (count) => {
      exact(count, ["ct", "handed", "paper", "reissued"]);
      return { reissued: count.reissued, bound: BigInt(int(count, "handed")) + BigInt(int(count, "reissued")) + BigInt(int(count, "paper")), ct: text(count, "ct") };
    });
  });
  const boxes = await record(evidence.files, BOXES, SMALL_FILE, "V12", (said) => {
    exact(said, ["boxes", "t", "v"]);
    mustBe(said, "t", "paper_boxes");
    mustBe(said, "v", 1);
    return each(said, "boxes", (box) => {
      exact(box, ["count", "ct", "sha"]);
      return [text(box, "ct"), int(box, "count"), hex(box, "sha")].join();
    });
  });
  out.addAll(roll.faults);
  out.addAll(boxes.faults);
  const leaves = actsOf(evidence.ledger.get(), "paper").map((paper) => [paper.ct, paper.count, paper.sha].join());
  if (boxes.value && boxes.value.sort().join(";") !== leaves.sort().join(";")) out.add("boxes_other", { file: BOXES });
  const contests = eachContest(evidence);
  if (!roll.value) return;
  if (roll.value.map(({ ct }) => ct).join() !== contests.map(([{ id }]) => id).join()) out.add("other_contests", { file: ROLL, member: "contests" });
  for (const [{ id }, own] of contests) {
    for (const { bound, reissued } of roll.value.filter(({ ct }) => ct === id)) {
      const counted = own.counted.casts.length;
      if (BigInt(counted) > bound) out.add("more_ballots_than_letters", { file: ROLL, contest: id }, { counted, bound: String(bound) });
      if (reissued > 0) out.notice("double_votes", { contest: id, letters: reissued });
    }
  }
}

/** V13: as many ballots are published as were counted, and they are those the tally fixed. */
export const V13 = (evidence, out) => forEachContest(evidence, out, ({ id }, own) => {
  const { published } = own.ballots;
  if (!published) {
    // Nothing is published of a small group; V19 asks whether it may be withheld.
    out.notice("withheld", { contest: id });
    return;
  }
  out.addAll(published.faults);
  if (!published.value) return;
  evidence.ledger.get();
  const file = ballotsPath(id);
  const [stated, found] = [published.value.box.total, own.counted.casts.length];
  if (stated !== found) out.add("other_number", { file }, { what: "published", stated, found });
  if (tallyOf(own).ballots !== published.value.hash) out.add("other_hash", { file }, { by: "tally" });
});

/** V14: every counted commitment opens, to exactly the published ballots. */
export const V14 = (evidence, out) => forEachContest(evidence, out, async (contest, own) => {
  const ledger = evidence.ledger.get();
  const name = openingsName(contest.id);
  if (evidence.annex.file(name) === undefined) {
    if (!evidence.papers.get().areOpeningsPublic || !own.ballots.published) throw new Blocked("no_openings", { contest: contest.id });
    out.add("missing", { file: evidence.annex.path(name) });
    return;
  }
  await openAll(evidence, ledger, contest, own, out);
  await decryptions(evidence, ledger, contest, own, out);
});

/** The commitment of a ballot under `r` (docs/FORMATS.md section 2). */
export function commitment(election, r, ballot) {
  const name = utf8(election);
  return toHex(sha256(utf8("pb/v1/ballot\0"), Uint8Array.of(name.length >> 8, name.length & 255), name, r, ballot));
}

/** Walks the openings and the counted leaves side by side: both are sorted by index. */
async function openAll(evidence, ledger, contest, own, out) {
  const name = openingsName(contest.id);
  const file = evidence.annex.path(name);
  let box;
  await out.part(() => { box = boxOf(contest, own); });
  const ticks = new TickOff(box ?? new BallotBox());
  const casts = own.counted.casts;
  let [next, last] = [0, -1];
  const walk = openings(evidence.annex.file(name), evidence.breathe);
  let step = await walk.next();
  for (; !step.done; step = await walk.next()) {
    const { at: line, opening, fault, member } = step.value;
    if (fault) out.add(fault, { file, line }, { member });
    else if (opening.index <= last) out.add("list_order", { file, line });
    else {
      last = opening.index;
      for (; next < casts.length && casts[next].index < last; next += 1) out.add("opening_missing", { leaf: casts[next].index });
      if (casts[next]?.index !== last) out.add("opening_foreign", { file, line });
      else {
        const opens = commitment(ledger.election, fromHex(opening.r), textBytes(opening.ballot)) === casts[next].com;
        next += 1;
        if (!opens) out.add("commitment_other", { file, line });
        else if (box && !ticks.tick(opening.ballot)) out.add("ballot_unpublished", { file, line });
      }
    }
    if (line % 2000 === 0) evidence.tell({ leaf: line });
  }
  for (; next < casts.length; next += 1) out.add("opening_missing", { leaf: casts[next].index });
  for (const { line } of ticks.rest()) out.add("ballot_unopened", { file: ballotsPath(contest.id), line });
  if (step.value !== tallyOf(own).annex) out.add("other_hash", { file }, { by: "tally" });
  if (!box) boxOf(contest, own);
}

/** The trustees' partial decryptions, if the annex has them: each proves that its share was used. */
async function decryptions(evidence, ledger, contest, own, out) {
  const start = evidence.annex.path(`decrypt-${contest.id}-`);
  const found = evidence.annex.paths().map((path) => [path, path.startsWith(start) && /^(\d+)\.jsonl$/.exec(path.slice(start.length))]).filter(([, number]) => number);
  if (found.length === 0) return;
  const { shares } = evidence.trustees.get();
  const pointsName = `to-open-${contest.id}.jsonl`;
  if (evidence.annex.file(pointsName) === undefined) {
    // The openings answer this check's question without them, so it is not blocked.
    out.notice("partials_unchecked", { contest: contest.id });
    return;
  }
  const counted = new Set(own.counted.casts.map((cast) => cast.com));
  const points = new Map();
  const readPoint = (line) => ({ com: hex(exact(line, ["com", "r"]), "com"), r: fromHex(hex(line, "r")) });
  for await (const { at: line, fault, member, com, r } of shaped(records(evidence.annex.file(pointsName), evidence.breathe), readPoint)) {
    const file = evidence.annex.path(pointsName);
    if (fault) out.add(fault, { file, line }, { member });
    else if (!counted.has(com)) out.add("partial_foreign", { file, line });
    else points.set(com, r);
  }
  for (const [file, number] of found) {
    const i = Number(number[1]);
    const share = shares.get(i);
    if (share === undefined) {
      out.add("partial_foreign", { file });
      continue;
    }
    const readPartial = (line) => {
      exact(line, ["c", "com", "d", "z"]);
      const read = (key) => must(scalar(fromHex(hex(line, key))) !== undefined, key) && scalar(fromHex(line[key]));
      return { c: read("c"), z: read("z"), com: hex(line, "com"), d: fromHex(hex(line, "d")) };
    };
    const name = file.slice(evidence.annex.path("").length);
    for await (const { at: line, fault, member, ...partial } of shaped(records(evidence.annex.file(name), evidence.breathe), readPartial)) {
      if (fault) out.add(fault, { file, line }, { member });
      else if (!points.has(partial.com)) out.add("partial_foreign", { file, line });
      else if (!isProved(ledger.election, { ...partial, i }, share, points.get(partial.com))) out.add("partial_wrong", { file, line });
      await evidence.breathe();
    }
  }
}

/** V15: every published ballot keeps its contest's rules, or is counted as invalid; blank as blank. */
export const V15 = (evidence, out) => forEachContest(evidence, out, async (contest, own) => {
  const box = boxOf(contest, own);
  if (contest.kind.isForeign) throw new Blocked("foreign_kind", { contest: contest.id, kind: contest.kind.name });
  const profile = profileOf(contest, box);
  if (own.ballots.opened) return; // a withheld result has no numbers to compare with
  const file = `results/${contest.id}.json`;
  const stated = (await record(evidence.files, file, RESULT_FILE, "V17", (result) => {
    isRecord(result);
    return { ballots: int(result, "ballots"), blank: int(result, "blank"), invalid: int(result, "invalid") };
  })).get();
  const found = { ballots: box.total, blank: profile.blank, invalid: profile.invalid };
  for (const [member, what] of [["ballots", "counted"], ["blank", "blank"], ["invalid", "broken"]]) {
    if (stated[member] !== found[member]) out.add("other_number", { file, member }, { what, stated: stated[member], found: found[member] });
  }
});
