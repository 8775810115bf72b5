// The verifier on the observer's page: what was published is checked in the browser, and what was changed is found.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DESK, launch, visitor } from '../lib/browser.mjs'
import { readZip } from '../../../static/verify/zip.js'

const site = process.env.MORADA_URL
const page = language => `${site}/${language}/p/lisboa-2025/audit/verify`
let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

const ended = tab => tab.waitForFunction(() => !document.getElementById('verdict').hidden || !document.getElementById('trouble').hidden, null, { timeout: 120_000 })
const exitOf = tab => tab.getAttribute('#verdict', 'data-exit')
const inState = (tab, state) => tab.$$eval(`[data-state=${state}]`, rows => rows.map(row => row.dataset.check))
const archive = async () => Buffer.from(await (await fetch(`${site}/pt/p/lisboa-2025/audit/bundle/lisboa-2025.zip`)).arrayBuffer())

test('what the server published is checked without leaving the page, and what could not be is said', async () => {
  const { page: tab, faults, close } = await visitor(browser, { viewport: DESK })
  await tab.goto(page('pt'))
  await tab.click('#here')
  await ended(tab)
  assert.equal(await exitOf(tab), '2')
  assert.deepEqual(await inState(tab, 'blocked'), ['V14'])
  assert.deepEqual(await inState(tab, 'not_asked'), ['V20'])
  assert.equal((await inState(tab, 'passed')).length, 18)
  assert.equal(await tab.textContent('[data-check=V17] .vq__s'), 'certo')
  assert.ok(!/#[a-z]/.test(await tab.innerText('main')), 'a gap of a sentence was left open')
  assert.deepEqual(faults, [])
  await close()
})

test('one changed byte is found, and named in the language of the page', async () => {
  const bytes = await archive()
  // The archive is not packed, so the ballots stand in it as they are.
  const at = bytes.indexOf('"k":"approval"')
  bytes[at + 1] ^= 1
  for (const [language, word] of [['en', 'not valid'], ['ar', 'غير سليم']]) {
    const { page: tab, faults, close } = await visitor(browser, { viewport: DESK, language })
    await tab.goto(page(language))
    await tab.setInputFiles('#archive', { name: 'spoilt.zip', mimeType: 'application/zip', buffer: bytes })
    await ended(tab)
    assert.equal(await exitOf(tab), '1')
    const found = await inState(tab, 'found')
    for (const code of ['V01', 'V07', 'V13', 'V15']) assert.ok(found.includes(code), `${code} is not among ${found}`)
    assert.equal(await tab.textContent('[data-check=V13] .vq__s'), word)
    assert.match(await tab.innerText('[data-check=V13] .vq__f'), /ballots-city\.jsonl/)
    assert.deepEqual(faults, [])
    await close()
  }
})

test('a slip is looked for in the list, in the browser', async () => {
  const files = await readZip(new Blob([await archive()]))
  const entries = await files.get('log/entries.jsonl')
  const lines = new TextDecoder().decode(await entries.slice(0, entries.size)).split('\n')
  const { leafHash } = await import('../../../static/verify/merkle.js')
  const { trackingCode } = await import('../../../static/verify/slips.js')
  const { toHex, utf8 } = await import('../../../static/verify/bytes.js')
  const code = trackingCode(toHex(leafHash(utf8(lines.find(line => line.includes('"t":"ballot"'))))))
  const { page: tab, close } = await visitor(browser, { viewport: DESK })
  await tab.goto(page('pt'))
  await tab.click('details summary >> nth=-1')
  for (const [typed, state] of [[code, 'passed'], ['00000-00000-00000-00000', 'found']]) {
    await tab.fill('#slip', typed)
    await tab.click('#here')
    await ended(tab)
    assert.equal(await tab.getAttribute('[data-check=V20]', 'data-state'), state)
  }
  await close()
})

test('a kept seal and a promise are compared with the list, in the browser', async () => {
  const files = await readZip(new Blob([await archive()]))
  const read = async path => Buffer.from(await files.get(path).slice(0, files.get(path).size))
  const seal = await read('checkpoints/000002')
  const other = Buffer.from(seal.toString().replace(/\n\d+\n/, size => `\n${Number(size) + 1}\n`))
  const { page: tab, close } = await visitor(browser, { viewport: DESK })
  await tab.goto(page('pt'))
  await tab.click('details summary >> nth=-1')
  for (const [buffer, state] of [[seal, 'passed'], [other, 'found']]) {
    await tab.setInputFiles('#seen', { name: 'selo.txt', mimeType: 'text/plain', buffer })
    await tab.click('#here')
    await ended(tab)
    assert.equal(await tab.getAttribute('[data-check=V06]', 'data-state'), state)
    assert.match(await tab.innerText('#seen-chosen'), /selo\.txt/)
  }
  await tab.setInputFiles('#seen', [])
  await tab.setInputFiles('#promise', { name: 'promessa.txt', mimeType: 'text/plain', buffer: seal })
  await tab.click('#here')
  await ended(tab)
  assert.equal(await tab.getAttribute('[data-check=V20]', 'data-state'), 'found')
  await close()
})

test('what is no archive is refused, and nothing is called valid', async () => {
  const { page: tab, close } = await visitor(browser, { viewport: DESK })
  await tab.goto(page('pt'))
  await tab.setInputFiles('#archive', { name: 'empty.zip', mimeType: 'application/zip', buffer: Buffer.from('PK nothing') })
  await ended(tab)
  assert.equal(await tab.isVisible('#trouble'), true)
  assert.equal((await inState(tab, 'passed')).length, 0)
  await close()
})

test('without JavaScript the page says what else can be done', async () => {
  const { page: tab, close } = await visitor(browser, { script: false })
  await tab.goto(page('pt'))
  assert.match(await tab.innerText('#without'), /morada-verify/)
  assert.equal(await tab.isVisible('#here'), false)
  await close()
})
