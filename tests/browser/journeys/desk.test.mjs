// The desk of the staff, signed in: the same page checks as for everybody else, what is typed
// survives another language, and the session warns before it ends.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DESK, launch, SMALL, visitor } from '../lib/browser.mjs'
import { audit } from '../lib/audit.mjs'
import { crawl } from '../lib/crawl.mjs'
import { url } from '../lib/site.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

/** Signs in with the code that the demo shows; one that was used already is not shown for long. */
async function signIn(page, language, account) {
  for (let tries = 0; tries < 3; tries += 1) {
    await page.goto(`${url}/${language}/demo`)
    const cells = await page.$$eval('table .hash', all => all.map(cell => cell.textContent.trim()))
    const password = await page.$eval('p .hash', cell => cell.textContent.trim())
    await page.goto(`${url}/${language}/desk/sign-in`)
    await page.fill('#name', account)
    await page.fill('#password', password)
    await page.fill('#code', cells[cells.indexOf(account) + 1])
    await page.click('button.btn--go')
    if (new URL(page.url()).pathname === `/${language}/desk`) return
    await new Promise(done => setTimeout(done, 31000))
  }
  throw new Error(`${account} could not sign in`)
}

for (const [account, language, viewport] of [['ana', 'pt', SMALL], ['ada', 'ar', DESK]]) {
  test(`the desk of ${account} in ${language} at ${viewport.width} px`, async t => {
    const { page, faults, close } = await visitor(browser, { viewport, language })
    await signIn(page, language, account)
    const visited = await crawl(page, {
      start: `${url}/${language}/desk`,
      within: `/${language}/desk`,
      perKind: 1,
      each: async (address, response) => {
        await t.test(address.replace(url, ''), async () => {
          const status = response.status() === 200 ? [] : [`status ${response.status()}`]
          assert.deepEqual([...await audit(page, await response.text()), ...faults.splice(0), ...status], [])
        })
      },
    })
    await close()
    assert.ok(visited.length >= 6, `only ${visited.length} pages were found from the desk`)
  })
}

test('a half-filled form survives another language, and a session warns before it ends', async () => {
  const { page, close } = await visitor(browser, { viewport: DESK, language: 'pt' })
  await page.clock.install()
  await signIn(page, 'pt', 'bea')
  await page.goto(`${url}/pt/desk/staff/new`)
  await page.fill('#name', 'zoe')
  await page.check('input[value="lisboa/registrar"]')
  assert.ok(await page.isHidden('#soon'))
  await page.clock.fastForward('11:00')
  assert.ok(await page.isVisible('#soon'), 'warned with less than five minutes left')
  const stayed = page.waitForResponse(/\/desk\/stay$/)
  await page.click('#soon button')
  assert.equal((await stayed).status(), 200)
  await page.waitForSelector('#soon', { state: 'hidden' })
  assert.equal(await page.inputValue('#name'), 'zoe', 'the form is as it was')
  await page.click('button.lang[value="ar"]')
  assert.equal(new URL(page.url()).pathname, '/ar/desk/staff/new')
  assert.equal(await page.inputValue('#name'), 'zoe')
  assert.ok(await page.isChecked('input[value="lisboa/registrar"]'))
  await close()
})
