// A bundle's folder as the browser verifier sees it: a map from paths to files.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inMemory } from '../../static/verify/files.js'

export function readFolder(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return new Map(files.map(entry => {
    const full = path.join(entry.parentPath ?? entry.path, entry.name)
    return [path.relative(folder, full).replaceAll(path.sep, '/'), inMemory(new Uint8Array(readFileSync(full)))]
  }))
}
