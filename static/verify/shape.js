// Reads the members of a canonical record, and says which one is not of its form.
import { isHex } from "./bytes.js";

/** A member that is missing, foreign or not of its form, by its path: `contests[2].budget`. */
export class ShapeFault extends Error {
  constructor(path) {
    super(path);
    this.path = path;
  }
}

const fail = (path) => {
  throw new ShapeFault(path);
};

/** Runs `read`; a fault inside is told as seen from the record around it. */
export function inside(member, read) {
  try {
    return read();
  } catch (fault) {
    if (!(fault instanceof ShapeFault)) throw fault;
    const joint = fault.path === "" || fault.path.startsWith("[") ? "" : ".";
    return fail(member + joint + fault.path);
  }
}

/** Refuses whatever is no record. */
export function record(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : fail("");
}

/** Refuses a record whose members are not exactly `keys`, and names the first one missing or foreign. */
export function exact(value, keys) {
  const wanted = [...keys].sort();
  const found = Object.keys(record(value)).sort();
  found.forEach((key, at) => {
    if (at >= wanted.length) fail(key);
    if (key !== wanted[at]) fail(wanted[at] < key ? wanted[at] : key);
  });
  if (found.length < wanted.length) fail(wanted[found.length]);
  return value;
}

const typed = (type) => (from, key) => (Object.hasOwn(from, key) && typeof from[key] === type ? from[key] : fail(key));

export const int = typed("number");
export const text = typed("string");
export const truth = typed("boolean");

/** Lower-case hex of `size` bytes. */
export const hex = (from, key, size = 32) => (isHex(text(from, key), size) ? from[key] : fail(key));

/** A list; `read` reads each item, and a fault names the item. */
export function each(from, key, read) {
  if (!Object.hasOwn(from, key) || !Array.isArray(from[key])) fail(key);
  return from[key].map((item, at) => inside(`${key}[${at}]`, () => read(item)));
}

/** One of a few names. */
export const oneOf = (from, key, names) => (names.includes(text(from, key)) ? from[key] : fail(key));

/** Refuses a record whose `key` is not `wanted`. */
export function mustBe(from, key, wanted) {
  if (!Object.hasOwn(from, key) || from[key] !== wanted) fail(key);
}

/** A text item of a list. */
export const textItem = (item) => (typeof item === "string" ? item : fail(""));

/** Refuses the member unless it is so. */
export const must = (so, key) => so || fail(key);

/** A name of an election or contest: it becomes part of file names. */
export const slug = (from, key) => (/^[a-z0-9-]{1,64}$/.test(text(from, key)) ? from[key] : fail(key));

/** Whether items are in order and none is repeated. */
export const isAscending = (items) => items.every((item, at) => at === 0 || items[at - 1] < item);
