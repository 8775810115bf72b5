// The observer's verifier in the browser. Written from docs/FORMATS.md, in another language than morada-verify and
// sharing no line with it: when both say the same of a bundle, one mistake of ours is not enough to deceive you.
//
// Read on in evidence.js (what is read), checks/ (the twenty questions) and count/ (the rules).
import { fromHex, utf8 } from "./bytes.js";
import { readEvidence } from "./evidence.js";
import { Verdict } from "./finding.js";
import { isSigned } from "./signatures.js";
import * as ledger from "./checks/ledger.js";
import * as votes from "./checks/votes.js";
import * as outcome from "./checks/outcome.js";

const CHECKS = { ...ledger, ...votes, ...outcome };

/** The codes V01 to V20. */
export const CODES = Array.from({ length: 20 }, (_, at) => `V${String(at + 1).padStart(2, "0")}`);

/** The places of the signatures that do not hold, of `{key, message, signature}` in hex and text. */
export async function verifyHere(signatures, breathe, tell) {
  const wrong = [];
  for (const [at, { key, message, signature }] of signatures.entries()) {
    if (!isSigned(fromHex(key), utf8(message), fromHex(signature))) wrong.push(at);
    if (at % 50 === 0) tell({ done: at, of: signatures.length });
    await breathe();
  }
  return wrong;
}

/**
 * Reads a bundle, given as a map from paths to files, and runs every check; none stops at its first finding.
 *
 * `options`: `annex`, `logKey`, `slip`, `promise`, `seen`, and `verifySignatures` for those who have more than one
 * core. `tell` hears `{reading}` and `{check, verdict}` as the work goes on. The report has `exit` 0: every check
 * ran and agreed; 1: something disagrees; 2: nothing disagrees, but something could not be checked.
 */
export async function verify(files, options = {}, tell = () => {}) {
  const evidence = await readEvidence(files, options, tell);
  evidence.verifySignatures = (signatures) => (options.verifySignatures ?? verifyHere)(signatures, evidence.breathe, tell);
  const verdicts = [];
  for (const code of CODES) {
    tell({ check: code });
    const verdict = new Verdict(code);
    await verdict.part(() => CHECKS[code](evidence, verdict));
    const { check, status, found, findings, blocked, notices } = verdict;
    verdicts.push({ check, status, found, findings, blocked, notices });
    tell({ check: code, verdict: verdicts.at(-1) });
    await evidence.breathe();
  }
  const any = (status) => verdicts.some((verdict) => verdict.status === status);
  const exit = any("found") ? 1 : any("blocked") ? 2 : 0;
  return { exit, verdicts, ...conclusions(verdicts) };
}

/** What may be concluded when these checks passed (docs/OBSERVERS.md). */
const CONCLUSIONS = {
  unchanged: ["V01", "V02", "V03", "V04", "V06", "V07"],
  witnessed: ["V03", "V04", "V05"],
  listed_keys: ["V03", "V07", "V08", "V09"],
  last_votes: ["V03", "V07", "V10", "V11"],
  not_more_than_letters: ["V07", "V09", "V10", "V12"],
  same_ballots: ["V03", "V10", "V13", "V14"],
  result_follows: ["V07", "V13", "V15", "V16", "V17", "V18"],
  small_groups_kept: ["V19"],
};
/** What no bundle can ever show. */
const NEVER = ["chosen_on_screen", "letters_to_people", "freedom"];

function conclusions(verdicts) {
  const passed = new Set(verdicts.filter((verdict) => verdict.status === "passed").map((verdict) => verdict.check));
  const watched = !verdicts.some((verdict) => verdict.notices.some((notice) => notice.code === "nobody_watched"));
  const may = (name) => CONCLUSIONS[name].every((check) => passed.has(check)) && (name !== "witnessed" || watched);
  const all = Object.keys(CONCLUSIONS);
  return { can: all.filter(may), cannot: [...all.filter((name) => !may(name)), ...NEVER] };
}
