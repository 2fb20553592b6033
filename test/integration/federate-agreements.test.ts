// Agreements between two real nodes: drafted on one, signed by both, and each forgery, crossing and end of them.
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import * as api from '#federate/api/agreements.ts'
import { sendNow } from '#federate/api/post.ts'
import { checkCard } from '#federate/wire/card.ts'
import { verifyValue } from '#federate/wire/sign.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import { type CallOptions, type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { readPdf } from '../setup/pdf-text.ts'
import { trustEachOther } from '../setup/peers.ts'

let north: TestNode
let south: TestNode
let nora: Client
let niels: Client
let sofia: Client
let reader: Client
const roles = ['liaison' as const, 'crisis-manager' as const, 'analyst' as const]

beforeAll(async () => {
  const env = { TOCSIN_FETCH_ALLOW: '127.0.0.1' }
  north = await startTestNode({ env })
  south = await startTestNode({ env })
  nora = await north.signedIn({ roles })
  niels = await north.signedIn({ roles })
  reader = await north.signedIn({ roles: ['reader'] })
  sofia = await south.signedIn({ roles })
  await trustEachOther({ node: north, person: nora }, { node: south, person: sofia }, 'address')
}, 120_000)

afterAll(async () => {
  await Promise.all([north, south].map((one) => one?.stop()))
})

async function refusal<C extends Contract>(as: Client, contract: C, input: InputOf<C>, options: CallOptions = {}) {
  const answered = await as.call(contract, input, options)
  if (answered.ok) throw new Error('It was not refused.')
  return { name: answered.problem.refusal, detail: answered.problem.detail ?? '' }
}

const look = (as: Client, id: string) => as.get(api.getAgreement, { id })
async function draft(more: Partial<InputOf<typeof api.draftAgreement>> = {}) {
  const model = { id: 'csirt-to-csirt', side: 'one' }
  return (await nora.get(api.draftAgreement, { peer: south.node.journal.nodeId, model, ...more })).id
}
async function act(as: Client, contract: typeof api.endAgreement, id: string, reason = 'So it was decided.') {
  const { version } = await look(as, id)
  return as.get(contract, { id, version, reason })
}
async function sign(as: Client, contract: typeof api.signAgreement, id: string) {
  const { version } = await look(as, id)
  return as.get(contract, { id, version, function: 'Head of the desk' })
}
async function stands(as: Client, id: string, status: string) {
  const [from, to] = as === sofia ? [nora, south] : [sofia, north]
  await vi.waitFor(
    async () => {
      await from.get(sendNow, { peer: to.node.journal.nodeId })
      const found = await as.call(api.getAgreement, { id })
      expect(found.ok ? found.value.state.status : found.problem.refusal).toBe(status)
    },
    { timeout: 40_000, interval: 250 },
  )
  return look(as, id)
}
async function inForce(more: Partial<InputOf<typeof api.draftAgreement>> = {}) {
  const id = await draft(more)
  await sign(nora, api.proposeAgreement, id)
  await stands(sofia, id, 'proposed')
  await sign(sofia, api.signAgreement, id)
  await stands(nora, id, 'in-force')
  return id
}

test('an agreement is drafted from a model, simulated, signed by both, and in force on both sides', async () => {
  const { id: red } = await nora.get(declareIncident, { title: 'Turbines stand still', marking: { tlp: 'GREEN' } })
  await nora.get(declareIncident, { title: 'Nobody else knows of this' })
  const id = await draft()
  const simulated = await nora.get(api.simulateAgreement, { id })
  expect(simulated).toMatchObject({ supposed: true, counts: [{ record: 'assess.incident', records: 2, flow: 1 }] })
  expect(simulated.records.find((one) => one.id === red)).toMatchObject({ flows: true, kind: 'incidents' })
  expect(simulated.counts[0]?.held).toEqual([{ why: 'Its marking TLP:AMBER+STRICT is above TLP:AMBER.', records: 1 }])
  expect(simulated.theirs[0]).toContain('tells National CSIRT of warnings, up to TLP:AMBER')

  const signing = { id, version: 1, function: 'Head of the desk' }
  expect(await refusal(niels, api.proposeAgreement, { ...signing, shown: simulated.digest })).toMatchObject({
    name: 'not-shown',
  })
  expect(await refusal(reader, api.proposeAgreement, signing)).toMatchObject({ name: 'not-allowed' })
  await nora.get(api.proposeAgreement, { ...signing, shown: simulated.digest })
  expect(await refusal(nora, api.editAgreement, { id, version: 2, title: 'Other words' })).toMatchObject({
    name: 'wrong-state',
  })
  expect(await refusal(nora, api.signAgreement, { ...signing, version: 2 })).toMatchObject({ name: 'wrong-state' })
  await stands(sofia, id, 'proposed')
  await sign(sofia, api.signAgreement, id)
  const here = await stands(nora, id, 'in-force')
  const there = await look(sofia, id)
  expect(here.state.terms).toEqual(there.state.terms)
  expect(here.state.signatures).toEqual(there.state.signatures)
  expect(here.state.signatures.map(({ node }) => node)).toEqual([north.node.journal.nodeId, south.node.journal.nodeId])
  expect(here.state.shown).toMatchObject([{ version: 1, digest: simulated.digest }])
  expect(new Set(here.fingerprints.map(({ fingerprint }) => fingerprint)).size).toBe(2)

  const supposed = { record: 'assess.incident', state: { severity: { value: 'red' } } }
  const marking = { tlp: 'GREEN' as const, owner: sofia.organisation, audience: [], persons: [], releasableTo: [] }
  const theirs = await nora.get(api.simulateAgreement, { id, hypothetical: { ...supposed, marking, direction: 'in' } })
  expect(theirs.records).toMatchObject([{ flows: true, urgent: true, kind: 'warnings' }])
  const copied = await nora.get(api.simulateAgreement, { id, hypothetical: { ...supposed, marking } })
  expect(copied.records[0]?.because.join()).toContain('never goes on')
  const own = { ...supposed, marking: { ...marking, owner: nora.organisation } }
  const tried = { id, hypothetical: own, words: { endsOn: '2020-01-01' } }
  expect(await refusal(nora, api.simulateAgreement, tried)).toMatchObject({ name: 'bad-terms' })
}, 90_000)

test('above TLP:AMBER whoever wrote the words does not propose them alone', async () => {
  const id = await draft({ model: { id: 'operator-to-csirt', side: 'csirt' } })
  const signing = { id, version: 1, function: 'Head of the desk' }
  expect(await refusal(nora, api.proposeAgreement, signing)).toMatchObject({ name: 'second-person-needed' })
  await niels.get(api.proposeAgreement, signing)
  const shown = await stands(sofia, id, 'proposed')
  await sofia.get(api.declineAgreement, { id, version: shown.version, reason: 'We are no operator.' })
  expect((await stands(nora, id, 'declined')).state.declined?.reason).toBe('We are no operator.')
  await nora.get(api.editAgreement, { id, version: 3, title: 'Between two authorities' })
  expect((await look(nora, id)).state).toMatchObject({ status: 'draft', terms: { version: 2 }, signatures: [] })
}, 90_000)

test('a new version waits until both have signed it; each side suspends and ends alone; the other hears of it', async () => {
  const id = await inForce()
  const { version } = await look(nora, id)
  await nora.get(api.reviseAgreement, { id, version, fallback: 'By courier.' })
  await sign(nora, api.proposeAgreement, id)
  await vi.waitFor(async () => expect((await look(sofia, id)).state.next?.terms.version).toBe(2), { timeout: 40_000 })
  expect((await look(sofia, id)).state).toMatchObject({ status: 'in-force', terms: { version: 1 } })
  await sign(sofia, api.signAgreement, id)
  await vi.waitFor(async () => expect((await look(nora, id)).state.terms.version).toBe(2), { timeout: 40_000 })
  const revised = await look(nora, id)
  expect(revised.state).toMatchObject({
    next: null,
    terms: { fallback: 'By courier.' },
    history: [{ terms: { version: 1 } }],
  })

  await act(sofia, api.suspendAgreement, id, 'Our desk is not safe.')
  expect((await stands(nora, id, 'suspended')).state.suspendedByPeer?.reason).toBe('Our desk is not safe.')
  const suspended = await look(nora, id)
  expect(await refusal(nora, api.resumeAgreement, { id, version: suspended.version })).toMatchObject({
    name: 'wrong-state',
  })
  await sofia.get(api.resumeAgreement, { id, version: (await look(sofia, id)).version })
  await stands(nora, id, 'in-force')
  const past = { id, version: (await look(nora, id)).version, note: 'Fits.', next: '2020-01-01' }
  expect(await refusal(nora, api.reviewAgreement, past)).toMatchObject({ name: 'bad-day' })
  await nora.get(api.reviewAgreement, { ...past, next: '2099-01-01' })
  expect(await look(nora, id)).toMatchObject({ reviewOn: '2099-01-01', overdue: false })
  await act(nora, api.endAgreement, id, 'Another takes its place.')
  expect((await stands(sofia, id, 'ended')).state.ended?.reason).toBe('Another takes its place.')
  expect(
    await refusal(nora, api.endAgreement, { id, version: (await look(nora, id)).version, reason: 'Again.' }),
  ).toMatchObject({
    name: 'wrong-state',
  })
}, 120_000)

test('it is read as a document in four forms, each with the same digest, and the data verifies what was signed', async () => {
  const { items } = await nora.get(api.listAgreements, { status: 'ended' })
  const id = items[0]?.id ?? ''
  const file = async (format: 'pdf' | 'html' | 'md' | 'json', more = {}) =>
    Buffer.from((await nora.get(api.exportAgreement, { id, format, ...more })) as unknown as Uint8Array)
  const data = JSON.parse((await file('json')).toString())
  expect(data).toMatchObject({ context: 'tocsin/agreement/1', status: 'ended', signatures: [{}, {}] })
  const html = (await file('html')).toString()
  expect(html).toContain(data.digest)
  expect(html).toContain('tells National CSIRT of warnings, up to TLP:AMBER, always and at once')
  expect((await file('md', { terms: 1 })).toString()).toContain('Version 1, superseded by a newer version')
  const pdf = readPdf(await file('pdf'))
  const words = pdf.pages.join('\n').replace(/\s+/g, ' ')
  expect(words).toContain('Head of the desk')
  expect(words.replace(/\s/g, '')).toContain(data.digest)
  expect(pdf.tags.filter((tag) => tag === 'H2').length).toBeGreaterThan(5)
  expect(await refusal(nora, api.exportAgreement, { id, format: 'md', terms: 9 })).toMatchObject({
    name: 'no-such-version',
  })
}, 60_000)

test('the data holds all that a second product builds against: keys, addresses, kinds, scales, schemas', async () => {
  const { items } = await nora.get(api.listAgreements, { status: 'ended' })
  const bytes = await nora.get(api.exportAgreement, { id: items[0]?.id ?? '', format: 'json' })
  const text = Buffer.from(bytes as unknown as Uint8Array).toString()
  const data = JSON.parse(text)
  expect(text).toBe(`${canonicalJson(data)}\n`)
  const { nodes, kinds, formats, severities, taxonomies, schemas, wire } = data.interface
  expect(wire).toBe(1)
  expect(nodes).toMatchObject([
    {
      node: north.node.journal.nodeId,
      address: `${north.url}/federate/v1`,
      capabilities: expect.arrayContaining(['envelopes/1']),
    },
    { node: south.node.journal.nodeId, address: `${south.url}/federate/v1` },
  ])
  // With nothing but the file both signatures are checked against the keys on the cards in it.
  for (const { signature, signs, ...by } of data.signatures) {
    const card = nodes.find(({ node }: { node: string }) => node === by.node).card
    expect(checkCard(card)).toMatchObject({ ok: true })
    expect(card.content.signs).toEqual(signs)
    expect(verifyValue(data.context, { terms: data.terms, ...by }, signature, signs)).toBe(true)
    expect(verifyValue(data.context, { terms: { ...data.terms, version: 9 }, ...by }, signature, signs)).toBe(false)
  }
  const named = data.terms.flows.flatMap((flow: { kinds: string[] }) => flow.kinds)
  expect(Object.keys(kinds).sort()).toEqual([...new Set(named)].sort())
  for (const { records } of Object.values<{ records: { record: string }[] }>(kinds))
    for (const { record } of records) expect(schemas.records[record]).toMatchObject({ type: 'object' })
  expect(Compile(schemas.card).Check(nodes[0].card)).toBe(true)
  expect(Compile(schemas.parts.agreement).Check({ part: 'agreement' })).toBe(false)
  expect(formats.map(({ value }: { value: string }) => value)).toContain('envelopes/1')
  expect([severities.length, taxonomies.length > 3]).toEqual([4, true])
  const html = Buffer.from(
    (await nora.get(api.exportAgreement, { id: data.terms.id, format: 'html' })) as unknown as Uint8Array,
  )
  for (const shown of [`${south.url}/federate/v1`, 'How the two sides are connected', 'CG Publication 04/2018'])
    expect(html.toString()).toContain(shown)
}, 60_000)

test('a release by hand is kept once, marked like its record, and taken back; bad input is refused with its place', async () => {
  const peer = south.node.journal.nodeId
  const { id } = await nora.get(declareIncident, { title: 'To be released', marking: { tlp: 'GREEN' } })
  const asked = { peer, record: 'assess.incident', id, reason: 'Agreed with the lead.' }
  const released = await nora.get(api.releaseByHand, asked)
  expect(await refusal(nora, api.releaseByHand, asked)).toMatchObject({ name: 'already-released' })
  expect(await refusal(nora, api.releaseByHand, { ...asked, record: 'assess.nothing' })).toMatchObject({
    name: 'no-such-record',
  })
  expect((await nora.get(api.listHandReleases, { record: id })).items).toMatchObject([{ marking: { tlp: 'GREEN' } }])
  await nora.get(api.takeBackRelease, { id: released.id, version: 1, reason: 'The wrong one.' })
  expect((await nora.get(api.listHandReleases, { record: id })).items).toEqual([])

  const model = { id: 'csirt-to-csirt', side: 'one' }
  expect(await refusal(nora, api.draftAgreement, { peer: id, model })).toMatchObject({ name: 'unknown-peer' })
  expect(await refusal(nora, api.draftAgreement, { peer, model: { ...model, side: 'three' } })).toMatchObject({
    name: 'no-such-model',
  })
  expect(await refusal(nora, api.draftAgreement, { peer })).toMatchObject({ name: 'incomplete-terms' })
  const late = { peer, model, validFrom: '2027-02-30' }
  expect(await refusal(nora, api.draftAgreement, late)).toMatchObject({ name: 'bad-terms' })
}, 60_000)
