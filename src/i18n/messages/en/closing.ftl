### Closing the roll for a process.

title = Close the list for a vote
lead = How many people are on the list, where, and by which evidence is published, and the hash of exactly these lines goes into the public ledger. Nobody is named; numbers under ten are left out.
numbers = As it is now
process = The vote
two = Two people
phrase = NOTICE and the year of the vote, e.g. NOTICE 2026
go = Publish, as the first of two
notice = The list of voters is closed. People on it: { $n }. SHA-256 of what is published about it: { $sha }
notice-few = The list of voters is closed, with fewer than ten people. SHA-256 of what is published about it: { $sha }
published = When the list closed
published-note = What was published each time: numbers by area and by evidence, and a seal of the list. Its hash stands in the ledger of the vote.
of = { $process }
