// Ed25519 and ristretto255, strictly: one spelling per point, no point of small order, no tolerance.
import { ed25519, ristretto255 } from "./vendor/curves/ed25519.js";
import { sha512 } from "./vendor/hashes/sha2.js";
import { concat, utf8 } from "./bytes.js";

const { Point } = ed25519;
const Group = ristretto255.Point;
const ORDER = Point.Fn.ORDER;

/** The number that little-endian bytes spell. */
function littleEndian(bytes) {
  let number = 0n;
  for (let at = bytes.length - 1; at >= 0; at -= 1) number = (number << 8n) | BigInt(bytes[at]);
  return number;
}

/**
 * Whether `signature` is `key`'s under `message`.
 *
 * The equation is checked without the cofactor and neither point may be of small order. A library's own
 * "verify" may be kinder, and two verifiers that disagree about one ballot would be of no use
 * (Chalkias, Garillot, Nikolaenko, "Taming the many EdDSAs", SSR 2020).
 */
export function isSigned(key, message, signature) {
  try {
    const [A, R] = [Point.fromBytes(key), Point.fromBytes(signature.slice(0, 32))];
    const s = littleEndian(signature.slice(32, 64));
    if (signature.length !== 64 || s >= ORDER || A.isSmallOrder() || R.isSmallOrder()) return false;
    const k = littleEndian(sha512(concat(signature.slice(0, 32), key, message))) % ORDER;
    return Point.BASE.multiplyUnsafe(s).subtract(A.multiplyUnsafe(k)).equals(R);
  } catch {
    return false; // not the one spelling of a point
  }
}

/** A point of ristretto255; undefined for a second spelling of one (RFC 9496). */
export function point(bytes) {
  try {
    return Group.fromBytes(bytes);
  } catch {
    return undefined;
  }
}

/** A point that may stand for a key: with the neutral one every proof would hold. */
export function keyPoint(bytes) {
  const read = point(bytes);
  return read === undefined || read.equals(Group.ZERO) ? undefined : read;
}

/** A scalar below the group's order. */
export function scalar(bytes) {
  const number = littleEndian(bytes);
  return number < ORDER ? number : undefined;
}

/** The group's order. */
export { ORDER };

/** `value` in the field of scalars. */
export const reduce = (value) => ((value % ORDER) + ORDER) % ORDER;

function inverse(value) {
  // Fermat: the order is prime.
  let [base, power, result] = [reduce(value), ORDER - 2n, 1n];
  for (; power > 0n; power >>= 1n) {
    if (power & 1n) result = (result * base) % ORDER;
    base = (base * base) % ORDER;
  }
  return result;
}

/** Lagrange coefficient at `x` of trustee `i` among those `present`. */
export function lagrange(x, i, present) {
  let [above, below] = [1n, 1n];
  for (const other of present.filter((j) => j !== i)) {
    above = reduce(above * BigInt(x - other));
    below = reduce(below * BigInt(i - other));
  }
  return reduce(above * inverse(below));
}

/** The sum of `number · point` over pairs. */
export const sum = (pairs) => pairs.reduce((total, [number, of]) => total.add(of.multiplyUnsafe(number)), Group.ZERO);

/** Whether a partial decryption was made with the share behind `shareKey`: all points as bytes. */
export function isProved(election, partial, shareKey, bigR) {
  const [share, sealedTo, decrypted] = [shareKey, bigR, partial.d].map(keyPoint);
  if (!share || !sealedTo || !decrypted) return false;
  const ofBase = Group.BASE.multiplyUnsafe(partial.z).subtract(share.multiplyUnsafe(partial.c));
  const ofSealed = sealedTo.multiplyUnsafe(partial.z).subtract(decrypted.multiplyUnsafe(partial.c));
  const number = Uint8Array.of(partial.i >> 8, partial.i & 255);
  const items = [utf8(election), number, shareKey, bigR, partial.d, ofBase.toBytes(), ofSealed.toBytes()];
  const length = (n) => Uint8Array.of(n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255);
  const said = concat(utf8("pb/v1/open\0"), ...items.flatMap((item) => [length(item.length), item]));
  return littleEndian(sha512(said)) % ORDER === partial.c;
}
