// What a phone has to fetch (UX.md A19): bytes after compression, requests, fonts when data is saved.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, PHONE, visitor } from '../lib/browser.mjs'
import { Booth } from '../lib/booth.mjs'
import { weigh } from '../lib/weight.mjs'
import { base, codes, url } from '../lib/site.mjs'

const KB = 1024
let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

for (const language of ['pt', 'ar']) {
  test(`weights in ${language}`, async t => {
    const { page, close } = await visitor(browser, { viewport: PHONE, language })
    const process = base(language)
    const booth = new Booth(page, process)
    const pages = [
      ['place', () => page.goto(`${url}/${language}`), {}],
      ['process', () => page.goto(process), {}],
      ['projects', () => page.goto(`${process}/projects`), {}],
      ['code', () => booth.open(), {}],
      ['ballot', () => booth.enter(codes[0]), { all: 60, js: 2.5 }],
    ]
    for (const [name, open, { all = 100, js = 6 }] of pages) {
      const sums = await weigh(page, open)
      const kb = bytes => Math.round(bytes / KB * 10) / 10
      console.log(`  ${language} ${name}: ${kb(sums.gz)} KB packed (${kb(sums.wire)} on the wire), html ${kb(sums.html)}, css ${kb(sums.css)}, js ${kb(sums.js)}, fonts ${kb(sums.font)}, ${sums.requests} requests`)
      await t.test(name, () => {
        assert.ok(sums.gz <= all * KB, `${kb(sums.gz)} KB, at most ${all}`)
        assert.ok(sums.html <= 20 * KB, `html ${kb(sums.html)} KB, at most 20`)
        assert.ok(sums.css <= 10 * KB, `css ${kb(sums.css)} KB, at most 10`)
        assert.ok(sums.js <= js * KB, `js ${kb(sums.js)} KB, at most ${js}`)
        assert.ok(sums.requests <= 8, `${sums.requests} requests, at most 8`)
      })
    }
    await close()
  })
}

test('who saves data is sent no font', async () => {
  const { page, close } = await visitor(browser, { viewport: PHONE, extraHTTPHeaders: { 'save-data': 'on' } })
  const sums = await weigh(page, () => page.goto(`${url}/pt`))
  assert.equal(sums.font, 0)
  await close()
})
