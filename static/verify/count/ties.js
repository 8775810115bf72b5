// Ties: options equal in a rule's measure are put in order by policies, the last of which is the lot.

/** Puts equal options in order; gives the order and its record. */
export function settle({ contest, scores, lots }, policies, options, round) {
  const compare = {
    cheaper: (a, b) => contest.options[a].cost - contest.options[b].cost,
    more_votes: (a, b) => (scores[a] < scores[b] ? 1 : scores[a] > scores[b] ? -1 : 0),
    // An option that the order lacks would lose every lot; V16 says that it is lacking.
    lot: (a, b) => (lots.get(contest.options[a].id) ?? Infinity) - (lots.get(contest.options[b].id) ?? Infinity) || 0,
  };
  const order = [...options].sort((a, b) => policies.map((policy) => compare[policy](a, b)).find((by) => by !== 0) ?? 0);
  const by = policies.find((policy) => compare[policy](order[0], order[1]) !== 0) ?? "lot";
  return { order, record: { by, options: order.map((option) => contest.options[option].id), round } };
}
