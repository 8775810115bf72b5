// The published vectors, in the JavaScript that observers run: every group that concerns it, from tests/vectors and,
// where it lies beside the clone, from ../shared/vectors.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../lib/program.mjs'
import { fromBase64, fromHex, toHex, utf8 } from '../../../static/verify/bytes.js'
import { parse, write } from '../../../static/verify/canonical.js'
import { lotOrder, pick, sample, ticket } from '../../../static/verify/chance.js'
import { commitment } from '../../../static/verify/checks/votes.js'
import { readLeaf } from '../../../static/verify/leaves.js'
import { includes, isConsistent, leafHash, Tree } from '../../../static/verify/merkle.js'
import { parseCheckpoint, parseNote, parseVkey, signedBy, vkey, writeVkey } from '../../../static/verify/notes.js'
import { isSigned, point, scalar } from '../../../static/verify/signatures.js'
import { trackingCode } from '../../../static/verify/slips.js'
import { ed25519, ristretto255 } from '../../../static/verify/vendor/curves/ed25519.js'

const folders = ['tests/vectors', '../shared/vectors'].map(folder => path.join(ROOT, folder)).filter(folder => existsSync(path.join(folder, 'pbv1-dev.json')))
const rootOf = leaves => {
  const tree = new Tree()
  for (const leaf of leaves) tree.push(leaf)
  return tree.root()
}
const number = value => Number(value)
const all = (cases, holds) => {
  assert.ok(cases.length > 0, 'a file without a case shows nothing')
  cases.forEach((one, at) => assert.ok(holds(one), `case ${at}: ${JSON.stringify(one).slice(0, 300)}`))
}

for (const folder of folders) {
  const file = name => JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
  const own = file('pbv1-dev.json')
  const name = path.relative(ROOT, folder)

  test(`${name}: trees and proofs`, () => {
    const leaves = own.merkle.leaves.map(leaf => leafHash(fromHex(leaf)))
    all(Object.entries(own.merkle.roots), ([size, root]) => toHex(rootOf(leaves.slice(0, size))) === root)
    all(own.merkle.inclusion, one => includes(fromHex(one.leaf_hash), number(one.index), number(one.size), one.proof.map(fromHex), fromHex(one.root)) === one.valid)
    all(own.merkle.consistency, one => isConsistent(number(one.size1), number(one.size2), one.proof.map(fromHex), fromHex(one.root1), fromHex(one.root2)) === one.valid)
    const [a, b, c] = [0, 1, 2].map(byte => leafHash(Uint8Array.of(byte)))
    assert.notDeepEqual(rootOf([a, b, c]), rootOf([a, b, c, c]))
    assert.notDeepEqual(rootOf([a, b]), leafHash(new Uint8Array([...a, ...b])))
  })

  test(`${name}: notes, cosignatures and proofs for slips`, () => {
    const accepted = (one, text) => {
      const note = parseNote(utf8(text))
      const checkpoint = note && parseCheckpoint(note.text)
      return Boolean(checkpoint) && checkpoint.origin === one.origin && signedBy(note, parseVkey(one.log_vkey)) === 'valid'
    }
    all(own.notes, one => {
      const log = vkey(one.origin, 1, ed25519.getPublicKey(fromHex(one.log_seed_hex)))
      const keys = one.witness_vkeys.map(parseVkey)
      const proof = /^c2sp\.org\/tlog-proof@v1\n(?:extra .*\n)?index (\d+)\n((?:.+\n)*)\n([^]*)$/.exec(one.tlog_proof)
      const checkpoint = parseCheckpoint(parseNote(utf8(proof[3])).text)
      const hashes = proof[2].split('\n').filter(Boolean).map(fromBase64)
      return writeVkey(log) === one.log_vkey && keys.every((key, at) => writeVkey(key) === one.witness_vkeys[at])
        && accepted(one, one.checkpoint) && keys.every(key => signedBy(parseNote(utf8(one.checkpoint)), key) === 'valid')
        && accepted(one, proof[3]) && number(proof[1]) === number(one.leaf_hash_at_index.index)
        && includes(fromHex(one.leaf_hash_at_index.hash), number(proof[1]), checkpoint.size, hashes, checkpoint.root)
    })
    for (const one of own.notes) all(one.must_reject_as_checkpoint_of_this_origin, bad => !accepted(one, bad.note))
  })

  test(`${name}: ballots, leaves and tracking codes`, () => all(own.ballots, one => {
    const leaf = readLeaf(parse(utf8(one.leaf_json)))
    const { sg, ...said } = JSON.parse(one.leaf_json)
    const hash = toHex(leafHash(utf8(one.leaf_json)))
    return commitment(one.election, fromHex(one.nonce), utf8(one.ballot_json)) === one.commitment && leaf.com === one.commitment
      && leaf.cr === one.cred_pk && isSigned(fromHex(leaf.cr), utf8(`pb/v1/cast\n${write(said)}`), fromHex(sg))
      && hash === one.leaf_hash && trackingCode(hash) === one.tracking_code
  }))

  test(`${name}: public chance`, () => {
    const picks = (seed, total, count) => Array.from({ length: count }, (_, at) => pick(seed, at + 1, total))
    all(own.randomness.sample, one => `${picks(one.seed, number(one.n), one.with_replacement.length)}` === `${one.with_replacement}`
      && `${sample(one.seed, number(one.n), one.without_replacement.length)}` === `${one.without_replacement}`)
    all(own.randomness.tie_break, one => one.items.every(item => ticket(one.seed, one.contest, item) === one.tickets[item])
      && `${lotOrder(one.seed, one.contest, one.items)}` === `${one.order_first_wins}`)
    all(file('rivest-sampler-tests.json').tests, ({ data, expected }) => `${picks(data.seed, data.total, data.count)}` === `${expected}`)
  })

  test(`${name}: canonical records`, () => {
    all(own.canonical.accept, text => write(parse(utf8(text))) === text)
    all(own.canonical.reject, ({ json }) => parse(utf8(json)) === undefined)
  })

  test(`${name}: RFC 6962 proofs of transparency-dev`, () => {
    const cases = file('rfc6962-transparency-dev.json')
    const hashes = list => (list ?? []).map(text => fromBase64(text))
    const whole = list => list.every(hash => hash?.length === 32)
    all(cases.inclusion, one => {
      const [leaf, root, proof] = [fromBase64(one.leafHash ?? ''), fromBase64(one.root ?? ''), hashes(one.proof)]
      const small = one.leafIdx >= 0 && one.treeSize >= 0
      return (small && whole([leaf, root, ...proof]) && includes(leaf, one.leafIdx, one.treeSize, proof, root)) !== one.wantErr
    })
    all(cases.consistency, one => {
      const [before, behind, proof] = [fromBase64(one.root1 ?? ''), fromBase64(one.root2 ?? ''), hashes(one.proof)]
      return (whole(proof) && isConsistent(one.size1, one.size2, proof, before, behind)) !== one.wantErr
    })
  })

  test(`${name}: ristretto255`, () => {
    const cases = file('ristretto255.json')
    const { Point } = ristretto255
    all([...cases.multiples_of_basepoint.entries()], ([times, bytes]) => point(fromHex(bytes))?.equals(Point.BASE.multiplyUnsafe(BigInt(times))))
    all(cases.scalar_mult, one => toHex(Point.BASE.multiplyUnsafe(scalar(fromHex(one.scalar_le))).toBytes()) === one.point)
    all(cases.must_be_rejected, one => point(fromHex(one.bytes)) === undefined)
  })
}
