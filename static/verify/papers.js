// `setup/papers.json` and `setup/trustees.json` (docs/FORMATS.md section 4), as far as a check needs them.
import { fromHex } from "./bytes.js";
import { write } from "./canonical.js";
import { CONTESTS, OPTIONS } from "./limits.js";
import { each, exact, hex, inside, int, isAscending, must, mustBe, oneOf, record, ShapeFault, slug, text, textItem, truth } from "./shape.js";
import { keyPoint, lagrange, sum } from "./signatures.js";

const PAPERS = ["authority", "batch_interval_s", "batch_min", "closes_at", "contests", "currency", "currency_exponent",
  "election", "languages", "openings", "opens_at", "place", "small_group", "t", "time_zone", "title", "v"];

/** Reads the papers. */
export function readPapers(papers) {
  exact(papers, PAPERS);
  mustBe(papers, "t", "papers");
  mustBe(papers, "v", 1);
  for (const key of ["batch_interval_s", "closes_at", "opens_at"]) int(papers, key);
  for (const key of ["currency", "time_zone"]) text(papers, key);
  each(papers, "languages", textItem);
  translations(papers, "place");
  translations(papers, "title");
  must(Array.isArray(papers.contests) && papers.contests.length <= CONTESTS, "contests");
  const contests = each(papers, "contests", readContest);
  must(contests.length > 0 && isAscending(contests.map((contest) => contest.id)), "contests");
  return {
    origin: `${text(papers, "authority")}/pb/${slug(papers, "election")}`,
    batchMin: int(papers, "batch_min"),
    contests,
    exponent: must(int(papers, "currency_exponent") <= 4, "currency_exponent") && papers.currency_exponent,
    election: papers.election,
    areOpeningsPublic: oneOf(papers, "openings", ["observers", "public"]) === "public",
    smallGroup: int(papers, "small_group"),
  };
}

function readContest(contest) {
  exact(contest, ["ballot", "budget", "id", "options", "rule", "title"]);
  translations(contest, "title");
  must(Array.isArray(contest.options) && contest.options.length <= OPTIONS, "options");
  const options = each(contest, "options", readOption);
  must(new Set(options.map((option) => option.id)).size === options.length, "options");
  const kind = inside("ballot", () => readKind(contest.ballot));
  const rule = inside("rule", () => readRule(contest.rule));
  const read = { id: slug(contest, "id"), budget: int(contest, "budget"), kind, options, rule, ruleRecord: contest.rule };
  const sides = write({ a: options.map((option) => [option.id, option.cost]) });
  const sound = read.budget === 0 && sides === '{"a":[["yes",0],["no",0],["abstain",0]]}';
  must((kind.name === "motion") === (rule.name === "motion") && (kind.name !== "motion" || sound), "rule");
  return read;
}

function readOption(option) {
  exact(option, ["category", "cost", "id", "number", "place", "summary", "title"]);
  int(option, "number");
  translations(option, "summary");
  translations(option, "title");
  const letters = [...text(option, "id")].length;
  must(letters >= 1 && letters <= 64, "id");
  return { id: option.id, cost: int(option, "cost"), category: text(option, "category"), place: text(option, "place") };
}

const KINDS = { approval: ["max", "min"], knapsack: [], choose_one: [], motion: [], points: ["max_each", "total"], ranking: ["max"] };

function readKind(kind) {
  const name = text(record(kind), "kind");
  if (!Object.hasOwn(KINDS, name)) return { name, isForeign: true };
  exact(kind, ["kind", ...KINDS[name]]);
  return KINDS[name].reduce((read, limit) => ({ ...read, [limit]: int(kind, limit) }), { name, isForeign: false });
}

/** A rule with switches that this program does not know is foreign as a whole; the papers stay readable. */
function readRule(rule) {
  const [name, version] = [text(record(rule), "name"), int(rule, "version")];
  try {
    must(version === 1 && Object.hasOwn(RULES, name), "name");
    return { name, ...RULES[name](rule) };
  } catch (fault) {
    if (!(fault instanceof ShapeFault)) throw fault;
    return { name: `${name} ${version} (${fault.path})`, isForeign: true };
  }
}

const RULES = {
  motion: (rule) => exact(rule, ["name", "version"]) && {},
  most_votes: (rule) => queue(rule, []),
  votes_per_cost: (rule) => ({ ...queue(rule, []), per: "cost" }),
  most_points: (rule) => ({ per: oneOf(rule, "per", ["project", "cost"]), ...queue(rule, ["per"]) }),
  borda: (rule) => ({ last: oneOf(rule, "last", ["one", "zero"]), per: oneOf(rule, "per", ["project", "cost"]), ...queue(rule, ["last", "per"]) }),
  most_votes_exclusive(rule) {
    const read = queue(rule, ["groups"]);
    const level = (ids) => must(Array.isArray(ids), "") && ids.map(textItem);
    const levels = (group) => must(Array.isArray(group), "") && group.map(level);
    return { ...read, groups: each(rule, "groups", levels) };
  },
  exact_equal_shares(rule) {
    exact(rule, ["completion", "name", "ties", "utility", "version"]);
    const raises = oneOf(rule, "completion", ["none", "add_opt"]) === "add_opt";
    return { raises, gain: oneOf(rule, "utility", ["cost", "cardinality"]), ties: ties(rule) };
  },
  phragmen: (rule) => exact(rule, ["name", "ties", "version"]) && { ties: ties(rule) },
  eligible(rule) {
    exact(rule, ["conditions", "name", "rule", "version"]);
    return { conditions: inside("conditions", () => conditions(rule.conditions)), rule: innerRule(rule) };
  },
  per_part(rule) {
    exact(rule, ["by", "leftover", "name", "parts", "rule", "version"]);
    const part = (one) => exact(one, ["budget", "part"]) && { budget: int(one, "budget"), part: text(one, "part") };
    const [by, leftover] = [oneOf(rule, "by", ["category", "place"]), oneOf(rule, "leftover", ["kept", "pooled"])];
    return { by, leftover, parts: each(rule, "parts", part), rule: innerRule(rule) };
  },
  compared(rule) {
    exact(rule, ["by", "name", "rule", "version"]);
    return { by: oneOf(rule, "by", ["satisfaction", "exclusion"]), rule: innerRule(rule) };
  },
  equal_shares(rule) {
    exact(rule, ["completion", "increment", "name", "start", "stop", "ties", "utility", "version"]);
    const completion = oneOf(rule, "completion", ["none", "add1", "utilitarian", "add1u"]);
    const [gain, worth] = UTILITIES[oneOf(rule, "utility", Object.keys(UTILITIES))];
    const read = {
      raises: completion.startsWith("add1"),
      spendsRest: completion.endsWith("u") || completion === "utilitarian",
      increment: int(rule, "increment"),
      start: oneOf(rule, "start", ["exact", "floor"]),
      stop: oneOf(rule, "stop", ["exhaustive", "exhaustive_all", "over_budget"]),
      ties: ties(rule),
      gain,
      worth,
    };
    // Add-one without a step would run for ever.
    must(!read.raises || read.increment > 0, "increment");
    return read;
  },
};

/** What a voter gains from an option, and what a mark is worth. */
const UTILITIES = {
  cost: ["cost", "vote"],
  cardinality: ["one", "vote"],
  points: ["one", "points"],
  points_cost: ["cost", "points"],
  borda1: ["one", "points"],
  borda1_cost: ["cost", "points"],
  borda0: ["one", "points_from_zero"],
};

const CONDITIONS = ["cost_share_divisor", "min_support", "min_support_percent", "min_turnout"];

/** What an option must have to be counted; what is absent asks nothing. */
function conditions(asked) {
  for (const key of Object.keys(record(asked)).sort()) must(CONDITIONS.includes(key) && int(asked, key) >= 0, key);
  return asked;
}

/** The rule inside another; one that is foreign makes both foreign. */
function innerRule(rule) {
  const read = inside("rule", () => readRule(rule.rule));
  must(!read.isForeign && read.name !== "motion", "rule");
  return read;
}

/** The switches that every queue has. */
function queue(rule, own) {
  exact(rule, ["misfit", "name", "ties", "version", ...own]);
  return { ...misfit(rule), ties: ties(rule) };
}

function misfit(rule) {
  if (typeof rule.misfit === "string") return { misfit: oneOf(rule, "misfit", ["skip", "stop"]) };
  const { stretch } = inside("misfit", () => exact(rule.misfit, ["stretch"]));
  return { misfit: "stretch", stretch: inside("misfit", () => int(exact(stretch, ["percent"]), "percent")) };
}

function ties(rule) {
  const policies = each(rule, "ties", (policy) => must(["cheaper", "more_votes", "lot"].includes(policy), "") && policy);
  // Only the lot settles every tie, so it comes last.
  must(policies.at(-1) === "lot", "ties");
  return policies;
}

function translations(from, key) {
  const languages = each(from, key, (translation) => {
    exact(translation, ["lang", "text"]);
    text(translation, "text");
    return text(translation, "lang");
  });
  must(isAscending(languages), key);
}

/** Reads the trustees; their share keys must belong to the one key. */
export function readTrustees(trustees) {
  exact(trustees, ["held_by_server", "key", "shares", "t", "threshold", "v"]);
  mustBe(trustees, "t", "trustees");
  mustBe(trustees, "v", 1);
  const shares = each(trustees, "shares", (share) => {
    exact(share, ["i", "key", "name"]);
    text(share, "name");
    must(int(share, "i") >= 1 && share.i <= 255, "i");
    return { i: share.i, key: fromHex(hex(share, "key")) };
  });
  const isServer = truth(trustees, "held_by_server");
  const threshold = int(trustees, "threshold");
  must(isAscending(shares.map((share) => share.i)) && threshold >= 1 && threshold <= shares.length, "threshold");
  must(!isServer || shares.length === 1, "held_by_server");
  must(agree(shares, threshold, fromHex(hex(trustees, "key"))), "key");
  return { isServer, shares: new Map(shares.map((share) => [share.i, share.key])) };
}

/**
 * Whether every set of `threshold` shares gives the key: the first ones fix a polynomial, and the key and all
 * the other shares must lie on it.
 */
function agree(shares, threshold, key) {
  const points = shares.map((share) => ({ i: share.i, point: keyPoint(share.key) }));
  const whole = keyPoint(key);
  if (whole === undefined || points.some(({ point }) => point === undefined)) return false;
  const base = points.slice(0, threshold);
  const numbers = base.map(({ i }) => i);
  const valueAt = (x) => sum(base.map(({ i, point }) => [lagrange(x, i, numbers), point]));
  return valueAt(0).equals(whole) && points.slice(threshold).every(({ i, point }) => valueAt(i).equals(point));
}
