// Pictures of the desk's pages, signed in: `node desk-shots.mjs FOLDER [account]`.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DESK, launch, PHONE, visitor } from './lib/browser.mjs'
import { crawl } from './lib/crawl.mjs'
import { startDemo } from './lib/program.mjs'

const folder = process.argv[2]
mkdirSync(folder, { recursive: true })
const program = await startDemo({ port: Number(process.env.MORADA_SHOTS_PORT ?? 24500) })
const browser = await launch()
const wide = []
let shots = 0
for (const account of ['ana', 'ada']) {
  for (const language of ['pt', 'ar']) {
    for (const viewport of [PHONE, DESK]) {
      const { page, close } = await visitor(browser, { viewport, language })
      await page.goto(`${program.url}/${language}/demo`)
      const cells = await page.$$eval('table .hash', all => all.map(cell => cell.textContent.trim()))
      const password = await page.$eval('p .hash', all => all.textContent.trim())
      const code = cells[cells.indexOf(account) + 1]
      await page.goto(`${program.url}/${language}/desk/sign-in`)
      await page.fill('#name', account)
      await page.fill('#password', password)
      await page.fill('#code', code)
      await page.click('button.btn--go')
      if (!page.url().endsWith('/desk')) console.log('not signed in', account, language, viewport.width, page.url())
      const name = address => new URL(address).pathname.replace(`/${language}/`, '').replace(/[^\w.-]+/g, '_')
      await crawl(page, {
        start: `${program.url}/${language}/desk`, within: `/${language}/desk`, perKind: 1,
        each: async address => {
          const width = await page.evaluate(() => document.documentElement.scrollWidth)
          if (width > viewport.width) wide.push(`${language} ${viewport.width} ${name(address)}: ${width}`)
          if (account === 'ada' && !/staff|me$/.test(address)) return
          await page.screenshot({ path: path.join(folder, `${account}-${language}-${viewport.width}-${name(address)}.png`), fullPage: true })
          shots += 1
        },
      })
      await close()
      await new Promise(done => setTimeout(done, 31000))
    }
  }
}
await browser.close()
await program.stop()
console.log(`${shots} pictures; wider than the screen: ${JSON.stringify(wide, null, 1)}`)
