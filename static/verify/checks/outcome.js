// V16 to V20: chance, the result, its exports, small groups, and the user's own slip.
import { ballotsPath, byteText, profileOf, readBallot, textBytes, TickOff } from "../ballots.js";
import { fromUtf8, sha256, toHex, utf8 } from "../bytes.js";
import { parse, write } from "../canonical.js";
import { isSeed, lotOrder } from "../chance.js";
import { recount, withheldRecord } from "../count/count.js";
import { margin } from "../count/margin.js";
import { actOf, boxOf, eachContest, openingsName, tallyOf } from "../evidence.js";
import { Blocked, needs } from "../finding.js";
import { lines, read, record } from "../files.js";
import { LINE, RESULT_FILE, SMALL_FILE } from "../limits.js";
import { isMet, parseNote, parsePromise, signedBy } from "../notes.js";
import { PabulibReader, amount } from "../pabulib.js";
import { exact, truth } from "../shape.js";
import { readTrackingCode, trackingCode } from "../slips.js";
import { forEachContest, reissuedOf } from "./votes.js";

const MINUTES = "randomness/minutes.txt";

/** V16: the seed was drawn in public after the close, and every lot follows from it. */
export async function V16(evidence, out) {
  const seed = actOf(evidence, "seed");
  if (!isSeed(seed.seed)) out.add("seed_form", { leaf: seed.index, member: "seed" });
  const { bytes, fault } = await read(evidence.files, MINUTES, SMALL_FILE);
  if (fault) out.addAll([fault]);
  else {
    if (toHex(sha256(bytes)) !== seed.minutes) out.add("other_hash", { file: MINUTES }, { by: "seed" });
    if (!new TextDecoder().decode(bytes).includes(seed.seed)) out.add("seed_unminuted", { file: MINUTES });
  }
  // A seed known before the close lets ballots be chosen that win ties.
  await out.part(() => {
    const close = evidence.ledger.value.acts.find((act) => act.kind === "close");
    if (!close) return;
    const closed = evidence.earlier.filter(({ value }) => value && value.checkpoint.size > close.index && value.checkpoint.size <= seed.index);
    const policy = evidence.policy.value;
    const cosigners = ({ value }) => new Set([...policy.witnesses].filter(([, key]) => signedBy(value.note, key) === "valid").map(([name]) => name));
    if (closed.length === 0) out.add("seed_early", { leaf: seed.index });
    // Before the witnesses have signed the close, somebody could still choose among boxes.
    else if (policy && !closed.some((part) => isMet(policy, cosigners(part)))) out.add("seed_unwitnessed", { leaf: seed.index });
  });
  const contests = eachContest(evidence);
  const tally = actOf(evidence, "tally");
  for (const [contest, own] of contests) {
    const order = lotOrder(seed.seed, contest.id, contest.options.map((option) => option.id));
    if (write({ order }) !== write({ order: tallyOf(own).order })) out.add("order_other", { leaf: tally.index, contest: contest.id, member: "order" });
  }
}

/** V17: the result follows from the published ballots, round by round and to the last fraction. */
export const V17 = (evidence, out) => forEachContest(evidence, out, async (contest, own) => {
  const file = `results/${contest.id}.json`;
  const { bytes, fault } = await read(evidence.files, file, RESULT_FILE);
  if (fault) {
    out.addAll([fault]);
    return;
  }
  const published = parse(bytes);
  if (published === undefined) {
    out.add("not_canonical", { file });
    return;
  }
  if (contest.rule.isForeign) throw new Blocked("foreign_rule", { contest: contest.id, rule: contest.rule.name });
  const box = boxOf(contest, own);
  if (contest.kind.isForeign) throw new Blocked("foreign_kind", { contest: contest.id, kind: contest.kind.name });
  const lots = new Map(tallyOf(own).order.map((id, place) => [id, place]));
  const counting = { contest, profile: profileOf(contest, box), lots };
  const computed = own.ballots.opened ? await withheldRecord(counting, evidence.breathe) : await recount(counting, published, evidence.breathe);
  const letters = await reissuedOf(evidence, contest.id);
  const votes = own.ballots.published ? margin(contest.rule, computed) : undefined;
  if (letters > 0 && votes !== undefined && letters >= votes) out.notice("margin_reached", { contest: contest.id, letters, margin: votes });
  // V15 answers for these three.
  const { ballots: _b, blank: _l, invalid: _i, ...stated } = published;
  for (const [member, said, counted] of differences("", stated, computed)) out.add("result_other", { file, member }, { stated: said, computed: counted });
});

/** Where two records first differ inside each member: `[member, stated, computed]`. */
function differences(path, stated, computed) {
  const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  if (isMap(stated) && isMap(computed)) {
    return [...new Set([...Object.keys(stated), ...Object.keys(computed)])].sort().flatMap((key) => differences(path ? `${path}.${key}` : key, stated[key], computed[key]));
  }
  if (short(stated) === short(computed) && same(stated, computed)) return [];
  if (Array.isArray(stated) && Array.isArray(computed)) {
    // After the first differing item of a list the others follow from it.
    let at = 0;
    while (same(stated[at], computed[at])) at += 1;
    return differences(`${path}[${at}]`, stated[at], computed[at]);
  }
  return [[path, short(stated), short(computed)]];
}

const spelled = (value) => (value === undefined ? "-" : write({ v: value }).slice(5, -1));
const same = (a, b) => spelled(a) === spelled(b);

/** A value in few characters, for a sentence. */
function short(value) {
  const letters = [...spelled(value)];
  return letters.length <= 60 ? letters.join("") : `${letters.slice(0, 60).join("")}…`;
}

/** V18: the export in the Pabulib format holds the same options and the same ballots. */
export async function V18(evidence, out) {
  const { exponent } = evidence.papers.get();
  await forEachContest(evidence, out, async (contest, own) => {
    // Nothing is exported of a withheld contest; V19 sees to that.
    if (!own.ballots.published) return;
    const path = `export/${contest.id}.pb`;
    const file = evidence.files.get(path);
    // The format is for budgets; a motion need not be exported.
    if (file === undefined && contest.kind.name === "motion") return;
    if (file === undefined) {
      out.add("missing", { file: path });
      return;
    }
    if (contest.kind.isForeign) throw new Blocked("foreign_kind", { contest: contest.id, kind: contest.kind.name });
    await compareExport(contest, boxOf(contest, own), exponent, path, file, evidence, out);
  });
}

async function compareExport(contest, box, exponent, path, file, evidence, out) {
  const indexOf = new Map(contest.options.map((option, index) => [option.id, index]));
  const [ticks, seen, stated, reader] = [new TickOff(box), new Set(), [], new PabulibReader()];
  let [line, votes] = [0, 0];
  const mustCost = (text, expected) => {
    if (amount(text, exponent) !== BigInt(expected)) out.add("export_option", { file: path, line }, { stated: text, expected: String(expected) });
  };
  const state = (what, text) => {
    if (/^\+?\d+$/.test(text)) stated.push({ what, number: Number(text) });
    else out.add("line_form", { file: path, line });
  };
  const take = {
    META(row) {
      if (row("key") === "budget") mustCost(row("value"), contest.budget);
      if (row("key") === "num_projects") state("exported_options", row("value"));
      if (row("key") === "num_votes") state("exported", row("value"));
    },
    PROJECTS(row) {
      const index = indexOf.get(row("project_id"));
      if (index === undefined || seen.has(index)) out.add("export_option", { file: path, line }, { stated: row("project_id"), expected: "-" });
      else {
        seen.add(index);
        mustCost(row("cost"), contest.options[index].cost);
      }
    },
    VOTES(row) {
      votes += 1;
      const ballot = exportedBallot(contest, indexOf, row);
      if (ballot === undefined) out.add("export_ballot", { file: path, line });
      else if (!ticks.tick(byteText(utf8(ballot)))) out.add("export_unpublished", { file: path, line });
    },
  };
  for await (const { line: bytes, fault } of lines(file, LINE, evidence.breathe)) {
    line += 1;
    const row = fault ? false : reader.take(fromUtf8(bytes));
    if (row === false) out.add("line_form", { file: path, line });
    else if (row) take[row.table](row.get);
  }
  if (!reader.isComplete()) out.add("line_form", { file: path });
  for (const rest of ticks.rest()) {
    // An invalid ballot has no place in this format; every valid one must be there.
    if (readBallot(contest, textBytes(rest.ballot)) !== "invalid") out.add("ballot_unexported", { file: ballotsPath(contest.id), line: rest.line });
  }
  for (const { what, number } of stated) {
    const found = what === "exported" ? votes : seen.size;
    if (number !== found) out.add("other_number", { file: path }, { what, stated: number, found });
  }
  contest.options.forEach((option, index) => {
    if (!seen.has(index)) out.add("export_option", { file: path }, { stated: "-", expected: option.id });
  });
}

/** A ballot's own bytes as text, written again from the ids of the export. */
function exportedBallot(contest, indexOf, row) {
  const list = (text) => text.split(",").map((item) => item.trim()).filter((item) => item !== "");
  const marks = list(row("vote")).map((id) => indexOf.get(id));
  if (marks.includes(undefined)) return undefined;
  let x = [...marks].sort((a, b) => a - b);
  if (contest.kind.name === "ranking") x = marks;
  if (contest.kind.name === "points") {
    const points = list(row("points"));
    if (points.length !== marks.length) return undefined;
    x = marks.map((mark, at) => [mark, points[at]]).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)).map(([mark, given]) => `[${mark},${given}]`);
  }
  return `{"c":"${contest.id}","k":"${contest.kind.name}","x":[${x.join(",")}]}`;
}

/** V19: of a group that is too small, or unanimous, no figure is published. */
export async function V19(evidence, out) {
  evidence.ledger.get();
  const { smallGroup, areOpeningsPublic } = evidence.papers.get();
  await forEachContest(evidence, out, async (contest, own) => {
    const counted = own.counted.casts.length;
    if (!tallyOf(own).withheld) {
      const isSmall = counted < smallGroup || own.ballots.published.get().box.times.size === 1;
      if (isSmall) out.add("small_published", { contest: contest.id });
      return;
    }
    const forbidden = [ballotsPath(contest.id), `export/${contest.id}.pb`];
    // Openings for everybody would tell the ballots; those an observer was handed do not count.
    if (areOpeningsPublic) forbidden.push(`annex/${openingsName(contest.id)}`);
    for (const file of forbidden) if (evidence.files.has(file)) out.add("small_published", { file });
    const file = `results/${contest.id}.json`;
    const bare = await record(evidence.files, file, RESULT_FILE, "V17", (result) => truth(exact(result, ["contest", "funded", "rule", "t", "v", "withheld"]), "withheld"));
    // A result that is missing or no record at all is V17's to say.
    if (bare.faults.some(({ code }) => code === "shape")) out.add("small_published", { file });
    // Large enough: then only unanimity can be the reason, and only the openings show it.
    if (counted >= smallGroup && boxOf(contest, own).times.size > 1) out.add("withheld_without_cause", { contest: contest.id });
  });
}

/** V20: the user's own slip: the leaf of a tracking code, or the promise the server signed. */
export async function V20(evidence, out) {
  const { slip, promise, logKey } = evidence.options;
  if (!slip && !promise) out.notice("no_slip");
  if (slip) {
    const ledger = evidence.ledger.get();
    const code = readTrackingCode(slip);
    const index = code ? ledger.hashes.findIndex((hash) => hash !== "" && trackingCode(hash) === code) : -1;
    if (!code) out.add("slip_form", { member: slip });
    else if (index < 0) out.add("slip_missing", { member: slip });
    else standing(evidence, ledger, index, out);
  }
  if (!promise) return;
  const note = parseNote(promise);
  const said = note && parsePromise(note.text);
  if (!said) {
    out.add("promise_form", { file: "promise" });
    return;
  }
  if (said.origin !== evidence.papers.get().origin) throw new Blocked("other_vote", { origin: said.origin });
  const keys = logKey ? [logKey] : evidence.policy.get().logs;
  if (!keys.some((key) => key.name === said.origin && signedBy(note, key) === "valid")) {
    // Without the server's signature it promises nothing: anybody can write such a text.
    out.add("promise_unsigned", { file: "promise" });
    return;
  }
  const ledger = evidence.ledger.get();
  const index = ledger.hashes.indexOf(said.leaf);
  if (index >= 0) standing(evidence, ledger, index, out);
  else out.add("promise_broken", { file: "promise" }, { not_later_than: said.notLaterThan });
}

/** Says whether the leaf counts, was replaced or retired. */
function standing(evidence, ledger, index, out) {
  const cast = ledger.casts.find((leaf) => leaf.index === index);
  if (!cast) {
    out.add("slip_missing", { leaf: index });
    return;
  }
  const own = evidence.contests.get(cast.ct);
  if (!own) throw needs(cast.ct, "V07");
  const counts = own.counted.casts.find((other) => other.cr === cast.cr);
  if (!counts) out.notice("slip_retired", { leaf: index });
  else if (counts.index === index) out.notice("slip_counts", { leaf: index });
  else out.notice("slip_replaced", { leaf: index, by: counts.index });
}
