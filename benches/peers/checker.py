"""What the checker of pabulib.org says of files that `morada count FILE --write OUT.pb` wrote.

    checker.py FILE.pb...

Prints one line of JSON per kind of error, with how many files have it. Whatever our writer announced as an
objection (a project that costs nothing, one dearer than the budget, ...) is true of the election itself.
"""

import collections
import json
import sys

from pabulib.checker import Checker

found = collections.defaultdict(list)
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    results = Checker().process_files([text])
    for name, result in results.items():
        if not isinstance(result, dict) or "results" not in result:
            continue
        levels = result["results"]
        errors = levels.get("errors", {}) if isinstance(levels, dict) else {}
        for kind, details in errors.items():
            found[kind].append((path.rsplit("/", 1)[-1], str(details)[:160]))
print(json.dumps({"what": "checked", "files": len(sys.argv) - 1}))
for kind, files in sorted(found.items()):
    print(json.dumps({"what": kind, "files": len(files), "first": files[0]}, ensure_ascii=False))
