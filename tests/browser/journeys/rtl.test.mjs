// Right to left: the page mirrors, numbers, amounts and codes do not (UX.md A13).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { launch, PHONE, visitor } from '../lib/browser.mjs'
import { Booth } from '../lib/booth.mjs'
import { ROOT } from '../lib/program.mjs'
import { base, codes } from '../lib/site.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

test('in Arabic, amounts and codes are read from the left, and the bar fills from the right', async () => {
  const { page, close } = await visitor(browser, { viewport: PHONE, language: 'ar' })
  const booth = new Booth(page, base('ar'))
  await booth.open()
  await booth.enter(codes[0])
  const options = await booth.options()
  await booth.choose(options.slice(0, 2).map(option => option.value))
  await page.locator('button[name=go][value=update], button[name=go][value=check]').first().click()
  await page.waitForLoadState()

  assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'rtl')
  assert.deepEqual(await backwardNumbers(page), [])
  const first = await page.evaluate(() => {
    const bar = document.querySelector('svg.bar')
    if (!bar) return null
    const whole = bar.getBoundingClientRect()
    const segment = [...bar.querySelectorAll('rect')].find(rect => /^s-(?!rest)/.test(rect.getAttribute('class') ?? ''))
    const box = segment?.getBoundingClientRect()
    return box && { fromRight: whole.right - box.right, fromLeft: box.left - whole.left }
  })
  assert.ok(first && first.fromRight < 3 && first.fromLeft > 20, `the first segment: ${JSON.stringify(first)}`)
  await close()
})

test('the words of a line of Arabic run from right to left', async () => {
  const { page, close } = await visitor(browser, { viewport: PHONE, language: 'ar' })
  await page.goto(base('ar'))
  const runs = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('h1'), NodeFilter.SHOW_TEXT)
    let text = walker.nextNode()
    while (text.data.trim().length < 3) text = walker.nextNode()
    const at = index => { const range = document.createRange(); range.setStart(text, index); range.setEnd(text, index + 1); return range.getBoundingClientRect() }
    const start = text.data.search(/\S/)
    return { first: at(start).right, later: at(start + 2).right }
  })
  assert.ok(runs.first > runs.later, JSON.stringify(runs))
  await close()
})

/** Digits of one number whose later digit stands left of an earlier one on the same line. */
function backwardNumbers(page) {
  return page.evaluate(() => {
    const faults = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const match of node.data.matchAll(/\d[\d.,\u202f\u00a0 ]*\d/g)) {
        const place = index => { const range = document.createRange(); range.setStart(node, index); range.setEnd(node, index + 1); return range.getBoundingClientRect() }
        const [first, last] = [place(match.index), place(match.index + match[0].length - 1)]
        if (first.width > 0 && Math.abs(first.top - last.top) < 2 && first.left > last.left) faults.push(match[0])
      }
    }
    return faults
  })
}

test('the stylesheet says start and end, never left and right', () => {
  const css = readFileSync(path.join(ROOT, 'static/morada.css'), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  const physical = [...css.matchAll(/(?:^|[;{\s])((?:margin|padding|border)-(?:left|right)[a-z-]*|(?:left|right)|text-align|float|clear)\s*:\s*([^;}]+)/g)]
    .filter(([, property, value]) => !/^(text-align|float|clear)$/.test(property) || /\b(left|right)\b/.test(value))
    .map(([, property, value]) => `${property}: ${value}`)
  assert.deepEqual(physical, [])
})
