// Serves a folder of finished pages, so that the harness can be tried on the designs alone.
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml', '.js': 'text/javascript', '.woff2': 'font/woff2', '.png': 'image/png' }

/** Serves `folder` on `port`; resolves to the same shape as `startDemo`. */
export function startStatic({ port, folder }) {
  const server = createServer((request, response) => {
    const file = path.join(folder, path.normalize(new URL(request.url, 'http://x').pathname))
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  const stop = () => new Promise(done => server.close(done))
  return new Promise(ready => server.listen(port, '127.0.0.1', () => ready({ url: `http://127.0.0.1:${port}`, codes: [], output: () => '', stop })))
}
