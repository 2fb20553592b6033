// What persons settled: names that are remembered, questions asked of everything that comes in, and a model that is asked.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerOrganisation } from '#people/api.ts'
import {
  changeRequirement,
  dropTerm,
  enrichItem,
  enrichment,
  forgetName,
  getItem,
  importText,
  judgeAlert,
  listAlerts,
  listNames,
  listRequirements,
  listTerms,
  rememberName,
  setRequirement,
  setTerm,
} from '#watch/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let other: Client
let model: Server
let asked: { messages: { content: string }[] }[] = []
let modelSays: (body: string) => { status: number; body: string } = () => ({ status: 500, body: '' })

beforeAll(async () => {
  model = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8')
    })
    request.on('end', () => {
      asked.push(JSON.parse(body))
      const answer = modelSays(body)
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', () => resolve()))
  const { port } = model.address() as AddressInfo
  node = await startTestNode({
    env: { TOCSIN_ENRICH_URL: `http://127.0.0.1:${port}/v1`, TOCSIN_ENRICH_MODEL: 'test-model' },
  })
  analyst = await node.signedIn({ roles: ['analyst'] })
  const { id: organisation } = await (await node.administrator()).get(registerOrganisation, {
    name: 'Exercise Waterworks',
    kind: 'operator',
    country: 'DK',
    sectors: ['drinking_water'],
  })
  other = await node.signedIn({ roles: ['analyst'], organisation })
})
afterAll(async () => {
  await node.stop()
  model.close()
})

const breach = (firm: string) => `${firm} shuts customer portal after intrusion

${firm} has taken its customer portal offline after hackers broke into its servers on Sunday. ${firm} said that personal data of 40,000 customers were stolen.

The data protection authority in Copenhagen, Denmark, was informed on Monday, the company added.`

describe('the watch-list', () => {
  test('a name is settled once, and the next text is read with it', async () => {
    const settled = await analyst.get(rememberName, {
      text: 'Zubrowik',
      type: 'organisation',
      why: 'Hosts our members.',
    })
    expect(settled.state).toMatchObject({ type: 'organisation', rejected: false, rememberedBy: analyst.person })
    const { items } = await analyst.get(importText, { text: breach('Zubrowik') })
    const { document } = await analyst.get(getItem, { id: items[0]!.id })
    const fact = document!.state.names!.find(({ text }) => text === 'Zubrowik')
    expect(fact).toMatchObject({ type: 'organisation', by: 'watch-list', known: settled.id })
    for (const { start, end } of fact!.mentions) expect(document!.state.text.slice(start, end)).toContain('Zubrowik')
  })

  test('a rejected name is not shown again, and forgetting brings it back', async () => {
    const rejected = await analyst.get(rememberName, { text: 'Copenhagen', rejected: true })
    const seen = async (text: string) => {
      const { items } = await analyst.get(importText, { text })
      const { document } = await analyst.get(getItem, { id: items[0]!.id })
      return document!.state.names!.map((name) => name.text)
    }
    expect(await seen(breach('Alpenkraft'))).not.toContain('Copenhagen')
    await analyst.get(forgetName, { id: rejected.id, version: rejected.version })
    expect(await seen(breach('Nordwind Textilien'))).toContain('Copenhagen')
  })

  test('the same name again changes the entry, however it is written, and lists find it', async () => {
    const again = await analyst.get(rememberName, { text: 'ZUBROWIK', type: 'product' })
    const { names, total } = await analyst.get(listNames, { text: 'zubro' })
    expect(total).toBe(1)
    expect(names[0]).toMatchObject({ id: again.id, state: { text: 'Zubrowik', type: 'product' } })
  })

  test("one organisation's list colours nobody else's texts", async () => {
    const { items } = await other.get(importText, { text: breach('Zubrowik') })
    const { document } = await other.get(getItem, { id: items[0]!.id })
    expect(document!.state.names!.find(({ text }) => text === 'Zubrowik')?.by).not.toBe('watch-list')
    expect((await other.get(listNames, {})).total).toBe(0)
  })
})

describe('requirements', () => {
  test('an item that meets a question raises one alert, with its reasons, and its new version none', async () => {
    const asked = await analyst.get(setRequirement, {
      question: 'Is anybody in Denmark losing personal data?',
      query: { countries: ['DK'], words: ['personal data'], incident: true },
      priority: 1,
    })
    const text = breach('Havnefront')
    const { items } = await analyst.get(importText, { text })
    await analyst.get(importText, { text: text.replace('40,000', '41,000') })
    const { alerts, total } = await analyst.get(listAlerts, { requirement: asked.id })
    expect(total).toBe(1)
    expect(alerts[0]).toMatchObject({
      question: 'Is anybody in Denmark losing personal data?',
      state: {
        item: items[0]!.id,
        status: 'open',
        why: ['tells of an incident', 'country DK', 'word personal data'],
      },
    })
    const judged = await analyst.get(judgeAlert, { id: alerts[0]!.id, version: 1, status: 'taken up' })
    expect(judged.state).toMatchObject({ status: 'taken up', judgedBy: analyst.person })
    const { requirements } = await analyst.get(listRequirements, {})
    expect(requirements.find(({ id }) => id === asked.id)).toMatchObject({ alerts: 1, openAlerts: 0 })
    expect((await other.get(listAlerts, {})).total).toBe(0)
    expect(await other.call(judgeAlert, { id: alerts[0]!.id, version: 2, status: 'open' })).toMatchObject({
      status: 404,
    })
  })

  test('a question that rests, or that is over, raises nothing', async () => {
    const asked = await analyst.get(setRequirement, { question: 'Anything of pumps?', query: { words: ['pump*'] } })
    await analyst.get(changeRequirement, { id: asked.id, version: 1, active: false })
    await analyst.get(setRequirement, {
      question: 'Anything of pumps, until last year?',
      query: { words: ['pump*'] },
      until: '2020-01-01T00:00:00.000Z',
    })
    const before = (await analyst.get(listAlerts, {})).total
    await analyst.get(importText, {
      text: 'Pumps fail in the harbour\n\nAll pumps of the harbour failed, the town said.',
    })
    expect((await analyst.get(listAlerts, {})).total).toBe(before)
  })

  test('a question that looks for nothing is refused', async () => {
    expect(await analyst.call(setRequirement, { question: 'Anything?', query: { incident: true } })).toMatchObject({
      status: 422,
    })
  })

  test('a signal on a supplier names those who depend on it', async () => {
    await analyst.get(rememberName, {
      text: 'Rechenwerk Nord',
      type: 'organisation',
      concerns: [other.organisation],
    })
    const { items } = await analyst.get(importText, { text: breach('Rechenwerk Nord') })
    const { alerts } = await analyst.get(listAlerts, {})
    expect(alerts.find(({ state }) => state.item === items[0]!.id && state.requirement === null)).toMatchObject({
      state: { title: 'Signal on Rechenwerk Nord', priority: 1 },
      concernsNames: [{ id: other.organisation, name: 'Exercise Waterworks' }],
    })
    expect(
      await analyst.call(rememberName, { text: 'Nobody', concerns: ['01980f3c-8a00-7000-8000-000000000009'] }),
    ).toMatchObject({ status: 422 })
  })
})

describe('the lexicons', () => {
  const odd = (n: number) => `Glitterfall stops the trams of town ${n}

A glitterfall stopped the ticket system of the trams of town ${n} on Monday. Nobody could buy a ticket, and people walked to work instead. The operator said that ${n} trams stood still.`

  test('a term that was added counts at the next text, shows where it hit, and can be taken back', async () => {
    const topics = async (n: number) =>
      (await analyst.get(importText, { text: odd(n) })).items[0]!.topics.map((it) => it.topic)
    expect(await topics(11)).not.toContain('infrastructure.space')
    const term = {
      lexicon: 'topics',
      of: 'infrastructure.space',
      language: 'en',
      pattern: 'glitterfall*',
      weight: 9,
    } as const
    const set = await analyst.get(setTerm, term)
    expect(await topics(2222)).toContain('infrastructure.space')
    const shown = async () => (await analyst.get(listTerms, { lexicon: 'topics', of: 'infrastructure.space' })).terms
    expect((await shown()).find(({ pattern }) => pattern === 'glitterfall*')).toMatchObject({
      weight: 9,
      dataWeight: null,
      hits: 1,
      change: { id: set.id, version: 1 },
    })
    await analyst.get(dropTerm, { id: set.id, version: 1 })
    expect((await shown()).find(({ pattern }) => pattern === 'glitterfall*')).toBeUndefined()
    expect(await topics(333)).not.toContain('infrastructure.space')
  })

  test('a term of the data is switched off by no weight, and what is no pattern or no topic is refused', async () => {
    const before = (await analyst.get(listTerms, { lexicon: 'topics', of: 'incident.dos' })).terms[0]!
    const { of, language, pattern } = before
    const off = await analyst.get(setTerm, { lexicon: 'topics', of, language, pattern, weight: 0 })
    const after = (await analyst.get(listTerms, { lexicon: 'topics', of: 'incident.dos' })).terms
    expect(after.find((term) => term.pattern === pattern && term.language === language)).toMatchObject({
      weight: 0,
      dataWeight: before.weight,
      change: { id: off.id },
    })
    await analyst.get(dropTerm, { id: off.id, version: 1 })
    const term = { lexicon: 'topics', of: 'incident.dos', language: 'en', pattern: 'storm', weight: 1 } as const
    expect(await analyst.call(setTerm, { ...term, of: 'incident.rain' })).toMatchObject({ status: 422 })
    expect(await analyst.call(setTerm, { ...term, pattern: 'a <nothing>' })).toMatchObject({ status: 400 })
  })
})

describe('the model', () => {
  const say = (content: unknown) => () => ({
    status: 200,
    body: JSON.stringify({ choices: [{ message: { content: JSON.stringify(content) } }] }),
  })

  test('what it quotes is kept as its suggestion, what it made up is dropped, and the rules stay as they were', async () => {
    const { items } = await analyst.get(importText, { text: breach('Kupferwerk'), marking: { tlp: 'CLEAR' } })
    const before = (await analyst.get(getItem, { id: items[0]!.id })).document!.state
    modelSays = say({
      names: [
        { quote: 'Kupferwerk', type: 'organisation' },
        { quote: 'Invented Ltd', type: 'organisation' },
      ],
      claims: [],
    })
    expect(await analyst.get(enrichment, {})).toEqual({ on: true, model: 'test-model', highest: 'CLEAR' })
    asked = []
    const { state } = await analyst.get(enrichItem, { id: items[0]!.id })
    expect(state.suggestions).toMatchObject({
      model: 'test-model',
      names: [{ text: 'Kupferwerk', type: 'organisation' }],
      dropped: ['name not in the text: Invented Ltd'],
    })
    const { suggestions: _, ...rest } = state
    expect(rest).toEqual(before)
    expect(asked[0]!.messages[1]!.content).toContain('Kupferwerk')
  })

  test('above the ceiling nothing is sent', async () => {
    const { items } = await analyst.get(importText, { text: breach('Silberwerk'), marking: { tlp: 'GREEN' } })
    asked = []
    expect(await analyst.call(enrichItem, { id: items[0]!.id })).toMatchObject({ status: 403 })
    expect(asked).toEqual([])
  })

  test('a model that fails or babbles changes nothing', async () => {
    const { items } = await analyst.get(importText, { text: breach('Zinnwerk'), marking: { tlp: 'CLEAR' } })
    for (const says of [
      () => ({ status: 500, body: 'out of order' }),
      () => ({ status: 200, body: '{"choices":[{"message":{"content":"As you wish"}}]}' }),
      () => ({ status: 200, body: 'x'.repeat(2_000_000) }),
    ]) {
      modelSays = says
      expect(await analyst.call(enrichItem, { id: items[0]!.id })).toMatchObject({ status: 502 })
    }
    expect((await analyst.get(getItem, { id: items[0]!.id })).document!.state.suggestions).toBeUndefined()
  })
})
