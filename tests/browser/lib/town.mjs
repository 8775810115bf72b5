// A town of our own whose year passes in minutes: tests/browser/town.rs, spoken to a line at a time.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from './program.mjs'

export async function startTown({ port, binary = path.join(ROOT, 'target/debug/examples/town') }) {
  const child = spawn(binary, [String(port)], { stdio: ['pipe', 'pipe', 'inherit'], env: { PATH: process.env.PATH, ROCKET_LOG_LEVEL: 'off' } })
  const answers = []
  const waiting = []
  let ended
  child.on('exit', code => { ended = new Error(`the town ended with ${code}`); waiting.splice(0).forEach(one => one.no(ended)) })
  createInterface({ input: child.stdout }).on('line', line => {
    const next = waiting.shift()
    if (next) next.yes(line)
    else answers.push(line)
  })
  const line = () => answers.length ? Promise.resolve(answers.shift()) : ended ? Promise.reject(ended) : new Promise((yes, no) => waiting.push({ yes, no }))
  const ask = async command => {
    child.stdin.write(`${command}\n`)
    return line()
  }
  const url = (await line()).replace('ready ', '')
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(url, { redirect: 'manual' }).then(() => true, () => false)) break
    await new Promise(done => setTimeout(done, 100))
  }
  // Its web server takes SIGTERM for itself and the rest goes on: nothing of this town is worth a graceful end.
  return { url, ask, stop: () => child.kill('SIGKILL') }
}
