// Links between incidents and stories: suggested with reasons from either side, made by nobody but a person.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { classifyIncident, declareIncident, linkObservations, suggestedIncidents, suggestedItems } from '#assess/api.ts'
import { registerOrganisation } from '#people/api.ts'
import { importText, rejectItem, storyOf } from '#watch/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let port: string
const publishedAt = '2025-03-11T09:00:00.000Z'

beforeAll(async () => {
  node = await startTestNode()
  const admin = await node.administrator()
  const registered = await admin.get(registerOrganisation, {
    name: 'Exercise Harbour Authority',
    kind: 'operator',
    country: 'PT',
    sectors: ['transport.water'],
  })
  port = registered.id
  analyst = await node.signedIn({ roles: ['analyst'] })
})
afterAll(() => node.stop())

async function take(text: string, marking?: { tlp: 'GREEN' | 'AMBER+STRICT' }) {
  const { items } = await analyst.get(importText, { text, publishedAt, ...(marking ? { marking } : {}) })
  return items[0]!
}
const harbour = (words: string) =>
  `Ransomware stops the cranes in Sines\n\nThe Exercise Harbour Authority said on 10 March 2025 that ransomware had encrypted the systems of its container terminal in Sines, Portugal. ${words}`
const times = { startedAt: '2025-03-10T05:00:00.000Z' }

test('a story of the same organisation at the same time is suggested with its reasons, until it is linked', async () => {
  const item = await take(harbour('Twelve ships wait outside the port.'))
  await take('Football in Porto\n\nThe home team won by two goals to one in Porto, Portugal, on 10 March 2025.')
  const about = { organisations: [port], sectors: ['transport.water'], countries: ['PT'] }
  const made = await analyst.get(declareIncident, { title: 'Container terminal stands still', affected: about, times })
  const { stories, total } = await analyst.get(suggestedItems, { incident: made.id })
  expect(total).toBe(1)
  expect(stories[0]).toMatchObject({ title: 'Ransomware stops the cranes in Sines', items: [item.id] })
  expect(stories[0]!.score).toBeGreaterThanOrEqual(5)
  expect(stories[0]!.why.join(' ')).toContain('the same organisation of the register')
  const story = await analyst.get(storyOf, { item: item.id })
  const other = await analyst.get(suggestedIncidents, { story: story.id })
  expect(other.incidents).toMatchObject([{ id: made.id, title: 'Container terminal stands still' }])
  await analyst.get(linkObservations, { id: made.id, version: 1, observations: [item.id] })
  expect((await analyst.get(suggestedItems, { incident: made.id })).stories).toEqual([])
  expect((await analyst.get(suggestedIncidents, { story: story.id })).incidents).toEqual([])
})

test('a vulnerability in common counts, pages leave nothing out, and what may not be read is not suggested', async () => {
  const told = (title: string, more: string) =>
    `${title}\n\n${more} Data were stolen on 10 March 2025 through the vulnerability CVE-2025-0282, for which there is an update.`
  const taken = [
    await take(
      told('City hall of Bergen shuts its gateway', 'Bergen in Norway took a gateway off the net, the mayor said.'),
    ),
    await take(
      told('Clinic in Graz loses files', 'Doctors in Graz, Austria, wrote on paper for two days after a break-in.'),
    ),
    await take(
      told('Cork brewery robbed of recipes', 'Attackers copied recipes of a brewery in Cork, Ireland, its owner said.'),
    ),
    await take(
      told('Turku school warns parents', 'Pupils of a school in Turku, Finland, were told to change passwords.'),
    ),
  ]
  const strict = await take(
    told('Namur tax office hit', 'Files of a tax office in Namur, Belgium, were read by strangers.'),
    {
      tlp: 'AMBER+STRICT',
    },
  )
  const rejected = await take(
    told('Split ferry line checks servers', 'A ferry line of Split, Croatia, checks its booking servers.'),
  )
  expect(new Set([...taken, strict, rejected].map(({ id }) => id)).size).toBe(6)
  await analyst.get(rejectItem, { id: rejected.id, version: rejected.version })
  const made = await analyst.get(declareIncident, {
    ...{ title: 'Wave of CVE-2025-0282', marking: { tlp: 'GREEN' }, times },
  })
  const rsit = [{ class: 'vulnerable', type: 'vulnerable-system', main: true }]
  await analyst.get(classifyIncident, {
    id: made.id,
    version: 1,
    classification: { rsit, rootCause: null, threatSeverity: null, outlook: null },
  })
  const open: string[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page = await analyst.get(suggestedItems, { incident: made.id, limit: 1, ...(after ? { after } : {}) })
    open.push(...page.stories.flatMap(({ items }) => items))
    after = page.next
  }
  const whole = await analyst.get(suggestedItems, { incident: made.id })
  expect(open).toEqual(whole.stories.flatMap(({ items }) => items))
  expect(whole.stories.map(({ since }) => since)).toEqual([...whole.stories.map(({ since }) => since)].sort().reverse())
  expect(open).toEqual(expect.arrayContaining([strict.id, ...taken.map(({ id }) => id)]))
  expect(open).not.toContain(rejected.id)
  expect(whole.stories[0]!.why.join(' ')).toContain('CVE-2025-0282')
  const stranger = (await (
    await node.administrator()
  ).get(registerOrganisation, {
    ...{ name: 'Exercise Neighbour', kind: 'csirt', country: 'ES', sectors: [] },
  })) as { id: string }
  const neighbour = await node.signedIn({ roles: ['analyst'], organisation: stranger.id })
  const theirs = (await neighbour.get(suggestedItems, { incident: made.id })).stories.flatMap(({ items }) => items)
  expect(theirs).not.toContain(strict.id)
  expect(await analyst.call(suggestedItems, { incident: made.id, after: 'elsewhere' })).toMatchObject({
    problem: { refusal: 'bad-input' },
  })
})
