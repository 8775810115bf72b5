// What every page must satisfy, whoever it is for. `audit` returns one line per fault.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { HtmlValidate } from 'html-validate'

const require = createRequire(import.meta.url)
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// Rules axe may leave open, because a person has to look: pictures under text, drawn bars.
const MAY_STAY_OPEN = new Set(['color-contrast'])

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    'form-dup-name': ['error', { shared: ['checkbox', 'radio', 'submit', 'button'] }],
    'prefer-button': 'off', // the drawn map is an <input type=image>: pressed without script it says where
    'long-title': 'off', // titles start with the fault, and languages differ in length
    'no-inline-style': 'error',
    'require-sri': 'off', // everything comes from our own host
    'tel-non-breaking': 'off',
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
  },
})

/**
 * All checks on the page as it stands now. `source` is the HTML as it came over the wire; `script`
 * is whether the visitor's browser runs scripts.
 */
export async function audit(page, source, { script = true } = {}) {
  const look = async seen => [...await structure(seen), ...await axe(seen), ...await width(seen)]
  return [
    ...(script ? await look(page) : await withEyes(page, source, look)),
    ...(source === undefined ? [] : [...await html(source), ...inline(source)]),
  ]
}

async function axe(page) {
  // Through the debugger, not by a script element: the page's policy stays in force.
  const results = await page.evaluate(`${AXE}; axe.run(document, { runOnly: ${JSON.stringify(TAGS)} })`)
  const nodes = found => found.nodes.map(node => node.target.join(' ')).slice(0, 3).join(', ')
  return [
    ...results.violations.map(found => `axe ${found.id}: ${found.help} (${nodes(found)})`),
    ...results.incomplete.filter(found => !MAY_STAY_OPEN.has(found.id)).map(found => `axe could not decide ${found.id} (${nodes(found)})`),
  ]
}

/** The page a visitor without script was sent, as it came, in front of eyes that have script. */
async function withEyes(page, source, look) {
  const context = await page.context().browser().newContext({ viewport: page.viewportSize() })
  const copy = await context.newPage()
  const plain = source.replace(/<script[\s\S]*?<\/script>/g, '')
  await copy.route(page.url(), route => route.fulfill({ body: plain, contentType: 'text/html; charset=utf-8' }))
  await copy.goto(page.url())
  const found = await look(copy)
  await context.close()
  return found
}

async function html(source) {
  const report = await validator.validateString(source)
  return report.results.flatMap(result => result.messages)
    // The marked options travel as repeated hidden fields, which the rule cannot be told to allow.
    .filter(message => message.severity === 2 && !(message.ruleId === 'form-dup-name' && message.message.endsWith('"p"')))
    .map(message => `html ${message.ruleId}: ${message.message} (line ${message.line})`)
}

function inline(source) {
  const faults = []
  if (/<style[\s>]/i.test(source)) faults.push('a style element in the page')
  if (/<script(?![^>]*\bsrc=)(?![^>]*application\/json)[^>]*>/i.test(source)) faults.push('a script written in the page')
  for (const [found] of source.matchAll(/<[a-z][^>]*\s(?:style|on[a-z]{3,})=/gi)) faults.push(`inline: ${found.slice(0, 80)}`)
  return faults
}

/** One h1, a title, a language with its direction, a skip link that leads somewhere. */
function structure(page) {
  return page.evaluate(() => {
    const faults = []
    const headings = document.querySelectorAll('h1').length
    if (headings !== 1) faults.push(`${headings} h1`)
    if (!document.title.trim()) faults.push('no title')
    const { lang, dir } = document.documentElement
    if (!lang) faults.push('html has no lang')
    const wanted = /^(ar|fa|he|ur)\b/.test(lang) ? 'rtl' : 'ltr'
    if (dir !== wanted) faults.push(`dir is "${dir}" for ${lang}`)
    const skip = document.querySelector('a[href^="#"]')
    if (!skip || !document.querySelector(skip.getAttribute('href'))) faults.push('the first link to a place in the page leads nowhere')
    if (document.querySelectorAll('main').length !== 1) faults.push('not one main')
    return faults
  })
}

/** Nothing pushes the page wider than the screen it is read on. */
function width(page) {
  return page.evaluate(() => {
    const screen = document.documentElement.clientWidth
    const wide = document.documentElement.scrollWidth
    if (wide <= screen) return []
    const names = [...document.querySelectorAll('body *')]
      .filter(element => { const box = element.getBoundingClientRect(); return box.width > 0 && (box.right > screen + 1 || box.left < -1) })
      .slice(0, 3).map(element => element.tagName.toLowerCase() + (element.className?.baseVal ?? element.className ? '.' + String(element.className?.baseVal ?? element.className).split(' ')[0] : ''))
    return [`${wide} px wide on a screen of ${screen} (${names.join(', ')})`]
  })
}
