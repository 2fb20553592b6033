// Who uses which resolvers, how ready that makes them, and guidelines of their own, over HTTP on a whole node.
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPlaybook } from '#federate/rules/playbooks/check-playbook.ts'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import { pathOf } from '#platform/http/index.ts'
import { addPlan } from '#sustain/api/failover.ts'
import * as guidelines from '#sustain/api/guidelines.ts'
import * as resolvers from '#sustain/api/resolvers.ts'
import type { UsedResolver } from '#sustain/model/dns-use.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let officer: Client
let other: Client
let bank: string

beforeAll(async () => {
  node = await startTestNode()
  const admin = await node.administrator()
  const registered = await admin.get(registerOrganisation, {
    name: 'Exercise Bank',
    kind: 'operator',
    country: 'DK',
    sectors: ['banking'],
  })
  bank = registered.id
  analyst = await node.signedIn({ roles: ['analyst'] })
  officer = await node.signedIn({ roles: ['duty-officer'] })
  other = await node.signedIn({ roles: ['analyst', 'duty-officer'], organisation: bank })
  await admin.get(enterRealm, { person: analyst.person, exercise: 'storm' })
}, 120_000)
afterAll(() => node?.stop())

const bytes = (text: string) => new TextEncoder().encode(text)
const google: UsedResolver = {
  ...{ name: 'Google', role: 'used', how: 'forwards', transport: 'udp', address: '8.8.8.8', known: null },
  ...{ operator: null, country: null, unionBased: null, validates: null, knownBy: 'stated' },
}
const unbound = `server:
  auto-trust-anchor-file: "/root.key"
forward-zone:
  name: "."
  forward-tls-upstream: yes
  forward-addr: 86.54.11.100@853#unfiltered.joindns4.eu
`

async function download(as: Client, contract: typeof guidelines.exportGuideline, input: Record<string, string>) {
  const answer = await as.fetch(`${pathOf(contract)}?${new URLSearchParams(input)}`)
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}

describe('who uses which', () => {
  test('what the list of known resolvers says is filled in; a network stands there once for each organisation', async () => {
    const added = await analyst.get(resolvers.addDnsUse, { network: 'Offices', resolvers: [google] })
    expect(added.state.resolvers[0]).toMatchObject({
      known: 'google',
      operator: 'Google LLC',
      country: 'US',
      unionBased: false,
    })
    expect(added.state.organisation).toBe(analyst.organisation)
    expect(await analyst.call(resolvers.addDnsUse, { network: 'offices' })).toMatchObject({
      problem: { refusal: 'network-taken' },
    })
    const both = await Promise.all([1, 2].map(() => analyst.call(resolvers.addDnsUse, { network: 'Twice' })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await analyst.get(resolvers.addDnsUse, { network: 'Offices', organisation: bank })).toMatchObject({
      version: 1,
    })
  })

  test('no address, no such resolver and a change that changes nothing are refused, with their place', async () => {
    const asked = (one: object) =>
      analyst.call(resolvers.addDnsUse, { network: 'Wrong', resolvers: [google, { ...google, ...one }] })
    expect(await asked({ address: '1.2.3' })).toMatchObject({
      problem: { refusal: 'bad-address', where: '/resolvers/1/address' },
    })
    expect(await asked({ known: 'nobody' })).toMatchObject({
      problem: { refusal: 'no-such-resolver', where: '/resolvers/1/known' },
    })
    const { id } = await analyst.get(resolvers.addDnsUse, { network: 'Same' })
    expect(await analyst.call(resolvers.changeDnsUse, { id, version: 1, network: 'Same' })).toMatchObject({
      problem: { refusal: 'nothing-to-change' },
    })
    expect(await analyst.call(resolvers.changeDnsUse, { id, version: 9, validates: true })).toMatchObject({
      problem: { refusal: 'stale-version' },
    })
    expect(await other.call(resolvers.changeDnsUse, { id, version: 1, validates: true })).toMatchObject({
      problem: { refusal: 'unknown' },
    })
  })

  test('a configuration is read without being written, and written into a network when it is said', async () => {
    const upload = bytes(unbound)
    const read = await analyst.get(resolvers.importResolverConfiguration, { name: 'unbound.conf' }, { upload })
    expect(read).toMatchObject({ use: null, configuration: { form: 'unbound', validates: true, bootstrap: 'address' } })
    expect(read.configuration.read[0]).toMatchObject({ line: 6 })
    const { id } = await analyst.get(resolvers.addDnsUse, { network: 'Data centre', internalZones: [] })
    const written = await analyst.get(
      resolvers.importResolverConfiguration,
      { name: 'unbound.conf', into: id, version: 1 },
      { upload },
    )
    expect(written.use).toMatchObject({
      version: 2,
      state: { validates: true, resolvers: [{ known: 'dns4eu-unfiltered', transport: 'dot' }] },
    })
    expect(written.use?.state.evidence.at(-1)).toMatchObject({
      kind: 'imported',
      what: 'Configuration of unbound (unbound.conf)',
    })
    expect(written.proposals.join()).toContain('DNS4EU unfiltered')
    const flows = bytes('da,dp,pr,fl\n86.54.11.100,853,TCP,90\n8.8.8.8,53,UDP,10\n')
    const seen = await analyst.get(resolvers.importDnsObservation, { name: 'flows.csv', into: id }, { upload: flows })
    expect(seen.use?.findings.map(({ rule }) => rule)).toEqual(['asked-not-configured'])
    expect((await analyst.get(resolvers.getDnsUse, { id })).findings).toEqual(seen.use?.findings)
    const { uses } = await analyst.get(resolvers.listDnsUse, { resolver: 'dns4eu-unfiltered' })
    expect(uses.map((one) => one.id)).toEqual([id])
  })

  test.each([
    ['x', 'hello', 'bad-file'],
    ['unbound.conf', 'a\0', 'bad-file'],
  ])('%s with %j is refused', async (name, text, refusal) => {
    const answer = await analyst.call(resolvers.importResolverConfiguration, { name }, { upload: bytes(text) })
    expect(answer).toMatchObject({ status: 422, problem: { refusal } })
    expect(await analyst.call(resolvers.importDnsObservation, { name }, { upload: bytes(text) })).toMatchObject({
      status: 422,
    })
  })

  test('bytes that are no text are refused', async () => {
    const answer = await analyst.call(
      resolvers.importResolverConfiguration,
      { name: 'unbound.conf' },
      { upload: Uint8Array.of(0xff, 0xfe, 0x80) },
    )
    expect(answer).toMatchObject({ problem: { refusal: 'bad-file' } })
  })
})

describe('readiness', () => {
  test('each network with its reasons, the weakest first; what others do not release is not counted', async () => {
    const { networks, cells, total, data } = await analyst.get(resolvers.showReadiness, {})
    expect(total).toBe(networks.length)
    const named = networks.find(({ network }) => network === 'Data centre')
    expect(named).toMatchObject({ organisationName: 'National CSIRT', country: 'BE', findings: 1 })
    expect(named?.readiness.criteria.map(({ answer }) => answer)).toEqual([
      'met',
      'not',
      'met',
      'met',
      'met',
      'met',
      'not',
      'not',
      'not',
      'met',
    ])
    // 25 + 10 + 10 + 10 + 8 + 5: nothing is unknown of an organisation of one's own.
    expect(named?.readiness.score).toEqual({ low: 68, high: 68 })
    expect(data.criteria).toHaveLength(10)
    const ofBank = networks.find(({ organisation }) => organisation === bank)
    expect(ofBank?.readiness.criteria.find(({ id }) => id === 'guideline')?.answer).toBe('unknown')
    expect(cells.find(({ sector }) => sector === 'banking')).toMatchObject({ country: 'DK', networks: 1 })
    expect((await other.get(resolvers.showReadiness, {})).total).toBe(0)
    const filtered = await analyst.get(resolvers.showReadiness, { country: 'DK', sector: 'banking' })
    expect(filtered.networks.map(({ organisation }) => organisation)).toEqual([bank])
  })

  test('as CSV: a line for each criterion', async () => {
    const answer = await analyst.fetch(`${pathOf(resolvers.exportReadiness)}?country=DK`)
    const lines = (await answer.text()).split('\r\n').filter(Boolean)
    expect(answer.headers.get('content-type')).toContain('text/csv')
    expect(lines).toHaveLength(11)
    expect(lines[1]).toMatch(/^Exercise Bank,Offices,DK,banking,/)
  })

  test('an exercise has networks of its own', async () => {
    const realm = 'exercise:storm'
    await analyst.get(resolvers.addDnsUse, { network: 'Played' }, { realm })
    expect((await analyst.get(resolvers.showReadiness, {}, { realm })).networks.map(({ network }) => network)).toEqual([
      'Played',
    ])
    expect((await analyst.get(resolvers.showReadiness, {})).networks.map(({ network }) => network)).not.toContain(
      'Played',
    )
  })
})

describe('guidelines', () => {
  test('drafted from the released one, and approved by somebody who did not write in it', async () => {
    const drafted = await analyst.get(guidelines.draftGuideline, { from: 'union-dns-failover' })
    const { id } = drafted
    expect(drafted.state).toMatchObject({ state: 'draft', authors: [analyst.person], inForce: null })
    const text = { title: 'Moving names of the CSIRT' }
    const changed = await analyst.get(guidelines.changeGuideline, { id, version: 1, text })
    expect(await analyst.call(guidelines.approveGuideline, { id, version: changed.version })).toMatchObject({
      status: 403,
    })
    const approved = await officer.get(guidelines.approveGuideline, { id, version: changed.version })
    expect(approved.state).toMatchObject({ state: 'approved', inForce: { approvedBy: officer.person, text } })
    const edited = await analyst.get(guidelines.changeGuideline, {
      id,
      version: approved.version,
      text: { title: 'Next edition' },
    })
    expect(edited.state).toMatchObject({ state: 'draft', authors: [analyst.person], inForce: { text } })
    const readiness = await analyst.get(resolvers.showReadiness, { organisation: analyst.organisation })
    expect(readiness.networks[0]?.readiness.criteria.find((one) => one.id === 'guideline')?.answer).toBe('met')
    expect(await other.call(guidelines.getGuideline, { guideline: id })).toMatchObject({
      problem: { refusal: 'unknown' },
    })
  })

  test('whoever wrote in it cannot approve it, whatever their role', async () => {
    const { id } = await other.get(guidelines.draftGuideline, {})
    expect(await other.call(guidelines.approveGuideline, { id, version: 1 })).toMatchObject({
      problem: { refusal: 'second-person-needed' },
    })
  })

  test('one that contradicts itself is kept and not approved; one that is withdrawn is done with', async () => {
    const { id } = await analyst.get(guidelines.draftGuideline, {})
    const { text } = await analyst.get(guidelines.getGuideline, { guideline: id })
    const broken = { vantage: { ...text.vantage, quorum: { least: 4, of: 3 } } }
    const changed = await analyst.get(guidelines.changeGuideline, { id, version: 1, text: broken })
    expect(changed.findings).toContainEqual(expect.objectContaining({ level: 'error', rule: 'quorum' }))
    expect(await officer.call(guidelines.approveGuideline, { id, version: 2 })).toMatchObject({
      problem: { refusal: 'guideline-contradicts' },
    })
    await officer.get(guidelines.withdrawGuideline, { id, version: 2, reason: 'Not ours' })
    expect(await analyst.call(guidelines.changeGuideline, { id, version: 3, text: { title: 'x' } })).toMatchObject({
      problem: { refusal: 'wrong-state' },
    })
  })

  test('a plan is made from it for the resolvers of a network, and is what addPlan takes', async () => {
    const { uses } = await analyst.get(resolvers.listDnsUse, { resolver: 'google' })
    const use = uses.find(({ state }) => state.organisation === analyst.organisation)?.id ?? ''
    const asked = {
      guideline: 'union-dns-failover',
      variant: 'full',
      control: 'office',
      use,
      controlKind: 'unbound' as const,
    }
    const { plan } = await analyst.get(guidelines.planFrom, asked)
    expect([...Compile(addPlan.input).Errors(plan)]).toEqual([])
    expect(plan.usual.map(({ address }) => address)).toEqual(['8.8.8.8'])
    expect(await analyst.call(guidelines.planFrom, { ...asked, variant: 'nothing' })).toMatchObject({
      problem: { refusal: 'no-such-variant' },
    })
  })

  test('as a playbook, as PDF, as a page and as data', async () => {
    const guideline = 'union-dns-failover'
    const playbook = await download(analyst, guidelines.exportGuideline, { guideline, form: 'cacao', variant: 'mixed' })
    expect(checkPlaybook(JSON.parse(playbook.bytes.toString())).findings).toEqual([])
    const pdf = await download(analyst, guidelines.exportGuideline, { guideline, form: 'pdf' })
    expect([pdf.type, pdf.bytes.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-'])
    expect(
      (await download(analyst, guidelines.exportGuideline, { guideline, form: 'html' })).bytes.toString(),
    ).toContain('<h1>Moving names')
    expect(
      JSON.parse((await download(analyst, guidelines.exportGuideline, { guideline, form: 'json' })).bytes.toString()),
    ).toMatchObject({ id: guideline })
    expect((await download(analyst, guidelines.exportGuideline, { guideline: 'nothing', form: 'md' })).status).toBe(422)
  })
})
