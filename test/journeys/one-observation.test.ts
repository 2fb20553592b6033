// The walk of one observation, as ARCHITECTURE.md tells it: the numbers here are the numbers there.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident, getIncident, picture, pictureReasons } from '#assess/api.ts'
import { registerOrganisation } from '#people/api.ts'
import { inclusion, rebuildTables, trace, verify } from '#platform/journal/api.ts'
import { acceptItem, getItem, importText, listItems } from '#watch/api.ts'
import { momentBetween } from '../setup/moment.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

const text = `Payment switch hit by denial-of-service attack

BERLIN, 10 March 2025. A denial-of-service attack has disrupted card payments in Germany and Austria since 09:45 UTC, the
operator of the switch said. About 40,000 customers are affected.`

let node: TestNode
let admin: Client
let analyst: Client
let outsider: Client

beforeAll(async () => {
  node = await startTestNode()
  admin = await node.administrator()
  analyst = await node.signedIn({ roles: ['analyst'] })
  outsider = await node.signedIn({ roles: ['reader'], organisation: await anotherOrganisation() })
})
afterAll(() => node.stop())

test('a pasted text becomes a number of the picture, which can be shown as it was, traced back and proved', async () => {
  const watching = await follow(analyst)
  const watchingOutside = await follow(outsider)

  // 1 to 4: the text goes in through the edge, is read in a worker, and comes out as one item.
  const imported = await analyst.get(importText, {
    text,
    publishedAt: '2025-03-10T11:30:00.000Z',
    sourceName: 'Newsroom',
  })
  const [item] = imported.items
  if (!item || imported.items.length !== 1) throw new Error(`One article makes one item, not ${imported.items.length}`)
  expect(item).toMatchObject({ outcome: 'new', language: 'en', incident: true, status: 'suggested' })
  expect([...item.countries].sort()).toEqual(['AT', 'DE'])
  const { document } = await analyst.get(getItem, { id: item.id })
  const place = document?.state.places.find(({ country }) => country === 'AT')
  expect(document?.state.text.slice(place?.span.start, place?.span.end)).toBe('Austria')

  // 5 and 6: the record is what its entries add up to. Suggested, it is no part of the picture.
  expect((await analyst.get(picture, {})).totals).toMatchObject({ signals: 0, open: 0 })

  // 7: a person accepts it, and it is a signal.
  await analyst.get(acceptItem, { id: item.id, version: item.version })
  const accepted = await analyst.get(picture, {})
  expect(accepted.totals).toMatchObject({ signals: 1, open: 0 })
  expect(accepted.countries.map(({ country, signals }) => [country, signals])).toEqual(
    expect.arrayContaining([
      ['AT', 1],
      ['DE', 1],
    ]),
  )
  const before = await momentBetween()

  // 8: an incident is opened from it.
  const declared = await analyst.get(declareIncident, {
    title: 'Outage of the payment switch',
    observations: [item.id],
    affected: {
      sectors: ['banking'],
      countries: ['AT', 'DE'],
      users: { value: 40_000, qualifier: 'about', basis: 'the operator' },
    },
    times: { startedAt: '2025-03-10T09:45:00.000Z' },
  })

  // 9 and 10: who may read it is told at once, and the picture has it in its cells; the signal is taken up.
  await watching.until(declared.id)
  const shown = await analyst.get(picture, {})
  expect(shown.totals).toMatchObject({ open: 1, signals: 0, users: { sum: 40_000 } })
  const cells = shown.matrix.filter(({ open }) => open > 0).map(({ sector, country }) => `${sector} ${country}`)
  expect(cells.sort()).toEqual(['banking AT', 'banking DE'])
  const reasons = await analyst.get(pictureReasons, { sector: 'banking', country: 'DE', what: 'open' })
  expect(reasons.items.map(({ id }) => id)).toEqual([declared.id])

  // Who may not read it is told nothing, and every number of theirs stays as it was.
  expect((await outsider.get(picture, {})).totals).toMatchObject({ open: 0, signals: 0, changedLastHour: 0 })
  expect((await outsider.get(listItems, {})).total).toBe(0)
  expect((await outsider.call(getIncident, { id: declared.id })).status).toBe(404)
  expect(watchingOutside.heard()).not.toContain(declared.id)

  // 11: the notary numbers it, so that its place in the log can be proved.
  const proved = await analyst.get(inclusion, { entry: declared.entry })
  expect(proved.checkpoint).toContain(`tocsin/${node.node.journal.nodeId}`)

  // 12: as it was known a moment before, there was a signal and no incident.
  const past = await analyst.get(picture, {}, { asOf: before })
  expect(past.totals).toMatchObject({ open: 0, signals: 1 })
  expect((await analyst.call(getIncident, { id: declared.id }, { asOf: before })).status).toBe(404)

  // 12: the way back from the incident goes over the item to the document that it was read from.
  const { entries } = await analyst.get(trace, { id: declared.id })
  expect(entries.map(({ kind }) => kind)).toEqual([
    'assess.incidentDeclared',
    'watch.itemAccepted',
    'watch.itemSeen',
    'watch.documentRead',
  ])

  // 12: nothing was changed, and the tables are what the entries say, to the byte.
  expect(await admin.get(verify, {})).toMatchObject({ intact: true, findings: [] })
  expect(await admin.get(rebuildTables, {})).toMatchObject({ equal: true })
  await watching.stop()
  await watchingOutside.stop()
})

async function anotherOrganisation(): Promise<string> {
  const { id } = await admin.get(registerOrganisation, { name: 'Another CSIRT', kind: 'csirt', country: 'FR' })
  return id
}

/** The live stream of somebody: which records they were told of. */
async function follow(client: Client) {
  const abort = new AbortController()
  const response = await client.fetch('/api/live', { signal: abort.signal })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const heard: string[] = []
  let stopped = false
  const reading = (async () => {
    let rest = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      rest += chunk
      const events = rest.split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data) heard.push(String((JSON.parse(data) as { subject?: string }).subject))
      }
    }
  })().catch((error: unknown) => {
    if (!stopped) heard.push(`the stream broke: ${String(error)}`)
  })
  return {
    heard: () => [...heard],
    async until(id: string) {
      for (let waited = 0; waited < 5_000; waited += 10) {
        if (heard.includes(id)) return
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      throw new Error(`Nothing was heard of ${id}; heard: ${heard.join(', ')}`)
    },
    async stop() {
      stopped = true
      abort.abort()
      await reading
    },
  }
}
