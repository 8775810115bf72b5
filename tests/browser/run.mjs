// Runs the journeys: starts the program once, then node's test runner over journeys/.
//
//   node run.mjs                    against target/debug/morada demo (or $MORADA_BIN)
//   node run.mjs --static FOLDER    only the page checks, on finished HTML files
//   node run.mjs vote keyboard      only these journeys
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT, startDemo } from './lib/program.mjs'
import { startStatic } from './lib/static.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const port = Number(process.env.MORADA_BROWSER_PORT ?? 24100)
const wanted = process.argv.slice(2)
const designs = wanted[0] === '--static' ? path.resolve(wanted[1]) : undefined

const program = designs ? await startStatic({ port, folder: designs }) : await startDemo({ port })
process.on('SIGINT', () => program.stop().then(() => process.exit(130)))

const journeys = designs ? ['designs'] : wanted.length > 0 ? wanted : readdirSync(path.join(here, 'journeys')).filter(file => file !== 'designs.test.mjs').map(file => file.replace('.test.mjs', ''))
const tap = path.join(ROOT, 'target/check')
mkdirSync(tap, { recursive: true })
const runner = spawn(process.execPath, [
  '--test', '--test-concurrency=1', '--test-timeout=600000',
  '--test-reporter=spec', '--test-reporter-destination=stdout',
  '--test-reporter=tap', `--test-reporter-destination=${path.join(tap, 'browser.tap')}`,
  ...journeys.map(name => path.join(here, 'journeys', `${name}.test.mjs`)),
], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, MORADA_URL: program.url, MORADA_CODES: program.codes.join(' '), MORADA_PROCESS: program.process ?? '', MORADA_DESIGNS: designs ?? '' },
})
const code = await new Promise(done => runner.on('exit', done))
if (code !== 0 && !designs) console.log(`\nwhat the program printed:\n${program.output()}`)
await program.stop()
process.exit(code ?? 1)
