// A vote with Tab, Space and Enter alone, from the code to the slip; the focus is always to be seen
// and never under the meter (UX.md A9, WCAG 2.4.7, 2.4.11).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DESK, launch, SMALL, visitor } from '../lib/browser.mjs'
import { Booth } from '../lib/booth.mjs'
import { base, codes, url } from '../lib/site.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

for (const [language, viewport] of [['pt', SMALL], ['ar', SMALL], ['pt', DESK]]) {
  test(`a vote by keyboard in ${language} at ${viewport.width} px`, async () => {
    const { page, close } = await visitor(browser, { viewport, language })
    const booth = new Booth(page, base(language))
    await booth.open()

    await tabTo(page, 'main form input:not([type=hidden])')
    await page.keyboard.type(codes[0])
    await press(page, 'Enter')

    for (const box of (await booth.options()).slice(0, 1)) {
      await tabTo(page, `input[name=p][value="${box.value}"]`)
      await page.keyboard.press('Space')
    }
    assert.equal((await booth.chosen()).length, 1)
    await tabTo(page, 'button[name=go][value=check]')
    await press(page, 'Enter')

    await tabTo(page, 'form:has(input[name=attempt]) button')
    await press(page, 'Enter')
    assert.match(await booth.tracking(), /^\w{5}(-\w{5}){3}$/)
    await close()
  })
}

test('the first Tab offers the way past the header, and it works', async () => {
  const { page, close } = await visitor(browser, { viewport: SMALL })
  await page.goto(`${url}/pt`)
  await page.keyboard.press('Tab')
  const href = await page.evaluate(() => document.activeElement.getAttribute('href'))
  assert.equal(href, '#main')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), 'the next stop is not in main')
  await close()
})

/** Tabs until `selector` has the focus; every stop on the way must be visible and uncovered. */
async function tabTo(page, selector, most = 80) {
  for (let stops = 0; stops < most; stops++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(wanted => {
      const element = document.activeElement
      if (!element || element === document.body) return { nothing: true }
      // A box is small: the wide line around it carries the ring.
      const seen = element.closest('.pick__cta') ?? element.closest('label') ?? element
      const box = seen.getBoundingClientRect()
      const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1)
      const own = element.getBoundingClientRect()
      const y = Math.min(Math.max(own.top + own.height / 2, 1), innerHeight - 1)
      const top = document.elementFromPoint(x, y)
      const style = getComputedStyle(seen)
      const meter = document.querySelector('.meter')
      const covered = !!(meter && top && meter.contains(top) && !meter.contains(element))
      const ring = [style, getComputedStyle(element)].some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)
      const off = own.bottom < 0 || own.top > innerHeight
      return { there: element.matches(wanted), covered, ring, off, what: element.outerHTML.slice(0, 100) }
    }, selector)
    if (stop.nothing) continue
    assert.ok(!stop.covered, `the meter covers the focus: ${stop.what}`)
    assert.ok(!stop.off, `the focus is off the screen: ${stop.what}`)
    assert.ok(stop.ring, `the focus is not to be seen: ${stop.what}`)
    if (stop.there) return
  }
  assert.fail(`Tab never comes to ${selector}`)
}

async function press(page, key) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)])
}
