// The counting of the browser verifier alone: reads lines of JSON `{"papers", "contest", "ballots", "order",
// "most_runs"}` on standard input and answers each with the result record, without the three members that V15 answers
// for. tests/rules.rs holds the answers against the server's count.
import { createInterface } from 'node:readline'
import { BallotBox, profileOf } from '../../static/verify/ballots.js'
import { write } from '../../static/verify/canonical.js'
import { recount } from '../../static/verify/count/count.js'
import { readPapers } from '../../static/verify/papers.js'

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line)
  const contest = readPapers(JSON.parse(asked.papers)).contests.find(({ id }) => id === asked.contest)
  if (contest.rule.isForeign) {
    console.log(`foreign: ${contest.rule.name}`)
    continue
  }
  const box = new BallotBox()
  for (const ballot of asked.ballots) box.add(ballot)
  const counting = { contest, profile: profileOf(contest, box), lots: new Map(asked.order.map((id, place) => [id, place])) }
  const published = { add1: { runs: new Array(asked.most_runs - 1).fill(0) } }
  console.log(write(await recount(counting, published, async () => {})))
}
