// Debian's Chromium, headless, talking to nobody but the program under test.
import { chromium } from 'playwright-core'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export const PHONE = { width: 360, height: 740 }
export const SMALL = { width: 320, height: 640 }
export const DESK = { width: 1280, height: 900 }

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })

/**
 * A fresh visitor: own cookies, one page. `faults` collects what a visitor never sees but should
 * not happen: script errors, refused content, requests to another host.
 */
export async function visitor(browser, { viewport = PHONE, script = true, language = 'pt', ...more } = {}) {
  const context = await browser.newContext({ viewport, javaScriptEnabled: script, locale: language, reducedMotion: 'reduce', ...more })
  const page = await context.newPage()
  const faults = []
  page.on('pageerror', error => faults.push(`script: ${error.message}`))
  page.on('console', message => {
    // A page that answers 4xx is logged by Chromium as an error; the journeys judge statuses.
    if (message.type() === 'error' && !/Failed to load resource.*status of 4/.test(message.text())) faults.push(`console: ${message.text()}`)
  })
  page.on('request', request => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') faults.push(`asked another host: ${request.url()}`)
  })
  return { context, page, faults, close: () => context.close() }
}
