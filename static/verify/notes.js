// Signed notes (C2SP signed-note), the checkpoints and promises in them, and the policy (C2SP tlog-policy).
import { concat, decimal, fromBase64, fromHex, fromUtf8, isHex, sameBytes, sha256, toBase64, toHex, utf8 } from "./bytes.js";
import { isSigned } from "./signatures.js";

const TEXT = 1;
const COSIGNATURE = 4;
/** Most signature lines of one note. */
const SIGNATURES = 64;
/** Most names of one policy. */
const NAMES = 1000;

const isKeyName = (name) => name !== "" && !/[\s\u0000-\u001f\u007f-\u009f+]/.test(name);

/** The verifier key of a public key. */
export function vkey(name, type, key) {
  return { name, type, key, id: sha256(utf8(`${name}\n`), Uint8Array.of(type), key).slice(0, 4) };
}

/** Reads `<name>+<key id>+<base64 of type and key>`; undefined when it is none or its id is wrong. */
export function parseVkey(line) {
  const [name, id, ...rest] = line.split("+");
  const coded = fromBase64(rest.join("+"));
  if (id === undefined || coded === undefined || coded.length !== 33 || ![TEXT, COSIGNATURE].includes(coded[0])) return undefined;
  const read = vkey(name, coded[0], coded.slice(1));
  return isKeyName(name) && isHex(id, 4) && sameBytes(fromHex(id), read.id) ? read : undefined;
}

/** A verifier key as text. */
export const writeVkey = (key) => `${key.name}+${toHex(key.id)}+${toBase64(concat(Uint8Array.of(key.type), key.key))}`;

/** Reads a note: `{text, lines}`; undefined when it is none. Nothing in it is believed yet. */
export function parseNote(bytes) {
  const note = fromUtf8(bytes);
  if (note === undefined || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return undefined;
  // The last empty line parts the text from the signatures.
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n") || note.length < end + 3) return undefined;
  const lines = note.slice(end + 2, -1).split("\n").map(signatureLine);
  return lines.length > SIGNATURES || lines.includes(undefined) ? undefined : { text: note.slice(0, end + 1), lines };
}

function signatureLine(line) {
  const parts = /^\u2014 ([^ ]+) (.+)$/u.exec(line);
  const bytes = parts && fromBase64(parts[2]);
  if (!bytes || bytes.length < 5 || !isKeyName(parts[1])) return undefined;
  return { name: parts[1], id: bytes.slice(0, 4), bytes: bytes.slice(4) };
}

/** What a note says of `key`: "valid", "absent" or "wrong". Of several lines of one key every one must hold. */
export function signedBy(note, key) {
  const own = note.lines.filter((line) => line.name === key.name && sameBytes(line.id, key.id));
  if (own.length === 0) return "absent";
  return own.every((line) => holds(note, line, key)) ? "valid" : "wrong";
}

function holds(note, line, key) {
  if (key.type === TEXT) return line.bytes.length === 64 && isSigned(key.key, utf8(note.text), line.bytes);
  if (line.bytes.length !== 72) return false;
  const time = line.bytes.slice(0, 8).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const said = utf8(`cosignature/v1\ntime ${time}\n${note.text}`);
  return time < 1n << 63n && isSigned(key.key, said, line.bytes.slice(8));
}

/** Reads a checkpoint's text: `{origin, size, root}`; extension lines are refused. */
export function parseCheckpoint(text) {
  const [origin, size, root, end, ...more] = text.split("\n");
  const [leaves, hash] = [decimal(size ?? ""), fromBase64(root ?? "")];
  if (end !== "" || more.length > 0 || origin === "" || leaves === undefined || hash?.length !== 32) return undefined;
  return { origin, size: leaves, root: hash };
}

/** Reads a promise's text: `{origin, leaf, notLaterThan}`. */
export function parsePromise(text) {
  const [title, origin, leaf, notLaterThan, end, ...more] = text.split("\n");
  const hash = fromBase64(leaf ?? "");
  const fine = title === "pb-promise/v1" && end === "" && more.length === 0 && hash?.length === 32;
  return fine && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(notLaterThan) ? { origin, leaf: toHex(hash), notLaterThan } : undefined;
}

/** Reads a policy: `{policy}`, or `{line}` with the number of the first line that is none. */
export function parsePolicy(bytes) {
  if (bytes.at(-1) !== 10) return { line: 1 };
  const lines = splitLines(bytes.slice(0, -1));
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: undefined };
  const members = new Set();
  for (const [at, line] of lines.entries()) if (!policyLine(policy, members, fromUtf8(line))) return { line: at + 1 };
  return policy.quorum === undefined ? { line: lines.length } : { policy };
}

function splitLines(bytes) {
  const lines = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push(bytes.slice(start, end));
    start = end + 1;
  }
  return [...lines, bytes.slice(start)];
}

function policyLine(policy, members, line) {
  if (line === undefined || /[\u0000-\u0008\u000a-\u001f\u007f]/.test(line)) return false;
  const [word, ...rest] = line.split(/[ \t]/).filter((part) => part !== "");
  const isKnown = (name) => policy.witnesses.has(name) || policy.groups.has(name);
  const isFree = (name) => name !== "none" && !isKnown(name) && policy.witnesses.size + policy.groups.size < NAMES;
  const fresh = (key, others) => others.every((other) => !sameBytes(other.key, key.key));
  if (word === undefined || word.startsWith("#")) return true;
  if (word === "log" && [1, 2].includes(rest.length)) {
    const key = parseVkey(rest[0]);
    return key?.type === TEXT && fresh(key, policy.logs) && policy.logs.push(key) > 0;
  }
  if (word === "witness" && [2, 3].includes(rest.length)) {
    const key = parseVkey(rest[1]);
    const fine = key?.type === COSIGNATURE && isFree(rest[0]) && fresh(key, [...policy.witnesses.values()]);
    return fine && Boolean(policy.witnesses.set(rest[0], key));
  }
  if (word === "group" && rest.length > 2) {
    const [name, many, ...of] = rest;
    const threshold = many === "any" ? 1 : many === "all" ? of.length : decimal(many);
    const fine = threshold >= 1 && threshold <= of.length && isFree(name);
    // A name stands in one group at most, and only names above it: so the groups are a tree.
    const free = fine && of.every((member) => isKnown(member) && !members.has(member) && members.add(member));
    return free && Boolean(policy.groups.set(name, { threshold, of }));
  }
  if (word === "quorum" && rest.length === 1 && policy.quorum === undefined) {
    policy.quorum = rest[0];
    return rest[0] === "none" || isKnown(rest[0]);
  }
  return false;
}

/** Whether the witnesses named in the set `cosigned` are enough. */
export function isMet(policy, cosigned) {
  const has = (name) => {
    const group = policy.groups.get(name);
    return group ? group.of.filter(has).length >= group.threshold : cosigned.has(name);
  };
  return policy.quorum === "none" || has(policy.quorum);
}
