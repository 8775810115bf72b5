// The rules of docs/FORMATS.md section 6, counted again: each gives the members it adds to a result record.
import { equalShares } from "./equal_shares.js";
import { compared, eligible, scoreOf } from "./conditions.js";
import { queue } from "./queue.js";

/** How many runs of add-one a withheld contest may have; the largest seen in a real vote is 250. */
const MOST_RUNS = 100_000;

/** A motion is adopted when more voters say yes than no. */
function motion({ profile }) {
  const [yes, no, abstain] = profile.votes;
  const decision = yes > no ? "adopted" : "rejected";
  return { funded: yes > no ? [0] : [], members: { rounds: [{ abstain, blank: profile.blank, decision, no, yes }], ties: [] } };
}

/** Counts `counting = {contest, profile, lots}` by the contest's rule, or the options `among` by a `rule` inside it. */
function decide(given, mostRuns, breathe) {
  const all = { rule: given.contest.rule, among: given.contest.options.map((_, option) => option), ...given };
  const counting = { ...all, scores: scoreOf(all) };
  const within = (inside) => decide(inside, mostRuns, breathe);
  const { name } = counting.rule;
  if (name === "motion") return motion(counting);
  if (name === "equal_shares") return equalShares(counting, counting.rule, mostRuns, breathe);
  if (name === "eligible") return eligible(counting, within);
  if (name === "compared") return compared(counting, within);
  return queue(counting);
}

/** The whole result record as it must have been published; `published` only bounds the runs of add-one. */
export async function recount(counting, published, breathe) {
  const { contest, profile } = counting;
  const runs = Array.isArray(published.add1?.runs) ? published.add1.runs.length : 0;
  const { funded, members } = await decide(counting, runs + 1, breathe);
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
