// How many votes fewer could give another result: what the number of replaced letters is compared with.

/**
 * Who is funded by most votes changes only where an option that is not funded comes before one that is (or, where the
 * first that does not fit stops the count, before that one): the smallest lead is the margin. Undefined where no number
 * of votes could matter, and for rules for which none is known.
 */
export function margin({ name, misfit }, { rounds }) {
  if (name === "motion") {
    const [{ yes, no }] = rounds;
    return yes > no ? yes - no : no - yes + 1;
  }
  if (name !== "most_votes" || misfit === "stretch") return undefined;
  let [ahead, stopper] = [];
  const leads = [];
  for (const { cost, decision, left, votes } of rounds) {
    if (decision === "funded") ahead = votes;
    else if (ahead !== undefined) leads.push(ahead - votes);
    if (decision === "stopped" && stopper && cost <= stopper.left) leads.push(stopper.votes - votes);
    if (decision === "too_dear") stopper ??= { votes, left };
  }
  return leads.length > 0 ? leads.reduce((least, lead) => Math.min(least, lead)) : undefined;
}
