// Texts and files become items, on a real node over real HTTP: once each, with versions, judged by persons.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { picture } from '#assess/api.ts'
import {
  acceptItem,
  getItem,
  importFile,
  importText,
  itemVersion,
  listItems,
  rejectItem,
  reopenItem,
  setPublished,
} from '#watch/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client

beforeAll(async () => {
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst'] })
})
afterAll(() => node.stop())

const port = `Ransomware halts the port of Antwerp

Container handling in Antwerp, Belgium, stopped on Monday after a ransomware attack encrypted the servers of the port operator. The operator said that no data had been stolen and that crews were working by hand.

Police in Rotterdam in the Netherlands were told at 09:45 UTC. Ships are being sent to other harbours, and the operator expects to open again within 24 hours.`

const fine = `Regulator fines a cloud provider

The data protection authority of Finland fined a cloud provider 1.2 million euros last year because customer records were left open on the internet for eleven months. The company will appeal against the decision in Helsinki.

The authority said that it had warned the provider twice before and that no other measure had helped so far.`

describe('importing', () => {
  test('an article becomes an item whose facts stand where they say they stand', async () => {
    const { items } = await analyst.get(importText, {
      text: port,
      url: 'https://news.example.org/port?utm_source=x',
      sourceName: 'Harbour news',
    })
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      outcome: 'new',
      version: 1,
      language: 'en',
      status: 'suggested',
      incident: true,
      title: 'Ransomware halts the port of Antwerp',
    })
    expect(items[0]!.countries).toEqual(expect.arrayContaining(['BE', 'NL']))
    expect(items[0]!.marking).toMatchObject({ tlp: 'AMBER+STRICT', owner: analyst.organisation })
    const item = await analyst.get(getItem, { id: items[0]!.id })
    const document = item.document!.state
    expect(item.state).toMatchObject({
      sourceName: 'Harbour news',
      canonicalUrl: 'https://news.example.org/port',
      versionCount: 1,
    })
    for (const fact of [...document.times, ...document.places])
      expect(document.text.slice(fact.span.start, fact.span.end)).toBe(fact.text)
    expect(document.places.length).toBeGreaterThan(0)
    expect(document.times.length).toBeGreaterThan(0)
    for (const fact of [...document.times, ...document.places]) expect(fact.why).not.toBe('')
  })

  test('the same article again is the same item, and one with changed words is its next version', async () => {
    const [first] = (await analyst.get(importText, { text: fine })).items
    const [again] = (await analyst.get(importText, { text: `${fine.replaceAll(' ', '  ')}\n\n` })).items
    expect(again).toMatchObject({ id: first!.id, outcome: 'same', version: 1 })
    const changed = fine.replace('Helsinki', 'Tampere').replace('1.2 million', '1.4 million')
    const [revised] = (await analyst.get(importText, { text: changed })).items
    expect(revised).toMatchObject({ id: first!.id, outcome: 'newVersion', version: 2 })
    const item = await analyst.get(getItem, { id: first!.id })
    expect(item.state.versionCount).toBe(2)
    expect(item.state.versions[1]!.changed).toEqual(
      expect.arrayContaining([{ what: 'place', before: 'Helsinki (FI)', after: null }]),
    )
    expect((await analyst.get(itemVersion, { id: first!.id, number: 1 })).state.text).toContain('Helsinki')
    expect((await analyst.get(itemVersion, { id: first!.id, number: 2 })).state.text).toContain('Tampere')
    expect(await analyst.call(itemVersion, { id: first!.id, number: 3 })).toMatchObject({ status: 404 })
  })

  test('a teaser and the whole article with the same address are one item', async () => {
    const url = 'https://paper.example.org/2025/story'
    const [teaser] = (
      await analyst.get(importText, {
        text: 'Grid operator of the north hit\n\nA grid operator in Sweden lost control of substations on Friday night, it said.',
        url,
      })
    ).items
    const [whole] = (
      await analyst.get(importText, {
        text: 'Grid operator of the north hit, engineers on site\n\nEngineers of the grid operator in Sweden drove to eleven substations by night because remote control had failed. The cause is not known yet.',
        url: `${url}?utm_medium=rss#top`,
      })
    ).items
    expect(whole).toMatchObject({ id: teaser!.id, outcome: 'newVersion' })
  })

  test('twenty imports of one article at the same moment make one item', async () => {
    const text = port
      .replaceAll('Antwerp', 'Gdansk')
      .replaceAll('Belgium', 'Poland')
      .replace('Container handling', 'All loading of containers and of grain')
      .replace('crews were working by hand', 'everybody went home at noon, since nothing else could be done that day')
      .replace('Ships are being sent to other harbours', 'Nothing leaves or enters the basin')
      .replace('Police in Rotterdam', 'The coast guard in Riga')
    const answers = await Promise.all(Array.from({ length: 20 }, () => analyst.get(importText, { text })))
    expect(new Set(answers.map(({ items }) => items[0]!.id)).size).toBe(1)
    expect(answers.filter(({ items }) => items[0]!.outcome === 'new').length).toBeLessThanOrEqual(1)
  })

  test('a repeated command with the same key answers the same and writes nothing', async () => {
    const text =
      'Bank closes its app for a day\n\nA bank in Portugal closed its app for a day after customers in Lisbon saw the accounts of others.'
    const first = await analyst.get(importText, { text }, { key: 'key-1' })
    expect(await analyst.get(importText, { text }, { key: 'key-1' })).toEqual(first)
    expect(await analyst.call(importText, { text: `${text}!` }, { key: 'key-1' })).toMatchObject({ status: 422 })
  })

  test('what is marked differently stays apart, and readers see only what they may', async () => {
    const text =
      'Hospital network isolates itself\n\nA hospital network in Austria isolated itself on Tuesday after staff in Vienna found unknown accounts with full rights on a server.'
    const [closed] = (await analyst.get(importText, { text })).items
    const [open] = (await analyst.get(importText, { text, marking: { tlp: 'GREEN' } })).items
    expect(open!.id).not.toBe(closed!.id)
    expect((await analyst.get(importText, { text, marking: { tlp: 'GREEN' } })).items[0]).toMatchObject({
      outcome: 'same',
      id: open!.id,
    })
    const red = await analyst.call(importText, {
      text: text.replace('Tuesday', 'Thursday, and again on Friday'),
      marking: { tlp: 'RED' },
    })
    expect(red).toMatchObject({ ok: false, status: 422, problem: { refusal: 'marking-needs-reason' } })
  })
})

describe('files', () => {
  const upload = (name: string, bytes: Uint8Array | string, more: { mediaType?: string } = {}) =>
    analyst.call(importFile, { name, ...more }, { upload: typeof bytes === 'string' ? Buffer.from(bytes) : bytes })

  test('a page loses its scripts and keeps its article', async () => {
    const html = `<html><head><title>Site</title></head><body><nav>Home | About</nav><article><h1>Dam control room offline</h1><p>The control room of a dam in Slovenia was offline for two hours on Sunday, the operator in Maribor said.</p><script>alert(1)</script><img src=x onerror=alert(2)><p>Water levels stayed normal throughout, and nobody was hurt, according to the ministry.</p></article></body></html>`
    const answer = await upload('dam.html', html)
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    const item = await analyst.get(getItem, { id: answer.value.items[0]!.id })
    expect(item.document!.state.text).toContain('offline for two hours')
    expect(item.document!.state.text).not.toMatch(/alert|onerror|<script|Home \| About/)
  })

  test('a saved feed gives one item per entry', async () => {
    const entry = (n: number, place: string) =>
      `<item><title>Outage number ${n} in ${place}</title><link>https://saved.example.org/${n}</link><pubDate>Mon, 10 Mar 2025 0${n}:00:00 GMT</pubDate><description>&lt;p&gt;Power failed in ${place} at hour ${n}; engineers number ${n * 17} houses.&lt;/p&gt;</description></item>`
    const answer = await upload(
      'feed.xml',
      `<?xml version="1.0"?><rss version="2.0"><channel><title>Saved</title>${entry(1, 'Paris')}${entry(2, 'Prague')}</channel></rss>`,
    )
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    expect(answer.value.items.map(({ title, publishedAt }) => [title, publishedAt])).toEqual([
      ['Outage number 1 in Paris', '2025-03-10T01:00:00.000Z'],
      ['Outage number 2 in Prague', '2025-03-10T02:00:00.000Z'],
    ])
  })

  test('other encodings are read, and NUL bytes are cleaned away', async () => {
    const latin = await upload(
      'a.txt',
      Buffer.from(
        'Störung in München\n\nIn München fiel am Montag die Störungsannahme aus, weil ein Angreifer die Leitung überlastete.',
        'latin1',
      ),
    )
    if (!latin.ok) throw new Error(JSON.stringify(latin.problem))
    expect(latin.value.items[0]).toMatchObject({ title: 'Störung in München', language: 'de' })
    const wide = await upload(
      'b.txt',
      Buffer.from(
        '\ufeffWater works in Ireland report a break-in\n\nA water works in Ireland reported on Thursday that somebody had opened a valve from afar.',
        'utf16le',
      ),
    )
    expect(wide).toMatchObject({ ok: true, value: { items: [{ language: 'en' }] } })
    const nul = await upload(
      'c.txt',
      'Radio mast in Estonia\0 silent\n\nA radio mast in Tallinn\0\0 fell silent on Wednesday after its controller was wiped by unknown persons.',
    )
    if (!nul.ok) throw new Error(JSON.stringify(nul.problem))
    expect(JSON.stringify(nul.value)).not.toContain('\\u0000')
  })

  test.each([
    ['nothing at all', '', 'not-a-file'],
    ['a PDF', '%PDF-1.7 ...', 'no-text'],
    ['an archive', 'PK\x03\x04....', 'no-text'],
    ['white space', ' \n\t ', 'no-text'],
    [
      'an entity bomb',
      '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><rss><channel><item><title>&lol2;</title></item></channel></rss>',
      'feed-not-read',
    ],
    [
      'an external entity',
      '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
      'feed-not-read',
    ],
  ])('%s is refused in words', async (_what, bytes, refusal) => {
    const answer = await upload('file.bin', bytes)
    expect(answer).toMatchObject({ ok: false, problem: { refusal } })
    if (refusal === 'feed-not-read') expect(!answer.ok && answer.problem.detail).toMatch(/entities of its own/)
  })

  test('fifty megabytes are refused, and the node goes on', async () => {
    const answer = await upload('big.txt', Buffer.alloc(50_000_000, 'word ')).catch((error: Error) => ({
      ok: false as const,
      error,
    }))
    expect(answer.ok).toBe(false)
    expect((await analyst.get(listItems, {})).total).toBeGreaterThan(0)
  })

  test('a text of eight megabytes is read in part, and says so', async () => {
    const answer = await upload(
      'long.txt',
      Buffer.from(
        `A very long story\n\n${'The substation in Spain went dark on Monday. '.repeat(180_000)}`.slice(0, 8_000_000),
      ),
    )
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    expect([...answer.value.partial, ...answer.value.items.flatMap(({ partial }) => partial)].join(' ')).not.toBe('')
  })
})

describe('judging', () => {
  test('an item is accepted, rejected and reopened by a named person, in the states that allow it', async () => {
    const [item] = (
      await analyst.get(importText, {
        text: 'Tram signals fail\n\nTram signals failed in Zagreb, Croatia, on Saturday after somebody changed the settings of a controller.',
      })
    ).items
    const accepted = await analyst.get(acceptItem, { id: item!.id, version: 1 })
    expect(accepted).toMatchObject({ version: 2, status: 'accepted', signal: item!.incident })
    expect((await analyst.get(getItem, { id: item!.id })).state).toMatchObject({
      acceptedBy: analyst.person,
      judgedBy: `person:${analyst.person}`,
    })
    expect(await analyst.call(acceptItem, { id: item!.id, version: 2 })).toMatchObject({
      status: 409,
      problem: { refusal: 'wrong-state' },
    })
    expect(await analyst.call(rejectItem, { id: item!.id, version: 1 })).toMatchObject({
      status: 409,
      problem: { refusal: 'stale-version' },
    })
    expect(await analyst.get(rejectItem, { id: item!.id, version: 2, reason: 'A drill.' })).toMatchObject({
      status: 'rejected',
    })
    expect(await analyst.get(reopenItem, { id: item!.id, version: 3 })).toMatchObject({ status: 'suggested' })
    const asOf = (await analyst.get(getItem, { id: item!.id })).since
    expect((await analyst.get(getItem, { id: item!.id }, { asOf })).state.status).toBe('suggested')
  })

  test('the person who accepts an item says whether it is a signal, and the entry keeps that word', async () => {
    const [incident] = (
      await analyst.get(importText, {
        text: 'Hackers steal patient files\n\nHackers stole the files of 9,000 patients from a clinic in Malta on Sunday, the clinic said.',
      })
    ).items
    expect(incident).toMatchObject({ incident: true, sectors: ['health'] })
    const [walk] = (
      await analyst.get(importText, {
        text: 'Lights flicker in Valletta\n\nSeveral people in Valletta, Malta, saw their lamps flicker for an hour before noon on Friday.',
      })
    ).items
    expect(walk!.incident).toBe(false)
    const background = await analyst.get(acceptItem, { id: incident!.id, version: 1, signal: false })
    expect(background).toMatchObject({ status: 'accepted', signal: false })
    expect(await analyst.get(acceptItem, { id: walk!.id, version: 1, signal: true })).toMatchObject({ signal: true })
    const totals = (await analyst.get(picture, {})).totals.signals
    expect((await analyst.get(getItem, { id: incident!.id })).state).toMatchObject({ incident: true, signal: false })
    expect(await analyst.get(rejectItem, { id: walk!.id, version: 2 })).toMatchObject({ signal: false })
    expect((await analyst.get(getItem, { id: walk!.id })).state.signal).toBeUndefined()
    expect((await analyst.get(picture, {})).totals.signals).toBe(totals - 1)
    await analyst.get(reopenItem, { id: incident!.id, version: 2 })
    expect(await analyst.get(acceptItem, { id: incident!.id, version: 3 })).toMatchObject({ signal: true })
  })

  test('a reader may not judge, and the account at the keyboard is nobody by name', async () => {
    const [item] = (
      await analyst.get(importText, {
        text: 'Ferry bookings lost\n\nA ferry line in Greece lost all bookings of the summer on Tuesday; clerks in Athens write by hand.',
      })
    ).items
    const reader = await node.signedIn({ roles: ['reader'] })
    expect(await reader.call(acceptItem, { id: item!.id, version: 1 })).toMatchObject({
      status: 403,
      problem: { refusal: 'not-allowed' },
    })
  })

  test('a date of publication turns "on Monday" into a day, and the reading before stays in the past', async () => {
    const [item] = (
      await analyst.get(importText, {
        text: 'Lift controls hacked\n\nThe lift controls of a tower in Brussels were hacked on Monday, the owner said. Repairs will end within 24 hours.',
      })
    ).items
    const before = await analyst.get(getItem, { id: item!.id })
    expect(before.state.times.some(({ floating, value }) => floating && value === null)).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 5))
    const dated = await analyst.get(setPublished, { id: item!.id, version: 1, publishedAt: '2025-03-12T08:00:00Z' })
    expect(dated.times.find(({ text }) => /Monday/.test(text))).toMatchObject({ value: '2025-03-10' })
    expect(dated.resolved).toBeGreaterThan(0)
    const after = await analyst.get(getItem, { id: item!.id })
    expect(after.document!.state.times.find(({ text }) => /Monday/.test(text))?.value).toBe('2025-03-10')
    expect(after.document!.state.text).toBe(before.document!.state.text)
    const past = await analyst.get(getItem, { id: item!.id }, { asOf: before.since })
    expect(past.state.publishedAt).toBeNull()
    expect(
      await analyst.call(setPublished, { id: item!.id, version: 2, publishedAt: '2999-01-01T00:00:00Z' }),
    ).toMatchObject({ status: 422 })
  })
})

describe('lists', () => {
  test('filters narrow, words find the text itself, and pages meet without gap or overlap', async () => {
    const all = await analyst.get(listItems, { limit: 200 })
    expect(all.total).toBe(all.items.length)
    const pages: string[] = []
    let after: string | undefined
    do {
      const page = await analyst.get(listItems, { limit: 3, ...(after ? { after } : {}) })
      expect(page.total).toBe(all.total)
      pages.push(...page.items.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    expect(pages).toEqual(all.items.map(({ id }) => id))
    const belgian = await analyst.get(listItems, { country: ['BE'] })
    expect(belgian.items.length).toBeGreaterThan(0)
    expect(belgian.items.every(({ state }) => state.countries.includes('BE'))).toBe(true)
    expect(
      (await analyst.get(listItems, { language: ['de'] })).items.every(({ state }) => state.language === 'de'),
    ).toBe(true)
    const incidents = await analyst.get(listItems, { incident: true })
    expect(incidents.items.every(({ state }) => state.incident)).toBe(true)
    const topic = incidents.items[0]!.state.topics[0]!.topic
    expect((await analyst.get(listItems, { topic: [topic] })).items.length).toBeGreaterThan(0)
    const found = await analyst.get(listItems, { text: 'valve afar' })
    expect(found.items.map(({ state }) => state.title)).toEqual(['Water works in Ireland report a break-in'])
    expect((await analyst.get(listItems, { since: '2150-01-01T00:00:00Z' })).total).toBe(0)
    expect(await analyst.call(listItems, { after: 'x' })).toMatchObject({ status: 400 })
  })

  test('a stranger sees nothing, and unknown fields are refused', async () => {
    expect(await node.stranger().call(listItems, {})).toMatchObject({ status: 401 })
    const response = await analyst.fetch('/api/watch/importText', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"text":"x","__proto__":{"owner":"me"},"status":"accepted"}',
    })
    expect(response.status).toBe(400)
    const nul = await analyst.call(importText, { text: 'a \u0000 b' })
    expect(nul).toMatchObject({ status: 400 })
  })
})
