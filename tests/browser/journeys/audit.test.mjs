// The checks are checked: a page with one fault of each kind must be caught for each of them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, SMALL, visitor } from '../lib/browser.mjs'
import { audit } from '../lib/audit.mjs'
import { kindOf } from '../lib/crawl.mjs'

const GOOD = `<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>A page</title></head>
<body><a href="#main">Go to the main content</a><main id="main"><h1>A page</h1><p>One sentence.</p></main></body></html>`

let browser, page, close
before(async () => {
  browser = await launch()
  ;({ page, close } = await visitor(browser, { viewport: SMALL }))
})
after(async () => { await close?.(); await browser?.close() })

const faultsOf = async html => {
  await page.setContent(html)
  return audit(page, html)
}

test('a good page has no fault', async () => {
  assert.deepEqual(await faultsOf(GOOD), [])
})

for (const [what, from, to, caught] of [
  ['a wrong direction', 'lang="en"', 'lang="ar"', /dir is "ltr" for ar/],
  ['a second h1', '<p>', '<h1>Again</h1><p>', /2 h1/],
  ['a picture without words', '<p>', '<img src="data:," ><p>', /axe image-alt/],
  ['words too pale to read', '<p>', '<p style="color:#ccc">pale</p><p>', /axe color-contrast/],
  ['an inline style', '<p>', '<p style="top:0">', /inline/],
  ['a script in the page', '<p>', '<script>1</script><p>', /a script written in the page/],
  ['a page wider than the screen', '<p>', '<div><svg width="900" height="9" role="img" aria-label="x"></svg></div><p>', /wide on a screen of 320/],
  ['a tag that is not closed', '</p>', '', /html /],
  ['a skip link to nowhere', 'id="main"', '', /leads nowhere/],
]) {
  test(`${what} is caught`, async () => {
    const faults = await faultsOf(GOOD.replace(from, to))
    assert.ok(faults.some(fault => caught.test(fault)), `not caught; found: ${faults.join(' · ')}`)
  })
}

test('two slips are one kind of page', () => {
  assert.equal(kindOf('http://x/pt/slips/AAAAA-BBBBB-CCCCC-DDDDD'), kindOf('http://x/pt/slips/00000-11111-22222-33333'))
  assert.notEqual(kindOf('http://x/pt/a'), kindOf('http://x/pt/b'))
})
