### What `morada count --explain` says about every project.

funded = { $name }: funded. Place { $turn } by votes ({ $votes }). Money left after it: { $left }.
too-dear = { $name }: not funded. Money left: { $left }. Missing: { $short }.
stopped = { $name }: not funded. The count stopped at { $other }.
helped = { $name }: funded, with { $outside } from outside the budget.
gives-way = { $name }: not funded. It gives way to { $other }.
left-out-turnout = { $name }: not counted. Ballots cast: { $has }. Needed: { $needs }.
left-out-support = { $name }: not counted. Support: { $has }. Needed: { $needs }.
left-out-percent = { $name }: not counted. Ballots for it: { $has }. Needed: { $needs }.
left-out-cost = { $name }: not counted. Votes: { $has }. Needed for its price: { $needs }.
bought = { $name }: funded in round { $round }. Supporters: { $votes }. Each pays at most { $most }. Gave all they had left: { $all }.
missed = { $name }: not funded. It costs { $cost }. Its supporters had { $held } left. Missing: { $missing }. More supporters needed: { $more }.
spent-on = Their money went to: { $list }.
no-support = { $name }: not funded. Nobody marked it.
ended-before = { $name }: not funded. The money ended before its turn.
overruled = { $name }: not funded. More voters prefer the outcome by most votes.
funded-by-comparison = { $name }: funded. More voters prefer the outcome by most votes.
ended-exhaustive = Runs: { $runs }. Share of each voter: { $share }. Cost of the last run: { $cost }. No other supported project fits.
ended-too-much = Runs: { $runs }. Share of each voter: { $share }. The last run would cost { $cost }, more than there is, so the run before it counts.
ended-one-run = One run. Share of each voter: { $share }. Cost: { $cost }.
compared-stands = Voters who prefer this outcome: { $rule }. Voters who prefer most votes: { $most }. No difference: { $equal }. This outcome stands.
compared-falls = Voters who prefer this outcome: { $rule }. Voters who prefer most votes: { $most }. No difference: { $equal }. The outcome by most votes counts.
