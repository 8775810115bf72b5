// Finds the pages of a site by its own links, so that a page that lands later is judged too.

/**
 * Walks from `start` along links whose path begins with `within`; calls `each(page, response)` on
 * every page that is HTML. Pages that differ only in a number or a code count as one kind, and
 * two of each kind are visited.
 */
export async function crawl(page, { start, within, each, most = 80, perKind = 2 }) {
  const queue = [start]
  const seen = new Set(queue)
  const kinds = new Map()
  const visited = []
  while (queue.length > 0 && visited.length < most) {
    const url = queue.shift()
    const kind = kindOf(url)
    const before = kinds.get(kind) ?? 0
    if (before >= perKind) continue
    kinds.set(kind, before + 1)
    const response = await page.goto(url).catch(error => {
      if (/ERR_ABORTED|Download is starting/.test(error.message)) return null // a download, not a page
      throw error
    })
    if (!response || !/html/.test(response.headers()['content-type'] ?? '')) continue
    visited.push(url)
    await each(url, response)
    const links = await page.$$eval('a[href]', anchors => anchors.map(anchor => anchor.href.split('#')[0]))
    for (const link of links) {
      const { origin, pathname } = new URL(link, url)
      if (origin === new URL(start).origin && pathname.startsWith(within) && !seen.has(link)) {
        seen.add(link)
        queue.push(link)
      }
    }
  }
  return visited
}

export const kindOf = url => new URL(url).pathname.replace(/[0-9A-Z]{5}(-[0-9A-Z]{5})+/g, 'CODE').replace(/\d+/g, 'N')
