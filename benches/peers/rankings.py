"""pyrankvote (STV in floating point) on a BLT file: processor seconds of reading and of the count.

usage: rankings.py FILE.blt
"""
import json
import resource
import sys
import time

from pyrankvote import Ballot, Candidate, single_transferable_vote

start = time.process_time()
with open(sys.argv[1]) as lines:
    number, seats = map(int, next(lines).split())
    candidates = [Candidate(str(place)) for place in range(1, number + 1)]
    ballots = []
    for line in lines:
        words = line.split()
        if words[0] == "0":
            break
        ranking = [candidates[int(word) - 1] for word in words[1:-1]]
        ballots += [Ballot(ranked_candidates=ranking) for _ in range(int(words[0]))]
read = time.process_time() - start
start = time.process_time()
found = single_transferable_vote(candidates, ballots, number_of_seats=seats)
winners = sorted(int(winner.name) for winner in found.get_winners())
print(
    json.dumps(
        {
            "what": "pyrankvote stv",
            "file": sys.argv[1],
            "ballots": len(ballots),
            "winners": winners,
            "read_cpu_s": read,
            "count_cpu_s": time.process_time() - start,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
    )
)
