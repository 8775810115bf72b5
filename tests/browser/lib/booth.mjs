// A voter's steps, by what stands on the page and never by its words, so that one journey runs in
// every language: the one green button goes on, boxes are boxes, faults stand in the summary.

/** One voter in front of one process. */
export class Booth {
  /** `base` is the process's address, e.g. http://…/pt/p/lisboa-2026 */
  constructor(page, base) {
    this.page = page
    this.base = base
  }

  /** The page that asks for the voting code. */
  async open() {
    return this.page.goto(`${this.base}/vote`)
  }

  /** Types a code and goes on. */
  async enter(code) {
    await this.page.locator('main form input:not([type=hidden])').first().fill(code)
    return this.#go()
  }

  /** Every box of the ballot: its value, its cost in cents (0 when none), whether it is marked. */
  options() {
    return this.page.$$eval('input[name=p]', boxes => boxes.filter(box => box.value !== '').map(box => ({
      value: box.value, cost: Number(box.dataset.cost ?? 0), chosen: box.checked,
    })))
  }

  async chosen() {
    return (await this.options()).filter(option => option.chosen).map(option => option.value)
  }

  /** Marks exactly these values, by their boxes. */
  async choose(values) {
    const wanted = new Set(values.map(value => String(value.value ?? value)))
    for (const box of await this.page.locator('input[name=p]').all()) {
      await box.setChecked(wanted.has(await box.getAttribute('value')))
    }
  }

  /** From the ballot to the check page (or back to the ballot, with its faults). */
  check() {
    return this.#press('button[name=go][value=check]')
  }

  /** From the check page back to the ballot. */
  change() {
    return this.#press('button[name=go][value=change]')
  }

  /** The green button of the check page. */
  send() {
    return this.#press('form:has(input[name=attempt]) button[type=submit]')
  }

  /** The other language, by the button on the ballot. */
  async switchTo(language) {
    const button = `button.lang[lang|=${language}]`
    // The languages fold away behind the reader's own, as <details> that needs no script.
    const folded = this.page.locator(`details:not([open]):has(${button}) > summary`)
    if (await folded.count()) await folded.first().click()
    return this.#press(button)
  }

  /** Fault messages on the page, in reading order. */
  faults() {
    return this.page.locator('#problems a, .msg:not([hidden]):not(.msg--ok)').allInnerTexts()
  }

  /** The tracking code of the slip that is shown. */
  async tracking() {
    return (await this.page.locator('.ticket__c').innerText()).trim()
  }

  async #go() {
    return this.#press('main form .btn--go')
  }

  /** Presses a button that leads to another page; resolves to that page's answer. */
  async #press(selector) {
    const [response] = await Promise.all([
      this.page.waitForResponse(answer => answer.request().isNavigationRequest() && (answer.status() < 300 || answer.status() >= 400)),
      this.page.locator(selector).first().click(),
    ])
    await this.page.waitForLoadState()
    return response
  }
}
