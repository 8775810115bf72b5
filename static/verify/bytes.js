// Bytes and their spellings: each value has exactly one.
import { sha256 as sha } from "./vendor/hashes/sha2.js";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The UTF-8 bytes of a text. */
export const utf8 = (text) => new TextEncoder().encode(text);

/** The text that `bytes` spell in UTF-8; undefined when they spell none. */
export function fromUtf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** SHA-256 of the parts, joined. */
export function sha256(...parts) {
  const hash = sha.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** A SHA-256 that grows: `update(bytes)`, then `digest()`. */
export const growingSha256 = () => sha.create();

/** The parts, joined. */
export function concat(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Lower-case hex. */
export function toHex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** Whether a text is lower-case hex of `size` bytes; upper case is another spelling and refused. */
export const isHex = (text, size) => text.length === 2 * size && /^[0-9a-f]*$/.test(text);

/** The bytes of lower-case hex that was looked at before. */
export const fromHex = (text) => Uint8Array.from({ length: text.length / 2 }, (_, at) => parseInt(text.slice(2 * at, 2 * at + 2), 16));

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at], bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
    text += DIGITS[a >> 2] + DIGITS[((a & 3) << 4) | (b >> 4)];
    text += at + 1 < bytes.length ? DIGITS[((b & 15) << 2) | (c >> 6)] : "=";
    text += at + 2 < bytes.length ? DIGITS[c & 63] : "=";
  }
  return text;
}

/** The bytes of base64; undefined unless it is the one spelling of them, spare bits included. */
export function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const digits = text.replace(/=+$/, "");
  const bytes = [];
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    held = ((held << 6) | DIGITS.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
  }
  const read = Uint8Array.from(bytes);
  return toBase64(read) === text ? read : undefined;
}

/** A whole number without sign or leading zero, below 2^64; undefined when it is none. */
export function decimal(text) {
  if (!/^(0|[1-9][0-9]{0,19})$/.test(text) || BigInt(text) >= 1n << 64n) return undefined;
  return Number(text);
}

/** Whether two runs of bytes are equal. */
export const sameBytes = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Below, equal or above zero as `a` stands before, at or behind `b` in bytewise order. */
export function compareBytes(a, b) {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) if (a[at] !== b[at]) return a[at] - b[at];
  return a.length - b.length;
}
