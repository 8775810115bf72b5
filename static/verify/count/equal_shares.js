// The Method of Equal Shares with exact numbers, and its completion by add-one.
//
// Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities"
// (NeurIPS 2021); the switches are those of docs/FORMATS.md section 6.
import { Fraction } from "./fraction.js";
import { settle } from "./ties.js";

/** Counts by Equal Shares. After `mostRuns` runs it gives up and returns what it has. */
export async function equalShares(counting, rule, mostRuns, breathe) {
  const { contest, profile, among } = counting;
  const supporters = contest.options.map((_, option) => (among.includes(option) ? profile.groups : []).flatMap(({ marks, voters }, group) => (marks.includes(option) ? [[group, voters]] : [])));
  const budget = BigInt(contest.budget);
  // Without a single valid ballot nothing is bought; the share is then that of one voter.
  const exact = new Fraction(budget, BigInt(Math.max(1, profile.valid)));
  let share = rule.start === "exact" ? exact : exact.floor();
  const runs = [];
  let returned;
  for (;;) {
    const run = await oneRun(counting, rule, supporters, share, breathe);
    runs.push({ cost: Number(run.cost), voter_budget: String(share) });
    if (run.cost > budget && returned) return written(counting, returned, supporters, runs, "next_run_infeasible");
    returned = run;
    const stop = rule.completion === "none" ? "none" : isExhausted(contest, rule, supporters, run) ? "exhaustive" : runs.length >= mostRuns ? "given up" : undefined;
    if (stop) return written(counting, run, supporters, runs, stop);
    share = share.plus(BigInt(rule.increment));
  }
}

/** One run in which every voter gets `share`. */
async function oneRun(counting, rule, supporters, share, breathe) {
  const { contest, profile } = counting;
  const purses = new Purses(profile.groups.length, share);
  const run = { share, purchases: [], ties: [], cost: 0n };
  let open = [];
  supporters.forEach((own, option) => {
    if (own.length === 0) return;
    // Options that cost nothing are bought first, and nobody pays for them.
    if (contest.options[option].cost === 0) run.purchases.push({ option, most: new Fraction(0n), paidAll: 0 });
    else open.push({ option, bound: undefined });
  });
  for (;;) {
    await breathe();
    // Purses only shrink, so a measure only grows: what an option had before is a lower bound.
    open.sort((a, b) => (a.bound === undefined ? -1 : b.bound === undefined ? 1 : a.bound.compare(b.bound)));
    let [best, equal] = [undefined, []];
    const still = [];
    open.forEach((candidate, at) => {
      if (best && candidate.bound && candidate.bound.compare(best) > 0) {
        still.push(candidate);
        return;
      }
      const cost = BigInt(contest.options[candidate.option].cost);
      const price = purses.price(cost, supporters[candidate.option]);
      if (price === undefined) return; // who cannot pay for it now never will
      // The largest cost/x is the smallest x/cost.
      const measure = rule.utility === "cost" ? price.most.dividedBy(cost) : price.most;
      const order = best ? measure.compare(best) : -1;
      if (order < 0) [best, equal] = [measure, []];
      if (order <= 0) equal.push({ option: candidate.option, ...price });
      still.push({ option: candidate.option, bound: measure });
    });
    if (equal.length === 0) return run;
    let [chosen] = equal;
    if (equal.length > 1) {
      const { order, record } = settle(counting, rule.ties, equal.map(({ option }) => option).sort((a, b) => a - b), run.purchases.length);
      run.ties.push(record);
      chosen = equal.find(({ option }) => option === order[0]);
    }
    purses.pay(chosen.most, supporters[chosen.option]);
    run.cost += BigInt(contest.options[chosen.option].cost);
    run.purchases.push(chosen);
    open = still.filter(({ option }) => option !== chosen.option);
  }
}

/**
 * What the voters still have. All purses are whole numbers of one small coin, of which `coins` make a minor
 * unit; a price that is no whole number of coins makes the coin smaller. Voters with equal ballots share a purse.
 */
class Purses {
  constructor(groups, share) {
    this.coins = share.below;
    this.of = new Array(groups).fill(share.above);
  }

  /** The smallest `x` with Σ min(x, purse) = cost over the supporters `[group, voters]`; undefined when there is none. */
  price(cost, supporters) {
    const voters = new Map();
    let rich = 0n;
    for (const [group, count] of supporters) {
      const purse = this.of[group];
      voters.set(purse, (voters.get(purse) ?? 0n) + BigInt(count));
      rich += BigInt(count);
    }
    // From the poorest up: who has less than an equal part of what is still to pay gives all.
    let [toPay, paidAll] = [cost * this.coins, 0n];
    for (const purse of [...voters.keys()].sort((a, b) => (a < b ? -1 : 1))) {
      if (toPay <= purse * rich) return { most: new Fraction(toPay, this.coins * rich), paidAll: Number(paidAll) };
      toPay -= purse * voters.get(purse);
      rich -= voters.get(purse);
      paidAll += voters.get(purse);
    }
    return undefined;
  }

  /** Every supporter pays min(most, purse). */
  pay(most, supporters) {
    const finer = new Fraction(this.coins, most.below).below;
    if (finer !== 1n) {
      this.coins *= finer;
      this.of = this.of.map((purse) => purse * finer);
    }
    const price = most.above * (this.coins / most.below);
    for (const [group] of supporters) this.of[group] = this.of[group] > price ? this.of[group] - price : 0n;
  }
}

/** Whether no further run is asked for. */
function isExhausted(contest, rule, supporters, run) {
  const bought = new Set(run.purchases.map(({ option }) => option));
  const open = contest.options.filter((_, option) => supporters[option].length > 0 && !bought.has(option));
  const left = BigInt(contest.budget) - run.cost;
  return rule.stop === "over_budget" ? open.length === 0 : open.every(({ cost }) => BigInt(cost) > (left > 0n ? left : 0n));
}

function written({ contest }, run, supporters, runs, stop) {
  const rounds = run.purchases.map(({ option, most, paidAll }) => {
    const { id, cost } = contest.options[option];
    const count = supporters[option].reduce((sum, [, voters]) => sum + voters, 0);
    const effective = cost === 0 ? String(count) : String(new Fraction(BigInt(cost) * most.below, most.above));
    return { cost, effective_votes: effective, id, max_payment: String(most), paid_all_they_had: paidAll, supporters: count };
  });
  return { funded: run.purchases.map(({ option }) => option), members: { add1: { runs, stop }, rounds, ties: run.ties, voter_budget: String(run.share) } };
}
