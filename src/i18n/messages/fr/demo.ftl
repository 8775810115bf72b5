### The page that exists only in the demo. A draft: a human mediator must review it before real use.

title = Faites le tour
lead = Tout ici est inventé. Prenez un code et votez, ou entrez comme agent.
codes = Codes de vote
codes-how = Chaque code vote autant de fois que vous voulez. Seul le dernier vote compte. Un lot demande 3 votes et une minute. Un vrai vote en demande 20 et une heure.
vote = Voter avec un code
staff = Agents
staff-how = Deux personnes ouvrent un vote ensemble. Leur code change chaque demi-minute ; rechargez cette page pour le nouveau.
password = Le mot de passe de tous :
name = Nom
who = Qui
code-now = Code maintenant
desk = Aller au bureau
