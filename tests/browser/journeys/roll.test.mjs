// Getting on the list of voters as a newcomer would: in Arabic, on the smallest phone, without JavaScript;
// and the registrar's desk, where a request is decided with one press.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DESK, launch, SMALL, visitor } from '../lib/browser.mjs'
import { audit } from '../lib/audit.mjs'
import { url } from '../lib/site.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

// The smallest PNG there is: one white point.
const PHOTO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=', 'base64')

/** Signs in with the code that the demo shows. */
async function signIn(page, account) {
  for (let tries = 0; tries < 3; tries += 1) {
    await page.goto(`${url}/en/demo`)
    const cells = await page.$$eval('table .hash', all => all.map(cell => cell.textContent.trim()))
    const password = await page.$eval('p .hash', cell => cell.textContent.trim())
    await page.goto(`${url}/en/desk/sign-in`)
    await page.fill('#name', account)
    await page.fill('#password', password)
    await page.fill('#code', cells[cells.indexOf(account) + 1])
    await page.click('button.btn--go')
    if (new URL(page.url()).pathname === '/en/desk') return
    await new Promise(done => setTimeout(done, 31000))
  }
  throw new Error(`${account} could not sign in`)
}

/** The page as it stands, held to what every page must satisfy. */
async function sound(t, page, name) {
  await t.test(name, async () => assert.deepEqual(await audit(page, (await page.content()).replaceAll('hidden=""', 'hidden')), []))
}

/** Answers every question; `sound` looks at each page. */
async function ask(t, page, name, look) {
  const roll = `${url}/ar/roll/lisboa`
  await page.goto(roll)
  await page.click('button.btn--go')
  if (look) await sound(t, page, 'where')
  await page.check('input[name=area][value=Arroios]')
  await page.fill('#since-month', '٣')
  await page.fill('#since-year', '٢٠٢٤')
  await page.click('button.btn--go')
  if (look) await sound(t, page, 'evidence')
  await page.check('input[name=evidence][value=two_neighbours]')
  await page.click('button.btn--go')
  if (look) await sound(t, page, 'photo')
  await page.setInputFiles('#photo', { name: 'paper.png', mimeType: 'image/png', buffer: PHOTO })
  await page.click('button.btn--go')
  await page.goto(`${roll}/request/person`)
  if (look) {
    await page.click('button.btn--go')
    assert.ok(await page.isVisible('#problems'), 'an empty answer is told')
    await sound(t, page, 'person, with faults')
  }
  await page.fill('#name', name)
  await page.fill('#year', '١٩٩٠')
  await page.click('button.btn--go')
  if (look) await sound(t, page, 'check')
  await page.click('form[action$="/send"] button')
  if (look) await sound(t, page, 'sent')
}

/** One press of the registrar. */
async function press(desk, verdict, choice) {
  await desk.goto(`${url}/en/desk/roll/lisboa/queue`)
  if (choice) await desk.check(choice)
  await desk.click(`button[value=${verdict}]`)
}

test('a newcomer in Arabic without JavaScript, and the registrar', async t => {
  const newcomer = await visitor(browser, { viewport: SMALL, language: 'ar', script: false })
  // axe needs scripts, so a second visitor looks at the same pages with them.
  const looker = await visitor(browser, { viewport: SMALL, language: 'ar' })
  const rui = await visitor(browser, { viewport: DESK, language: 'en' })
  await signIn(rui.page, 'rui')
  for (let waiting = 0; waiting < 3; waiting += 1) await press(rui.page, 'grant')

  await ask(t, newcomer.page, 'فاطمة الإدريسي', false)
  await ask(t, looker.page, 'Another Person', true)
  await rui.page.goto(`${url}/en/desk/roll/lisboa/queue`)
  assert.ok(await rui.page.locator('img.photo').evaluate(image => image.complete && image.naturalWidth === 1))
  await sound(t, rui.page, 'the queue')
  await press(rui.page, 'return', 'input[value=unreadable]')
  await press(rui.page, 'refuse', 'input[value=not_shown]')

  const standing = `${url}/ar/roll/lisboa/request`
  await looker.page.goto(standing)
  await sound(t, looker.page, 'refused')
  await looker.page.fill('#words', 'جاري يعرفني')
  await looker.page.click('form[action$="/object"] button')
  await sound(t, looker.page, 'objected')
  // Three who did not decide first hear it; two of them grant it.
  for (const [who, finding] of [['nadia', 'grant'], ['yara', 'refuse'], ['samir', 'grant']]) {
    const panel = await visitor(browser, { viewport: DESK, language: 'en' })
    await signIn(panel.page, who)
    await panel.page.goto(`${url}/en/desk/roll/lisboa/objections`)
    await panel.page.selectOption('select[name=finding]', finding)
    await panel.page.click('form[action*="/objections/"] button')
    assert.deepEqual(panel.faults, [])
    await panel.close()
  }
  await looker.page.goto(standing)
  assert.ok(await looker.page.isVisible('.stand--yes'), 'two of three granted it')
  await sound(t, looker.page, 'granted on objection')

  await newcomer.page.goto(`${standing}/paper`)
  await newcomer.page.setInputFiles('#photo', { name: 'paper.png', mimeType: 'image/png', buffer: PHOTO })
  await newcomer.page.click('button.btn--go')
  await newcomer.page.goto(`${standing}/check`)
  await newcomer.page.click('form[action$="/send"] button')
  await press(rui.page, 'grant')
  await newcomer.page.goto(standing)
  await newcomer.page.click('form[action$="/card"] button')
  const number = await newcomer.page.textContent('.rcard .hash')
  const pin = await newcomer.page.textContent('.rpin .hash')
  await newcomer.page.goto(`${url}/ar/roll/lisboa/card`)
  await newcomer.page.fill('#number', number)
  await newcomer.page.fill('#pin', pin)
  await newcomer.page.click('button.btn--go')
  assert.equal(new URL(newcomer.page.url()).pathname, '/ar/roll/lisboa/me')

  const own = looker.page
  await own.goto(`${url}/ar/roll/lisboa/card`)
  await own.fill('#number', number)
  await own.fill('#pin', pin)
  await own.click('button.btn--go')
  await sound(t, own, 'my page')
  await own.goto(`${url}/ar/roll/lisboa/me/card`)
  await sound(t, own, 'my card')
  await own.goto(`${url}/ar/roll/lisboa/me`)
  await own.click('form[action$="/me/change"] button')
  assert.ok(await own.isChecked('input[name=area][value=Arroios]'), 'a change begins with what is kept')
  await own.goto(`${url}/ar/p/lisboa-2026/may`)
  await sound(t, own, 'can I take part in this vote')
  for (const field of ['age', 'evidence']) await own.check(`input[name=${field}][value=yes]`)
  await own.check('input[name=area][value=Arroios]')
  await own.click('main button')
  await sound(t, own, 'where I vote')
  for (const page of ['once', 'attestors', 'attest', 'numbers', 'data']) {
    await own.goto(`${url}/ar/roll/lisboa/${page}`)
    await sound(t, own, page)
  }
  for (const one of [newcomer, looker, rui]) {
    assert.deepEqual(one.faults, [])
    await one.close()
  }
})

test('the registration desk: four fields, and the card at once', async t => {
  const { page, faults, close } = await visitor(browser, { viewport: DESK, language: 'en' })
  await signIn(page, 'rui')
  await page.goto(`${url}/en/desk/roll/lisboa/new`)
  await page.fill('#name', 'Omar Haddad')
  await page.fill('#year', '1988')
  await page.selectOption('#area', 'Marvila')
  await page.fill('#since-year', '2023')
  await page.selectOption('#evidence', 'shelter_letter')
  await page.click('button.btn--go')
  assert.equal(new URL(page.url()).pathname, '/en/desk/roll/lisboa/new-card')
  await sound(t, page, 'the new card')
  const number = await page.textContent('.rcard .hash')
  await page.goto(`${url}/en/desk/roll/lisboa/find`)
  await page.fill('#number', number)
  await page.click('button.btn--go')
  assert.ok((await page.textContent('main')).includes('Omar Haddad'))
  await sound(t, page, 'the entry')
  await page.click('form[action$="/letters"] button')
  assert.match(await page.textContent('main'), /The letter was handed over/)
  await sound(t, page, 'the entry with its letter')
  await page.click('form[action$="/spare"] button')
  assert.match(await page.textContent('main'), /A second letter was handed over/)
  await page.goto(`${url}/en/desk/roll/lisboa/find`)
  await page.fill('#number', number)
  await page.click('button.btn--go')
  await page.click('form[action$="/pass"] button')
  await sound(t, page, 'a code without a PIN')
  const register = 'Nome;Nascimento;Freguesia\nRui Costa;1971-02-03;Arroios\nEva Dias;31/02/1980;Marte\n'
  await page.goto(`${url}/en/desk/roll/lisboa/register`)
  await page.setInputFiles('#register', { name: 'r.csv', mimeType: 'text/csv', buffer: Buffer.from(register) })
  await page.click('form[action$="/register"] button')
  await page.waitForSelector('a[href$="/faults.csv"]')
  assert.match(await page.textContent('main'), /Row \u2068?3/)
  await sound(t, page, 'a register with faults')
  await page.click('form[action$="/away"] button')
  await page.setInputFiles('#register', { name: 'r.csv', mimeType: 'text/csv', buffer: Buffer.from(register.split('\n').slice(0, 2).join('\n')) })
  await page.click('form[action$="/register"] button')
  await page.waitForSelector('form[action$="/yes"]')
  await sound(t, page, 'a register in order')
  await page.click('form[action$="/yes"] button')
  await page.waitForFunction(() => document.querySelector('main').textContent.includes('Your yes is kept'))
  assert.deepEqual(faults, [])
  await close()
})
