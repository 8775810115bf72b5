// The queue: options by a measure, largest first; each is funded if it fits the money that is left.
//
// Most votes, votes per cost, most points and Borda are this queue with four measures (docs/FORMATS.md 6 and 6a).
import { Fraction } from "./fraction.js";
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

/** Counts by a queue: every option gets one round, those without support too. */
export function queue(counting) {
  const { contest, profile, rule, among } = counting;
  const measures = contest.options.map((_, option) => measureOf(counting, rule, option));
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
  let [left, stopped] = [contest.budget, false];
  const [funded, rounds] = [[], []];
  for (const option of order) {
    const { id, cost } = contest.options[option];
    const round = { cost, decision: "stopped", id, votes: profile.votes[option] };
    if (!stopped && cost <= left) {
      round.decision = "funded";
      left -= cost;
      funded.push(option);
    } else if (!stopped) {
      stopped = rule.misfit !== "skip";
      const isHelped = rule.stretch !== undefined && BigInt(left) * 100n >= BigInt(cost) * BigInt(rule.stretch);
      round.decision = isHelped ? "helped" : "too_dear";
      if (isHelped) {
        round.outside = cost - left;
        left = 0;
        funded.push(option);
      }
    }
    if (rule.name !== "most_votes" && measures[option]) round.measure = String(measures[option]);
    rounds.push({ ...round, left });
  }
  return { funded, members: { rounds, ties } };
}
