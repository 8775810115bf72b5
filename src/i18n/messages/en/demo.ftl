### The page that exists only in the demo.

title = Look around
lead = Everything here is invented. Take a code and vote, or sign in as staff.
codes = Voting codes
codes-how = Each code votes as often as you like. The last vote counts. A batch needs 3 votes and a minute. A real vote needs 20 and an hour.
vote = Vote with a code
staff = Staff
staff-how = Two officers open a vote together. Their code changes every half minute; load this page again for a new one.
password = Everybody’s password:
name = Name
who = Who
code-now = Code now
desk = Go to the desk
