// Requests and restrictions over HTTP: the election data of February 2025 on a clock of its own, and what YouTube is fined for.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getCrisis, openCrisis, setObjective } from '#coordinate/api/crises.ts'
import * as api from '#disrupt/api/requests/requests.ts'
import * as parts from '#disrupt/api/requests/steps.ts'
import * as restrictions from '#disrupt/api/restrictions/restrictions.ts'
import { createToken, registerOrganisation } from '#people/api.ts'
import { type Client, createClient, startTestNode, type TestNode } from '../setup/node.ts'
import { did, type Held, heldOf, party, refused, runJob } from '../setup/recover.ts'

let at = Date.parse('2025-02-03T09:00:00.000Z')
const go = (moment: string) => {
  at = Math.max(at + 1, Date.parse(moment))
}
let node: TestNode
let anna: Client
let stranger: Client
let crisis = ''
let request: Held

/** Weeks go by in this story, and a session ends within a day: the same person by a token. */
async function byToken(client: Client): Promise<Client> {
  const expires = new Date(at + 90 * 86_400_000).toISOString()
  const { token } = await client.get(createToken, { name: 'Story', scope: { readOnly: false }, expires })
  const same = createClient(node.url)
  const plain = same.fetch
  same.fetch = (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return plain(path, { ...init, headers })
  }
  return Object.assign(same, { person: client.person, organisation: client.organisation })
}

beforeAll(async () => {
  node = await startTestNode({ clock: { now: () => new Date(at++) } })
  const admin = await node.administrator()
  anna = await byToken(await node.signedIn({ roles: ['analyst', 'duty-officer', 'crisis-manager'] }))
  const other = { name: 'Another company', kind: 'operator' as const, country: 'GR', sectors: ['banking'] }
  const { id: organisation } = await admin.get(registerOrganisation, other)
  stranger = await byToken(await node.signedIn({ roles: ['analyst'], organisation }))
  const opened = await anna.get(openCrisis, { title: 'Disinformation before the election', kind: 'hybrid' })
  crisis = opened.id
  await anna.get(setObjective, { id: crisis, version: opened.version, text: 'See what is spread before people vote' })
}, 240_000)
afterAll(() => node?.stop())

const shown = () => anna.get(api.getRequest, { id: request.id })
const stepKey = async (kind: string) => (await shown()).state.steps.find((one) => one.kind === kind)?.key ?? ''

test('a request is written down with its right, its procedure and the objective that hangs on it', async () => {
  const { state: held } = await anna.get(getCrisis, { id: crisis })
  const asked = {
    ...{ title: 'Public data of X on the election', from: party('Researchers'), to: party('X'), crisis },
    ...{ purpose: 'Watch for disinformation before the election', neededBy: '2025-02-23', forum: 'berlin-court' },
    objective: held.objectives[0]?.key ?? '',
  }
  const refusal = async (wrong: object) => {
    const answer = await anna.call(api.openRequest, { ...asked, ...wrong })
    return answer.ok ? 'ok' : answer.problem.refusal
  }
  expect(await refusal({ forum: 'court-of-nowhere' })).toBe('no-such-data')
  expect(await refusal({ neededBy: '2025-02-30' })).toBe('impossible-times')
  expect(await refusal({ objective: 'o99' })).toBe('no-such-part')
  request = heldOf(await anna.get(api.openRequest, { ...asked, procedure: 'dsa-40-12-court' }))
  const { state, inTime, linked } = await shown()
  expect(state.bases).toEqual(['dsa-40-12', 'interim-relief'])
  expect(state.steps.map(({ kind }) => kind)).toEqual(['request', 'application', 'hearing', 'decision', 'handing-over'])
  expect(linked.map(({ id }) => id)).toEqual([crisis])
  expect(inTime).toMatchObject({ verdict: 'endangered', certainlyTooLate: null, today: '2025-02-03' })
  const strange = await stranger.call(api.getRequest, { id: request.id })
  expect(!strange.ok && strange.problem.refusal).toBe('unknown')
  expect((await stranger.get(api.listRequests, {})).items).toEqual([])
})

test('what is announced is not filed, and days come in their order', async () => {
  const asking = await stepKey('request')
  await did(anna, request, parts.moveRequestStep, { step: asking, to: 'announced', on: '2025-01-10' })
  expect((await shown()).inTime.reasons.join(' ')).toContain('announced and not filed')
  expect(await refused(anna, request, parts.moveRequestStep, { step: asking, to: 'begun', on: '2025-01-09' })).toBe(
    'impossible-times',
  )
  await did(anna, request, parts.moveRequestStep, { step: asking, to: 'begun', on: '2025-01-13' })
  expect(await refused(anna, request, parts.moveRequestStep, { step: asking, to: 'done', on: '2025-02-04' })).toBe(
    'impossible-times',
  )
  await did(anna, request, parts.moveRequestStep, { step: asking, to: 'done', on: '2025-01-31', outcome: 'refused' })
  const application = await stepKey('application')
  await did(anna, request, parts.moveRequestStep, { step: application, to: 'begun', on: '2025-02-03' })
  go('2025-02-06T10:00:00.000Z')
  await did(anna, request, parts.moveRequestStep, { step: application, to: 'done', outcome: 'granted' })
  const { items } = await anna.get(api.usualDurations, { forum: 'berlin-court' })
  expect(items.find(({ kind }) => kind === 'application')).toMatchObject({ cases: 1, sameForum: 1 })
  const suing = { title: 'X against the German state', by: party('X'), against: party('German state') }
  await did(anna, request, parts.addParallelCase, { ...suing, to: 'announced' })
  const beside = (await shown()).state.cases[0]?.key ?? ''
  expect(await refused(anna, request, parts.moveParallelCase, { case: beside, to: 'ended' })).toBe('wrong-state')
})

test('the register says on the day, once, that it is endangered and then that it is certainly too late', async () => {
  const noticed = async () => (await shown()).state.notices.map(({ verdict }) => verdict)
  await runJob(node, 'disrupt-request-times')
  await runJob(node, 'disrupt-request-times')
  expect(await noticed()).toEqual(['endangered'])
  request.version = (await shown()).version
  go('2025-02-12T14:00:00.000Z')
  const motion = { kind: 'motion', text: 'Motion against the judge', by: party('X'), before: await stepKey('hearing') }
  await did(anna, request, parts.planRequestStep, { ...motion, waits: false })
  go('2025-02-13T15:00:00.000Z')
  const hearing = await stepKey('hearing')
  const known = new Date(at).toISOString()
  await did(anna, request, parts.setRequestDay, { step: hearing, on: '2025-02-27', source: 'Summons' })
  await runJob(node, 'disrupt-request-times')
  await runJob(node, 'disrupt-request-times')
  const { state, inTime, version } = await shown()
  request.version = version
  expect(await noticed()).toEqual(['endangered', 'too-late'])
  expect(inTime).toMatchObject({ verdict: 'too-late', earliest: '2025-02-27', probability: { high: 0 } })
  const since = inTime.certainlyTooLate?.since ?? ''
  expect(since >= known && since.startsWith('2025-02-13')).toBe(true)
  expect(state.notices.at(-1)).toMatchObject({ since, because: inTime.certainlyTooLate?.because })
  // As it was known the day before: unlikely, and not lost.
  const before = await anna.get(api.getRequest, { id: request.id }, { asOf: '2025-02-12T20:00:00.000Z' })
  expect(before.inTime).toMatchObject({ verdict: 'endangered', certainlyTooLate: null })
  // For another purpose the same answer is in time.
  const precedent = await anna.get(api.stillInTime, { id: request.id, neededBy: '2025-09-30' })
  expect(precedent.verdict).toBe('in-time')
})

test('another way is technically there and not realistic; the list puts it where it belongs; the end says that it was late', async () => {
  const way = { text: 'Read the public pages by hand', technically: 'yes', realistic: 'no', readyOn: '2025-02-20' }
  await did(anna, request, parts.addAlternative, way)
  expect((await shown()).inTime.alternatives).toEqual([])
  const { key = '' } = (await shown()).state.alternatives[0] ?? {}
  await did(anna, request, parts.changeAlternative, { alternative: key, realistic: 'yes' })
  expect((await shown()).inTime.alternatives).toEqual([key])
  const { items } = await anna.get(api.listRequests, { crisis, verdict: ['too-late'] })
  expect(items).toMatchObject([
    { id: request.id, next: 'Hearing', objective: 'See what is spread before people vote', verdict: 'too-late' },
  ])
  go('2025-03-05T09:00:00.000Z')
  await did(anna, request, api.endRequest, { to: 'answered', how: 'Access was given.', on: '2025-03-04' })
  expect((await shown()).inTime.verdict).toBe('answered-late')
  expect(await refused(anna, request, parts.addAlternative, way)).toBe('wrong-state')
  await did(anna, request, api.reopenRequest, { because: 'Access was taken away again.' })
  expect((await shown()).inTime.certainlyTooLate?.since.startsWith('2025-02-13')).toBe(true)
})

test('a fine is noted with its source and both currencies; slowing is disputed, and lifted', async () => {
  const google = { against: party('Google'), service: 'YouTube', country: 'RU', imposer: 'court' as const }
  const fine = heldOf(
    await anna.get(restrictions.noteRestriction, {
      ...{ title: 'Fine over videos', kind: 'fine', imposedBy: party('A court in Russia'), ...google, crisis },
      amount: { value: 3_800_000, currency: 'RUB', qualifier: 'exact', saidToBe: { value: 32_600, currency: 'GBP' } },
      source: { text: 'News agency', url: 'https://news.example/1', on: '2025-02-10' },
    }),
  )
  const slowed = heldOf(
    await anna.get(restrictions.noteRestriction, {
      ...{ title: 'YouTube is slowed', kind: 'throttling', imposedBy: party('Russia'), ...google, imposer: 'state' },
      source: { text: 'Critics' },
    }),
  )
  const denial = { party: party('Moscow'), position: 'disputes', says: 'Google did not upgrade its equipment.' }
  await did(anna, slowed, restrictions.sayOfRestriction, denial)
  expect(await refused(anna, slowed, restrictions.changeRestriction, { from: '2025-02-10', until: '2025-02-01' })).toBe(
    'impossible-times',
  )
  const to = { record: 'disrupt.request', id: request.id }
  await did(anna, fine, restrictions.linkRestriction, { to })
  expect(await refused(anna, fine, restrictions.linkRestriction, { to })).toBe('nothing-to-change')
  expect((await anna.get(restrictions.getRestriction, { id: fine.id })).linked.map(({ id }) => id)).toContain(
    request.id,
  )
  await did(anna, fine, restrictions.linkRestriction, { to, unlink: true })
  await did(anna, fine, restrictions.sourceRestriction, { text: 'The judgment', confirms: true })
  const { items, statistics } = await anna.get(restrictions.listRestrictions, { country: 'RU' })
  expect(items).toHaveLength(2)
  expect(statistics).toMatchObject({
    ...{ all: 2, disputed: 1, confirmed: 1, byPlace: [{ country: 'RU', count: 2 }] },
    amounts: [{ currency: 'RUB', sum: 3_800_000, count: 1 }],
  })
  await did(anna, slowed, restrictions.endRestriction, { to: 'lifted', because: 'It is as quick as before.' })
  expect((await anna.get(restrictions.getRestriction, { id: slowed.id })).state).toMatchObject({ state: 'lifted' })
  expect((await stranger.get(restrictions.listRestrictions, {})).statistics.all).toBe(0)
  const wrong = await anna.call(restrictions.noteRestriction, {
    ...{ title: 'Nothing', kind: 'spell', imposedBy: party('A'), against: party('B'), source: { text: 'C' } },
  })
  expect(!wrong.ok && wrong.problem.refusal).toBe('no-such-data')
})
