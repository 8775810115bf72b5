// The rules of docs/FORMATS.md section 6, counted again: each gives the members it adds to a result record.
import { equalShares } from "./equal_shares.js";
import { exactShares } from "./exact_shares.js";
import { exclusive } from "./exclusive.js";
import { compared, eligible, perPart } from "./around.js";
import { phragmen } from "./phragmen.js";
import { queue } from "./queue.js";
import { scoreOf } from "./support.js";

/** How many runs of add-one a withheld contest may have; the largest seen in a real vote is 250. */
const MOST_RUNS = 100_000;

/** A motion is adopted when more voters say yes than no. */
function motion({ profile }) {
  const [yes, no, abstain] = profile.votes;
  const decision = yes > no ? "adopted" : "rejected";
  return { funded: yes > no ? [0] : [], members: { rounds: [{ abstain, blank: profile.blank, decision, no, yes }], ties: [] } };
}

const RULES = {
  motion,
  most_votes: queue,
  votes_per_cost: queue,
  most_points: queue,
  borda: queue,
  most_votes_exclusive: exclusive,
  equal_shares: equalShares,
  exact_equal_shares: exactShares,
  phragmen,
  eligible,
  per_part: perPart,
  compared,
};

/**
 * Counts `given = {contest, profile, lots}` by the contest's rule, or by a `rule` inside it: the options `among`,
 * with the money `budget`.
 */
function decide(given, mostRuns, breathe) {
  const { contest } = given;
  const counting = { rule: contest.rule, among: contest.options.map((_, option) => option), budget: contest.budget, mostRuns, breathe, ...given };
  counting.scores = scoreOf(counting);
  counting.decide = (inside) => decide({ ...counting, ...inside }, mostRuns, breathe);
  return RULES[counting.rule.name](counting);
}

/** The most runs with growing shares that any count in a record tells of: its own, or that of one of its parts. */
function runsIn(record) {
  if (typeof record !== "object" || record === null) return 0;
  const most = (name, value) => (name === "runs" && Array.isArray(value) ? value.length : runsIn(value));
  return Object.entries(record).reduce((all, [name, value]) => Math.max(all, most(name, value)), 0);
}

/** The whole result record as it must have been published; `published` only bounds the runs of add-one. */
export async function recount(counting, published, breathe) {
  const { contest, profile } = counting;
  const { funded, members } = await decide(counting, runsIn(published) + 1, breathe);
  const support = contest.options.map(({ id }, option) => {
    const line = { id, votes: profile.votes[option] };
    return contest.kind.name === "points" ? { ...line, points: Number(profile.points[option]) } : line;
  });
  return {
    ...head(contest, funded, false), budget: contest.budget, support,
    total_cost: Number(funded.reduce((sum, option) => sum + BigInt(contest.options[option].cost), 0n)), ...members,
  };
}

/** The record of a withheld contest: what is funded and no number. */
export async function withheldRecord(counting, breathe) {
  const { funded } = await decide(counting, MOST_RUNS, breathe);
  return head(counting.contest, funded, true);
}

function head(contest, funded, withheld) {
  return { contest: contest.id, funded: funded.map((option) => contest.options[option].id), rule: contest.ruleRecord, t: "result", v: 1, withheld };
}
