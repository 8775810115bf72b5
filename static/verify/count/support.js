// What a mark is worth under a rule, and who supports an option with how much.

/** What ties, conditions and comparisons go by: "vote", "points", or "points_from_zero" (of k ranks k - 1 to 0). */
export function worthOf(rule) {
  if (rule.rule) return worthOf(rule.rule);
  if (rule.name === "most_points") return "points";
  if (rule.name === "borda") return rule.last === "zero" ? "points_from_zero" : "points";
  // Ranks from zero still count k to 1 where Equal Shares compares sums.
  return rule.name === "equal_shares" && rule.worth !== "vote" ? "points" : "vote";
}

/** How ties are settled. */
export const tiesOf = (rule) => (rule.rule ? tiesOf(rule.rule) : rule.ties);

/** The sum of what all marks are worth, for every option. */
export function scoreOf({ profile, rule }) {
  const votes = profile.votes.map(BigInt);
  const scores = { vote: votes, points: profile.points, points_from_zero: profile.points.map((points, option) => points - votes[option]) };
  return scores[worthOf(rule)];
}

/** What the marks of a group are worth, as `[option, worth]`. */
export function worths({ marks, points }, worth) {
  const value = { vote: () => 1n, points: (given) => BigInt(given), points_from_zero: (given) => BigInt(given) - 1n }[worth];
  return marks.map((option, at) => [option, value(points[at])]);
}

/** By option: its supporters `{group, voters, worth}`. A mark worth nothing is no support. */
export function supportersOf({ contest, profile, among }, worth) {
  const supporters = contest.options.map(() => []);
  const isCounted = new Set(among);
  profile.groups.forEach((group, at) => {
    for (const [option, value] of worths(group, worth)) {
      if (value > 0n && isCounted.has(option)) supporters[option].push({ group: at, voters: group.voters, worth: value });
    }
  });
  return supporters;
}

/** How many voters they are. */
export const heads = (supporters) => supporters.reduce((sum, { voters }) => sum + voters, 0);
