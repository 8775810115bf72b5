// The files of a bundle: `size`, and `slice(from, to)` which gives bytes. Long ones are never held whole.
import { growingSha256, toHex } from "./bytes.js";
import { parse } from "./canonical.js";
import { Part, finding } from "./finding.js";
import { ShapeFault } from "./shape.js";

const CHUNK = 1 << 20;

/** A file that is in memory. */
export const inMemory = (bytes) => ({ size: bytes.length, slice: async (from, to) => bytes.subarray(from, to) });

/** A file of the browser, a `Blob`. */
export const inBrowser = (blob) => ({ size: blob.size, slice: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()) });

/** Gives a waiting page its turn: some milliseconds of work, then a pause. */
export function breather() {
  let since = Date.now();
  return async () => {
    if (Date.now() - since < 40) return;
    await new Promise((next) => setTimeout(next));
    since = Date.now();
  };
}

/** The hash of a file, in hex. */
export async function hashOf(file, breathe) {
  const hash = growingSha256();
  for (let at = 0; at < file.size; at += CHUNK) {
    hash.update(await file.slice(at, at + CHUNK));
    await breathe();
  }
  return toHex(hash.digest());
}

/** The bytes of a file of at most `limit` bytes, or a finding. */
export async function read(files, path, limit) {
  const file = files.get(path);
  if (file === undefined) return { fault: finding("missing", { file: path }) };
  if (file.size > limit) return { fault: finding("too_large", { file: path }, { limit }) };
  return { bytes: await file.slice(0, file.size) };
}

/**
 * Walks the lines of a file: `{line}` without its line feed, `{fault: "line_too_long"}` for one above the
 * limit, `{fault: "line_unended"}` for bytes behind the last line feed.
 */
export async function* lines(file, limit, breathe) {
  let held = new Uint8Array(0);
  let tooLong = false;
  for (let at = 0; at < file.size; at += CHUNK) {
    const chunk = await file.slice(at, at + CHUNK);
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const line = join(held, chunk.subarray(start, end));
      yield tooLong || line.length > limit ? { fault: "line_too_long" } : { line };
      [held, tooLong, start] = [new Uint8Array(0), false, end + 1];
      await breathe();
    }
    held = join(held, chunk.subarray(start));
    if (held.length > limit) [held, tooLong] = [new Uint8Array(0), true];
    if (held.length === 0 && !tooLong) continue;
    if (at + CHUNK >= file.size) yield { fault: "line_unended" };
  }
}

function join(before, behind) {
  if (before.length === 0) return behind;
  const joined = new Uint8Array(before.length + behind.length);
  joined.set(before);
  joined.set(behind, before.length);
  return joined;
}

/** A canonical record in a file of its own, as a part that holds what `take` makes of it. */
export async function record(files, path, limit, owner, take) {
  const { bytes, fault } = await read(files, path, limit);
  if (fault) return new Part(path, owner, undefined, [fault]);
  const value = parse(bytes);
  if (value === undefined) return new Part(path, owner, undefined, [finding("not_canonical", { file: path })]);
  try {
    return new Part(path, owner, take(value));
  } catch (error) {
    if (!(error instanceof ShapeFault)) throw error;
    return new Part(path, owner, undefined, [finding("shape", { file: path, member: error.path }, { member: error.path })]);
  }
}
