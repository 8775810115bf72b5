// Exact equal shares (docs/FORMATS.md 6a): all who pay for an option pay the same, and who cannot pays nothing.
//
// Source: Kraiczy, Robinson, Elkind, "Streamlining Equal Shares" (2025, arXiv 2502.11797), with its completion ADD-OPT:
// the share is raised to the next amount at which any round would go differently.
import { Fraction } from "./fraction.js";
import { heads, supportersOf } from "./support.js";
import { settle } from "./ties.js";

/** Counts. After `mostRuns` runs it gives up and returns what it has. */
export async function exactShares(counting) {
  const { contest, profile, rule, budget, mostRuns } = counting;
  const supporters = supportersOf(counting, "vote");
  let share = new Fraction(BigInt(budget), BigInt(Math.max(1, profile.valid)));
  const runs = [];
  let returned;
  for (;;) {
    const run = await oneRun(counting, supporters, share);
    runs.push({ cost: run.cost, voter_budget: String(share) });
    if (run.cost > budget && returned) return written(counting, returned, supporters, runs, "next_run_infeasible");
    returned = run;
    const have = new Set(run.purchases.map(({ option }) => option));
    const open = contest.options.filter((_, option) => supporters[option].length > 0 && !have.has(option));
    const isExhausted = !run.next || open.every(({ cost }) => cost > Math.max(0, budget - run.cost));
    const stop = !rule.raises ? "none" : isExhausted ? "exhaustive" : runs.length >= mostRuns ? "given up" : undefined;
    if (stop) return written(counting, run, supporters, runs, stop);
    share = run.next;
  }
}

/** One run in which every voter gets `share`, and the smallest larger share at which it would go differently. */
async function oneRun(counting, supporters, share) {
  const { contest, rule, breathe } = counting;
  const cost = (option) => BigInt(contest.options[option].cost);
  const paid = new Map();
  const paidBy = (group) => paid.get(group) ?? new Fraction(0n);
  const run = { share, purchases: [], ties: [], cost: 0, next: undefined };
  let open = [...supporters.keys()].filter((option) => supporters[option].length > 0);
  // More payers, or more payers for each unit of cost.
  const value = (payers, other) => (rule.gain === "cost" ? payers : payers * cost(other));
  for (;;) {
    await breathe();
    const bids = open.map((option) => {
      // The supporters by what they have paid, least first, each with how many paid no more than that.
      const by = new Map();
      for (const { group, voters } of supporters[option]) {
        const line = by.get(String(paidBy(group))) ?? { paid: paidBy(group), voters: 0n };
        line.voters += BigInt(voters);
        by.set(String(line.paid), line);
      }
      let [payers, most] = [0n, 0n];
      const lines = [...by.values()].sort((a, b) => a.paid.compare(b.paid)).map((line) => {
        payers += line.voters;
        // They can pay an equal part of the cost each if their share reaches what they paid and that part.
        const needs = line.paid.add(new Fraction(cost(option), payers));
        if (needs.compare(share) <= 0) most = payers;
        return { needs, payers };
      });
      return { option, lines, payers: most };
    });
    let best = [];
    for (const bid of bids.filter(({ payers }) => payers > 0n)) {
      const [own, other] = best.length > 0 ? [value(bid.payers, best[0].option), value(best[0].payers, bid.option)] : [1n, 0n];
      if (own > other) best = [];
      if (own >= other) best.push(bid);
    }
    let [chosen] = best;
    if (best.length > 1) {
      const { order, record } = settle(counting, rule.ties, best.map(({ option }) => option), run.purchases.length);
      run.ties.push(record);
      chosen = best.find(({ option }) => option === order[0]);
    }
    for (const bid of bids) {
      const least = leastPayers(counting, bid, chosen, cost);
      for (const { needs, payers } of bid.lines) {
        const isNext = payers >= least && needs.compare(share) > 0 && (!run.next || needs.compare(run.next) < 0);
        if (isNext) run.next = needs;
      }
    }
    if (!chosen) return run;
    const payment = new Fraction(cost(chosen.option), chosen.payers);
    for (const { group } of supporters[chosen.option]) {
      const after = paidBy(group).add(payment);
      if (after.compare(share) <= 0) paid.set(group, after);
    }
    run.cost += contest.options[chosen.option].cost;
    run.purchases.push({ option: chosen.option, payers: chosen.payers, payment });
    open = open.filter((option) => option !== chosen.option);
  }
}

/**
 * The fewest payers with which an option would change a round: one more where it is the chosen one or nothing is,
 * otherwise enough to be as good as the chosen one.
 */
function leastPayers({ rule }, { option, payers: has }, chosen, cost) {
  if (!chosen || chosen.option === option) return has + 1n;
  const per = cost(chosen.option) > 0n ? cost(chosen.option) : 1n;
  const enough = rule.gain === "cost" ? chosen.payers : (chosen.payers * cost(option) + per - 1n) / per;
  return enough > has + 1n ? enough : has + 1n;
}

function written({ contest }, run, supporters, runs, stop) {
  const rounds = run.purchases.map(({ option, payers, payment }) => {
    const { id, cost } = contest.options[option];
    return { cost, id, payers: Number(payers), payment: String(payment), supporters: heads(supporters[option]) };
  });
  const members = { add_opt: { runs, stop }, rounds, ties: run.ties, voter_budget: String(run.share) };
  return { funded: run.purchases.map(({ option }) => option), members };
}
