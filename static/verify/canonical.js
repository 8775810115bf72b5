// CR-1, the canonical record (docs/FORMATS.md section 1): read it, write it again, compare.
import { fromUtf8 } from "./bytes.js";

/** Deepest nesting that is read. */
const NESTING = 32;

class NotCanonical extends Error {}

/** The record that fills `bytes` exactly; undefined when they are not its one spelling. */
export function parse(bytes) {
  const text = fromUtf8(bytes);
  if (text === undefined || text[0] !== "{") return undefined;
  try {
    const record = JSON.parse(text);
    return write(record) === text ? record : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NotCanonical || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The canonical spelling of a value. */
export function write(value, depth = 0) {
  if (depth > NESTING) throw new NotCanonical("nested too deep");
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    // A minus, a fraction, an exponent or a number too large is written differently or not safe.
    if (!Number.isSafeInteger(value) || value < 0) throw new NotCanonical("number");
    return String(value);
  }
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(",")}]`;
  if (value === null || typeof value !== "object") throw new NotCanonical("null");
  const members = Object.keys(value).sort().map((key) => {
    if (!/^[a-z0-9_]+$/.test(key)) throw new NotCanonical("key");
    return `"${key}":${write(value[key], depth + 1)}`;
  });
  return `{${members.join(",")}}`;
}

function quote(text) {
  if (/^[ -~]*$/.test(text)) return `"${text.replace(/["\\]/g, "\\$&")}"`;
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text) || text.normalize("NFC") !== text) throw new NotCanonical("text");
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
