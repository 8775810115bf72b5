// The browser verifier without a browser: reads lines of JSON `{"bundle", "slip"?, "promise"?, "annex"?, "seen"?}` on
// standard input and answers each with its report. The tests of morada-verify hold the answers against its own.
//
//   echo '{"bundle":"demo/bundle"}' | node tests/verifiers/run.mjs
import { createInterface } from 'node:readline'
import { readFileSync } from 'node:fs'
import { parseVkey } from '../../static/verify/notes.js'
import { verify } from '../../static/verify/verify.js'
import { readFolder } from './folder.mjs'

const bytes = file => new Uint8Array(readFileSync(file))
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line)
  const report = await verify(readFolder(asked.bundle), {
    annex: asked.annex && readFolder(asked.annex),
    logKey: asked.log_key && parseVkey(asked.log_key),
    slip: asked.slip,
    promise: asked.promise && bytes(asked.promise),
    seen: (asked.seen ?? []).map(({ name, file }) => ({ name, bytes: bytes(file) })),
  })
  console.log(JSON.stringify(report))
}
