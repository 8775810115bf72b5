### What residents read on the way from a process to their slip. Plain words, one idea a sentence.
### {$n} is a whole number, {$money} and other amounts come with their currency, {$when} is a day with its time.

## Home of a process
# Big heading, at most 14 letters a line.
home-title = You live here. You decide.
home-open = { $place } sets aside { $money } for projects that residents proposed. Choose the ones you want before <b>{ $when }</b>.
home-open-motion = The question is put to everyone who lives in { $place }. Answer before <b>{ $when }</b>.
home-before = { $place } sets aside { $money } for projects that residents proposed. Voting opens on <b>{ $when }</b>.
home-before-motion = A question will be put to everyone who lives in { $place }. Voting opens on <b>{ $when }</b>.
home-counting = Voting is over. The box is sealed and the votes are being counted.
home-result = Voting is over and the votes are counted. See what was decided, and check it yourself.
home-preparing = The list of projects is being made. Voting has no date yet.
home-proposing = See what residents propose. Voting comes later.
home-tag-open = Voting is open
home-tag-before = Voting opens soon
home-tag-counting = Voting is over
home-tag-result = The result is here
home-tag-preparing = In preparation
home-tag-proposing = Proposals of residents
home-vote = Vote now
home-no-code = I do not have a voting code
home-see-result = See the result
home-see-projects = See the projects
home-find = Look for my slip
home-fact-money = <b>{ $money }</b> to spend
home-fact-projects = { $n ->
    [one] <b>{ $n } project</b> to choose from
   *[other] <b>{ $n } projects</b> to choose from
}
home-fact-days = { $n ->
    [0] <b>Today</b> is the last day to vote
    [one] <b>{ $n } day</b> left to vote
   *[other] <b>{ $n } days</b> left to vote
}
home-fact-few = <b>Fewer than { $n }</b> have voted so far
home-fact-voted = { $n ->
    [one] <b>{ $n } person</b> has voted so far
   *[other] <b>{ $n } people</b> have voted so far
}
home-who = Who can vote?
home-who-lives = Everyone who lives in { $place } and is { $age } or older. <b>Any nationality.</b>
home-who-lives-works = Everyone who lives, works or studies in { $place } and is { $age } or older. <b>Any nationality.</b>
home-who-note = Voting is secret and free. Nobody asks about your papers.
home-how = How to vote
home-step-code = 1. Get your code
home-step-code-note = It comes in a letter, or you get it at a desk. No e-mail needed.
home-step-choose = 2. Choose
home-step-choose-note = You can change your vote until the last day. Only your last vote counts.
home-step-slip = 3. Keep your slip
home-step-slip-note = It shows that your vote is in the box. It never shows what you chose.
home-phases = The year, step by step
home-phase-rules = Read the rules in plain words
home-phase-done = (finished)
home-phase-now = Now
home-projects = Projects on the ballot
home-projects-all = { $n ->
    [one] See the project
   *[other] See all { $n } projects
}
home-near = What is near you?
home-near-note = Each tile is one part of the place. A number means there is a project there.
home-near-drawing = This is a drawing, not a measured map.
home-near-all = See all projects
home-person = Prefer to vote in person?
home-person-note = At a desk someone can help you and read the projects to you. Only you choose.
home-person-link = Ways to get help

## Names of the phases
phase-draft = Preparing
phase-informing = What will happen
phase-accepting = Propose
phase-reviewing = Check
phase-supporting = Support
phase-evaluating = Prices
phase-provisional = First list
phase-appeals = Objections
phase-final-list = Final list
phase-balloting = Vote
phase-counting = Count
phase-published = Result
phase-implementing = Build
phase-closed = Finished
phase-from = From { $day }

## Projects
projects-title = Projects
projects-lead = { $n ->
    [one] { $n } project is on the ballot.
   *[other] { $n } projects are on the ballot.
}
projects-none = There are no projects yet. They will be listed here.
projects-here = Only projects in { $area }.
projects-everywhere = Show all projects
project-where = Where
project-cost = Costs
project-vote = Put to the vote as
project-proposed = Proposed by { $group }
project-back = All projects
project-number = Project { $n }
project-title = Project { $n }: { $title }
text-original = Original
text-checked = Translated by { $who }, checked
text-checked-nobody = Translated and checked
text-by-person = Translated by { $who }, not checked yet
text-by-person-nobody = Translated, not checked yet
text-draft = Automatic draft, not checked
text-see-original = See the original
cost-open = not priced yet

## Code
code-step = Your code
code-title = Type your voting code
code-lead = It is in your letter: 20 letters and numbers in four groups.
code-label = Voting code
code-hint = For example 7K3PQ-9XW4M-2DGRT-H6Y8B. Small letters and missing dashes are fine.
code-go = Go on
code-lost = My letter is lost, or I never got one
code-lost-note = Ask at a desk or call. A new code replaces the old one at once.
code-secret = Nobody sees which code belongs to whom. The code makers do not know your name here, and we do not keep your code.
code-scan = Did you scan the square in your letter? Your code is filled in. Press the green button.
code-short = { $n ->
    [0] Type the 20 letters and numbers of your code.
    [one] The code has 20 letters and numbers. You typed { $n }.
   *[other] The code has 20 letters and numbers. You typed { $n }.
}
code-symbol = { $group ->
    [1] Look again at the first group. A code never has the sign in place { $place }.
    [2] Look again at the second group. A code never has the sign in place { $place }.
    [3] Look again at the third group. A code never has the sign in place { $place }.
   *[4] Look again at the last group. A code never has the sign in place { $place }.
}
code-check = One letter or number is wrong, or two have changed places. Compare each group with your letter.
code-unknown = We do not know this code in this vote. Compare it with your letter, or ask for help.
code-retired = This code was replaced. Use the newer letter, or ask at a desk.
code-gone = Your time in the booth is over, or the page was cleared. Type your code again. Nothing was sent.
closed-before-title = Voting is not open yet
closed-before = Voting opens on { $when }.
closed-after-title = Voting is over
closed-after = Voting closed on { $when }.
closed-while-choosing = Voting closed on { $when }. Your choices were not sent.
closed-none-title = There is nothing to vote on here

## Papers (several contests in one vote)
papers-title = Your papers
papers-lead = { $n ->
    [one] You have { $n } paper. Fill it in and send it.
   *[other] You have { $n } papers. Fill in each one and send it. You can leave one out.
}
papers-open = Fill in
papers-again = Sent. Fill in again
papers-done = Sent
papers-finish = I am done

## Ballot
step-choose = Choose
step-check = Check and send
ballot-title = Choose the projects you want
ballot-title-one = Choose one project
ballot-title-motion = Your answer
ballot-lead-money = You have { $money } to spend. Choose as many projects as you like until the money is spent.
ballot-lead-max = { $n ->
    [one] Choose { $n } project.
   *[other] Choose up to { $n } projects.
}
ballot-lead-min = Choose at least { $min } and at most { $max } projects.
ballot-lead-one = Choose the project you want most.
ballot-lead-motion = Choose one answer.
ballot-again = You have voted before. If you send this one, only this one counts.
ballot-kept = Your choices stay on this page until you send them. Nothing is counted yet.
ballot-choose = Choose this project
ballot-chosen = Chosen
ballot-choose-answer = Choose this answer
ballot-more = Read more
ballot-nothing = I choose nothing. I send an empty vote.
ballot-languages = This page in another language. Your choices stay.
motion-yes = Yes
motion-no = No
motion-abstain = I take part without an opinion
meter-label = Your money
meter-label-count = Your choices
ballot-desk-only = This paper can be filled in at a desk only.
meter-left = <b>{ $money }</b> left to spend
meter-over = <b>{ $money }</b> too much
meter-count = <b>{ $n } of { $max }</b> chosen
meter-sum = Chosen: { $n } · { $spent } of { $whole }
meter-sum-count = { $left ->
    [0] You can choose no more.
    [one] You can choose { $left } more.
   *[other] You can choose { $left } more.
}
meter-sum-over = { $n ->
    [one] Take { $n } out.
   *[other] Take { $n } out.
}
meter-go = Check my vote
meter-update = Update
meter-bar = { $spent } of { $whole } spent. { $left } left.
meter-bar-over = { $spent } of { $whole } spent. That is { $over } too much.
fault-over = Your projects cost { $over } more than you have. Take out one of them, or more.
fault-over-last = Your projects cost { $over } more than you have. Take out project { $n }, or another project.
fault-over-here = This project costs { $cost }. You had { $left } left. Take out another project first, or leave this one out.
fault-too-many = You chose { $n }. The most is { $max }. { $over ->
    [one] Take one out.
   *[other] Take { $over } out.
}
fault-too-few = You chose { $n }. Choose at least { $min } projects, or send an empty vote with none.
fault-unknown = Something in your choices is not on this paper. We took it out. Check what is left.
fault-repeated = A project came twice. It is now chosen once. Check your choices.
fault-not-checked = These choices were not checked yet. Check them and send again.
fault-overtaken = Your code voted from another window a moment ago. Check your choices and send again if you want these to count.
fault-busy = Many people vote right now and your vote was not taken. Wait a minute and send it again.

## Check
check-title = Check your vote
check-lead-money = { $n ->
    [one] You chose { $n } project. It costs { $money }.
   *[other] You chose { $n } projects. They cost { $money }.
}
check-lead = { $n ->
    [one] You chose { $n } project.
   *[other] You chose { $n } projects.
}
check-lead-motion = This is your answer.
check-lead-empty = You chose nothing. This is an empty vote. It counts as taking part.
check-change = Change my choices
check-left = <b>{ $money } is left.</b> That is fine. You do not have to spend everything.
check-others = { $n ->
    [one] See the project you did not choose
   *[other] See the { $n } projects you did not choose
}
check-send = Send my vote
check-again = You can vote again until { $when }. Only your last vote counts.
check-bar = { $spent } of { $whole } spent

## Slip
slip-title = Your vote is in the box
slip-lead = Thank you. Keep this slip.
slip-name = Slip
slip-qr = Square picture with the same code
slip-vote = Vote
slip-inclusion = In the public list
slip-inclusion-when = by { $when } at the latest
slip-inclusion-now = It is in the list now, at number { $n } of { $size }.
slip-replaced = A later vote from the same voting code counts instead of this one.
slip-retired = The voting code of this vote was replaced. This vote does not count.
slip-note = It shows that your vote is in the box. It never shows what you chose, so nobody can ask you to prove it.
slip-picture = Save as picture
slip-promise = Save our signed promise
slip-proof = Save the proof
slip-next = What happens next
slip-next-again = Until { $day }
slip-next-again-note = You can vote again with the same voting code. Only the last vote counts.
slip-next-close = { $day }
slip-next-close-note = The box is closed and sealed. <a>Look for your slip in the list</a>.
slip-next-result = After that
slip-next-result-note = The votes are opened and counted. Every step of the count is public.
slip-more = You have another paper
slip-more-go = Fill in the next paper
slip-finish = Shared phone? Finish and clear this page
slip-done = Go to the first page

## Find my slip
find-title = Look for my slip
find-lead = Type the code of your slip. You see whether your vote is in the box. Nobody sees what you chose.
find-label = Code of your slip
find-hint = 20 letters and numbers in four groups, for example 4W7TA-9QXN2-E1MCB-0V5RK.
find-go = Look
find-short = The code of a slip has 20 letters and numbers. You typed { $n }.
find-symbol = Look again at sign number { $place }. A slip never has that sign.
find-none = We did not find it. Compare the code with your slip. If it is right, tell an observer or ask for help.
find-waiting = Yes. Your vote is in the box. It comes into the public list by { $when } at the latest.
find-yes = Yes. Your vote is in the box: number { $n } of { $size } in the public list.
find-counts = It is the one that counts for its voting code.
find-replaced = This slip was replaced by a later vote from the same voting code. That later vote counts.
find-retired = The voting code of this slip was replaced at a desk. This vote does not count.
find-proof = Proof for your own program
find-proof-note = Anyone can check this text with the observers’ program, without us.
find-promise = Our signed promise
find-seal = Seal of the list
find-seal-note = Compare these four tiles with the tiles an observer shows you. They must be the same.

## How we count
how-title = How we count
how-lead = These rules were fixed before the first vote. Nobody can change them now.
how-lead-open = These rules will be fixed before the first vote.
how-rule-shares = Equal shares
how-rule-votes = Most votes
how-rule-motion = Yes or no
how-rule-other = Counting rule
how-shares-1 = Everyone who votes gets the same share of the money.
how-shares-2 = People who chose the same project pay for it together.
how-shares-3 = Who has money left pays for the next one. So everyone gets a turn.
how-shares-more = A project is built when the people who chose it can pay for it from their shares. The project that costs each of them the least comes first.
how-shares-add1 = Some shares cannot be used, because too few people chose the same project. So we raise every share in small steps and count again, until no more projects fit.
how-shares-cost = A project counts for as much as it costs.
how-shares-cardinality = Every project counts the same, cheap or dear.
how-votes-1 = The project with the most votes comes first.
how-votes-skip = If a project costs more than what is left, we pass over it and try the next one.
how-votes-stop = If a project costs more than what is left, the count stops there.
how-motion-1 = The answer is yes when more people say yes than no.
how-other-1 = The exact rule is in the sealed papers. The audit page has them.
how-ties = When two are equal
how-tie-cheaper = The cheaper project comes first.
how-tie-more-votes = The project with more votes comes first.
how-tie-lot = If they are still equal, the lot decides. It is drawn in public after voting has closed.
how-may = What you may choose
how-may-money = As many projects as you like, as long as they cost no more than { $money } together.
how-may-approval = { $max ->
    [one] { $max } project.
   *[other] Up to { $max } projects.
}
how-may-approval-min = At least { $min } and at most { $max } projects.
how-may-one = One project.
how-may-motion = Yes, no, or taking part without an opinion.
how-may-empty = You can also send an empty vote.
how-small = If fewer than { $n } people vote, or all vote the same, we publish only what was decided and no numbers. So nobody can guess how one person voted.
how-batches = Votes come into the public list in groups of at least { $n }, so that the time of a vote tells nothing.
how-check = How you can check
how-check-note = Every vote is in a public list, without names. Anyone can count again with a program of their own.
home-notices = Notices
home-notice-back = Taken back on { $at }
poster-back = The vote
poster-qr = Address of this budget as a square picture
poster-read = Read, propose and vote here
poster-title = Poster about this vote
