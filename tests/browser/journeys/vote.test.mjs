// A newcomer votes: from the code to the slip, finds the slip, votes again; in Portuguese and in
// Arabic, with and without script, on the smallest phone (UX.md A9-A12, issue 2).
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { launch, SMALL, visitor } from '../lib/browser.mjs'
import { audit } from '../lib/audit.mjs'
import { headerFaults } from '../lib/headers.mjs'
import { Booth } from '../lib/booth.mjs'
import { base, codes } from '../lib/site.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

let turn = 0
for (const language of ['pt', 'ar']) {
  for (const script of [true, false]) {
    const code = codes[turn++ % codes.length]
    describe(`a vote in ${language} ${script ? 'with' : 'without'} script`, () => {
      let booth, page, faults, close, first
      before(async () => {
        ;({ page, faults, close } = await visitor(browser, { viewport: SMALL, language, script }))
        booth = new Booth(page, base(language))
      })
      after(() => close?.())

      // Every page of the way is judged like any other, and must not be kept by the browser.
      const fine = async response => {
        const found = [...await audit(page, await response.text(), { script }), ...headerFaults(response.headers(), { secret: true }), ...faults.splice(0)]
        assert.deepEqual(found, [])
      }

      test('a mistyped code is kept in its field, with what to do', async () => {
        await booth.open()
        const wrong = code.replace(/.$/, sign => (sign === '0' ? '1' : '0'))
        const response = await booth.enter(wrong)
        assert.equal(response.status(), 422)
        await fine(response)
        assert.ok((await booth.faults()).length > 0, 'no fault is named')
        assert.equal(await page.locator('main form input:not([type=hidden])').first().inputValue(), wrong)
        assert.equal(await page.locator('input[aria-invalid=true]').count(), 1)
      })

      test('the code is read with spaces and small letters', async () => {
        await booth.open()
        const response = await booth.enter(code.toLowerCase().replaceAll('-', ' '))
        assert.equal(response.status(), 200)
        await fine(response)
        assert.ok((await booth.options()).length >= 12, 'twelve projects are on the ballot')
      })

      test('too much money is said, with the boxes as they were', async () => {
        const all = await booth.options()
        await booth.choose(all)
        const response = await booth.check()
        assert.equal(response.status(), 422)
        await fine(response)
        assert.ok((await booth.faults()).length > 0, 'no fault is named')
        assert.match(await page.title(), language === 'pt' ? /^Problema:/ : /\S/)
        assert.equal((await booth.chosen()).length, all.length)
      })

      test('changing the language keeps the choices', async () => {
        const some = (await booth.options()).slice(1, 4).map(option => option.value)
        await booth.choose(some)
        const other = language === 'pt' ? 'fr' : 'en'
        await fine(await booth.switchTo(other))
        assert.equal(await page.evaluate(() => document.documentElement.lang.slice(0, 2)), other)
        assert.deepEqual(await booth.chosen(), some)
        await fine(await booth.switchTo(language))
        assert.deepEqual(await booth.chosen(), some)
      })

      test('the check page shows what was chosen, and the way back keeps it', async () => {
        const some = affordable(await booth.options(), 2)
        await booth.choose(some)
        await fine(await booth.check())
        assert.equal(await page.locator('.won li').count(), 2)
        await fine(await booth.change())
        assert.deepEqual(await booth.chosen(), some)
        await fine(await booth.check())
      })

      test('one button gives a slip that says nothing about the choice', async () => {
        const titles = await page.locator('.won li').allInnerTexts()
        const response = await booth.send()
        await fine(response)
        first = await booth.tracking()
        assert.match(first, /^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$/)
        const slip = await page.locator('main').innerText()
        for (const title of titles) assert.ok(!slip.includes(title.trim().split('\n').pop()), `the slip names ${title}`)
      })

      test('reloading the slip casts nothing and shows the same slip', async () => {
        await page.reload()
        assert.equal(await booth.tracking(), first)
      })

      test('the slip is found again', async () => {
        await page.goto(`${booth.base}/find`)
        const response = await booth.enter(first)
        assert.equal(response.status(), 200)
        await fine(response)
        assert.equal(await page.locator('.found').count(), 1)
      })

      test('a slip nobody has is not found, in words', async () => {
        await page.goto(`${booth.base}/find`)
        const response = await booth.enter('00000-00000-00000-00000')
        assert.ok([404, 422].includes(response.status()), `status ${response.status()}`)
        await fine(response)
        assert.equal(await page.locator('.found').count(), 0)
      })

      test('voting again gives another slip', async () => {
        await booth.open()
        await booth.enter(code)
        await booth.choose(affordable(await booth.options(), 3))
        await booth.check()
        await booth.send()
        assert.notEqual(await booth.tracking(), first)
      })

      test('an empty ballot may be sent', async () => {
        await booth.open()
        await booth.enter(code)
        await booth.choose([])
        await fine(await booth.check())
        await fine(await booth.send())
      })
    })
  }
}

/** The `count` cheapest options, in ballot order. */
function affordable(options, count) {
  const cheap = [...options].sort((a, b) => a.cost - b.cost).slice(0, count).map(option => option.value)
  return options.map(option => option.value).filter(value => cheap.includes(value))
}

test('a double click, a lost answer and the back button never make a second vote', async () => {
  const { page, context, close } = await visitor(browser, { viewport: SMALL, language: 'pt' })
  const booth = new Booth(page, base('pt'))
  await booth.open()
  await booth.enter(codes[0])
  await booth.choose(affordable(await booth.options(), 2))
  await booth.check()
  const form = page.locator('form:has(input[name=attempt])')
  const action = await form.evaluate(node => node.action)
  const fields = await form.evaluate(node => [...new FormData(node)].map(pair => pair.join('=')))

  // The same form, five times at once, as a thumb or a bad network sends it.
  const slips = await page.evaluate(async ([address, pairs]) => {
    const send = () => fetch(address, { method: 'POST', body: new URLSearchParams(pairs.map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])) })
    const answers = await Promise.all([1, 2, 3, 4, 5].map(send))
    return answers.map(answer => `${answer.status} ${new URL(answer.url).pathname}`)
  }, [action, fields])
  assert.equal(new Set(slips).size, 1, `not one slip: ${slips.join(' · ')}`)

  await booth.send()
  const slip = await booth.tracking()
  // Back leads to the check page, which was never kept: the browser says so, or asks again, and may
  // still be about it when the next address is asked for. So the slip is looked at in another tab.
  await page.goBack().catch(() => {})
  const tab = new Booth(await context.newPage(), booth.base)
  await tab.page.goto(`${booth.base}/slip/${slip}`)
  assert.equal(await tab.tracking(), slip)
  await close()
})

test('clearing a shared phone leaves no way back to the slip', async () => {
  const { page, context, close } = await visitor(browser, { viewport: SMALL, language: 'pt' })
  const booth = new Booth(page, base('pt'))
  await booth.open()
  await booth.enter(codes[1 % codes.length])
  await booth.choose([])
  await booth.check()
  await booth.send()
  const slip = page.url()
  await page.locator('form[action$="/finish"] button').click()
  await page.waitForLoadState()
  const names = (await context.cookies()).map(cookie => cookie.name)
  assert.ok(!names.some(name => /booth/.test(name)), `cookies left: ${names}`)
  const response = await page.goto(`${booth.base}/vote`)
  assert.equal(response.status(), 200)
  assert.ok(await page.locator('input[name=p]').count() === 0, 'the ballot is still open')
  assert.ok(slip)
  await close()
})
