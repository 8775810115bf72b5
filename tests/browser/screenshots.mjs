// Pictures of every page, to be looked at: `node screenshots.mjs FOLDER`.
//
// Shoots what links lead to and the steps of a vote, in Portuguese and in Arabic, at 360 and at
// 1280 pixels. Starts its own demo on port 24110 (or $MORADA_SHOTS_PORT).
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DESK, launch, PHONE, visitor } from './lib/browser.mjs'
import { crawl } from './lib/crawl.mjs'
import { startDemo } from './lib/program.mjs'
import { Booth } from './lib/booth.mjs'

const folder = process.argv[2]
if (!folder) {
  console.error('usage: node screenshots.mjs FOLDER')
  process.exit(2)
}
mkdirSync(folder, { recursive: true })
const program = await startDemo({ port: Number(process.env.MORADA_SHOTS_PORT ?? 24110) })
const browser = await launch()
let shots = 0

for (const language of ['pt', 'ar']) {
  for (const viewport of [PHONE, DESK]) {
    const { page, close } = await visitor(browser, { viewport, language })
    const shoot = async name => {
      const file = `${language}-${viewport.width}-${name}.png`
      await page.screenshot({ path: path.join(folder, file), fullPage: true })
      shots += 1
    }
    const name = address => (new URL(address).pathname + new URL(address).search).replace(`/${language}`, '').replace(/[^\w.-]+/g, '_').replace(/^_|_$/g, '') || 'home'
    await crawl(page, { start: `${program.url}/${language}/`, within: `/${language}/`, perKind: 2, each: address => shoot(name(address)) })

    const booth = new Booth(page, `${program.url}/${language}/p/${program.process}`)
    await booth.open()
    await shoot('vote-1-code')
    await booth.enter('00000-00000-00000-00001')
    await shoot('vote-1-code-refused')
    await booth.open()
    await booth.enter(program.codes[0])
    await shoot('vote-2-ballot')
    await booth.choose(await booth.options())
    await booth.check()
    await shoot('vote-2-ballot-over')
    await booth.choose((await booth.options()).slice(0, 2))
    await booth.check()
    await shoot('vote-3-check')
    await booth.send()
    await shoot('vote-4-slip')
    await close()
  }
}
await browser.close()
await program.stop()
console.log(`${shots} pictures in ${folder}`)
