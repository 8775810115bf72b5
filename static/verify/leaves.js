// The leaves of the ledger, each read into the members its type has (docs/FORMATS.md section 3).
import { each, exact, hex, int, isAscending, must, mustBe, oneOf, record, slug, text, textItem, truth } from "./shape.js";

const KEYS = {
  setup: ["at", "engine", "pad", "papers", "policy", "trustees"],
  credlist: ["at", "count", "ct", "letters", "sha", "spares"],
  open: ["at", "by"],
  batch: ["at", "count", "n"],
  ballot: ["com", "cr", "ct", "n", "sg"],
  retire: ["cr", "ct", "sg"],
  paper: ["at", "count", "ct", "sha"],
  incident: ["at", "text"],
  amend: ["at", "text", "what"],
  close: ["at", "contests"],
  seed: ["at", "minutes", "seed"],
  tally: ["at", "contests"],
  result: ["at", "files"],
};

/** What an incident about one vote can be about. */
const DISPUTES = ["ballot_missing", "code_retired", "promise_broken", "vote_replaced"];

const MEMBERS = {
  setup(leaf) {
    text(leaf, "engine");
    int(leaf, "pad");
    return { papers: hex(leaf, "papers"), policy: hex(leaf, "policy"), trustees: hex(leaf, "trustees") };
  },
  credlist: (leaf) => ({ ct: slug(leaf, "ct"), count: int(leaf, "count"), letters: int(leaf, "letters"), spares: int(leaf, "spares"), sha: hex(leaf, "sha") }),
  open(leaf) {
    const officers = each(leaf, "by", textItem);
    must(officers.length === 2, "by");
    return { areTwo: officers[0] !== officers[1] };
  },
  batch: (leaf) => ({ n: int(leaf, "n"), count: int(leaf, "count") }),
  ballot: (leaf) => ({ com: hex(leaf, "com"), cr: hex(leaf, "cr"), ct: slug(leaf, "ct"), n: must(int(leaf, "n") >= 1, "n") && leaf.n, sg: hex(leaf, "sg", 64) }),
  retire: (leaf) => ({ cr: hex(leaf, "cr"), ct: slug(leaf, "ct"), sg: hex(leaf, "sg", 64) }),
  paper: (leaf) => ({ ct: slug(leaf, "ct"), count: int(leaf, "count"), sha: hex(leaf, "sha") }),
  incident: (leaf) => text(leaf, "text") !== undefined && {},
  amend: (leaf) => text(leaf, "text") !== undefined && text(leaf, "what") !== undefined && {},
  close: (leaf) => ({
    contests: each(leaf, "contests", (contest) => {
      exact(contest, ["counted", "ct", "leaves"]);
      return { counted: int(contest, "counted"), leaves: int(contest, "leaves"), ct: text(contest, "ct") };
    }),
  }),
  seed: (leaf) => ({ seed: text(leaf, "seed"), minutes: hex(leaf, "minutes") }),
  tally: (leaf) => ({
    contests: each(leaf, "contests", (contest) => {
      exact(contest, ["annex", "ballots", "counted", "ct", "order", "withheld"]);
      return {
        ct: text(contest, "ct"), annex: hex(contest, "annex"), ballots: hex(contest, "ballots"), counted: int(contest, "counted"),
        order: each(contest, "order", textItem), withheld: truth(contest, "withheld"),
      };
    }),
  }),
  result(leaf) {
    const files = each(leaf, "files", (file) => {
      exact(file, ["path", "sha"]);
      return { path: text(file, "path"), sha: hex(file, "sha") };
    });
    must(isAscending(files.map((file) => file.path)), "files");
    return { files };
  },
};

/** Leaves that may stand anywhere after `setup`, but not inside a batch. */
export const REMARKS = ["paper", "incident", "amend"];

/** Reads a leaf: `{kind, election, …members}`. */
export function readLeaf(leaf) {
  const kind = text(record(leaf), "t");
  must(Object.hasOwn(KEYS, kind), "t");
  const about = kind === "incident" && Object.hasOwn(leaf, "about") ? ["about"] : [];
  exact(leaf, [...KEYS[kind], ...about, "el", "t", "v"]);
  mustBe(leaf, "v", 1);
  if (about.length > 0) oneOf(leaf, "about", DISPUTES);
  if (KEYS[kind][0] === "at") int(leaf, "at");
  return { kind, election: text(leaf, "el"), ...MEMBERS[kind](leaf) };
}
