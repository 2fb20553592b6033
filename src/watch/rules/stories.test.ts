// Items of one event come together and others stay apart, whatever the order; what a person said goes first.
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadBackground, loadLexicons } from '../lexicons.ts'
import type { Item } from '../model.ts'
import { eventsHeldOut, eventsToTune, eventsUntouched, type Told, unrelated } from '../testdata/events.ts'
import { stories } from '../testdata/stories.ts'
import { analyse } from './analyse.ts'
import { type Background, clusterItems, compileBackground, rarity, sketchOf } from './stories.ts'
import type { Tools } from './tools.ts'

let background: Background
let read: (title: string, body: string, language?: string, publishedAt?: string | null) => Item

beforeAll(async () => {
  background = loadBackground()
  const lexicons = loadLexicons()
  read = (title, body, language = 'en', publishedAt = null) => {
    const tools: Tools = {
      parse: () => {
        throw new Error('no HTML here')
      },
      readable: () => null,
      eld: () => [{ code: language, confidence: 1 }],
      cld3: () => ({ code: language, confidence: 1 }),
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
    }
    const text = `${title}\n\n${body}`
    const input = { text, kind: 'plain' as const, title, publishedAt, url: null, split: false }
    return analyse(input, { ...lexicons, tools }).items[0]!
  }
})

/** Of this process: a busy machine does not count. */
function millisecondsSince(before: NodeJS.CpuUsage): number {
  return process.cpuUsage(before).user / 1000
}

interface Labelled {
  event: string
  item: Item
}

const labelled = (list: readonly Told[]): Labelled[] =>
  list.map(({ event, title, body, language }) => ({ event, item: read(title, body, language) }))
const tenStories = (): Labelled[] =>
  stories.map(({ story, title, body }) => ({ event: `story ${story}`, item: read(title, body.join('\n\n')) }))

function pairwise(list: readonly Labelled[]) {
  const clusters = clusterItems(
    list.map(({ item }) => item),
    background,
  )
  const cluster = new Map(clusters.flatMap((members, i) => members.map((member) => [member, i] as const)))
  let right = 0
  const wrong: string[] = []
  const missed: string[] = []
  for (const [b, two] of list.entries()) {
    for (const [a, one] of list.slice(0, b).entries()) {
      const together = cluster.get(a) === cluster.get(b)
      const pair = `${one.item.title} | ${two.item.title}`
      if (together && one.event === two.event) right += 1
      else if (together) wrong.push(pair)
      else if (one.event === two.event) missed.push(pair)
    }
  }
  return { precision: right / (right + wrong.length), recall: right / (right + missed.length), wrong, missed }
}

describe('clusters', () => {
  test('what the rules were tuned on comes out without a fault', () => {
    expect(pairwise(labelled(eventsToTune))).toMatchObject({ wrong: [], missed: [] })
  })

  test('no two of the ten stories merge, two wordings of one do, and their names elsewhere change nothing', () => {
    expect(pairwise([...tenStories(), ...labelled(unrelated)])).toMatchObject({ wrong: [], missed: [] })
  })

  test('on events kept aside at first, at most one pair of events is confused and hardly a text is missed', () => {
    const { recall, precision } = pairwise(labelled(eventsHeldOut))
    expect(recall).toBeGreaterThanOrEqual(0.92)
    expect(precision).toBeGreaterThanOrEqual(0.95)
  })

  test('on events that nothing was tuned on, no two merge, and one text of 25 stays outside its event', () => {
    const { recall, precision } = pairwise(labelled(eventsUntouched))
    expect(precision).toBeGreaterThanOrEqual(0.95)
    expect(recall).toBeGreaterThanOrEqual(0.86)
  })

  test('all together, precision and recall hold', () => {
    const told = [...eventsToTune, ...eventsHeldOut, ...eventsUntouched, ...unrelated]
    const all = [...labelled(told), ...tenStories()]
    const { recall, precision } = pairwise(all)
    expect(recall).toBeGreaterThanOrEqual(0.92)
    expect(precision).toBeGreaterThanOrEqual(0.95)
  })

  test('the answer is a partition and does not depend on the order', () => {
    const list = [...labelled(eventsToTune), ...tenStories()]
    const titles = (given: readonly Labelled[]) =>
      clusterItems(
        given.map(({ item }) => item),
        background,
      )
        .map((members) =>
          members
            .map((i) => given[i]!.item.title)
            .sort()
            .join(' | '),
        )
        .sort()
    const clusters = clusterItems(
      list.map(({ item }) => item),
      background,
    )
    expect(clusters.flat().sort((a, b) => a - b)).toEqual(list.map((_, i) => i))
    expect(titles([...list].reverse())).toEqual(titles(list))
    const shuffled = [...list].sort((a, b) => (a.item.contentHash < b.item.contentHash ? 1 : -1))
    expect(titles(shuffled)).toEqual(titles(list))
  })

  test('the same words more than a week apart are another event', () => {
    const one = eventsToTune[0]!
    const at = (day: string) => read(one.title, one.body, 'en', `${day}T08:00:00.000Z`)
    expect(clusterItems([at('2025-03-01'), at('2025-03-06')], background)).toEqual([[0, 1]])
    expect(clusterItems([at('2025-03-01'), at('2025-03-09')], background)).toEqual([[0], [1]])
  })

  const together = (...told: [string, string][]) =>
    clusterItems(
      told.map(([title, body]) => read(title, body)),
      background,
    ).length === 1
  const townA: [string, string] = [
    'Town pays to get its files back',
    'The town of Setúbal has paid 61,400 euros to criminals who encrypted its servers, its clerk said on Monday. Residents could not pay water bills for a week.',
  ]

  test('a town that was attacked is known by its name, a town where somebody was attacked is not', () => {
    const told: [string, string] = [
      'Setúbal gives in to extortion',
      'The mayor defended the decision. After a week without water bills the city of Setúbal transferred 61,400 euros, and technicians are unlocking servers one by one.',
    ]
    const elsewhere: [string, string] = [
      'Dentist in Setúbal loses records',
      'A dentist in Setúbal cannot open the records of patients since malware came with an invoice by e-mail. Police are looking for the senders.',
    ]
    expect(together(townA, told)).toBe(true)
    expect(together(townA, elsewhere)).toBe(false)
  })

  test('whom it happened to and an odd figure are enough where the words differ, another figure is another event', () => {
    const one: [string, string] = [
      'Quorvex admits that guests were affected',
      'Quorvex wrote to 1.37 million guests on Friday. Names and numbers of passports had been copied from its reservation system.',
    ]
    const other: [string, string] = [
      'Regulator wants answers from Quorvex',
      'Why did nobody notice for so long? That is what the data protection authority asks after 1.37 million travellers of Quorvex got a letter.',
    ]
    const third: [string, string] = [
      'Shares of Quorvex rise after good quarter',
      'Quorvex earned 92.5 million euros between July and September, more than analysts had thought, and opens 14 houses in Spain.',
    ]
    expect(together(one, other)).toBe(true)
    expect(together(one, third)).toBe(false)
  })

  test('an attack and what a court makes of it are two stories', () => {
    const court: [string, string] = [
      'Two men indicted over extortion of Setúbal',
      'Prosecutors charged two men of 27 and 34 on Monday. They are said to have encrypted the servers of the town of Setúbal and of eleven hospitals.',
    ]
    expect(together(townA, court)).toBe(false)
  })

  test('flaws in two products of one maker are two stories', () => {
    const gateways: [string, string] = [
      'Cisco issues 30 alerts, three of them critical',
      'Cisco mended flaws in VPN gateways and in a cloud service. One lets attackers read data of other tenants; some products contain an old version of Struts.',
    ]
    const switches: [string, string] = [
      'Critical bugs in switches: millions of devices open',
      'Scans found 8.5 million devices with a port that Cisco leaves open for set-up. A crafted message makes the switch run code; patches are out, and administrators should close the port.',
    ]
    expect(together(gateways, switches)).toBe(false)
  })

  test('what a person put together or took apart goes before any score', () => {
    const items = labelled(eventsToTune.filter(({ event }) => event === 'lisbon' || event === 'porto')).map(
      ({ item }) => item,
    )
    expect(clusterItems(items, background)).toEqual([[0, 1, 2, 3], [4]])
    expect(clusterItems(items, background, { together: [[0, 4]] })).toEqual([[0, 1, 2, 3, 4]])
    const apart = clusterItems(items, background, { apart: [[0, 1]] })
    expect(apart.find((members) => members.includes(0))).not.toContain(1)
  })

  test('nothing, and items without a word in them, are clusters of their own', () => {
    expect(clusterItems([], background)).toEqual([])
    const empty = { ...read('One', 'Two three four.'), title: '', titleSpan: null, text: '' }
    expect(clusterItems([empty, { ...empty }], background)).toEqual([[0], [1]])
  })

  test('a thousand items are sorted into events, each once', () => {
    const base = [...labelled(eventsToTune), ...tenStories(), ...labelled(eventsHeldOut)].map(({ item }) => item)
    const items = Array.from({ length: 1000 }, (_, i) => {
      const item = base[i % base.length]!
      return { ...item, title: `${item.title} ${i}`, contentHash: `${item.contentHash}${i}` }
    })
    expect(new Set(clusterItems(items, background).flat()).size).toBe(1000)
  })

  test.each([
    ['one endless token', 'a'.repeat(100_000)],
    ['one word again and again', 'said '.repeat(20_000)],
    ['digits', '1234567890'.repeat(10_000)],
    ['numbers', '39,000 '.repeat(14_000)],
    ['brackets and credits', '(AFP) - ('.repeat(11_000)],
    ['capitals', 'Xy '.repeat(33_000)],
    ['names of vulnerabilities', 'CVE-2025-12345 '.repeat(6_600)],
  ])('a text of %s is sketched in time', (_what, text) => {
    const item = { ...read('Title', 'Some text of a few words.'), text, titleSpan: null }
    const before = process.cpuUsage()
    sketchOf(item, background)
    // A sketch that grew by the square would take many seconds; the bench measures how long it takes.
    expect(millisecondsSince(before)).toBeLessThan(3000)
  })
})

describe('how common words are', () => {
  test('function words never count, news words little, unknown words much', () => {
    const sketch = sketchOf(read('The hospital said that Quorvex was there', 'It was so.'), background)
    expect(sketch.lead.map(([term]) => term)).not.toContain('that')
    expect(rarity(background, 'hospit')).toBeLessThan(rarity(background, 'quorve'))
  })

  test('a file with another shape is found out by its schema, an empty one still works', () => {
    const empty = compileBackground({
      ...{ source: '', licence: '', date: '', version: '0', unseen: 0.01, agencies: [], stop: {}, common: {} },
    })
    expect(rarity(empty, 'anything')).toBeGreaterThan(0)
  })
})
