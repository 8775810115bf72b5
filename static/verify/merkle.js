// The Merkle tree of RFC 6962; the proof checks follow RFC 9162 sections 2.1.3.2 and 2.1.4.2.
import { sameBytes, sha256 } from "./bytes.js";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a leaf. */
export const leafHash = (leaf) => sha256(LEAF, leaf);

/** The hash of an inner node. */
export const nodeHash = (left, right) => sha256(NODE, left, right);

/** A tree that grows leaf by leaf and keeps only the roots of its full subtrees. */
export class Tree {
  constructor() {
    this.size = 0;
    this.peaks = [];
  }

  /** Appends a leaf by its hash. */
  push(leaf) {
    let node = leaf;
    // Each trailing one bit of the old size is a full subtree that the new leaf completes.
    for (let size = this.size; size % 2 === 1; size = (size - 1) / 2) node = nodeHash(this.peaks.pop(), node);
    this.peaks.push(node);
    this.size += 1;
  }

  /** The root at the present size. */
  root() {
    return this.peaks.length === 0 ? sha256() : this.peaks.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** Whether `proof` shows that `leaf` stands at `index` of the tree with `size` leaves and `root`. */
export function includes(leaf, index, size, proof, root) {
  if (index >= size) return false;
  let [place, last, node] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (place % 2n === 1n || place === last) {
      node = nodeHash(sibling, node);
      while (place % 2n === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else {
      node = nodeHash(node, sibling);
    }
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && sameBytes(node, root);
}

/** Whether `proof` shows that the tree of `newSize` leaves begins with the tree of `oldSize`. */
export function isConsistent(oldSize, newSize, proof, oldRoot, newRoot) {
  if (oldSize === 0 || oldSize > newSize) return false;
  if (oldSize === newSize) return proof.length === 0 && sameBytes(oldRoot, newRoot);
  // When the old tree is full its root is itself the first node of the path, and is not sent.
  const full = (BigInt(oldSize) & (BigInt(oldSize) - 1n)) === 0n;
  const path = full ? [oldRoot, ...proof] : proof;
  if (path.length === 0) return false;
  let [place, last] = [BigInt(oldSize) - 1n, BigInt(newSize) - 1n];
  while (place % 2n === 1n) [place, last] = [place >> 1n, last >> 1n];
  let [oldNode, newNode] = [path[0], path[0]];
  for (const sibling of path.slice(1)) {
    if (last === 0n) return false;
    if (place % 2n === 1n || place === last) {
      [oldNode, newNode] = [nodeHash(sibling, oldNode), nodeHash(sibling, newNode)];
      while (place % 2n === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else {
      newNode = nodeHash(newNode, sibling);
    }
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && sameBytes(oldNode, oldRoot) && sameBytes(newNode, newRoot);
}
