// Starts the program under test: `morada demo` in an empty folder of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')
const CODE = /\b[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){3}\b/g
const PATIENCE_S = 90

/**
 * Runs the demo on `port` until `stop()`; resolves when it answers, with the process that takes votes and
 * three of its codes, as the program prints them.
 */
export async function startDemo({ port, binary = process.env.MORADA_BIN ?? path.join(ROOT, 'target/debug/morada') }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'morada-browser-'))
  const log = path.join(folder, 'output.log')
  const out = openSync(log, 'a')
  const child = spawn(binary, ['demo', '--port', String(port)], { cwd: folder, stdio: ['ignore', out, out], env: { PATH: process.env.PATH, HOME: folder } })
  let ended
  child.on('exit', (code, signal) => { ended = `ended with ${code ?? signal}` })
  child.on('error', error => { ended = String(error) })

  const url = `http://127.0.0.1:${port}`
  const output = () => readFileSync(log, 'utf8')
  const stop = async () => {
    if (!ended) {
      child.kill('SIGTERM')
      await Promise.race([new Promise(done => child.on('exit', done)), pause(8000)])
      if (!ended) child.kill('SIGKILL')
    }
    rmSync(folder, { recursive: true, force: true })
  }
  for (let waited = 0; ; waited += 0.2) {
    if (ended || waited > PATIENCE_S) {
      const said = output()
      await stop()
      throw new Error(`${binary} demo --port ${port}: ${ended ?? `no answer in ${PATIENCE_S} s`}\n${said}`)
    }
    const codes = [...new Set(output().match(CODE) ?? [])]
    const process = output().match(/codes for (\S+)/)?.[1]
    if (codes.length > 0 && process && await answers(url)) return { url, codes, process, output, stop, folder, pid: child.pid }
    await pause(200)
  }
}

async function answers(url) {
  try {
    await fetch(url, { redirect: 'manual' })
    return true
  } catch {
    return false
  }
}

export const pause = ms => new Promise(done => setTimeout(done, ms))
