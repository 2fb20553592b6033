// Copies in the browser: a record of another organisation is read like any other, says whose it is, offers nothing that its owner alone
// does, and lets one speak to its owner; requests that came are answered below the record.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident, getIncident } from '#assess/api.ts'
import { incident as incidentRecord } from '#assess/events.ts'
import { listResponses } from '#federate/api/copies.ts'
import { agreementRecord, peerRecord, responseRecord } from '#federate/events.ts'
import type { AgreementTerms } from '#federate/model/agreement.ts'
import type { Card } from '#federate/model/wire.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { newId } from '#platform/id.ts'
import type { OpenJournal, Writer } from '#platform/journal/index.ts'
import { keepGiven } from '../../src/federate/store/copies/given.ts'
import { keepEquivocation } from '../../src/federate/store/copies/histories.ts'
import { keepTaken } from '../../src/federate/store/copies/taken.ts'
import { allRecords } from '../../src/node.ts'
import { launchBrowser } from '../setup/browser.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { sampleOf } from '../setup/sample.ts'
import { accessibilityFaults, overflow, visit } from './visit.ts'

const other = '01980f3c-8a00-7000-8000-0000000000a1'
const organisation = '01980f3c-8a00-7000-8000-0000000000a2'
const copy = '01980f3c-8a00-7000-8000-0000000000a3'
const agreement = '01980f3c-8a00-7000-8000-0000000000a4'
/** Every kind that crosses and has a page: where it stands, and the copy of it. */
const pages: Record<string, string> = {
  'assess.dutyReport': '/duty-reports/',
  'coordinate.crisis': '/crises/',
  'coordinate.decision': '/decisions/',
  'coordinate.notice': '/notices/',
  'share.product': '/products/',
  'sense.attack': '/sense/attacks/',
  'watch.claim': '/watch/claims/',
}
const copies = new Map<string, string>()
let browser: Browser
let node: TestNode
let desk: Client
let own = ''

beforeAll(async () => {
  browser = await launchBrowser()
  node = await startTestNode()
  desk = await node.administrator()
  own = (await desk.get(declareIncident, { title: 'Flood at our exchange' })).id
  const { state } = await desk.get(getIncident, { id: own })
  const { journal } = node.node
  const view = { reader: systemReader('peer', ['live'], journal.home), realm: 'live' }
  const writer: Writer = { view, verb: 'federate.takeLetter' }
  const now = new Date().toISOString()
  const card = {
    content: {
      ...{
        v: 1,
        node: other,
        serial: 1,
        address: null,
        contacts: [],
        capabilities: [],
        seals: [],
        log: 'tocsin/x+00+AA',
      },
      organisation: {
        id: organisation,
        name: 'CSIRT of the other State',
        kind: 'csirt',
        country: 'LU',
        sectors: [],
        groups: [],
      },
      ...{ signs: { ed25519: 'AA', mlDsa65: 'AA' }, issuedAt: now, expiresAt: '2099-01-01T00:00:00.000Z' },
    },
    signatures: [{ signs: { ed25519: 'AA', mlDsa65: 'AA' }, signature: { ed25519: 'AA', mlDsa65: 'AA' } }],
  } satisfies Card
  const about = { record: 'assess.incident', subject: own, version: 1 }
  const said = {
    text: 'Since when do you see it?',
    seen: null,
    changes: [],
    answers: null,
    author: 'Night desk, CSIRT of the other State',
  }
  const reply = await journal.commit(writer, async (unit) => {
    await unit.open(peerRecord, 'federate.peerIntroduced', { card }, { subject: other, marking: { tlp: 'GREEN' } })
    await unit.copy(incidentRecord, {
      subject: copy,
      state: { ...state, title: 'Outage in the other State', reference: 'INC-2025-0900', number: 900 },
      marking: { tlp: 'GREEN', owner: organisation, audience: [], persons: [], releasableTo: [] },
      from: { node: other, organisation, version: 4, entry: copy, recordedAt: now },
    })
    const where = { node: other, organisation, to: [journal.nodeId], at: now }
    await unit.open(
      responseRecord,
      'federate.responseCame',
      { kind: 'request', about, ...said, ...where, by: new Date(Date.now() - 60_000).toISOString() },
      { owner: organisation, marking: { tlp: 'GREEN' } },
    )
    await unit.open(
      agreementRecord,
      'federate.agreementDrafted',
      { peer: other, terms: termsWith(journal) },
      { subject: agreement },
    )
    for (const kind of allRecords.filter(({ name }) => name in pages)) {
      const subject = newId(new Date())
      copies.set(kind.name, subject)
      await unit.copy(kind, {
        ...{ subject, state: readable(sampleOf(kind.state)) },
        marking: { tlp: 'GREEN', owner: organisation, audience: [], persons: [], releasableTo: [] },
        from: { node: other, organisation, version: 1, entry: subject, recordedAt: now },
      })
    }
    unit.also(async (sql) => {
      const ids = { entry: copy, bodyHash: '', skeleton: '', digest: '' }
      const taken = { subject: copy, peer: other, realm: 'live', record: 'assess.incident', version: 4, ...ids }
      const held = { ...taken, recordedAt: now, takenAt: now, proven: 12, agreement, status: 'held' as const }
      const others = [...copies].map(([record, subject]) => ({ ...held, record, subject, version: 1 }))
      await keepTaken(sql, [held, ...others])
      const given = { record: 'assess.incident', subject: own, version: 1, digest: '', proven: true, gone: false }
      await keepGiven(sql, other, 'live', [{ ...given, blinded: [] }], now)
      const what = 'It signed two different histories of its first 12 entries.'
      await keepEquivocation(sql, { node: other, first: 'one', second: 'two', what, toldBy: other, at: now })
    })
    return done(null)
  })
  if (!reply.ok) throw new Error(JSON.stringify(reply))
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await node?.stop()
})

/** As people would find it: with words where the least state has a letter. */
function readable<T>(state: T): T {
  return JSON.parse(JSON.stringify(state).replaceAll('"title":"x"', '"title":"As the other State wrote it"')) as T
}

function termsWith({ nodeId, home }: OpenJournal): AgreementTerms {
  const flow = { from: other, to: nodeId, kinds: ['incidents' as const], highest: 'AMBER' as const }
  return {
    ...{ v: 1, id: agreement, version: 1, title: 'Between the two States', purpose: 'To know what happens.' },
    parties: [
      { node: nodeId, organisation: home, name: 'We' },
      { node: other, organisation, name: 'CSIRT of the other State' },
    ],
    realm: 'live',
    flows: [
      { ...flow, trigger: { when: 'always' }, responseMinutes: null, formats: ['envelopes/1'], retentionDays: 90 },
    ],
    ...{ contacts: [], fallback: 'By telephone.', limits: { lettersPerMinute: 60, kilobytesPerSecond: null } },
    ...{ basis: [], validFrom: '2026-01-01', reviewOn: '2027-01-01', endsOn: null },
  }
}

const shot = (name: string) =>
  process.env.TOCSIN_TEST_SHOTS ? { path: `${process.env.TOCSIN_TEST_SHOTS}/${name}.png`, fullPage: true } : null

test('a copy says whose it is, offers nothing that its owner alone does, and one can speak to its owner', async () => {
  const { page, context, wrongs } = await visit(browser, node, { as: desk })
  await page.goto(`/incidents/${copy}`)
  await page.getByText('Copy from CSIRT of the other State, version 4').waitFor()
  await page.getByRole('link', { name: 'Between the two States' }).waitFor()
  // A note of our own beside it is ours to write.
  await page.getByRole('tab', { name: 'Notes' }).click()
  await page.getByRole('button', { name: 'Add the note' }).waitFor()
  expect(await page.getByRole('button', { name: 'Triage' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Say something to its owner' }).click()
  await page.getByLabel('What it is').selectOption('proposal')
  await page.getByLabel('Words').fill('It should be red.')
  await page.getByLabel('Which field').fill('/severity/value')
  await page.getByLabel('What it should say').fill('red')
  await page.getByRole('button', { name: 'Send' }).click()
  // Nothing was agreed with that organisation: the reason stands beside the button, and what was typed is kept.
  await page.getByText('lets responses marked').waitFor()
  expect(await page.getByLabel('Words').inputValue()).toBe('It should be red.')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('Nothing was said about it.').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const at = shot('copy')
  if (at) await page.screenshot(at)
  await page.goto(`/incidents/${own}`)
  await page.getByRole('button', { name: 'Triage' }).waitFor()
  await page.getByText('Given to CSIRT of the other State').waitFor()
  expect(wrongs).toEqual([])
  await context.close()
})

test('every page of a copy says whose it is, speaks to its owner, and offers nothing that would change it', async () => {
  const { page, context, wrongs } = await visit(browser, node, {
    as: desk,
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  })
  expect(new Set(copies.keys())).toEqual(new Set(Object.keys(pages)))
  for (const [kind, id] of copies) {
    await page.goto(`${pages[kind]}${id}`)
    await page.getByText('Copy from CSIRT of the other State, version 1').waitFor()
    await page.getByRole('button', { name: 'Say something to its owner' }).waitFor()
    for (const name of ['Change', 'Edit', 'Withdraw', 'Approve', 'Drop', 'Tell', 'Retract'])
      expect(await page.getByRole('button', { name, exact: true }).count(), `${name} on ${kind}`).toBe(0)
    expect(await accessibilityFaults(page), kind).toEqual([])
    expect(await overflow(page), kind).toBe(0)
    const at = shot(`copy-${kind}`)
    if (at) await page.screenshot(at)
  }
  expect(wrongs).toEqual([])
  await context.close()
})

test('a request that came stands below its record and among all responses, says that it is due, and is answered there', async () => {
  const { page, context, wrongs } = await visit(browser, node, { as: desk, viewport: { width: 390, height: 844 } })
  await page.goto('/responses?show=due')
  await page.getByText('Since when do you see it?').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  const small = shot('responses-390')
  if (small) await page.screenshot(small)
  await page.getByRole('link', { name: 'Flood at our exchange' }).click()
  await page.getByRole('heading', { name: 'From others' }).waitFor()
  await page.getByRole('button', { name: 'Answer' }).click()
  await page.getByLabel('Words').fill('Since noon.')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('lets responses marked').waitFor()
  const { items } = await desk.get(listResponses, { due: true })
  expect(items).toMatchObject([{ state: { status: 'open' } }])
  expect(await overflow(page)).toBe(0)
  expect(wrongs).toEqual([])
  await context.close()
})

test('a node that showed two histories stands in red, with what to do and the evidence', async () => {
  const { page, context, wrongs } = await visit(browser, node, { as: desk, colorScheme: 'dark' })
  await page.goto('/histories')
  await page.getByRole('heading', { name: 'CSIRT of the other State showed two histories' }).waitFor()
  await page.getByText('Call the organisation over another way').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const at = shot('histories-dark')
  if (at) await page.screenshot(at)
  expect(wrongs).toEqual([])
  await context.close()
})
