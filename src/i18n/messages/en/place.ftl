### The pages of the whole installation and the navigation of a process.

## Navigation
nav-home = This year
nav-projects = Projects
nav-how = How we count
nav-results = Results
nav-works = What became of it
nav-help = Help

## First page of the place
home-title = What is decided here
home-lead = Everyone who lives here takes part. Choose what you want to look at.
home-none = Nothing is put to the vote just now. Come back later, or ask for help.

## How safe is this? Every sentence is a promise or the limit of one.
safe-title = How safe is this?
safe-lead = We tell you what is protected, and what is not.
safe-secret = Your vote is secret
safe-secret-1 = No list joins names and codes. The letters are closed and all look the same. They are handed out from a mixed pile.
safe-secret-2 = A code opens a key. The key is not a name. Two databases are kept apart: one for people, one for the box. Nothing joins them.
safe-secret-3 = Votes are locked as they come in. They are opened only after voting has closed, and only once.
safe-secret-4 = Votes enter the public list in groups, sorted, and without a time. So the moment you voted tells nothing.
safe-counted = Your vote is counted as you sent it
safe-counted-1 = Your slip shows that your vote is in the box. You can look at any time.
safe-counted-2 = Independent observers sign the seal of the list. A vote that is taken out or added breaks the seal.
safe-counted-3 = When it is over, anyone can count again with a program that trusts nothing from us.
safe-forced = If somebody presses you
safe-forced-1 = You can vote again later. Only your last vote counts. Nobody but you sees that you did.
safe-forced-2 = Your slip never shows what you chose. Nobody can ask you to prove it.
safe-forced-3 = You can also vote on paper at a desk. Hand in your code there.
safe-not = What is not protected
safe-not-1 = Somebody who stands beside you while you vote sees your screen. No system solves that. Vote again when you are alone.
safe-not-2 = A phone with a harmful program on it can spy on you. If you do not trust your phone, vote at a desk.
safe-not-3 = Whoever runs this server could change its program and look at votes as they are sent. The observers cannot see that from outside. So somebody else should run it than those who profit.
safe-not-4 = If this vote has a single key on this server, its operator could open votes early. The audit page says in red whether that is so.
safe-not-5 = Many choices on one ballot can be a pattern that somebody recognises. If you are pressed to vote in a certain pattern, tell an observer.

## Your data
data-title = What we keep, and for how long
data-lead = We ask for as little as we can. What we do not have, nobody can take.
data-never = What we never keep
data-never-1 = Nationality, permit or document numbers, copies of papers. There is no field for them.
data-never-2 = Your voting code. It is sealed into your own browser while you vote, for half an hour at most.
data-never-3 = When you voted, from which phone or from which connection.
data-never-4 = Which parts of the list of voters have voted.
data-keep = What we keep
data-keep-1 = Your locked vote, under a key that is not a name. It is published without anything that leads to you.
data-keep-2 = That a letter was given out. Not which code was in it.
data-keep-3 = Notices and decisions of the officers. They are public for good.
data-browser = What your browser keeps
data-browser-1 = The language you chose, and text size and contrast if you changed them. For a year.
data-browser-2 = A random number that protects forms. It is gone when you close the browser.
data-browser-3 = Your sealed code while you vote. The button “Finish and clear this page” removes it.
data-browser-4 = Nothing from other companies. No counting of visits, no advertising.

## Help
help-title = Ways to get help
help-lead = You can vote without a phone, without e-mail and without reading much.
help-code = I have no code, or I lost it
help-code-1 = Ask at a desk of the municipality. A lost letter is replaced at once. The old code then no longer counts.
help-code-2 = You do not need an e-mail address.
help-desk = I want somebody to help me
help-desk-1 = At a desk people can read the projects to you. Only you choose. They look away while you do.
help-desk-2 = You can vote on paper there too.
help-call = Call
help-call-1 = Call { $phone }. They can find a desk and answer questions. They never take your vote by telephone.
help-read = I find it hard to read this
help-read-1 = Make the letters larger: <a>Text size and contrast</a>.
help-read-2 = Every project has a number and a picture. They are the same on the screen, on paper and on posters.
help-problem = Something looks wrong
help-problem-1 = Tell an observer. They do not work for the municipality. The audit page of each vote names them.

## Accessibility statement
accessibility-title = Accessibility statement
accessibility-lead = These pages are made so that everyone can use them.
accessibility-how = How we work
accessibility-how-1 = We follow the web accessibility guidelines WCAG 2.2, level AA, and the European standard EN 301 549.
accessibility-how-2 = Every page works without a script, with a keyboard alone, on a small screen, and from right to left.
accessibility-how-3 = Programs test every page. Such tests find only a minority of problems, so people must test too.
accessibility-gaps = What we know is missing
accessibility-gaps-1 = There are no recordings to listen to and no sign language yet.
accessibility-gaps-2 = Arabic, French and Portuguese words are drafts until a mediator has read them.
accessibility-gaps-3 = People with disabilities have not tested these pages yet.
accessibility-tell = Tell us
accessibility-tell-1 = If something does not work for you, tell us: <a>ways to get help</a>. You can always vote at a desk instead.
accessibility-date = This statement is of { $day }.
