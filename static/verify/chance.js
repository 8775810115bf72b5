// Public chance (docs/FORMATS.md section 3): tickets for ties, and the sampler of Rivest.
import { sha256, toHex, utf8 } from "./bytes.js";

/** The ticket of an option, in hex: the lowest wins. */
export const ticket = (seed, contest, option) => toHex(sha256(utf8(`${seed},tie,${contest},${option}`)));

/** Options in the order of their tickets. */
export function lotOrder(seed, contest, options) {
  const tickets = new Map(options.map((option) => [option, ticket(seed, contest, option)]));
  return [...options].sort((a, b) => (tickets.get(a) < tickets.get(b) ? -1 : 1));
}

/** A seed: 20 or more digits; then perhaps a colon and visible ASCII signs; at most 200 in all. */
export const isSeed = (text) => text.length <= 200 && /^[0-9]{20,}(:[!-~]+)?$/.test(text);

/** The `i`-th pick, from 1, out of `1..total`. */
export const pick = (seed, i, total) => Number(BigInt(`0x${toHex(sha256(utf8(`${seed},${i}`)))}`) % BigInt(total)) + 1;

/** The first `count` picks that are different, out of `1..total`. */
export function sample(seed, total, count) {
  const picks = new Set();
  for (let i = 1; picks.size < Math.min(count, total); i += 1) picks.add(pick(seed, i, total));
  return [...picks];
}
