// The Method of Equal Shares with exact numbers, its completion by add-one, and what may spend the rest.
//
// Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities"
// (NeurIPS 2021); the switches are those of docs/FORMATS.md section 6.
import { Fraction } from "./fraction.js";
import { bestSupported } from "./queue.js";
import { supportersOf } from "./support.js";
import { settle } from "./ties.js";

/** Counts by Equal Shares. After `mostRuns` runs it gives up and returns what it has. */
export async function equalShares(counting) {
  const decided = await bought(counting);
  return counting.rule.spendsRest ? spendRest(counting, decided) : decided;
}

async function bought(counting) {
  const { profile, rule, mostRuns } = counting;
  const supporters = supportersOf(counting, rule.worth);
  const budget = BigInt(counting.budget);
  // Without a single valid ballot nothing is bought; the share is then that of one voter.
  const exact = new Fraction(budget, BigInt(Math.max(1, profile.valid)));
  let share = rule.start === "exact" ? exact : exact.floor();
  const runs = [];
  let returned;
  for (;;) {
    const run = await oneRun(counting, supporters, share);
    runs.push({ cost: Number(run.cost), voter_budget: String(share) });
    if (run.cost > budget && returned) return written(counting, returned, supporters, runs, "next_run_infeasible");
    returned = run;
    const stop = !rule.raises ? "none" : isExhausted(counting, supporters, run) ? "exhaustive" : runs.length >= mostRuns ? "given up" : undefined;
    if (stop) return written(counting, run, supporters, runs, stop);
    share = share.plus(BigInt(rule.increment));
  }
}

/** One run in which every voter gets `share`. */
async function oneRun(counting, supporters, share) {
  const { contest, profile, rule, breathe } = counting;
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
      const measure = rule.gain === "cost" ? price.most.dividedBy(cost) : price.most;
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

  /**
   * The smallest `x` with Σ min(x·worth, purse) = cost over the supporters `{group, voters, worth}`; undefined when
   * there is none.
   */
  price(cost, supporters) {
    // Who has as much for each unit of worth gives all at the same price.
    const levels = new Map();
    let rich = 0n;
    for (const { group, voters, worth } of supporters) {
      const purse = this.of[group];
      const key = `${purse}/${worth}`;
      const level = levels.get(key) ?? { purse, worth, voters: 0n };
      level.voters += BigInt(voters);
      levels.set(key, level);
      rich += BigInt(voters) * worth;
    }
    // From the poorest up: who has less than their part of what is still to pay gives all.
    let [toPay, paidAll] = [cost * this.coins, 0n];
    const byWealth = (a, b) => (a.purse * b.worth < b.purse * a.worth ? -1 : 1);
    for (const { purse, worth, voters } of [...levels.values()].sort(byWealth)) {
      if (toPay * worth <= purse * rich) return { most: new Fraction(toPay, this.coins * rich), paidAll: Number(paidAll) };
      toPay -= purse * voters;
      rich -= voters * worth;
      paidAll += voters;
    }
    return undefined;
  }

  /** Every supporter pays min(most·worth, purse). */
  pay(most, supporters) {
    const finer = new Fraction(this.coins, most.below).below;
    if (finer !== 1n) {
      this.coins *= finer;
      this.of = this.of.map((purse) => purse * finer);
    }
    const price = most.above * (this.coins / most.below);
    for (const { group, worth } of supporters) this.of[group] = this.of[group] > price * worth ? this.of[group] - price * worth : 0n;
  }
}

/** Whether no further run is asked for. */
function isExhausted({ contest, profile, rule, among, budget }, supporters, run) {
  const left = BigInt(budget) - run.cost;
  const fits = (option) => left >= 0n && BigInt(contest.options[option].cost) <= left;
  const have = new Set(run.purchases.map(({ option }) => option));
  const open = among.filter((option) => supporters[option].length > 0 && !have.has(option));
  if (open.length === 0) return true;
  if (rule.stop === "over_budget" || open.some(fits)) return false;
  return rule.stop === "exhaustive" || !among.some((option) => profile.votes[option] === 0 && fits(option));
}

/** Most votes (or points) over what is not bought, with the money left. */
function spendRest(counting, { funded, members }) {
  const { contest, among } = counting;
  const spent = funded.reduce((sum, option) => sum + contest.options[option].cost, 0);
  const added = bestSupported(counting, among.filter((option) => !funded.includes(option)), Math.max(0, counting.budget - spent));
  const { rounds, ties } = added.members;
  const later = ties.map((tie) => ({ ...tie, round: tie.round + funded.length }));
  const completion = rounds.length > 0 ? { completion: rounds } : {};
  return { funded: [...funded, ...added.funded], members: { ...members, ties: [...members.ties, ...later], ...completion } };
}

function written({ contest }, run, supporters, runs, stop) {
  const rounds = run.purchases.map(({ option, most, paidAll }) => {
    const { id, cost } = contest.options[option];
    const count = supporters[option].reduce((sum, { voters }) => sum + voters, 0);
    const worth = () => supporters[option].reduce((sum, backer) => sum + BigInt(backer.voters) * backer.worth, 0n);
    const effective = cost === 0 ? String(worth()) : String(new Fraction(BigInt(cost) * most.below, most.above));
    return { cost, effective_votes: effective, id, max_payment: String(most), paid_all_they_had: paidAll, supporters: count };
  });
  return { funded: run.purchases.map(({ option }) => option), members: { add1: { runs, stop }, rounds, ties: run.ties, voter_budget: String(run.share) } };
}
