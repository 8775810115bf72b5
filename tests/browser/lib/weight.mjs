// Weighs a page as a phone receives it: bytes on the wire, by kind, and the number of requests.
import { gzipSync } from 'node:zlib'

/** `open()` must navigate `page`. Resolves to sizes in bytes; `gz` is what compression would leave. */
export async function weigh(page, open) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const requests = new Map()
  session.on('Network.responseReceived', event => requests.set(event.requestId, { url: event.response.url, type: event.type, wire: 0 }))
  session.on('Network.loadingFinished', event => { const request = requests.get(event.requestId); if (request) request.wire = event.encodedDataLength })
  await open()
  await page.waitForLoadState('networkidle')
  const all = [...requests].filter(([, request]) => request.url.startsWith('http'))
  const sums = { requests: all.length, wire: 0, gz: 0, html: 0, css: 0, js: 0, font: 0, image: 0 }
  for (const [id, request] of all) {
    const { body, base64Encoded } = await session.send('Network.getResponseBody', { requestId: id }).catch(() => ({ body: '' }))
    const bytes = Buffer.from(body, base64Encoded ? 'base64' : 'utf8')
    const packed = /font|image/i.test(request.type) && !/svg/.test(request.url) ? bytes.length : Math.min(bytes.length, gzipSync(bytes).length)
    const kind = { Document: 'html', Stylesheet: 'css', Script: 'js', Font: 'font', Image: 'image' }[request.type] ?? 'html'
    sums.wire += request.wire
    sums.gz += packed
    sums[kind] += packed
  }
  await session.detach()
  return sums
}
