// Most votes: options by votes, most first; each is funded if it fits the money that is left.
import { settle } from "./ties.js";

/** Counts by most votes: every option gets one round, those without votes too. */
export function mostVotes(counting, { misfit, ties: policies }) {
  const { contest, profile } = counting;
  const byVotes = new Map();
  profile.votes.forEach((votes, option) => byVotes.set(votes, [...(byVotes.get(votes) ?? []), option]));
  const [queue, ties] = [[], []];
  for (const votes of [...byVotes.keys()].sort((a, b) => b - a)) {
    const equal = byVotes.get(votes);
    if (equal.length === 1) queue.push(equal[0]);
    else {
      const { order, record } = settle(counting, policies, equal, queue.length);
      queue.push(...order);
      ties.push(record);
    }
  }
  let [left, stopped] = [contest.budget, false];
  const [funded, rounds] = [[], []];
  for (const option of queue) {
    const { id, cost } = contest.options[option];
    let decision = "stopped";
    if (!stopped && cost <= left) {
      decision = "funded";
      left -= cost;
      funded.push(option);
    } else if (!stopped) {
      decision = "too_dear";
      stopped = misfit === "stop";
    }
    rounds.push({ cost, decision, id, left, votes: profile.votes[option] });
  }
  return { funded, members: { rounds, ties } };
}
