// The counted ballots of a contest: read, kept with how often each was cast, and sorted out for a count.
import { parse } from "./canonical.js";
import { Part, finding } from "./finding.js";
import { lines } from "./files.js";
import { growingSha256, toHex } from "./bytes.js";
import { BALLOT_BYTES, LEAF } from "./limits.js";
import { isAscending } from "./shape.js";

/** Different ballots in bytewise order, each with how often it was cast. */
export class BallotBox {
  constructor() {
    this.times = new Map();
    this.total = 0;
  }

  /** Adds a ballot, given as a text with one character per byte. */
  add(ballot) {
    this.total += 1;
    this.times.set(ballot, (this.times.get(ballot) ?? 0) + 1);
  }

  /** The different ballots in order. */
  sorted() {
    return [...this.times.keys()].sort();
  }
}

/** Bytes as a text with one character per byte: it sorts bytewise and can stand in a map. */
export function byteText(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

/** The bytes of such a text. */
export const textBytes = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** Ticks off ballots against a box, so that two multisets can be compared. */
export class TickOff {
  constructor(box) {
    this.box = box;
    this.left = new Map(box.times);
  }

  /** Ticks off one ballot; false when the box has no more of it. */
  tick(ballot) {
    const left = this.left.get(ballot) ?? 0;
    if (left > 0) this.left.set(ballot, left - 1);
    return left > 0;
  }

  /** The different ballots of which not all were ticked off, each with its first line, from 1. */
  *rest() {
    let line = 1;
    for (const ballot of this.box.sorted()) {
      if (this.left.get(ballot) > 0) yield { line, ballot };
      line += this.box.times.get(ballot);
    }
  }
}

/** The path of a contest's published ballots. */
export const ballotsPath = (contest) => `ballots-${contest}.jsonl`;

/** Reads a contest's published ballots: a part with `{box, hash}`. */
export async function readBallots(files, contest, breathe) {
  const path = ballotsPath(contest);
  const file = files.get(path);
  if (file === undefined) return new Part(path, "V13", undefined, [finding("missing", { file: path })]);
  const [box, faults, hash] = [new BallotBox(), [], growingSha256()];
  let [at, last, bytes] = [0, "", 0];
  for await (const { line, fault } of lines(file, LEAF, breathe)) {
    at += 1;
    if (fault) {
      faults.push(finding(fault, { file: path, line: at }, { limit: LEAF }));
      continue;
    }
    const ballot = byteText(line);
    if (ballot < last) faults.push(finding("ballots_unsorted", { file: path, line: at }));
    if (!box.times.has(ballot)) bytes += line.length;
    if (bytes > BALLOT_BYTES) return new Part(path, "V13", undefined, [finding("too_large", { file: path }, { limit: BALLOT_BYTES })]);
    box.add(ballot);
    last = ballot;
  }
  for (let from = 0; from < file.size; from += 1 << 20) hash.update(await file.slice(from, from + (1 << 20)));
  return new Part(path, "V13", { box, hash: toHex(hash.digest()) }, faults);
}

/** What one ballot says: "blank", "invalid", or its marks as `[option, points]`, ascending by option. */
export function readBallot(contest, bytes) {
  const ballot = parse(bytes);
  const keys = ballot && Object.keys(ballot).sort().join();
  if (keys !== "c,k,x" || ballot.c !== contest.id || ballot.k !== contest.kind.name || !Array.isArray(ballot.x)) return "invalid";
  return ballot.x.length === 0 ? "blank" : VALID[contest.kind.name](contest, ballot.x) ?? "invalid";
}

const isOption = (contest, mark) => typeof mark === "number" && mark < contest.options.length;
const ascending = (contest, x) => x.every((mark) => isOption(contest, mark)) && isAscending(x);
const plain = (x) => x.map((mark) => [mark, 1]);
const single = (contest, x) => (x.length === 1 && isOption(contest, x[0]) ? plain(x) : undefined);

const VALID = {
  approval: (contest, x) => (ascending(contest, x) && x.length >= contest.kind.min && x.length <= contest.kind.max ? plain(x) : undefined),
  knapsack(contest, x) {
    const fits = ascending(contest, x) && x.reduce((sum, mark) => sum + BigInt(contest.options[mark].cost), 0n) <= BigInt(contest.budget);
    return fits ? plain(x) : undefined;
  },
  choose_one: single,
  motion: single,
  points(contest, x) {
    const pairs = x.every((pair) => Array.isArray(pair) && pair.length === 2 && isOption(contest, pair[0]) && typeof pair[1] === "number" && pair[1] >= 1 && pair[1] <= contest.kind.max_each);
    const fine = pairs && isAscending(x.map(([option]) => option)) && x.reduce((sum, [, points]) => sum + BigInt(points), 0n) <= BigInt(contest.kind.total);
    return fine ? x : undefined;
  },
  ranking(contest, x) {
    const fine = x.every((mark) => isOption(contest, mark)) && new Set(x).size === x.length && x.length <= contest.kind.max;
    // The ranks as points: the first of k has k, the last has 1.
    return fine ? x.map((mark, at) => [mark, x.length - at]).sort((a, b) => a[0] - b[0]) : undefined;
  },
};

/** The ballots of a contest, sorted out for a count: equal ones together. */
export function profileOf(contest, box) {
  const profile = { groups: [], blank: 0, invalid: 0, valid: 0, votes: contest.options.map(() => 0), points: contest.options.map(() => 0n) };
  for (const ballot of box.sorted()) {
    const voters = box.times.get(ballot);
    const marks = readBallot(contest, textBytes(ballot));
    if (marks === "invalid") {
      profile.invalid += voters;
      continue;
    }
    profile.valid += voters;
    if (marks === "blank") {
      profile.blank += voters;
      continue;
    }
    for (const [option, points] of marks) {
      profile.votes[option] += voters;
      profile.points[option] += BigInt(points) * BigInt(voters);
    }
    profile.groups.push({ marks: marks.map(([option]) => option), points: marks.map(([, points]) => points), voters });
  }
  return profile;
}
