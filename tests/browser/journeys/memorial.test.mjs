// The way of the memorial, from a first idea to a finished work, in browsers: an association proposes it in French, a
// neighbour stands behind it, 150 residents support it, it takes in a smaller idea, two departments evaluate it, one
// criterion is refused, its authors object, it is accepted at a price, numbered, translated, voted, funded, delayed
// with a reason and finished with a photo. Every page is looked at in Portuguese and in Arabic at 360 pixels, and
// held to what every page must satisfy. With MEMORIAL_SHOTS=FOLDER it leaves a picture of each.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { launch, PHONE, visitor } from '../lib/browser.mjs'
import { audit } from '../lib/audit.mjs'
import { startTown } from '../lib/town.mjs'

const SHOTS = process.env.MEMORIAL_SHOTS
const SEED = '82041937755160284693'
const PROCESS = 'p/lisboa-2027'
const EVALUATION = `desk/${PROCESS}/evaluation`

let browser, town
before(async () => {
  if (SHOTS) mkdirSync(SHOTS, { recursive: true })
  browser = await launch()
  town = await startTown({ port: Number(process.env.MEMORIAL_PORT ?? 24150) })
})
after(async () => { town?.stop(); await browser?.close() })

const at = (language, end) => `${town.url}/${language}/${end}`

/** Somebody in front of a telephone, in one language. */
class Person {
  static async comes(language) {
    const one = new Person()
    Object.assign(one, await visitor(browser, { viewport: PHONE, language }), { language })
    one.page.setDefaultTimeout(20000)
    return one
  }

  async open(end) {
    const response = await this.page.goto(at(this.language, end))
    assert.ok(response.status() < 400, `${end}: ${response.status()}`)
    return this.page
  }

  /** Shows the card, as after months. */
  async enters([number, pin]) {
    await this.open('roll/lisboa/card')
    await this.send('roll/lisboa/card', { number, pin })
  }

  /** Fills in the form that goes to `end` and sends it; the answer must not be a fault unless one is expected. */
  async send(end, fields = {}, { fault = false, file } = {}) {
    const action = `/${this.language}/${end}`
    let form = this.page.locator(`form[action="${action}"], form[action^="${action}?"]`)
    for (const [name, value] of Object.entries(fields).filter(([, value]) => value?.is)) {
      form = form.filter({ has: this.page.locator(`input[name="${name}"][value="${value.is}"]`) })
    }
    form = form.first()
    assert.equal(await form.count(), 1, `${this.page.url()} has no form to ${action}: ${(await this.page.locator('main').innerText()).slice(0, 600)}`)
    const button = typeof fields.button === 'string' ? form.locator(`button[value="${fields.button}"]`) : form.locator('button[type=submit], button:not([type])').first()
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'button' || value?.is) continue
      const field = form.locator(`[name="${name}"]`)
      const kind = await field.first().evaluate(one => one.tagName === 'SELECT' ? 'select' : one.type)
      if (kind === 'select') await field.selectOption(value)
      else if (kind === 'radio' || kind === 'checkbox') await form.locator(`[name="${name}"][value="${value}"]`).check()
      else await field.fill(value)
    }
    if (file) await form.locator('input[type=file]').setInputFiles(file)
    const [response] = await Promise.all([
      this.page.waitForResponse(answer => answer.request().isNavigationRequest() && (answer.status() < 300 || answer.status() >= 400)),
      button.click(),
    ])
    await this.page.waitForLoadState()
    const told = fault ? '' : await this.page.locator('#problems').allInnerTexts()
    assert.equal(response.status() < 400, !fault, `${end}: ${response.status()} ${told}`)
    return this.page
  }
}

let nth = 0
/** Looks at the page somebody stands before, in Portuguese and in Arabic. */
async function look(t, person, name) {
  const address = new URL(person.page.url())
  const [, , ...rest] = address.pathname.split('/')
  nth += 1
  for (const language of ['pt', 'ar']) {
    await t.test(`${name} in ${language}`, async () => {
      const page = await person.context.newPage()
      const response = await page.goto(at(language, rest.join('/')) + address.search)
      assert.deepEqual([...await audit(page, await response.text()), ...person.faults.splice(0)], [], name)
      if (SHOTS) await page.screenshot({ path: path.join(SHOTS, `${String(nth).padStart(2, '0')}-${name}-${language}.png`), fullPage: true })
      await page.close()
    })
  }
}

/** Somebody of the staff, signed in, in Portuguese. */
async function staff(name) {
  const person = await Person.comes('pt')
  const [password, code] = (await town.ask(`code ${name}`)).split('\t')
  await person.open('desk/sign-in')
  await person.send('desk/sign-in', { name, password, code })
  return person
}

async function resident(name, year = '1985') {
  const card = (await town.ask(`admit ${year} ${name}`)).split('\t')
  const person = await Person.comes('fr')
  await person.enters(card)
  return Object.assign(person, { card })
}

const step = name => `${PROCESS}/propose/step/${name}`

/** Answers one question after another; `seen` looks at each. */
async function writes(person, title, seen = async () => {}) {
  await person.open(`${PROCESS}/propose`)
  await seen('propose')
  await person.send(`${PROCESS}/propose/begin`)
  for (const [name, fields] of [
    ['whose', { whose: 'group', shown: 'Djass' }],
    ['title', { title, language: 'fr' }],
    ['words', { words: 'Un jardin au bord du fleuve, avec les noms de celles et ceux qui furent réduits en esclavage.' }],
    ['place', { area: 'Santa Maria Maior', landmark: 'Campo das Cebolas' }],
    ['cost', { 'cost-known': 'known', cost: '150 000' }],
    ['theme', { theme: 'memory' }],
  ]) {
    await person.open(step(name))
    await seen(`propose-${name}`)
    await person.send(step(name), fields)
  }
  await person.open(step('photo'))
  await seen('propose-photo')
  await person.open(step('reach'))
  await seen('propose-reach')
  await person.send(step('reach'), { 'reach-by': 'desk' })
  await person.open(`${PROCESS}/propose/mine`)
}

/** A moderator publishes the oldest text. */
async function publishes(t, name) {
  const mira = await staff('mira')
  await mira.open(`desk/${PROCESS}/proposals/queue`)
  if (name) await look(t, mira, name)
  const action = await mira.page.locator('form[action*="/proposals/queue/"]').first().getAttribute('action')
  await mira.send(action.replace('/pt/', ''), { verdict: 'publish' })
  await mira.close()
}

test('the memorial, from a first idea to a finished work', async t => {
  const anybody = await Person.comes('pt')
  const [fatou, rosa, joao] = [await resident('Fatou Sarr'), await resident('Rosa Nunes', '1961'), await resident('João Melo', '1990')]

  // An association that the town knows, and its proposal in French.
  await fatou.open('roll/lisboa/me/groups/new')
  await look(t, fatou, 'group-new')
  await fatou.send('roll/lisboa/me/groups/new', { name: 'Djass', kind: 'registered', about: 'Association d’Afro-descendants.', shown_as: 'Fatou', months: '12' })
  const group = new URL(fatou.page.url()).pathname.split('/').pop()
  await look(t, fatou, 'group-own')
  const rui = await staff('rui')
  await rui.open('desk/associations/lisboa')
  await look(t, rui, 'desk-associations')
  await rui.send(`desk/associations/lisboa/${group}`, { verdict: 'met_at_desk' })
  await writes(fatou, 'Mémorial aux victimes de l’esclavage', name => look(t, fatou, name))
  await fatou.send(`${PROCESS}/propose/author`, { shown: 'Rosa' })
  const code = (await fatou.page.locator('.ticket__c').first().innerText()).trim()
  await rosa.open(`${PROCESS}/propose/own`)
  await look(t, rosa, 'propose-own')
  await rosa.send(`${PROCESS}/propose/own`, { code })
  await fatou.open(`${PROCESS}/propose/mine`)
  await look(t, fatou, 'propose-mine')
  await fatou.send(`${PROCESS}/propose/send`, { group: { is: group } })
  await publishes(t, 'desk-moderation')
  await writes(joao, 'Une plaque au bord du fleuve')
  await joao.send(`${PROCESS}/propose/send`)
  await publishes(t)
  const [memorial, plaque] = [13, 14]

  // Supported by 150, and joined with the smaller idea.
  for (const [who, number] of [[rosa, memorial], [rosa, plaque], [joao, plaque], [fatou, memorial]]) {
    await who.open(`${PROCESS}/proposals/${number}`)
    await who.send(`${PROCESS}/proposals/${number}/support`)
  }
  await town.ask(`support ${memorial} 147`)
  await anybody.open(`${PROCESS}/proposals/${memorial}`)
  await look(t, anybody, 'proposal')
  assert.match(await anybody.page.locator('main').innerText(), /149/)
  const dora = await staff('dora')
  await dora.open(`${EVALUATION}/join`)
  await dora.send(`${EVALUATION}/join`, { part: String(plaque), whole: String(memorial), words: 'A mesma ideia.' })
  await look(t, dora, 'desk-join')
  for (const author of [joao, fatou, rosa]) {
    await author.enters(author.card)
    await author.open(`${PROCESS}/propose/join`)
    if (author === joao) await look(t, author, 'join')
    await author.send(`${PROCESS}/propose/join`, { word: { is: 'agree' } })
  }
  await anybody.open(`${PROCESS}/proposals/${memorial}`)
  await look(t, anybody, 'proposal-joined')
  assert.match(await anybody.page.locator('main').innerText(), /150/, 'each once')
  await anybody.open(`${PROCESS}/proposals/${plaque}`)
  await look(t, anybody, 'proposal-part')

  // Two departments are asked, and one criterion is not met.
  await town.ask('move 61')
  const ana = await staff('ana')
  for (const [end, name] of [['', 'desk-evaluation'], ['/rules', 'desk-evaluation-rules'], [`/hand/${memorial}`, 'desk-hand']]) {
    await ana.open(EVALUATION + end)
    await look(t, ana, name)
  }
  const due = await ana.page.locator('[name=due-0]').inputValue()
  assert.match(due, /^\d{4}-\d\d-\d\d$/, 'the usual day is there')
  await ana.send(`${EVALUATION}/hand/${memorial}`)
  await ana.open(EVALUATION)
  await look(t, ana, 'desk-evaluation-asked')
  const reasons = { 'reason-c1': 'É do município.', 'reason-c2': 'Pode construir-se.', 'reason-c4': 'O serviço cuida.', 'reason-c5': 'Não está planeado.' }
  const met = { 'verdict-c1': 'met', 'verdict-c2': 'met', 'verdict-c4': 'met', 'verdict-c5': 'met', ...reasons }
  for (const [name, more] of [
    ['dora', { 'verdict-c3': 'not_ours', lowest: '80000', likely: '90000', highest: '120000', upkeep: '500' }],
    ['celso', { 'verdict-c3': 'not_met', 'reason-c3': 'O cais é do porto.' }],
  ]) {
    const who = await staff(name)
    await who.open(`${EVALUATION}/report/${memorial}`)
    if (name === 'dora') await look(t, who, 'desk-report')
    await who.send(`${EVALUATION}/report/${memorial}`, { ...met, ...more })
    await who.close()
  }
  await ana.open(`${EVALUATION}/list`)
  await look(t, ana, 'desk-list')
  await ana.send(`${EVALUATION}/list`)
  const bento = await staff('bento')
  await bento.open(`${EVALUATION}/list`)
  await look(t, bento, 'desk-list-second')
  await bento.send(`${EVALUATION}/list`)
  await anybody.open(`${PROCESS}/evaluation`)
  await look(t, anybody, 'provisional-list')
  await anybody.open(`${PROCESS}/proposals/${memorial}/evaluation`)
  await look(t, anybody, 'evaluation-refused')
  assert.match(await anybody.page.locator('main').innerText(), /O cais é do porto/)

  // Its authors object; somebody who did not evaluate accepts it at a price.
  await fatou.enters(fatou.card)
  await fatou.open(`${PROCESS}/proposals/${memorial}/evaluation/object`)
  await look(t, fatou, 'object')
  await fatou.send(`${PROCESS}/proposals/${memorial}/evaluation/object`, { words: 'Le quai est public depuis 2019.' })
  const sofia = await staff('sofia')
  await sofia.open(`${EVALUATION}/appeals`)
  await look(t, sofia, 'desk-appeals')
  await sofia.open(`${EVALUATION}/appeals/${memorial}`)
  await look(t, sofia, 'desk-appeal')
  await sofia.send(`${EVALUATION}/appeals/${memorial}`, { outcome: 'granted', price: '100 000', reason: 'O contrato de 2019 diz que o cais é público.', shown: 'yes' })
  await anybody.open(`${PROCESS}/proposals/${memorial}/evaluation`)
  await look(t, anybody, 'evaluation-accepted')

  // Its number on the ballot, by public dice.
  await ana.open(`desk/${PROCESS}/contests/new`)
  await ana.send(`desk/${PROCESS}/contests/new`, { id: 'city', 'title-pt': 'Toda a cidade', budget: '500 000', ballot: 'knapsack', rule: 'equal_shares' })
  await town.ask('move 65')
  const officer = await staff('ana')
  await officer.open(`${EVALUATION}/ballot`)
  await look(t, officer, 'desk-ballot')
  await officer.send(`${EVALUATION}/ballot`, { contest: 'city', seed: SEED, minutes: 'Vinte dados na Câmara.' })
  const second = await staff('bento')
  await second.open(`${EVALUATION}/ballot`)
  await look(t, second, 'desk-ballot-second')
  await second.send(`${EVALUATION}/ballot/confirm`)
  await anybody.open(`${PROCESS}/evaluation/numbers`)
  await look(t, anybody, 'numbers')

  // A mediator translates, somebody else checks.
  const leila = await staff('leila')
  const checker = await staff('mira')
  const texts = `desk/${PROCESS}/texts`
  for (const [tongue, title, summary] of [
    ['pt', 'Memorial às vítimas da escravatura', 'Um jardim à beira do rio, com os nomes de quem foi escravizado.'],
    ['ar', 'نصب تذكاري لضحايا العبودية', 'حديقة على ضفة النهر بأسماء من استُعبدوا.'],
    ['en', 'Memorial to the victims of slavery', 'A garden by the river with the names of those who were enslaved.'],
  ]) {
    await leila.open(`${texts}/${tongue}/city/1`)
    if (tongue === 'ar') await look(t, leila, 'desk-translate')
    await leila.send(`${texts}/${tongue}/city/1`, { title, summary, credit: 'Leila H.' })
    await checker.open(`${texts}/${tongue}/city/1`)
    if (tongue === 'ar') await look(t, checker, 'desk-check')
    await checker.send(`${texts}/${tongue}/city/1/check`)
  }
  await anybody.open(`${PROCESS}/projects/city/1`)
  await look(t, anybody, 'project')
  assert.match(await anybody.page.locator('main').innerText(), /Memorial às vítimas/)
  await anybody.open(`${PROCESS}/poster`)
  await look(t, anybody, 'poster')

  // Voted and funded.
  const codes = (await town.ask('seal')).split('\t')
  await town.ask('open')
  const voter = await Person.comes('ar')
  await voter.open(`${PROCESS}/vote`)
  await look(t, voter, 'vote-code')
  await voter.page.locator('main form input:not([type=hidden])').first().fill(codes[0])
  await voter.page.click('main form .btn--go')
  await voter.page.waitForURL(/vote\/city/)
  await look(t, voter, 'ballot')
  await voter.page.check('input[name=p][value="0"]')
  await voter.page.click('button[name=go][value=check]')
  await voter.page.waitForSelector('input[name=attempt]', { state: 'attached' })
  await voter.page.click('form:has(input[name=attempt]) button[type=submit]')
  await voter.page.waitForURL(/slip/)
  await look(t, voter, 'slip')
  await town.ask('vote 60')
  await town.ask('count')
  await anybody.open(`${PROCESS}/results/city`)
  await look(t, anybody, 'result')

  // Taken up, delayed with a reason, and finished with a photo.
  await town.ask('move 8')
  const day = async days => {
    const now = new Date(1_792_000_000_000)
    return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  }
  const work = `desk/${PROCESS}/works/city/1`
  const celso = await staff('celso')
  await celso.open(`desk/${PROCESS}/works`)
  await look(t, celso, 'desk-works')
  await celso.open(`${work}/take-up`)
  await look(t, celso, 'desk-take-up')
  await celso.send(`${work}/take-up`, { 'day-building': await day(200), 'day-opening': await day(260), site: 'Campo das Cebolas' })
  await look(t, celso, 'desk-work')
  await town.ask('move 60')
  await anybody.open(`${PROCESS}/works/city/1`)
  await look(t, anybody, 'work-late')
  const again = await staff('celso')
  await again.open(`${work}/move`)
  await look(t, again, 'desk-move')
  await again.send(`${work}/move`, { milestone: '0', day: await day(300), 'words-pt': 'Nenhuma empresa respondeu ao concurso.' })
  await again.open(`${work}/reach`)
  await again.send(`${work}/reach`, { milestone: '0', day: await day(203), 'words-pt': 'As fundações estão feitas.' })
  await again.open(`${work}/reach`)
  await again.send(`${work}/reach`, { milestone: '1', day: await day(204), 'words-pt': 'Está aberto.' })
  await again.open(`${work}/photo/new`)
  await look(t, again, 'desk-photo')
  await again.send(`${work}/photo/new`, { 'words-pt': 'O memorial à beira do rio, no dia da abertura.' }, { file: { name: 'memorial.png', mimeType: 'image/png', buffer: await picture() } })
  await anybody.open(`${PROCESS}/works/city/1`)
  await look(t, anybody, 'work-finished')
  const photo = anybody.page.locator('img.photo')
  assert.ok(await photo.evaluate(async image => { image.loading = 'eager'; await image.decode(); return image.naturalWidth > 300 }), 'the photo is there')
  await anybody.open('works/lisboa')
  await look(t, anybody, 'works-of-the-place')
  await anybody.open(`${PROCESS}/acts`)
  await look(t, anybody, 'acts')
})

/** A picture that the browser draws: a garden wall by a river. */
async function picture() {
  const page = await (await browser.newContext()).newPage()
  const data = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 400
    const pen = canvas.getContext('2d')
    for (const [colour, ...box] of [['#9cc4dd', 0, 0, 640, 220], ['#3d6d8a', 0, 220, 640, 80], ['#6d8a3d', 0, 300, 640, 100], ['#2b2b2b', 120, 150, 60, 170], ['#3b3b3b', 240, 120, 60, 200], ['#2b2b2b', 360, 150, 60, 170]]) {
      pen.fillStyle = colour
      pen.fillRect(...box)
    }
    return canvas.toDataURL('image/png').split(',')[1]
  })
  await page.context().close()
  return Buffer.from(data, 'base64')
}
