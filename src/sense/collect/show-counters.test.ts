// What the person at the terminal sees, and what Prometheus reads.
import { expect, test } from 'vitest'
import type { Bucket } from '../model/bucket.ts'
import { createNewest, metricsText, type Snapshot } from './sensor-state.ts'
import { createShown } from './show-counters.ts'

function snapshot(given: Partial<Snapshot> = {}): Snapshot {
  return {
    startedAt: 1000,
    at: 1010,
    bound: [],
    counters: { datagrams: 100, records: 3000, bytes: 140_000, lost: {}, exporters: 2, shedRate: 1 },
    residentBytes: 100 << 20,
    waiting: { frames: 1, bytes: 4096 },
    sent: 3,
    restarts: 0,
    trouble: [],
    targets: 1,
    biggest: [],
    ...given,
  }
}

function shown(json: boolean, terminal: boolean) {
  let told = ''
  let printed = ''
  const one = createShown({
    json,
    terminal,
    tell: (text) => {
      told += text
    },
    print: (text) => {
      printed += text
    },
  })
  return { one, told: () => told, printed: () => printed }
}

test('at a terminal the block is painted over, and sentences stay above it', () => {
  const { one, told } = shown(false, true)
  one.show(snapshot())
  expect(told()).not.toContain('\u001b[')
  const lines = told().split('\n').length - 1
  one.show(snapshot({ at: 1011 }))
  expect(told()).toContain(`\u001b[${lines}A\u001b[J`)
  one.say('A sentence.')
  expect(told().endsWith('\u001b[JA sentence.\n')).toBe(true)
})

test('elsewhere there is a line a minute', () => {
  const { one, told } = shown(false, false)
  for (let at = 1010; at < 1010 + 121; at++) one.show(snapshot({ at }))
  expect(told().trim().split('\n')).toHaveLength(3)
})

test('what was lost is said with its reason, and that nothing was is said too', () => {
  const { one, told } = shown(false, false)
  one.show(snapshot())
  expect(told()).toContain('nothing lost')
  const { one: two, told: toldTwo } = shown(false, false)
  const counters = { ...snapshot().counters, lost: { 'kernel-drop': 7 }, shedRate: 4 }
  two.show(snapshot({ counters, trouble: ['the hub does not answer'] }))
  expect(toldTwo()).toContain('lost: kernel-drop 7')
  expect(toldTwo()).toContain('one record in 4')
  expect(toldTwo()).toContain('the hub does not answer')
})

test('as JSON each line is a document with the counters in it', () => {
  const { one, printed, told } = shown(true, true)
  one.show(snapshot())
  one.show(snapshot({ at: 1011 }))
  const lines = printed().trim().split('\n')
  expect(lines).toHaveLength(2)
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ at: 1011, datagrams: 100, lost: {}, sent: 3 })
  expect(told()).toBe('')
})

test('a series cannot paint the terminal', () => {
  const { one, told } = shown(false, true)
  const series = { series: 'a\u001b[2Jb', channel: 'flow', at: 1000, bytes: 1, packets: 1, flows: 1, marks: [] }
  one.show(snapshot({ biggest: [series] }))
  expect(told()).toContain('a?[2Jb')
})

test('metrics follow the text format, and a reason cannot break out of its label', () => {
  const counters = { ...snapshot().counters, lost: { 'kernel-drop': 7, 'x"} 1\ny': 1 } }
  const text = metricsText(snapshot({ counters }))
  expect(text).toContain('# TYPE tocsin_sensor_lost_total counter\n')
  expect(text).toContain('tocsin_sensor_lost_total{reason="kernel-drop"} 7\n')
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) tocsin_sensor_\w+ .+|tocsin_sensor_\w+(\{reason="[^"]+"\})? \d+)$/)
})

test('the biggest are those of the newest minute', () => {
  const bucket = (series: string, at: number, bytes: number): Bucket => ({
    series,
    channel: 'flow',
    at,
    seconds: 10,
    rows: [{ country: 'BE', part: 6, direction: 'in', bytes, packets: 1, flows: 1 }],
    records: 1,
    squares: 1,
    sources: null,
    destinations: null,
    heavy: [],
    shapes: {},
    values: null,
    marks: [],
  })
  const newest = createNewest()
  newest.add([bucket('old', 1000, 900), bucket('small', 1100, 5), bucket('big', 1100, 50), bucket('big', 1090, 9999)])
  expect(newest.biggest(5).map(({ series, bytes }) => [series, bytes])).toEqual([
    ['big', 50],
    ['small', 5],
  ])
})
