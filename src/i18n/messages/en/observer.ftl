### Results, step by step, and what observers check. Plain words; every figure comes from the published files.

## Results
results-title = Results
results-lead = Every vote is counted. Choose a paper to see what was decided and why.
results-none = There is no result yet. It comes when the votes are counted and two officers have published it.
results-open = See the result
result-tag = Final result
result-headline = { $n ->
    [0] No project will be built
    [one] { $n } project will be built
   *[other] { $n } projects will be built
}
result-adopted = The answer is yes
result-rejected = The answer is no
result-voted = { $n ->
    [one] <b>{ $n } vote was counted.</b>
   *[other] <b>{ $n } votes were counted.</b>
}
result-helped = { $percent } out of 100 of them helped pay for at least one of the projects.
result-blank = { $n ->
    [0] None of them was empty.
    [one] { $n } of them was empty.
   *[other] { $n } of them were empty.
}
result-broken = { $n ->
    [one] { $n } vote broke the rules of the paper and was not counted for any project.
   *[other] { $n } votes broke the rules of the paper and were not counted for any project.
}
result-withheld = So few people voted here, or all voted the same, that numbers would show how one person voted. So we publish only what was decided.
result-bar = { $spent } of { $whole } spent
result-rest = <b>{ $money }</b> is not spent.
result-all-spent = All the money is spent.
result-money = How your money was spent
result-share-start = { $money } ÷ { $people } votes = <b>{ $share } each.</b> The project that costs each supporter the least comes first.
result-share-end = Some shares could not be used, because too few people chose the same project. So every share was raised step by step, until no more projects fit. <b>The final share was { $share }.</b>
result-why-shares = Read the rules in plain words
result-neighbour = One neighbour’s share
result-neighbour-who = { $n ->
    [one] An example: a person who chose project { $list }.
   *[other] An example: a person who chose projects { $list }.
}
result-paid = { $money } to project { $n }, { $title }
result-paid-all = { $money } to project { $n }, { $title } (all that was left)
result-paid-none = Nothing to project { $n }, { $title }. The share was already used.
result-not-built = Nothing to project { $n }, { $title }. It was not built.
result-kept = { $money } was not used.
result-share-bar = One share of { $share }
result-own = See where your own share went
result-own-note = Choose your projects again. Nothing is kept, and nobody learns what you chose.
result-own-go = Show my share
result-own-title = Where your own share went
result-own-back = Back to the result
result-own-of = Your share was { $share }.
result-steps = Step by step
result-steps-note = Yellow is the money spent in this step. Green was spent before.
result-step = Step { $n }. { $title }
result-step-who = { $people ->
    [one] { $people } person chose it · costs { $cost }
   *[other] { $people } people chose it · costs { $cost }
}
result-step-paid = { $n ->
    [one] { $n } supporter paid { $money }.
   *[other] { $n } supporters paid { $money } each.
}
result-step-all = { $n ->
    [one] { $n } paid all that was left.
   *[other] { $n } paid all they had left.
}
result-step-sum = { $money } spent so far
result-step-bar = After step { $n }, { $spent } of { $whole } is spent
result-step-more = { $n ->
    [one] Show { $n } more step
   *[other] Show { $n } more steps
}
result-step-votes = { $votes ->
    [one] { $votes } vote · costs { $cost }
   *[other] { $votes } votes · costs { $cost }
}
result-step-funded = It fits. { $money } is left.
result-step-dear = It costs more than the { $money } that is left, so it is passed over.
result-step-stopped = The count had already stopped.
result-table = All projects
result-table-project = Project
result-table-cost = Costs
result-table-votes = Chosen by
result-table-why = Result, and why
result-built = Will be built
result-not = Not funded
why-shares = Its supporters had { $left } left together. It costs { $cost }.
why-nobody = Nobody chose it.
why-dear = It costs { $cost }. { $left } was left.
why-stopped = The count stopped before it, at a project that did not fit.
why-other = The rule did not choose it. Every step is in the published files.
why-withheld = Numbers are not published.
built-shares = { $n ->
    [one] Paid for in step { $step } by { $n } person.
   *[other] Paid for in step { $step } by { $n } people.
}
built-votes = It fitted in step { $step }.
ties-title = Ties
tie-cheaper = Projects { $list } were equal. The cheaper one came first.
tie-more-votes = Projects { $list } were equal. The one with more votes came first.
tie-lot = Projects { $list } were equal. The lot decided: the order is { $list }.
motion-yes = Yes
motion-no = No
motion-abstain = Without an opinion
motion-blank = Empty
motion-rule = Yes wins when more people say yes than no.
motion-bar = { $yes } yes, { $no } no

## Audit
audit-title = Check it yourself
audit-lead = You do not have to trust us. Every vote is in a public list, without names. Anyone can count it again.
audit-numbers = Numbers that must match
audit-letters = Letters with a code
audit-spares = Spare letters
audit-counted = Votes in the list that count
audit-papers = Paper
audit-leaves = Entries in the public list
audit-few = fewer than { $n }
audit-few-note = Where fewer than { $n } have voted, no number is shown, and after the count no vote and no table of that paper is published, only what was decided. The same where all voted alike. A paper for fewer voters than that cannot be opened at all: put small neighbourhoods together on one paper, so that the numbers protect everybody.
audit-turnout-note = While voting is open these numbers grow only when the next group of votes enters the list.
audit-seal = Seal of the ballot box
audit-seal-note = The seal belongs to this list and no other. Ask an observer for their seal. It must be the same.
audit-seal-none = The list has no seal yet.
audit-checkpoint-link = Open the signed seal
audit-witnesses = { $n ->
    [0] No independent observer has signed this seal yet
    [one] { $n } independent observer has signed this seal
   *[other] { $n } independent observers have signed this seal
}
audit-witnesses-none = Nobody outside watches this vote. That is weaker: see “How safe is this?”.
audit-key-server = The key that opens the votes is held by this server alone. Only small votes may do that. Trustees would be safer.
audit-key-trustees = The votes can be opened only by { $threshold } of { $shares } trustees together.
audit-rule = Counting rule
audit-stage = Where it stands
audit-stage-sealed = Sealed. Voting has not begun.
audit-stage-open = Voting is open. Nobody can see what was voted.
audit-stage-closed = Voting is closed. The votes are not opened yet.
audit-stage-counted = The votes are opened and counted. Two officers have not published yet.
audit-stage-published = The result is public.
audit-find = Is my vote in the box?
audit-files = Everything that was published
audit-files-note = Download the files, or give the whole set to the observers’ program. It works without this server.
audit-command = The program and two commands are enough:
audit-none = The files come with the result. Until then the seal and the list of entries are public.
audit-zip = Download everything
audit-checked = What the program checks
audit-check-1 = Every entry of the list is there, and the seal belongs to this list.
audit-check-2 = The seal has our signature and those of the observers.
audit-check-3 = Every vote was made with a code from the list of codes, and only the last vote of a code counts.
audit-check-4 = No more votes count than letters were given out.
audit-check-5 = The published votes are the ones in the list.
audit-check-6 = The lot was drawn after voting closed.
audit-check-7 = The result follows from the votes by the sealed rule, to the last cent.
audit-size = { $n } kB

# What a witness needs, and whether enough have signed.
witness-title = For witnesses
witness-lead = A witness looks at the list from time to time and signs its seal. So nobody can show one list to some and another list to others.
witness-who = Who has signed the last seal
witness-enough = Enough witnesses have signed.
witness-missing = Not enough witnesses have signed yet. Nothing is wrong with that while they look in; after closing, wait for them.
witness-count-waits = The vote is closed. The dice are rolled and the votes counted only when enough witnesses have signed this list: nobody can change it any more then.
witness-signed = signed: { $when }
witness-unsigned = has not signed this seal yet
witness-how = How to sign
witness-before = A key counts only if it is named in the sealed rules. Before the vote is sealed: make a key with the first command below and give the line it prints to the officers.
witness-step-1 = Download the seal. If you signed before, also download the proof from the number of entries you signed last.
witness-step-2 = Run the program. It refuses if anything was taken back or changed.
witness-step-3 = Paste the line it prints below. No account is needed: only your key can have made it.
witness-checkpoint = Download the seal
witness-old = Entries you signed last
witness-proof = Download the proof
witness-line = The line the program printed
witness-line-hint = It begins with a dash and your name.
witness-line-fault = This is not a line the program prints. Copy it whole, with the dash at its beginning.
witness-stranger = This line does not fit. Perhaps the list has a newer seal: download it and sign again. Or your key is not in the sealed list of witnesses.
witness-go = Hand in the line
witness-http = A program can do all this by itself: morada-verify witness serve answers over the network, and this server asks it.
audit-notices = Notices about this vote
audit-notices-note = What the officers had to tell while the vote went on. Each stands in the public list and cannot be taken back.
audit-notice-entry = entry { $n } of the list

bound-title = Votes cast twice
bound-none = No voting letter was replaced: nobody can have voted twice.
bound-below = Voting letters replaced: { $letters }. At most so many people can have voted twice. Votes that would have to fall away for another result: { $votes }.
bound-reached = Voting letters replaced: { $letters }. At most so many people can have voted twice. Votes that would have to fall away for another result: { $votes }. Nobody can say that the result would have been the same.
bound-safe = Voting letters replaced: { $letters }. At most so many people can have voted twice. That changes nothing here.
bound-unknown = Voting letters replaced: { $letters }. At most so many people can have voted twice. With this way of counting nobody knows in one number how many votes the result hangs on. Nobody can say that the result would have been the same.
