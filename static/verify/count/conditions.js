// Around a rule (docs/FORMATS.md 6a): conditions before the count, and the comparison with most votes after it.
import { queue } from "./queue.js";

/** Conditions in the order in which they are told: what an option has, and the least it needs. */
function unmet(counting, conditions, option) {
  const { contest, profile } = counting;
  const least = (product, divisor) => {
    const by = divisor > 0n ? divisor : 1n;
    const needs = (product + by - 1n) / by;
    return needs < 1n << 64n ? needs : (1n << 64n) - 1n;
  };
  const [voters, votes] = [BigInt(profile.valid), BigInt(profile.votes[option])];
  const asks = [
    ["min_turnout", voters, (n) => n],
    ["min_support", scoreOf(counting)[option], (n) => n],
    ["min_support_percent", votes, (n) => least(voters * n, 100n)],
    ["cost_share", votes, (n) => least(BigInt(contest.options[option].cost) * voters, n * BigInt(contest.budget))],
  ];
  for (const [why, has, needs] of asks) {
    const asked = conditions[why === "cost_share" ? "cost_share_divisor" : why];
    if (asked !== undefined && has < needs(BigInt(asked))) return { has: Number(has), id: contest.options[option].id, needs: Number(needs(BigInt(asked))), why };
  }
  return undefined;
}

/** What ties, conditions and comparisons go by: votes, or points where the rule counts points. */
export function scoreOf({ profile, rule }) {
  return countsPoints(rule) ? profile.points : profile.votes.map(BigInt);
}

const countsPoints = (rule) => (rule.rule ? countsPoints(rule.rule) : ["most_points", "borda"].includes(rule.name));
const tiesOf = (rule) => (rule.rule ? tiesOf(rule.rule) : rule.ties);

/** Counts only the options that meet the conditions; the others are told, in ballot order. */
export async function eligible(counting, decide) {
  const { contest, rule, among } = counting;
  // Votes or points: whatever the rule inside goes by.
  const out = among.map((option) => [option, unmet(counting, rule.conditions, option)]);
  const decided = await decide({ ...counting, rule: rule.rule, among: out.filter(([, line]) => !line).map(([option]) => option) });
  const lines = [...out.map(([, line]) => line).filter(Boolean), ...(decided.members.left_out ?? [])];
  if (lines.length === 0) return decided;
  const place = new Map(contest.options.map(({ id }, at) => [id, at]));
  lines.sort((a, b) => place.get(a.id) - place.get(b.id));
  return { ...decided, members: { ...decided.members, left_out: lines } };
}

/** The outcome stands unless strictly more voters prefer that of most votes (or points). */
export async function compared(counting, decide) {
  const { contest, profile, rule: { by, rule } } = counting;
  const inside = { ...counting, rule };
  const decided = await decide(inside);
  const name = countsPoints(rule) ? "most_points" : "most_votes";
  const most = queue({ ...inside, rule: { name, per: "project", misfit: "skip", ties: tiesOf(rule) }, scores: scoreOf(inside) }).funded;
  const [ours, theirs] = [new Set(decided.funded), new Set(most)];
  let [preferRule, preferMost] = [0, 0];
  for (const { marks, points, voters } of profile.groups) {
    const gain = (funded) => {
      const liked = marks.map((mark, at) => (funded.has(mark) ? at : -1)).filter((at) => at >= 0);
      if (by === "exclusion") return liked.length > 0 ? 1n : 0n;
      return countsPoints(rule) ? liked.reduce((sum, at) => sum + BigInt(points[at]), 0n) : BigInt(liked.length);
    };
    if (gain(ours) > gain(theirs)) preferRule += voters;
    if (gain(theirs) > gain(ours)) preferMost += voters;
  }
  const stands = preferMost <= preferRule;
  const ids = (options) => options.map((option) => contest.options[option].id);
  const record = {
    by, indifferent: profile.valid - preferRule - preferMost, most_votes: ids(most), prefer_most_votes: preferMost,
    prefer_rule: preferRule, rule: ids(decided.funded), rule_stands: stands,
  };
  return { funded: stands ? decided.funded : most, members: { ...decided.members, compared: record } };
}
