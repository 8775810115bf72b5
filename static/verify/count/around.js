// Around a rule (docs/FORMATS.md 6a): conditions before the count, a budget for each part, and the comparison with
// most votes after it.
import { bestSupported } from "./queue.js";
import { worthOf, worths } from "./support.js";

/** Conditions in the order in which they are told: what an option has, and the least it needs. */
function unmet(counting, conditions, option) {
  const { contest, profile, budget, scores } = counting;
  const least = (product, divisor) => {
    const by = divisor > 0n ? divisor : 1n;
    const needs = (product + by - 1n) / by;
    return needs < 1n << 64n ? needs : (1n << 64n) - 1n;
  };
  const [voters, votes] = [BigInt(profile.valid), BigInt(profile.votes[option])];
  const asks = [
    ["min_turnout", voters, (n) => n],
    ["min_support", scores[option], (n) => n],
    ["min_support_percent", votes, (n) => least(voters * n, 100n)],
    ["cost_share", votes, (n) => least(BigInt(contest.options[option].cost) * voters, n * BigInt(budget))],
  ];
  for (const [why, has, needs] of asks) {
    const asked = conditions[why === "cost_share" ? "cost_share_divisor" : why];
    if (asked !== undefined && has < needs(BigInt(asked))) return { has: Number(has), id: contest.options[option].id, needs: Number(needs(BigInt(asked))), why };
  }
  return undefined;
}

/** Counts only the options that meet the conditions; the others are told, in ballot order. */
export async function eligible(counting) {
  const { contest, rule, among } = counting;
  // Votes or points: whatever the rule inside goes by.
  const out = among.map((option) => [option, unmet(counting, rule.conditions, option)]);
  const decided = await counting.decide({ rule: rule.rule, among: out.filter(([, line]) => !line).map(([option]) => option) });
  const lines = [...out.map(([, line]) => line).filter(Boolean), ...(decided.members.left_out ?? [])];
  if (lines.length === 0) return decided;
  const place = new Map(contest.options.map(({ id }, at) => [id, at]));
  lines.sort((a, b) => place.get(a.id) - place.get(b.id));
  return { ...decided, members: { ...decided.members, left_out: lines } };
}

/** The outcome stands unless strictly more voters prefer that of most votes (or points). */
export async function compared(counting) {
  const { contest, profile, rule: { by, rule } } = counting;
  const decided = await counting.decide({ rule });
  const most = bestSupported(counting, counting.among, counting.budget).funded;
  const [ours, theirs] = [new Set(decided.funded), new Set(most)];
  let [preferRule, preferMost] = [0, 0];
  for (const group of profile.groups) {
    const gain = (funded) => {
      const sum = worths(group, worthOf(rule)).reduce((sum, [option, worth]) => (funded.has(option) ? sum + worth : sum), 0n);
      return by === "exclusion" && sum > 0n ? 1n : sum;
    };
    if (gain(ours) > gain(theirs)) preferRule += group.voters;
    if (gain(theirs) > gain(ours)) preferMost += group.voters;
  }
  const stands = preferMost <= preferRule;
  const ids = (options) => options.map((option) => contest.options[option].id);
  const record = {
    by, indifferent: profile.valid - preferRule - preferMost, most_votes: ids(most), prefer_most_votes: preferMost,
    prefer_rule: preferRule, rule: ids(decided.funded), rule_stands: stands,
  };
  return { funded: stands ? decided.funded : most, members: { ...decided.members, compared: record } };
}

/** A budget for each category or place, and then perhaps a pool of what is left over for all. */
export async function perPart(counting) {
  const { contest, among, rule: { by, leftover, parts, rule } } = counting;
  const [funded, records] = [[], []];
  let left = counting.budget;
  const count = async (part, pool, options, budget) => {
    const decided = await counting.decide({ rule, among: options, budget });
    const spent = decided.funded.reduce((sum, option) => sum + contest.options[option].cost, 0);
    funded.push(...decided.funded);
    records.push({ ...decided.members, budget, funded: decided.funded.map((option) => contest.options[option].id), part, pool, spent });
    left = Math.max(0, left - spent);
  };
  for (const { budget, part } of parts) {
    // A part never gets more than the others left of the whole.
    await count(part, false, among.filter((option) => contest.options[option][by] === part), Math.min(budget, left));
  }
  if (leftover === "pooled") await count("", true, among.filter((option) => !funded.includes(option)), left);
  return { funded, members: { parts: records, rounds: [], ties: [] } };
}
