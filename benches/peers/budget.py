"""pabutools on a Pabulib file: processor seconds of reading, of one run of Equal Shares and of add-one.

usage: budget.py FILE.pb   (exact fractions by gmpy2, equal ballots merged, as its manual advises)
"""
import hashlib
import json
import resource
import sys
import time

import pabutools.fractions
from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares

pabutools.fractions.FRACTION = "gmpy2"


def timed(work):
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def say(**line):
    line["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(line), flush=True)


def count(what, work):
    winners, cpu = timed(work)
    ids = ",".join(project.name for project in winners)
    sha = hashlib.sha256(ids.encode()).hexdigest()[:16]
    say(what=what, winners=len(winners), winners_sha=sha, count_cpu_s=cpu)


file = sys.argv[1]
(instance, profile), cpu = timed(lambda: parse_pabulib(file))
merged, merge_cpu = timed(profile.as_multiprofile)
say(what="read", file=file, ballots=len(profile), read_cpu_s=cpu, group_cpu_s=merge_cpu)
count("greedy_votes", lambda: greedy_utilitarian_welfare(instance, merged, sat_class=Cost_Sat))
count("mes_cost", lambda: method_of_equal_shares(instance, merged, sat_class=Cost_Sat))
count(
    "mes_cost_add1",
    lambda: method_of_equal_shares(instance, merged, sat_class=Cost_Sat, voter_budget_increment=1),
)
