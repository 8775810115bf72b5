// Reads an archive (APPNOTE 6.3) without unpacking it: files stored as they are become slices of it, packed ones are
// unpacked one by one. Nothing of an archive names a place outside of the map that comes out.
import { inBrowser } from "./files.js";
import { FILES } from "./limits.js";
import { fromUtf8 } from "./bytes.js";

/** Most bytes of all unpacked files together. */
const MOST = 4 * 2 ** 30;

/** Why an archive cannot be read. */
export class ZipFault extends Error {}

const refuse = (why) => {
  throw new ZipFault(why);
};

const view = async (blob, from, to) => new DataView(await blob.slice(from, to).arrayBuffer());

/** The files of an archive, a `Blob`: a map from paths to files. One folder around everything is left out. */
export async function readZip(blob) {
  const files = new Map();
  let sum = 0;
  for (const entry of await directory(blob)) {
    if (entry.name.endsWith("/")) continue;
    if (files.has(entry.name)) refuse("a file stands in it twice");
    if (files.size >= FILES) refuse("it has too many files");
    if (entry.flags & 1) refuse("it is encrypted");
    sum += entry.size;
    if (sum > MOST) refuse("it is too large");
    files.set(entry.name, await content(blob, entry));
  }
  return withoutOuterFolder(files);
}

/** The files without the one folder that holds them all, if there is one. */
export function withoutOuterFolder(files) {
  const paths = [...files.keys()];
  const outer = paths[0]?.split("/")[0];
  const isInside = !files.has("manifest.json") && paths.every((path) => path.startsWith(`${outer}/`));
  return isInside ? new Map(paths.map((path) => [path.slice(outer.length + 1), files.get(path)])) : files;
}

async function directory(blob) {
  const tailFrom = Math.max(0, blob.size - 65_557);
  const tail = await view(blob, tailFrom, blob.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) refuse("it is no archive");
  let [count, size, from] = [tail.getUint16(end + 10, true), tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (count === 0xffff || from === 0xffffffff) {
    // The numbers are too large for their places: a second record has the real ones (ZIP64).
    const locator = await view(blob, tailFrom + end - 20, tailFrom + end);
    if (locator.byteLength < 20 || locator.getUint32(0, true) !== 0x07064b50) refuse("its end is broken");
    const at = Number(locator.getBigUint64(8, true));
    const record = await view(blob, at, at + 56);
    if (record.byteLength < 56 || record.getUint32(0, true) !== 0x06064b50) refuse("its end is broken");
    [count, size, from] = [32, 40, 48].map((place) => Number(record.getBigUint64(place, true)));
  }
  if (size > 64 << 20) refuse("its list of files is too long");
  return entries(await view(blob, from, from + size), count);
}

function entries(list, count) {
  const found = [];
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > list.byteLength || list.getUint32(at, true) !== 0x02014b50) refuse("its list of files is broken");
    const [nameSize, extraSize, noteSize] = [28, 30, 32].map((place) => list.getUint16(at + place, true));
    const next = at + 46 + nameSize + extraSize + noteSize;
    if (next > list.byteLength) refuse("its list of files is broken");
    const name = fromUtf8(new Uint8Array(list.buffer, list.byteOffset + at + 46, nameSize));
    if (name === undefined) refuse("a name in it is not UTF-8");
    const entry = {
      name, flags: list.getUint16(at + 8, true), method: list.getUint16(at + 10, true),
      packed: list.getUint32(at + 20, true), size: list.getUint32(at + 24, true), from: list.getUint32(at + 42, true),
    };
    found.push(large(entry, list, at + 46 + nameSize, extraSize));
    at = next;
  }
  return found;
}

/** The real numbers of an entry above 4 GB, which stand in its extra field. */
function large(entry, list, from, size) {
  for (let at = from; at + 4 <= from + size;) {
    const length = list.getUint16(at + 2, true);
    if (list.getUint16(at, true) === 1) {
      let place = at + 4;
      for (const part of ["size", "packed", "from"]) {
        if (entry[part] !== 0xffffffff || place + 8 > at + 4 + length) continue;
        entry[part] = Number(list.getBigUint64(place, true));
        place += 8;
      }
    }
    at += 4 + length;
  }
  return entry;
}

async function content(blob, { name, method, packed, size, from }) {
  const head = await view(blob, from, from + 30);
  if (head.byteLength < 30 || head.getUint32(0, true) !== 0x04034b50) refuse(`${name} is broken`);
  const start = from + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const own = blob.slice(start, start + packed);
  if (own.size !== packed) refuse(`${name} is cut off`);
  if (method === 0 && packed === size) return inBrowser(own);
  if (method !== 8) refuse(`${name} is packed in a way this page does not know`);
  return inBrowser(await unpacked(own, name, size));
}

async function unpacked(packed, name, size) {
  const parts = [];
  let sum = 0;
  try {
    const reader = packed.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      sum += step.value.length;
      if (sum > size) break;
      parts.push(step.value);
    }
  } catch {
    refuse(`${name} is broken`);
  }
  // An archive that swells beyond what it states is a trap.
  if (sum !== size) refuse(`${name} is not as long as stated`);
  return new Blob(parts);
}
