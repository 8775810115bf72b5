// The queue: options by a measure, largest first; each is funded if it fits the money that is left.
//
// Most votes, votes per cost, most points and Borda are this queue with four measures (docs/FORMATS.md 6 and 6a).
import { Fraction } from "./fraction.js";
import { tiesOf, worthOf } from "./support.js";
import { settle } from "./ties.js";

/** What an option is ordered by; undefined is a free option with support, which comes before all others. */
function measureOf({ contest, profile }, rule, option) {
  const { cost } = contest.options[option];
  const votes = BigInt(profile.votes[option]);
  const points = profile.points[option];
  // The last of k ranks gets one point, or none: one less for each ballot.
  const sum = { most_votes: votes, votes_per_cost: votes, most_points: points, borda: rule.last === "zero" ? points - votes : points }[rule.name];
  if (rule.name === "most_votes" || rule.per === "project") return new Fraction(sum);
  if (cost === 0 && sum > 0n) return undefined;
  return new Fraction(sum, BigInt(cost || 1));
}

const compare = (a, b) => (a === b ? 0 : a === undefined ? 1 : b === undefined ? -1 : a.compare(b));

/** The options `among` in the order of their turns, largest measure first, and the ties on the way. */
export function turns(counting, rule, among) {
  const measures = counting.contest.options.map((_, option) => measureOf(counting, rule, option));
  const sorted = [...among].sort((a, b) => compare(measures[b], measures[a]));
  const [order, ties] = [[], []];
  for (let at = 0; at < sorted.length;) {
    const equal = sorted.slice(at).filter((option) => compare(measures[option], measures[sorted[at]]) === 0);
    at += equal.length;
    if (equal.length === 1) order.push(equal[0]);
    else {
      const settled = settle(counting, rule.ties, equal, order.length);
      order.push(...settled.order);
      ties.push(settled.record);
    }
  }
  // Votes are told in every round; another measure is told beside them.
  return { order, ties, measures: rule.name === "most_votes" ? [] : measures };
}

/** Counts by a queue: every option gets one round, those without support too. */
export function queue(counting) {
  const { rule, among, budget } = counting;
  return walk(counting, turns(counting, rule, among), budget, rule, () => undefined);
}

/**
 * Most votes, or most of the points that the rule goes by, with passing over: what Equal Shares spends its rest by,
 * and what outcomes are compared with.
 */
export function bestSupported(counting, among, budget) {
  const { rule, profile, scores } = counting;
  // Points that are the votes over again are not told twice.
  const isVotes = scores.every((score, option) => score === BigInt(profile.votes[option]));
  const name = isVotes ? "most_votes" : worthOf(rule) === "points_from_zero" ? "borda" : "most_points";
  const by = { name, per: "project", last: "zero", misfit: "skip", ties: tiesOf(rule) };
  return walk(counting, turns(counting, by, among), budget, by, () => undefined);
}

/** Goes through the turns once. `excluded` may name a funded option that this one gives way to. */
export function walk({ contest, profile }, { order, ties, measures }, budget, { misfit, stretch }, excluded) {
  let [left, stopped] = [budget, false];
  const [funded, rounds] = [[], []];
  for (const option of order) {
    const { id, cost } = contest.options[option];
    const round = { cost, decision: "stopped", id, votes: profile.votes[option] };
    const to = stopped ? undefined : excluded(option, funded);
    if (to !== undefined) {
      round.decision = "gives_way";
      round.to = contest.options[to].id;
    } else if (!stopped && cost <= left) {
      round.decision = "funded";
      left -= cost;
      funded.push(option);
    } else if (!stopped) {
      stopped = misfit !== "skip";
      const isHelped = stretch !== undefined && BigInt(left) * 100n >= BigInt(cost) * BigInt(stretch);
      round.decision = isHelped ? "helped" : "too_dear";
      if (isHelped) {
        round.outside = cost - left;
        left = 0;
        funded.push(option);
      }
    }
    if (measures[option]) round.measure = String(measures[option]);
    rounds.push({ ...round, left });
  }
  return { funded, members: { rounds, ties } };
}
