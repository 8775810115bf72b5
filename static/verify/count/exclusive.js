// Most votes, where of the options of one group only one is funded (docs/FORMATS.md 6a).
import { turns, walk } from "./queue.js";

/**
 * An option waits until all that stand higher in its groups have had their turn, and gives way to one of its groups
 * that is funded: of several groups, to that of the first.
 */
export function exclusive(counting) {
  const { contest, rule, among, budget } = counting;
  const place = new Map(contest.options.map(({ id }, option) => [id, option]));
  const [higher, rivals] = [contest.options.map(() => new Set()), contest.options.map(() => [])];
  for (const group of rule.groups) {
    const levels = group.map((level) => level.filter((id) => place.has(id)).map((id) => place.get(id)));
    levels.forEach((level, depth) => {
      for (const option of level) {
        for (const above of levels.slice(0, depth).flat()) higher[option].add(above);
        rivals[option].push(...levels.flat().filter((other) => other !== option));
      }
    });
  }
  const { order, ties, measures } = turns(counting, { name: "most_votes", ties: rule.ties }, among);
  const [waiting, moved] = [[...order], []];
  while (waiting.length > 0) {
    const at = waiting.findIndex((option) => !waiting.some((other) => higher[option].has(other)));
    // In a circle the one in front goes.
    moved.push(...waiting.splice(Math.max(0, at), 1));
  }
  for (const tie of ties) tie.round = moved.findIndex((option) => tie.options.includes(contest.options[option].id));
  const excluded = (option, funded) => rivals[option].find((rival) => funded.includes(rival));
  return walk(counting, { order: moved, ties, measures }, budget, rule, excluded);
}
