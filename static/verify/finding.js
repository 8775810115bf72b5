// What a check can say: findings with a place, reasons why it could not run, and notices.
import { FINDINGS } from "./limits.js";

/** Why a check, or a part of it, could not run. */
export class Blocked extends Error {
  constructor(code, args = {}) {
    super(code);
    this.code = code;
    this.args = args;
  }
}

/** It needs a part that could not be read; the check `see` says why. */
export const needs = (what, see) => new Blocked("needs", { what, see });

/** A disagreement: `place` may name file, line, leaf, contest and member. */
export const finding = (code, place = {}, args = {}) => ({ code, place, args });

/** All that one check said. */
export class Verdict {
  constructor(check) {
    this.check = check;
    this.found = 0;
    this.findings = [];
    this.blocked = [];
    this.notices = [];
  }

  /** Records a disagreement. */
  add(code, place, args) {
    this.addAll([finding(code, place, args)]);
  }

  /** Records disagreements found while reading. */
  addAll(findings) {
    this.found += findings.length;
    this.findings.push(...findings.slice(0, Math.max(0, FINDINGS - this.findings.length)));
  }

  /** Runs a part of the check; what keeps it from running is recorded, anything else is a fault of this program. */
  async part(run) {
    try {
      await run();
    } catch (reason) {
      if (!(reason instanceof Blocked)) throw reason;
      const same = (other) => other.code === reason.code && JSON.stringify(other.args) === JSON.stringify(reason.args);
      if (!this.blocked.some(same)) this.blocked.push({ code: reason.code, args: reason.args });
    }
  }

  /** Records what a reader must know although nothing disagrees. */
  notice(code, args = {}) {
    this.notices.push({ code, args });
  }

  /** "passed", "found", "blocked" or "not_asked". */
  get status() {
    if (this.found > 0) return "found";
    if (this.blocked.length > 0) return "blocked";
    return this.notices.some((notice) => notice.code === "no_slip") ? "not_asked" : "passed";
  }
}

/** A part of the bundle: read, or not, and what was wrong with it. The check `owner` answers for its faults. */
export class Part {
  constructor(name, owner, value, faults = []) {
    Object.assign(this, { name, owner, value, faults });
  }

  /** The part; whoever needs it and cannot have it is blocked. */
  get() {
    if (this.value === undefined) throw needs(this.name, this.owner);
    return this.value;
  }
}
