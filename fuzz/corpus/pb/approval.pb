META
key;value
description;"Two; streets"
budget;1000.50
vote_type;approval
rule;greedy
num_projects;2
num_votes;3
PROJECTS
project_id;cost;votes;name
1;600;2;Lamps
2;400.5;2;Trees
VOTES
voter_id;vote;age
A;1,2;30
B;2;41
C;1;
