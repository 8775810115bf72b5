// Every page that links lead to, in Portuguese and in Arabic, on the smallest phone and on a desk:
// axe, HTML, structure, width, policy (UX.md A1-A5, A20).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DESK, launch, SMALL, visitor } from '../lib/browser.mjs'
import { audit } from '../lib/audit.mjs'
import { crawl } from '../lib/crawl.mjs'
import { headerFaults } from '../lib/headers.mjs'
import { url } from '../lib/site.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

for (const [language, viewport] of [['pt', SMALL], ['ar', SMALL], ['pt', DESK], ['en', SMALL], ['fr', SMALL]]) {
  test(`pages in ${language} at ${viewport.width} px`, async t => {
    const { page, faults, close } = await visitor(browser, { viewport, language })
    const visited = await crawl(page, {
      start: `${url}/${language}/`,
      within: `/${language}/`,
      each: async (address, response) => {
        await t.test(address.replace(url, ''), async () => {
          const found = [
            ...await audit(page, await response.text()),
            ...headerFaults(response.headers()),
            ...faults.splice(0),
            ...(response.status() === 200 ? [] : [`status ${response.status()}`]),
            ...(await page.evaluate(() => document.documentElement.lang.split('-')[0]) === language ? [] : ['html lang is another language']),
          ]
          assert.deepEqual(found, [])
        })
      },
    })
    await close()
    assert.ok(visited.length >= 5, `only ${visited.length} pages were found from the home page`)
  })
}

test('titles tell pages apart', async () => {
  const { page, close } = await visitor(browser, { viewport: DESK })
  const titles = new Map()
  await crawl(page, {
    start: `${url}/pt/`,
    within: '/pt/',
    perKind: 1,
    each: async () => {
      const title = await page.title()
      // Where a card is asked for, one address leads to another.
      const pages = titles.get(title) ?? new Set()
      titles.set(title, pages.add(new URL(page.url()).pathname))
    },
  })
  await close()
  assert.deepEqual([...titles].filter(([, pages]) => pages.size > 1), [])
})

test('a page that does not exist says so in the visitor’s language, with a way home', async () => {
  for (const language of ['pt', 'ar']) {
    const { page, close } = await visitor(browser, { viewport: SMALL, language })
    const response = await page.goto(`${url}/${language}/no-such-page`)
    assert.equal(response.status(), 404)
    assert.deepEqual([...await audit(page, await response.text()), ...headerFaults(response.headers())], [])
    assert.ok(await page.locator(`a[href^="/${language}"]`).count() > 0, 'no link home')
    await close()
  }
})
