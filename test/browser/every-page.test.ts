// Every page: readable by everybody (axe, WCAG 2.2 AA), light and dark, at a desk and on a phone, without the mouse.
import { createHash, randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAssessment } from '#assess/api/assessments.ts'
import { addNote, addTask, declareIncident, moveIncident, reportIncident } from '#assess/api.ts'
import { addStrand, openCrisis } from '#coordinate/api/crises.ts'
import { openOperation } from '#disrupt/api/operations/operations.ts'
import { addTargets } from '#disrupt/api/targets/targets.ts'
import { planExercise } from '#exercise/api/exercises.ts'
import { addToProgramme } from '#exercise/api/programme/programme.ts'
import { importAdvisory } from '#federate/api/advisories.ts'
import { draftAgreement } from '#federate/api/agreements.ts'
import { introducePeer, trustPeer } from '#federate/api/directory.ts'
import { importPlaybook } from '#federate/api/playbooks.ts'
import { playbookOf } from '#federate/rules/playbooks/playbook-of.ts'
import { csafDocument } from '#federate/testdata/csaf-document.ts'
import { actor } from '#federate/testdata/wire-actors.ts'
import { fingerprint } from '#federate/wire/fingerprint.ts'
import { enterRealm, whoAmI } from '#people/api.ts'
import { systemClock } from '#platform/clock.ts'
import { setGoal } from '#recover/api/goals.ts'
import { proposeStandDown } from '#recover/api/stand-downs.ts'
import { addTarget, listAttacks, registerSensor } from '#sense/api.ts'
import type { Bucket } from '#sense/index.ts'
import { draftProduct } from '#share/api/products.ts'
import { enterClaim, rateSource, relateClaims } from '#watch/api/claims.ts'
import {
  acceptAttribution,
  askQuestion,
  getQuestion,
  layEvidence,
  markCells,
  proposeAttribution,
} from '#watch/api/questions.ts'
import { importText, rememberName, setRequirement, storyOf } from '#watch/api.ts'
import { launchBrowser } from '../setup/browser.ts'
import { layDependencies, type PartName } from '../setup/dependencies.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { sendBuckets, senseBeside } from '../setup/sense.ts'
import { red } from '../setup/takedowns.ts'
import { accessibilityFaults, overflow, visit } from './visit.ts'

let browser: Browser
let node: TestNode
let admin: Client
let item = ''
let incident = ''
let story = ''
let claim = ''
let board = ''
let target = ''
let attack = ''
let crisis = ''
let standDown = ''
let recovering = ''
let takedown = ''
let site = ''
let product = ''
let peer = ''
let advisory = ''
let playbook = ''
let trusted = ''
let agreement = ''
let parts: Partial<Record<PartName, string>> = {}

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  admin = await node.administrator()
  await admin.get(rememberName, { text: 'Musterwerk Cloud', type: 'organisation', concerns: [admin.organisation] })
  await admin.get(rememberName, { text: 'Reading', rejected: true })
  await admin.get(setRequirement, {
    question: 'Does ransomware stop a port?',
    query: { words: ['ransomware'], countries: ['ES'], incident: true },
    priority: 1,
  })
  const imported = await admin.get(importText, {
    text: 'Ransomware stops a port in Spain\n\nA port in Spain stopped work on 3 March 2026 after ransomware had encrypted its servers, the operator said.',
    publishedAt: '2026-03-04T08:00:00.000Z',
  })
  item = imported.items[0]?.id ?? ''
  const opened = await admin.get(declareIncident, {
    title: 'Ransomware at a port',
    observations: [item],
    classification: {
      rsit: [{ class: 'malicious-code', type: 'infected-system', main: true }],
      rootCause: 'malicious-actions',
      threatSeverity: 'high',
      outlook: 'stable',
    },
    severity: { value: 'yellow', reason: 'Ships wait for two days.' },
    affected: {
      sectors: ['transport', 'energy.oil'],
      countries: ['ES', 'MT'],
      users: { value: 1200, qualifier: 'about', basis: 'operator' },
    },
  })
  incident = opened.id
  crisis = (await admin.get(openCrisis, { title: 'Ports', kind: 'hybrid', incidents: [incident] })).id
  await admin.get(addStrand, { id: crisis, version: 1, domain: 'energy', title: 'Fuel is short', countries: ['ES'] })
  standDown = (await admin.get(proposeStandDown, { crisis, reason: 'Quiet since yesterday.' })).id
  const outageSince = new Date(Date.now() - 7_200_000).toISOString()
  takedown = (await admin.get(openOperation, { title: 'Markets of stolen data', ...red })).id
  const sites = [{ kind: 'domain' as const, name: 'cracked.example' }]
  site = (await admin.get(addTargets, { operation: takedown, targets: sites })).added[0]?.id ?? ''
  recovering = (await admin.get(setGoal, { service: 'Fuel', outageSince, rtoMinutes: 240, crisis, level: 0.3 })).id
  // A card of a node that does not exist: read, and not compared.
  peer = (await admin.get(introducePeer, { card: JSON.stringify(actor('north').card) })).id
  const south = actor('south')
  const known = await admin.get(introducePeer, { card: JSON.stringify(south.card) })
  const compared = { way: 'qr', fingerprint: fingerprint(south.content.signs) } as const
  await admin.get(trustPeer, { id: known.id, version: known.version, ...compared })
  const model = { id: 'csirt-to-csirt', side: 'one' }
  agreement = (await admin.get(draftAgreement, { peer: known.id, model })).id
  trusted = known.id
  await takeInFromOthers()
  product = (await admin.get(draftProduct, { crisis, template: 'sitrep' })).id
  await admin.get(openAssessment, {
    incident,
    entity: { name: 'Port of Made-up', types: ['nis2_other_entity'], countries: ['ES'], timeZone: 'Europe/Madrid' },
    answers: [
      { fact: 'entity.nis2_class', value: 'essential' },
      { fact: 'incident.severe_operational_disruption', value: 'caused' },
    ],
    awareness: new Date(Date.now() - 3600_000).toISOString(),
  })
  await admin.get(addToProgramme, {
    ...{ title: 'Two ports, one crane', from: '2027-03-08', to: '2027-03-10', organiser: 'Ministry of Transport' },
    ...{ takesPart: [{ name: 'Port authority', sector: 'civil' }], scenario: 'monday' },
  })
  parts = await layDependencies(admin)
  story = (await admin.get(storyOf, { item })).id
  await layABoard()
  await measureAnAttack()
  await admin.get(planExercise, { scenario: 'friday-evening', exercise: 'harbour-drill' })
  await admin.get(moveIncident, { id: incident, version: opened.version, event: 'triage' })
  await admin.get(addTask, { incident, title: 'Ask for the ransom note', due: '2026-03-05T08:00:00.000Z' })
  await admin.get(addNote, { incident, text: 'The harbour master calls back.' })
  await admin.get(reportIncident, {
    title: 'Ticketing is down',
    whatHappened: 'Nothing can be sold since the morning.',
    services: ['Tickets'],
    countries: ['ES'],
  })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

/** Two claims that dispute each other, one of them rated, on a board with marks and an attribution by two analysts. */
async function layABoard(): Promise<void> {
  const second = await node.signedIn({ roles: ['analyst'] })
  const said = { role: 'first-hand', class: 'denies' } as const
  claim = (await admin.get(enterClaim, { proposition: 'No ransom was paid.', holder: 'The port', ...said })).id
  const other = await admin.get(enterClaim, {
    ...said,
    proposition: 'Details will come.',
    holder: null,
    class: 'commits',
    due: '2026-03-05',
  })
  await admin.get(relateClaims, { id: claim, relation: 'disputes', claim: other.id, why: 'They cannot both be right.' })
  await admin.get(rateSource, { id: claim, value: 'B', because: 'Was right before.' })
  await second.get(rateSource, { id: claim, value: 'D' })
  const hypotheses = ['It wants money', 'A fault']
  const asked = { text: 'Who is behind it?', kind: 'attribution' } as const
  board = (await admin.get(askQuestion, { ...asked, about: [incident], hypotheses })).id
  const { key } = await admin.get(layEvidence, { id: board, claim })
  for (const rater of [admin, second])
    await rater.get(markCells, {
      id: board,
      marks: [
        { row: key, hypothesis: 'h1', mark: rater === admin ? 'II' : 'N' },
        { row: key, hypothesis: 'h2', mark: 'CC' },
      ],
    })
  const { version } = await admin.get(getQuestion, { id: board })
  const { proposal } = await admin.get(proposeAttribution, { id: board, version, hypothesis: 'h2' })
  for (const analyst of [admin, second]) await analyst.get(acceptAttribution, { id: board, proposal })
}

/** An advisory and a playbook of publishers who do not exist. */
async function takeInFromOthers(): Promise<void> {
  const document = csafDocument({ id: 'EX-2026-1', at: '2026-01-02T00:00:00.000Z', products: 3, vulnerabilities: 2 })
  advisory = (await admin.get(importAdvisory, {}, { upload: Buffer.from(JSON.stringify(document)) })).id
  const made = playbookOf(
    {
      ...{ id: `playbook--${randomUUID()}`, createdBy: `identity--${admin.organisation}`, name: 'Isolate a host' },
      ...{ description: 'Off the net.', types: ['mitigation'], activities: ['step-sequence'], tlp: 'GREEN' },
      ...{ created: '2026-01-01T00:00:00.000Z', modified: '2026-01-02T00:00:00.000Z' },
      steps: [{ is: 'action', key: 'a', name: 'Pull the plug', commands: [{ type: 'manual', text: 'Pull it.' }] }],
    },
    (words) => {
      const hex = createHash('sha256').update(words).digest('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    },
  )
  playbook = (await admin.get(importPlaybook, {}, { upload: Buffer.from(JSON.stringify(made)) })).id
}

/** Requests of nearly four hours with one wave at the end, as a sensor would have sent them. */
async function measureAnAttack(): Promise<void> {
  target = (await admin.get(addTarget, { name: 'Tickets', hosts: ['tickets.example'], users: 90_000, country: 'BE' }))
    .id
  await admin.get(addTarget, { name: 'Parcels', prefixes: ['192.0.2.0/24'] })
  const sensor = (await admin.get(registerSensor, { name: 'In front of the tickets' })).id
  const now = Math.floor(Date.now() / 10_000) * 10
  const buckets = Array.from({ length: 1300 }, (_, i): Bucket => {
    const requests = (i > 1270 ? 9 : 1) * (1000 + (i % 7) * 12 - (i % 5) * 9)
    return {
      series: target,
      channel: 'web',
      at: now - (1300 - i) * 10,
      seconds: 10,
      rows: ['DE', 'FR', 'US'].map((country) => {
        return { country, part: 2, direction: 'in', bytes: requests * 3000, packets: 0, flows: requests }
      }),
      records: 3 * requests,
      squares: 3 * requests,
      sources: null,
      destinations: null,
      heavy: [],
      shapes: {},
      values: null,
      marks: i % 400 === 7 ? ['late'] : [],
    }
  })
  await sendBuckets(admin, sensor, buckets)
  const sense = senseBeside(node, systemClock)
  for (let turn = 0; turn < 3; turn++) await sense.detect()
  attack = (await admin.get(listAttacks, {})).attacks[0]?.id ?? ''
  expect(attack).not.toBe('')
}

const failing = (part: string | undefined) => encodeURIComponent(JSON.stringify([{ hits: { part }, kind: 'fails' }]))

const pages = (): [string, string][] => [
  ['the picture', '/picture'],
  ['the reasons behind a number', '/picture?what=open&country=ES'],
  ['the picture of the past', '/picture?asOf=2026-03-01T00:00:00.000Z'],
  ['services that are watched', '/services'],
  ['the wall of sense', '/sense'],
  ['attacks', '/sense?tab=attacks'],
  ['observations', '/sense?tab=observations'],
  ['targets', '/sense?tab=targets'],
  ['sensors', '/sense?tab=sensors'],
  ['watching a target', '/sense?add=target'],
  ['registering a sensor', '/sense?tab=sensors&add=sensor'],
  ['complaints from a file', '/sense?add=complaints'],
  ['the wall of resolvers', '/dns'],
  ['a new plan', '/dns?add=plan'],
  ['DNS readiness', '/dns/readiness'],
  ['readiness by sector', '/dns/readiness?tab=over-all'],
  ['failover guidelines', '/dns/readiness?tab=guidelines'],
  ['adding a network', '/dns/readiness?add=network'],
  ['reading a configuration', '/dns/readiness?add=file'],
  ['a failover guideline', '/dns/guidelines/union-dns-failover'],
  ['a target', `/sense/targets/${target}?compare=86400`],
  ['changing a target', `/sense/targets/${target}?edit=target`],
  ['an attack', `/sense/attacks/${attack}`],
  ['an attack by status', `/sense/attacks/${attack}?bands=protocol`],
  ['the map of dependencies', `/sustain?part=${parts['Ferry booking']}`],
  ['the map as a table', '/sustain?view=table'],
  ['adding a part', '/sustain?add=part'],
  ['parts from a file', '/sustain?add=file'],
  ['a cascade to come', '/sustain?tab=cascade'],
  ['a cascade', `/sustain?tab=cascade&minute=20&shocks=${failing(parts['Northport data centre'])}`],
  ['on whom it hangs', '/sustain?tab=concentration'],
  ['a part', `/sustain/parts/${parts['Ferry booking']}`],
  ['changing a part', `/sustain/parts/${parts['Ferry booking']}?edit=part`],
  ['a part is still so', `/sustain/parts/${parts['Ferry booking']}?edit=still`],
  ['a part from outside', `/sustain/parts/${parts['Ferry booking']}?edit=outside`],
  ['exercises', '/exercises'],
  ['the programme of exercises', '/exercises/programme?map=all'],
  ['planning an exercise ahead', '/exercises/programme?ask=add'],
  ['peers', '/peers'],
  ['agreements', '/agreements'],
  ['drafting an agreement', '/agreements/new'],
  ['an agreement', `/agreements/${agreement}`],
  ['advisories', '/advisories'],
  ['products in use', '/advisories?tab=products'],
  ['our own advisories', '/advisories?tab=own'],
  ['an advisory', `/advisories/${advisory}`],
  ['playbooks', '/playbooks'],
  ['a playbook', `/playbooks/${playbook}`],
  ['introducing a peer', '/peers?add=peer'],
  ['the own card', '/peers?tab=own'],
  ['a peer', `/peers/${peer}`],
  ['a peer that is trusted', `/peers/${trusted}`],
  ['watch, by story', '/watch'],
  ['a story that is open in the list', `/watch?story=${story}`],
  ['a story', `/watch/stories/${story}`],
  ['all items of watch', '/watch?tab=items'],
  ['the tray of checks', '/watch?tab=trays'],
  ['the tray of items without a date', '/watch?tab=trays&tray=dates'],
  ['the tray of promises', '/watch?tab=trays&tray=promises'],
  ['the ledger of claims', '/watch?tab=claims'],
  ['entering a claim', '/watch?tab=claims&add=claim'],
  ['a claim', `/watch/claims/${claim}`],
  ['disputes', '/watch?tab=disputes'],
  ['boards', '/watch?tab=boards'],
  ['a new board', '/watch?tab=boards&add=board'],
  ['a board', `/watch/boards/${board}`],
  ['pasting a text', '/watch?add=text'],
  ['taking in a file', '/watch?add=file'],
  ['feeds', '/watch?tab=feeds'],
  ['following a feed', '/watch?tab=feeds&add=feed'],
  ['an item', `/watch/${item}`],
  ['the facts of an item, one of them open', `/watch/${item}?pane=facts&fact=place-ES`],
  ['alerts and questions', '/watch?tab=alerts&alerts=all'],
  ['asking a question', '/watch?tab=alerts&add=question'],
  ['the watch-list', '/watch?tab=names'],
  ['adding a name', '/watch?tab=names&add=name'],
  ['the lexicon', '/watch?tab=lexicon'],
  ['the terms of a topic', '/watch?tab=lexicon&of=incident.ransomware'],
  ['incidents', '/incidents'],
  ['reports by operators', '/incidents?tab=reports'],
  ['opening an incident', `/incidents?add=incident&observations=${item}`],
  ['an incident', `/incidents/${incident}`],
  ['its tasks', `/incidents/${incident}?tab=tasks`],
  ['its notes', `/incidents/${incident}?tab=notes`],
  ['its evidence', `/incidents/${incident}?tab=evidence`],
  ['its journal', `/incidents/${incident}?tab=journal`],
  ['crises', '/crises'],
  ['opening a crisis', `/crises?add=crisis&incidents=${incident}`],
  ['the room of a crisis', `/crises/${crisis}`],
  ['the picture of a crisis', `/crises/${crisis}?tab=picture`],
  ['what belongs to a crisis', `/crises/${crisis}?tab=parts`],
  ['the wall of a crisis', `/crises/${crisis}?wall=1`],
  ['takedown operations', '/takedowns'],
  ['a takedown operation', `/takedowns/${takedown}`],
  ['its action day', `/takedowns/${takedown}?tab=plan`],
  ['a target', `/takedowns/targets/${site}`],
  ['requests', '/requests'],
  ['usual durations', '/requests?tab=durations'],
  ['restrictions', '/restrictions'],
  ['recovery', '/recover'],
  ['the backlog', '/recover?tab=backlog'],
  ['reviews', '/recover?tab=reviews'],
  ['lessons', '/recover?tab=lessons'],
  ['setting a recovery goal', '/recover?add=goal'],
  ['a promise', '/recover?add=promise'],
  ['a stand-down', `/recover/${standDown}`],
  ['a recovery goal', `/recover/${recovering}`],
  ['looking back', '/recover/after-action'],
  ['an after-action review', `/recover/after-action/${crisis}`],
  ['the products of a crisis', `/crises/${crisis}/products`],
  ['a product', `/products/${product}`],
  ['collections of objects', '/collections'],
  ['opening a collection', '/collections?add=collection'],
  ['servers that are followed', '/collections?tab=servers'],
  ['following a server', '/collections?add=server'],
  ['the inbox', '/intakes'],
  ['MISP', '/misp'],
  ['abuse reports', '/events'],
  ['what is given to programs', '/feeds'],
  ['abuse reports of a file to come', '/events?add=file'],
  ['the view of an authority', '/authority'],
  ['incidents across borders', '/authority?tab=abroad'],
  [
    'the numbers of a quarter',
    `/authority?tab=quarter&year=${new Date().getUTCFullYear()}&quarter=${Math.floor(new Date().getUTCMonth() / 3) + 1}`,
  ],
  ['tasks', '/tasks'],
  ['giving a task', '/tasks?add=task'],
  ['call-outs', '/tasks?tab=call-outs'],
  ['calling people out', '/tasks?add=call-out'],
  ['the duty rota', '/rota'],
  ['opening a rota', '/rota?add=rota'],
  ['how one is reached', '/rota?tab=reached'],
  ['letters by peer', '/letters'],
  ['letters', '/letters?tab=letters'],
  ['what was turned away', '/letters?tab=turned-away'],
  ['responses', '/responses'],
  ['histories', '/histories'],
  ['reporting an incident', '/report'],
  ['planning an exercise', '/exercises?plan=monday'],
  ['an exercise', '/exercises/harbour-drill'],
  ['jumping ahead', '/exercises/harbour-drill?do=jump'],
  ['bringing something in', '/exercises/harbour-drill?do=inject'],
  ['inviting a guest', '/exercises/harbour-drill?do=invite'],
  ['inviting a node', '/exercises/harbour-drill?do=nodes'],
  ['ending an exercise', '/exercises/harbour-drill?do=end'],
  ['the editor of a scenario', '/exercises/scenarios/monday/edit'],
  ['an inject in the editor', '/exercises/scenarios/monday/edit?inject=wave-one'],
  ['search', '/search?q=port'],
  ['the account', '/account'],
  ['sessions', '/account?tab=sessions'],
  ['tokens', '/account?tab=tokens'],
  ['reminders', '/account?tab=reminders'],
  ['webhooks', '/administration?tab=webhooks'],
  ['persons', '/administration'],
  ['organisations', '/administration?tab=organisations'],
  ['the manual', '/manual'],
  ['the API', '/api/docs'],
  ['an address that leads nowhere', '/no/such/page'],
]

const looks = [
  { name: 'at a desk in light colours', options: { viewport: { width: 1280, height: 860 }, colorScheme: 'light' } },
  { name: 'on a phone in dark colours', options: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } },
] as const

/** Two windows share the pages: this is the longest test of all. */
const windows = [0, 1]

describe.each(looks)('$name', ({ options }) => {
  test('no page has a fault that axe-core knows, is wider than the screen, or breaks the content policy', async () => {
    const all = await Promise.all(windows.map((window) => faultsOf(options, window)))
    expect(all.flat()).toEqual([])
  }, 900_000)
})

async function faultsOf(options: (typeof looks)[number]['options'], window: number): Promise<string[]> {
  const { page, context, wrongs } = await visit(browser, node, { as: admin, ...options })
  const faults: string[] = []
  for (const [name, at] of pages().filter((_, n) => n % windows.length === window)) {
    await page.goto(at)
    await page
      .getByRole('heading', { level: 1, includeHidden: true })
      .or(page.getByRole('heading', { level: 3 }))
      .first()
      .waitFor()
    await page.locator('.skeleton').first().waitFor({ state: 'detached' })
    await page.waitForTimeout(250)
    for (const fault of await accessibilityFaults(page)) faults.push(`${name}: ${fault}`)
    const wide = await overflow(page)
    if (wide > 0) faults.push(`${name}: ${wide} pixels wider than the screen`)
  }
  await context.close()
  return [...faults, ...wrongs.map(String)]
}

test('the doors have no fault either: sign-in, invitation, reset, set-up', async () => {
  const { page, context, wrongs } = await visit(browser, node)
  const faults: string[] = []
  for (const at of ['/sign-in', '/invitation', '/reset', '/setup', '/join']) {
    await page.goto(at)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForTimeout(200)
    for (const fault of await accessibilityFaults(page)) faults.push(`${at}: ${fault}`)
  }
  expect(faults).toEqual([])
  expect(wrongs).toEqual([])
  await context.close()
})

test('colours follow the system, and the switch wins over it and is remembered', async () => {
  const { page, context } = await visit(browser, node, { as: admin, colorScheme: 'dark' })
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  await page.goto('/picture')
  const dark = await paper()
  await page.getByRole('button', { name: /Colours: as the system/ }).click()
  const light = await paper()
  expect(light).not.toBe(dark)
  await page.reload()
  await page.getByRole('heading', { name: 'Picture', level: 1 }).waitFor()
  expect(await paper()).toBe(light)
  await context.close()
})

test('in an exercise, EXERCISE is the first thing on every screen, and a way out stands beside it', async () => {
  const { me } = await admin.get(whoAmI, {})
  await admin.get(enterRealm, { person: me?.id ?? '', exercise: 'storm-2027' })
  const { page, context } = await visit(browser, node, { as: admin })
  for (const at of ['/picture', '/sense', '/sustain', '/watch', '/incidents', '/report', '/manual']) {
    await page.goto(`${at}?realm=exercise:storm-2027`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const text = await page.evaluate(() => (document.body.textContent ?? '').trim())
    expect(text.startsWith('EXERCISE')).toBe(true)
    expect(await page.title()).toMatch(/^EXERCISE/)
  }
  await page.goto('/picture?realm=exercise:storm-2027')
  await page.getByRole('button', { name: /^0 open incidents/ }).waitFor()
  await page.getByRole('link', { name: 'Incidents' }).first().click()
  await page.waitForURL(/realm=exercise/)
  await page.getByRole('button', { name: 'Leave for the live realm' }).click()
  await page
    .getByRole('button', { name: /^1 open incident/ })
    .first()
    .waitFor()
  await context.close()
})

test('everything goes by keyboard: places, palette, search, lists, matrix and map', async () => {
  const { page, context } = await visit(browser, node, { as: admin })
  await page.goto('/watch')
  await page.getByRole('heading', { name: 'Watch', level: 1 }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.getByRole('heading', { name: 'Incidents', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Ransomware at a port' }).waitFor()
  await page.keyboard.press('j')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Ransomware at a port')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Ransomware at a port', level: 1 }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('heading', { name: 'Keys' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'Keys' }).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('harbour master')
  await page.getByRole('option', { name: /Search everything/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.getByRole('searchbox', { name: 'What you look for' }).waitFor()
  await page.keyboard.type('harbour')
  await page.getByText('The harbour master calls back.').first().waitFor()
  await page.locator('body').click()
  await page.goto('/picture')
  await page
    .getByRole('button', { name: 'All sectors, all countries: 1 open incident' })
    .or(page.locator('[data-at="0 0"]'))
    .first()
    .focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-at'))).toBe('1 1')
  await page.locator('#map-DE').waitFor()
  await page.locator('#map-DE').focus()
  await page.keyboard.press('ArrowLeft')
  expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^map-(BE|NL|LU|FR)$/)
  await context.close()
})
