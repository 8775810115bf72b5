// Sequential Phragmén (docs/FORMATS.md 6a): everybody earns at the same speed, and an option is bought as soon as its
// supporters can pay for it together.
//
// Source: Brill, Freeman, Janson, Lackner, "Phragmén's Voting Methods and Justified Representation" (2024).
import { Fraction } from "./fraction.js";
import { heads, supportersOf } from "./support.js";
import { settle } from "./ties.js";

export async function phragmen(counting) {
  const { contest, rule, budget, breathe } = counting;
  const supporters = supportersOf(counting, "vote");
  const cost = (option) => contest.options[option].cost;
  let open = [...supporters.keys()].filter((option) => supporters[option].length > 0 && cost(option) <= budget);
  // What each supporter had earned when they last paid: the place of the purchase among these loads, by group.
  const [loads, lastPaid] = [[], new Map()];
  const needed = (option) => {
    const at = new Map();
    for (const { group, voters } of supporters[option]) {
      if (lastPaid.has(group)) at.set(lastPaid.get(group), (at.get(lastPaid.get(group)) ?? 0) + voters);
    }
    let sum = new Fraction(BigInt(cost(option)));
    for (const [purchase, voters] of at) sum = sum.add(loads[purchase].times(BigInt(voters)));
    return sum.dividedBy(BigInt(heads(supporters[option])));
  };
  let left = budget;
  const [funded, rounds, ties] = [[], [], []];
  let stoppedAt = [];
  for (;;) {
    await breathe();
    let [first, equal] = [undefined, []];
    for (const option of open) {
      const load = needed(option);
      const order = first ? load.compare(first) : -1;
      if (order < 0) [first, equal] = [load, []];
      if (order <= 0) equal.push(option);
    }
    if (equal.length === 0) break;
    if (equal.some((option) => cost(option) > left)) {
      stoppedAt = equal;
      break;
    }
    let [chosen] = equal;
    if (equal.length > 1) {
      const { order, record } = settle(counting, rule.ties, equal, funded.length);
      ties.push(record);
      [chosen] = order;
    }
    left -= cost(chosen);
    for (const { group } of supporters[chosen]) lastPaid.set(group, loads.length);
    loads.push(first);
    funded.push(chosen);
    rounds.push({ cost: cost(chosen), id: contest.options[chosen].id, load: String(first), supporters: heads(supporters[chosen]) });
    open = open.filter((option) => option !== chosen);
  }
  return { funded, members: { rounds, stopped_at: stoppedAt.map((option) => contest.options[option].id), ties } };
}
