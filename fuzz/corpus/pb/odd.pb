meta;
key;value
budget; 90,5
vote_type;ordinal
Projects
cost;project_id;target
60;1;none

12;2
VOTES
vote;voter_id
"1, 2";A
2,1;B
3;B