// The page checks on finished HTML files: `node run.mjs --static ../shared/design`.
import { readdirSync } from 'node:fs'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, SMALL, visitor } from '../lib/browser.mjs'
import { audit } from '../lib/audit.mjs'
import { weigh } from '../lib/weight.mjs'

const pages = readdirSync(process.env.MORADA_DESIGNS).filter(name => name.endsWith('.html'))
let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

for (const name of pages) {
  test(name, async () => {
    const { page, faults, close } = await visitor(browser, { viewport: SMALL })
    let response
    const sums = await weigh(page, async () => { response = await page.goto(`${process.env.MORADA_URL}/${name}`) })
    console.log(name, JSON.stringify(sums))
    const found = [...await audit(page, await response.text()), ...faults]
    await close()
    assert.deepEqual(found, [])
  })
}
