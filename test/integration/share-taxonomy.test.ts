// The taxonomy over HTTP: drafted, proposed to, adopted against its day, mapped with its losses, exported and imported; and who sees it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import * as api from '#share/api/taxonomy.ts'
import * as maps from '#share/api/taxonomy-mappings.ts'
import * as props from '#share/api/taxonomy-proposals.ts'
import { type CallOptions, type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { clockAt } from '../setup/sense.ts'

const clock = clockAt(Date.parse('2026-05-20T09:00:00Z') / 1000)
let node: TestNode
let anna: Client
let ben: Client
let operator: Client
let stranger: Client
let first: string
const green = { tlp: 'GREEN' as const }

beforeAll(async () => {
  node = await startTestNode({ clock })
  const admin = await node.administrator()
  const roles = ['analyst' as const, 'crisis-manager' as const]
  const registered = { name: 'Example Grid', kind: 'operator' as const, country: 'AT', sectors: ['energy'] }
  const grid = (await admin.get(registerOrganisation, registered)).id
  const other = (await admin.get(registerOrganisation, { ...registered, name: 'Another company' })).id
  anna = await node.signedIn({ roles })
  ben = await node.signedIn({ roles })
  operator = await node.signedIn({ roles, organisation: grid })
  stranger = await node.signedIn({ roles, organisation: other })
  first = (await anna.get(api.draftTaxonomy, { edition: '0.1', marking: green })).id
}, 120_000)

afterAll(async () => {
  await node.stop()
})

async function refusal<C extends Contract>(as: Client, contract: C, input: InputOf<C>, options: CallOptions = {}) {
  const answered = await as.call(contract, input, options)
  if (answered.ok) throw new Error('It was not refused.')
  const { refusal: name, where, detail } = answered.problem
  return { name, ...(where === undefined ? {} : { where }), detail: detail ?? '' }
}

const version = async (id: string, as = anna, options: CallOptions = {}) =>
  (await as.get(api.getTaxonomy, { id }, options)).version
async function mappingTo(target: string, taxonomy = first) {
  const { mappings } = await anna.get(api.getTaxonomy, { id: taxonomy })
  const found = mappings.find((one) => one.state.target === target)
  if (!found) throw new Error(`There is no mapping to ${target}`)
  return found
}

test('the released draft comes with its axes, terms and mappings, each unverified, and the day of the framework', async () => {
  const shown = await anna.get(api.getTaxonomy, { id: first })
  expect(shown.state).toMatchObject({ series: 'cyber-crisis', status: 'draft', edition: '0.1' })
  expect(new Set(shown.state.terms.map((term) => term.verification))).toEqual(new Set(['unverified']))
  expect(shown.mappings.map((one) => one.state.target)).toEqual(['attack', 'cg-2018', 'misp', 'rsit'])
  expect(shown.deadline).toMatchObject({ obligation: 'BP-01', on: '2026-06-06', verification: 'seed' })
  expect(shown.standing).toEqual({ state: 'running', days: 17 })
  expect(shown.moves.find((one) => one.event === 'adopt')).toMatchObject({ allowed: false })
})

test('a draft is changed with a reason; what cannot be and an old version are refused, and nothing is kept', async () => {
  const seen = await version(first)
  const change = (changes: InputOf<typeof api.editTaxonomy>['changes'], at = seen) =>
    ({ id: first, version: at, reason: 'Agreed in May.', changes }) as InputOf<typeof api.editTaxonomy>
  const label = [{ do: 'change' as const, id: 'flooding', label: 'Flooding of services' }]
  expect(await refusal(anna, api.editTaxonomy, change([...label, { do: 'remove', id: 'disruption' }]))).toMatchObject({
    name: 'bad-change',
    where: '/changes/1',
  })
  expect(await refusal(anna, api.editTaxonomy, change([]))).toMatchObject({ name: 'nothing-to-change' })
  const edited = await anna.get(api.editTaxonomy, change(label))
  expect(edited).toMatchObject({ version: seen + 1, status: 'draft' })
  expect(await refusal(ben, api.editTaxonomy, change(label))).toMatchObject({ name: 'stale-version' })
  const { state } = await ben.get(api.getTaxonomy, { id: first })
  expect(state.terms.find((term) => term.id === 'flooding')?.label).toBe('Flooding of services')
  expect(state.changes).toMatchObject([{ reason: 'Agreed in May.', proposal: null, made: label }])
  expect(await refusal(operator, api.editTaxonomy, change(label, seen + 1))).toMatchObject({ name: 'not-yours' })
})

test('of two who change a draft at once one wins, and the other is told', async () => {
  const seen = await version(first)
  const edit = (note: string) => ({ id: first, version: seen, reason: 'Meant.', note })
  const both = await Promise.all([
    anna.call(api.editTaxonomy, edit('By the one.')),
    ben.call(api.editTaxonomy, edit('By the other.')),
  ])
  const lost = both.filter((one) => !one.ok)
  expect(lost.map((one) => one.problem.refusal)).toEqual(['stale-version'])
  expect(await version(first)).toBe(seen + 1)
})

test('another organisation proposes, others say where they stand, and the owner takes it into the draft', async () => {
  const broken = { do: 'remove' as const, id: 'no-such-term' }
  expect(
    await refusal(operator, props.proposeTerm, { taxonomy: first, change: broken, reason: 'Gone.' }),
  ).toMatchObject({
    name: 'bad-change',
  })
  const term = {
    ...{
      id: 'smart-meter-fraud',
      axis: 'happening',
      label: 'Fraud with meters',
      about: 'Meters report what is not so.',
    },
    ...{ broader: 'deception', source: 'Example Grid', verification: 'unverified' as const },
  }
  const made = await operator.get(props.proposeTerm, {
    taxonomy: first,
    change: { do: 'add', term },
    reason: 'It happens to all grids.',
  })
  const on = { kind: 'share.taxonomyProposal' as const, id: made.id }
  await stranger.get(props.raiseVoice, { on, words: 'Too narrow for a crisis.', stand: 'disagrees' })
  await stranger.get(props.raiseVoice, { on, words: 'With this wording, yes.', stand: 'agrees' })
  await anna.get(props.raiseVoice, {
    on,
    words: 'Said on the telephone.',
    stand: 'abstains',
    spokenFor: 'Example Water',
  })
  const spoken = { on, words: 'For a friend.', spokenFor: 'Somebody' }
  expect(await refusal(operator, props.raiseVoice, spoken)).toMatchObject({ name: 'not-your-organisation' })
  const heard = await operator.get(props.listVoices, { kind: on.kind, on: on.id })
  expect(heard.items.map((one) => one.state.words)).toEqual([
    'Too narrow for a crisis.',
    'With this wording, yes.',
    'Said on the telephone.',
  ])
  expect(heard.positions.counts).toEqual({ agrees: 1, disagrees: 0, abstains: 1 })
  const [listed] = (await ben.get(props.listTermProposals, { status: ['open'] })).items
  expect(listed).toMatchObject({ id: made.id, positions: { comments: 3 } })

  const decision = { id: made.id, version: made.version, outcome: 'accepted' as const, reason: 'Nobody is against it.' }
  expect(await refusal(operator, props.decideTermProposal, decision)).toMatchObject({ name: 'not-yours' })
  await ben.get(props.decideTermProposal, decision)
  const { state } = await anna.get(api.getTaxonomy, { id: first })
  expect(state.terms.find((one) => one.id === 'smart-meter-fraud')?.label).toBe('Fraud with meters')
  expect(state.changes.at(-1)).toMatchObject({ proposal: made.id, reason: 'Nobody is against it.' })
  expect(await refusal(ben, props.decideTermProposal, { ...decision, version: made.version + 1 })).toMatchObject({
    name: 'wrong-state',
  })
  expect(await refusal(stranger, props.raiseVoice, { on, words: 'One more thing.' })).toMatchObject({
    name: 'wrong-state',
  })
})

test('a proposal is refused with a reason or taken back, and a voice too', async () => {
  const change = { do: 'change' as const, id: 'unclear', label: 'Unknown' }
  const ask = () => operator.get(props.proposeTerm, { taxonomy: first, change, reason: 'Shorter.' })
  const [one, other] = [await ask(), await ask()]
  const refused = { id: one.id, version: 1, outcome: 'refused' as const, reason: 'The word is taken.' }
  await anna.get(props.decideTermProposal, refused)
  const said = await stranger.get(props.raiseVoice, {
    on: { kind: 'share.taxonomyProposal', id: other.id },
    words: 'No.',
    stand: 'disagrees',
  })
  expect(await refusal(operator, props.withdrawVoice, { id: said.id, version: 1, reason: 'Not mine.' })).toMatchObject({
    name: 'not-yours',
  })
  await stranger.get(props.withdrawVoice, { id: said.id, version: 1, reason: 'Read again.' })
  const again = { id: said.id, version: 2, reason: 'Once more.' }
  expect(await refusal(stranger, props.withdrawVoice, again)).toMatchObject({ name: 'wrong-state' })
  const heard = await anna.get(props.listVoices, { kind: 'share.taxonomyProposal', on: other.id })
  expect(heard.positions.counts.disagrees).toBe(0)
  expect(heard.items[0]?.state.withdrawn?.reason).toBe('Read again.')
  expect(
    await refusal(operator, props.withdrawTermProposal, { id: other.id, version: 9, reason: 'Old.' }),
  ).toMatchObject({ name: 'stale-version' })
  await operator.get(props.withdrawTermProposal, { id: other.id, version: 1, reason: 'It is fine as it is.' })
  const { items } = await anna.get(props.listTermProposals, { taxonomy: first })
  expect(items.map((it) => it.state.status).sort()).toEqual(['accepted', 'refused', 'withdrawn'])
})

test('a mapping says what it loses in both directions', async () => {
  const { id } = await mappingTo('rsit')
  const { loss } = await operator.get(maps.getMapping, { id })
  const out = (term: string) => loss.out.find((one) => one.term === term)
  expect(out('flooding')).toMatchObject({ loss: 'nothing', codes: ['availability/ddos'], returns: true })
  expect(out('technical-outage')).toMatchObject({ loss: 'detail', codes: ['availability/outage'], returns: false })
  expect(out('signal-interference')).toMatchObject({ loss: 'everything', codes: [], returns: false })
  // Accepted after the mapping was made: nobody has looked.
  expect(out('smart-meter-fraud')).toMatchObject({ loss: 'unknown' })
  const back = (code: string) => loss.back.find((one) => one.code === code)
  // A wider term is there: it comes back as that one, and says less.
  expect(back('availability/outage')).toMatchObject({ loss: 'detail', terms: ['disruption'] })
  const changedData = back('information-content-security/unauthorised-information-modification')
  expect(changedData).toMatchObject({ loss: 'choice', terms: ['extortion-by-encryption', 'data-changed'] })
  expect(back('fraud/copyright')).toMatchObject({ loss: 'everything', terms: [] })
  expect(loss.counts.out.nothing + loss.counts.out.detail).toBeLessThan(loss.out.length)
  const term = await anna.get(maps.mapTerm, { taxonomy: first, term: 'flooding' })
  expect(term.items.find((one) => one.target === 'misp')?.codes).toEqual(['rsit:availability="ddos"'])
  const code = await anna.get(maps.mapTerm, { taxonomy: first, target: 'attack', code: 'TA0040' })
  expect(code.items[0]).toMatchObject({ loss: 'choice' })
  const missing = { taxonomy: first, term: 'nothing-such' }
  expect(await refusal(anna, maps.mapTerm, missing)).toMatchObject({ name: 'no-such-term' })
  expect(await refusal(anna, maps.mapTerm, { taxonomy: first })).toMatchObject({ name: 'bad-input' })
})

test('a national mapping is imported from a table; each line that cannot stand says why', async () => {
  const csv = [
    'term;relation;code;label;note',
    'flooding;broader;V-2;Denial of service;one code for all',
    'crafted-denial;broader;V-2;;',
    'no-such-term;exact;V-3;;',
    'phishing;same;V-4;;',
    ';;V-9;Loss of a device;',
    '"sabotage";exact;"V ""5""";Sabotage;"two; parts"',
  ].join('\r\n')
  const place = { taxonomy: first, target: 'national-at', name: 'National list of Austria', whole: true }
  const looked = await operator.get(maps.importMapping, { ...place, csv, check: true })
  expect(looked).toMatchObject({ kept: false, mapping: null, rows: 3, codes: 4 })
  expect(looked.faults).toEqual([
    { line: 4, why: 'This version has no term no-such-term.' },
    { line: 5, why: '“same” is no relation: exact, broader, narrower, related, none.' },
  ])
  expect(await operator.get(maps.importMapping, { ...place, csv })).toMatchObject({ kept: false })
  const kept = await operator.get(maps.importMapping, { ...place, csv, leaveOutFaulty: true })
  const { state, loss, marking } = await anna.get(maps.getMapping, { id: kept.mapping?.id ?? '' })
  expect(marking.owner).toBe(operator.organisation)
  expect(state.rows.find((row) => row.term === 'sabotage')).toMatchObject({ code: 'V "5"', note: 'two; parts' })
  expect(loss.back.find((one) => one.code === 'V-9')).toMatchObject({ loss: 'everything', label: 'Loss of a device' })
  const again = { taxonomy: first, target: 'national-at', name: 'Again', csv: 'term,relation,code\nflooding,none,' }
  expect(await refusal(operator, maps.importMapping, again)).toMatchObject({ name: 'wrong-state' })
  const table = String(
    await anna.get(api.exportTaxonomy, { id: first, format: 'csv', mapping: kept.mapping?.id ?? '' }),
  )
  expect(table.split('\r\n')[0]).toBe('# TLP:GREEN; Unified taxonomy for cyber crises 0.1 to National list of Austria ')
  const same = { id: kept.mapping?.id ?? '', version: 1, csv: table }
  expect(await operator.get(maps.importMapping, { ...same, check: true })).toMatchObject({
    rows: 3,
    codes: 4,
    faults: [],
  })
})

test('rows are saved as a whole, against the version that was seen', async () => {
  const { id, version: at } = await mappingTo('attack')
  const row = { term: 'flooding', relation: 'broader' as const, code: 'TA0040', note: '' }
  const strange = { ...row, code: 'TA9999' }
  expect(await refusal(anna, maps.saveMapping, { id, version: at, rows: [row, strange] })).toMatchObject({
    name: 'bad-rows',
    where: '/rows/1',
  })
  expect(await refusal(anna, maps.saveMapping, { id, rows: [row] })).toMatchObject({ name: 'bad-input' })
  const saved = await anna.get(maps.saveMapping, { id, version: at, rows: [row] })
  expect(await refusal(ben, maps.saveMapping, { id, version: at, rows: [] })).toMatchObject({ name: 'stale-version' })
  expect(await refusal(operator, maps.saveMapping, { id, version: saved.version, rows: [] })).toMatchObject({
    name: 'not-yours',
  })
  const change = { do: 'map' as const, target: 'attack', row: { ...row, term: 'crafted-denial' } }
  const made = await operator.get(props.proposeTerm, { taxonomy: first, change, reason: 'The same tactic.' })
  await ben.get(props.decideTermProposal, { id: made.id, version: 1, outcome: 'accepted', reason: 'Yes.' })
  const { state } = await anna.get(maps.getMapping, { id })
  expect(state.rows.map((one) => one.term)).toEqual(['flooding', 'crafted-denial'])
})

test('adoption is written down by a second person, with body, day and document, in time or late; the one before is superseded', async () => {
  const asked = await anna.get(api.putForwardTaxonomy, { id: first, version: await version(first), reason: 'Ready.' })
  const adoption = { id: first, version: asked.version, on: '2026-05-19', body: 'Crisis board', document: 'Decision 4' }
  const edit = { id: first, version: asked.version, reason: 'Late.', title: 'Another title' }
  expect(await refusal(anna, api.editTaxonomy, edit)).toMatchObject({ name: 'wrong-state' })
  expect(await refusal(anna, api.adoptTaxonomy, adoption)).toMatchObject({ name: 'second-person-needed' })
  expect(await refusal(ben, api.adoptTaxonomy, { ...adoption, on: '2026-05-21' })).toMatchObject({ name: 'bad-day' })
  expect(await refusal(ben, api.adoptTaxonomy, { ...adoption, on: '2026-02-30' })).toMatchObject({ name: 'bad-day' })
  const back = await ben.get(api.returnTaxonomy, { id: first, version: asked.version, reason: 'One word.' })
  const again = await anna.get(api.putForwardTaxonomy, { id: first, version: back.version, reason: 'Done.' })
  const adopted = await ben.get(api.adoptTaxonomy, { ...adoption, version: again.version })
  expect(adopted).toMatchObject({ status: 'adopted', standing: { state: 'in-time', days: 18 }, superseded: [] })

  const next = await anna.get(api.draftTaxonomy, { from: first, edition: '0.2' })
  expect(next.mappings).toHaveLength(5)
  expect(await refusal(anna, api.draftTaxonomy, { from: first, edition: '0.2' })).toMatchObject({
    name: 'edition-taken',
  })
  await anna.get(api.editTaxonomy, {
    ...{ id: next.id, version: 1, reason: 'A new one.' },
    changes: [
      { do: 'remove', id: 'smart-meter-fraud' },
      { do: 'change', id: 'unclear', label: 'Unknown yet' },
    ],
  })
  const { differences } = await operator.get(api.compareTaxonomies, { from: first, to: next.id })
  expect(differences.map(({ id, kind }) => [id, kind])).toEqual([
    ['unclear', 'changed'],
    ['smart-meter-fraud', 'removed'],
  ])
  const asked2 = await anna.get(api.putForwardTaxonomy, { id: next.id, version: 2, reason: 'Ready.' })
  const second = await ben.get(api.adoptTaxonomy, { ...adoption, id: next.id, version: asked2.version })
  expect(second.superseded).toEqual([first])
  const { items, standing } = await operator.get(api.listTaxonomies, {})
  expect(items.map(({ state }) => [state.edition, state.status])).toEqual(
    expect.arrayContaining([
      ['0.1', 'superseded'],
      ['0.2', 'adopted'],
    ]),
  )
  expect(standing).toEqual({ state: 'in-time', days: 18 })
  const late = { taxonomy: first, change: { do: 'remove' as const, id: 'unclear' }, reason: 'Gone.' }
  expect(await refusal(operator, props.proposeTerm, late)).toMatchObject({ name: 'wrong-state' })
})

test('who may not know of a version sees nothing of it, and nothing is drafted from it for more people', async () => {
  const inner = await anna.get(api.draftTaxonomy, { from: first, edition: '0.9', marking: { tlp: 'AMBER+STRICT' } })
  const absent = '01980f3c-8a00-7000-8000-000000000001'
  const hidden = await refusal(stranger, api.getTaxonomy, { id: inner.id })
  const missing = await refusal(stranger, api.getTaxonomy, { id: absent })
  expect({ ...hidden, detail: hidden.detail.replace(inner.id, absent) }).toEqual(missing)
  expect((await stranger.get(api.listTaxonomies, {})).items.map(({ id }) => id)).not.toContain(inner.id)
  expect((await stranger.get(props.listTermProposals, { taxonomy: inner.id })).items).toEqual([])
  const wider = { from: inner.id, edition: '1.0', marking: green }
  expect(await refusal(anna, api.draftTaxonomy, wider)).toMatchObject({ name: 'would-widen', where: '/marking' })
  const change = { do: 'change' as const, id: 'unclear', label: 'Unknown' }
  const loud = { taxonomy: inner.id, change, reason: 'Shorter.', marking: green }
  expect(await refusal(anna, props.proposeTerm, loud)).toMatchObject({ name: 'would-widen' })
  const quiet = await anna.get(props.proposeTerm, { taxonomy: inner.id, change, reason: 'Shorter.' })
  expect(await refusal(stranger, props.listVoices, { kind: 'share.taxonomyProposal', on: quiet.id })).toMatchObject({
    name: 'unknown',
  })
  // What only few may read goes into no draft that more may read.
  const open = await anna.get(api.draftTaxonomy, { from: first, edition: '1.1', marking: green })
  const decision = { id: quiet.id, version: 1, outcome: 'accepted' as const, reason: 'Yes.', into: open.id }
  expect(await refusal(ben, props.decideTermProposal, decision)).toMatchObject({ name: 'would-widen' })
  await anna.get(api.withdrawTaxonomy, { id: inner.id, version: 1, reason: 'Only a trial.' })
  expect(await refusal(anna, api.withdrawTaxonomy, { id: inner.id, version: 2, reason: 'Again.' })).toMatchObject({
    name: 'wrong-state',
  })
})

test('the past stays as it was, and files carry what they are', async () => {
  const { id, version: at } = await anna.get(api.draftTaxonomy, { from: first, edition: '2.0' })
  const moment = (seconds: number) => clock.set(clock.now().getTime() / 1000 + seconds)
  moment(60)
  const asOf = clock.now().toISOString()
  moment(60)
  await anna.get(api.editTaxonomy, { id, version: at, reason: 'Newer.', edition: '2.1' })
  expect((await anna.get(api.getTaxonomy, { id }, { asOf })).state.edition).toBe('2.0')
  expect((await anna.get(api.getTaxonomy, { id })).state.edition).toBe('2.1')
  const json = JSON.parse(String(await anna.get(api.exportTaxonomy, { id, format: 'json' })))
  expect(json).toMatchObject({ marking: 'TLP:GREEN', format: 'tocsin-taxonomy/1', edition: '2.1', status: 'draft' })
  expect(json.mappings).toHaveLength(5)
  const terms = String(await anna.get(api.exportTaxonomy, { id, format: 'csv' }))
  expect(terms).toMatch(/^# TLP:GREEN; Unified taxonomy for cyber crises 2\.1 \(draft\)\r\naxis,term,label/)
})

test('in an exercise it is another taxonomy, and its files say EXERCISE first', async () => {
  const realm = 'exercise:storm-2026'
  await (await node.administrator()).get(enterRealm, { person: anna.person, exercise: 'storm-2026' })
  expect((await anna.get(api.listTaxonomies, {}, { realm })).items).toEqual([])
  const { id } = await anna.get(api.draftTaxonomy, { edition: '0.1' }, { realm })
  expect(await refusal(anna, api.getTaxonomy, { id })).toMatchObject({ name: 'unknown' })
  const json = String(await anna.get(api.exportTaxonomy, { id, format: 'json' }, { realm }))
  expect(json).toMatch(/^\{\n {2}"exercise": "EXERCISE storm-2026"/)
  const csv = String(await anna.get(api.exportTaxonomy, { id, format: 'csv' }, { realm }))
  expect(csv).toMatch(/^# EXERCISE storm-2026; TLP:AMBER\+STRICT;/)
})
