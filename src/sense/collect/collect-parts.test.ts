// The small parts of the sensor: drops, marks, shedding, allow list, reporters, limits, frames.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Bucket } from '../model/bucket.ts'
import { decodeFrame } from '../tally/frame-codec.ts'
import { createAllowList } from './allow-list.ts'
import { createDisturbances } from './disturbances.ts'
import { createFrameMaker } from './frame-maker.ts'
import { createDropCounter, dropsIn } from './kernel-drops.ts'
import { captureFormat } from './read-capture.ts'
import { createRateLimit, createReporters, networksOf } from './reporters.ts'
import { nextShed, type ShedState, startOfShedding } from './shed-rate.ts'

const heading =
  '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops'
const line = (inode: number, drops: number) =>
  `  357: 00000000:0807 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 ${inode} 2 000000007a1d45cf ${drops}`

function bucket(given: Partial<Bucket> = {}): Bucket {
  return {
    series: 'portal',
    channel: 'flow',
    at: 1000,
    seconds: 10,
    rows: [{ country: 'BE', part: 6, direction: 'in', bytes: 100, packets: 2, flows: 1 }],
    records: 1,
    squares: 4,
    sources: null,
    destinations: null,
    heavy: [],
    shapes: {},
    values: null,
    marks: [],
    ...given,
  }
}

const health = { at: 1, startedAt: 0, datagrams: 0, records: 0, bytes: 0, lost: {}, exporters: 0, residentBytes: 0 }

test('drops are read from the last column, by inode', () => {
  expect([...dropsIn([heading, line(11, 5), line(12, 0), 'broken', ''].join('\n'))]).toEqual([
    ['11', 5],
    ['12', 0],
  ])
})

test('only own sockets count, and what a closed socket had dropped stays counted', () => {
  let tables = [[heading, line(11, 5), line(99, 1000)].join('\n')]
  const counter = createDropCounter(() => ({ inodes: new Set(['11', '12']), tables }))
  expect(counter.read()).toBe(5)
  tables = [[heading, line(12, 2)].join('\n')]
  expect(counter.read()).toBe(7)
})

test('where the kernel does not tell, the number of drops is not known, and not zero', () => {
  expect(createDropCounter(() => null).read()).toBeNull()
})

test('a disturbance marks the buckets that lost datagrams could have told of, and no others', () => {
  const disturbances = createDisturbances(60)
  disturbances.add({ mark: 'dropped', channels: ['flow'], from: 1000, to: 1001 })
  const marked = [930, 940, 990, 1000, 1010].map((at) => bucket({ at }))
  const web = bucket({ at: 1000, channel: 'web' })
  disturbances.mark([...marked, web])
  expect(marked.map(({ marks }) => marks.length)).toEqual([0, 1, 1, 1, 0])
  expect(web.marks).toEqual([])
})

test('a mark stands once, however often a bucket is touched', () => {
  const disturbances = createDisturbances(60)
  const channels = ['flow'] as const
  for (const from of [1000, 1001, 1050]) disturbances.add({ mark: 'dropped', channels, from, to: from })
  const one = bucket()
  disturbances.mark([one])
  disturbances.mark([one])
  expect(one.marks).toEqual(['dropped'])
})

test('ten times the load is met within four intervals, and calm brings everything back', () => {
  let state: ShedState = startOfShedding
  for (let interval = 0; interval < 4; interval++) state = nextShed(state, { busy: 1, behind: true })
  expect(state.rate).toBe(16)
  for (let interval = 0; interval < 40; interval++) state = nextShed(state, { busy: 0.1, behind: false })
  expect(state.rate).toBe(1)
})

test('a burst that overflowed the socket of an idle thread is no reason to look at less', () => {
  expect(nextShed(startOfShedding, { busy: 0.2, behind: true }).rate).toBe(1)
})

test('a thread that is busy and loses nothing looks at everything', () => {
  expect(nextShed(startOfShedding, { busy: 1, behind: false }).rate).toBe(1)
})

test('the rate of shedding has an end', () => {
  let state: ShedState = startOfShedding
  for (let interval = 0; interval < 100; interval++) state = nextShed(state, { busy: 1, behind: true })
  expect(state.rate).toBe(64)
})

test('an exporter is believed when its network is on the list, in words or in numbers', () => {
  const allows = createAllowList(['192.0.2.0/28', '2001:db8::/32'])
  expect(allows('192.0.2.5')).toBe(true)
  expect(allows(0xc0000205)).toBe(true)
  expect(allows('192.0.2.77')).toBe(false)
  expect(allows('2001:db8::7')).toBe(true)
  expect(allows('2001:db9::7')).toBe(false)
  expect(allows('no address')).toBe(false)
  expect(createAllowList([])('203.0.113.9')).toBe(true)
})

test('a reporter is known again on the same day, and is somebody else on the next', () => {
  const reporters = createReporters()
  const day = 86_400_000
  const one = reporters.hashes('198.51.100.7', 5 * day)
  expect(reporters.hashes('198.51.100.7', 5 * day + 1000)).toEqual(one)
  expect(reporters.hashes('198.51.100.8', 5 * day).reporter).not.toBe(one.reporter)
  expect(reporters.hashes('198.51.100.8', 5 * day).network).toBe(one.network)
  expect(reporters.hashes('198.51.100.7', 6 * day).reporter).not.toBe(one.reporter)
})

test('a hash says nothing of the address to who has not the secret', () => {
  const { reporter, network } = createReporters().hashes('198.51.100.7', 0)
  for (const text of ['198.51.100.7', 'reporter 198.51.100.7']) {
    expect(createHash('sha256').update(text).digest('base64url')).not.toContain(reporter)
  }
  expect(`${reporter}${network}`).not.toContain('198')
})

test('all addresses of one home are one reporter, also when an IPv4 address came over IPv6', () => {
  expect(networksOf('2001:db8:1:2:aaaa::1')).toEqual(networksOf('2001:0db8:1:2::9'))
  expect(networksOf('2001:db8:1:2::1').home).not.toBe(networksOf('2001:db8:1:3::1').home)
  expect(networksOf('2001:db8::1').home).toBe('2001:db8:0:0')
  expect(networksOf('::ffff:198.51.100.7')).toEqual({ home: '198.51.100.7', network: '198.51.100' })
  expect(networksOf('fe80::1%eth0').home).toBe('fe80:0:0:0')
})

test('a limit counts per key and window, and a flood of keys is refused as a whole', () => {
  const limit = createRateLimit(2, 1000, 3)
  expect([limit.allow('a', 0), limit.allow('a', 1), limit.allow('a', 2)]).toEqual([true, true, false])
  expect([limit.allow('b', 3), limit.allow('c', 4), limit.allow('d', 5)]).toEqual([true, true, false])
  expect(limit.allow('d', 1000)).toBe(true)
  expect(limit.size).toBe(1)
})

test('buckets of two threads of one series and time become one, and frames are numbered on', () => {
  const maker = createFrameMaker({ realm: 'live', sensor: 's', run: 7 }, createDisturbances(0))
  maker.add([bucket(), bucket({ at: 1010 })])
  maker.add([bucket()])
  const frames = maker.take(health, false)
  const decoded = frames.map(({ bytes }) => decodeFrame(bytes))
  expect(decoded.map((one) => one.ok && [one.frame.sequence, one.frame.run])).toEqual([[0, 7]])
  const buckets = decoded.flatMap((one) => (one.ok ? one.frame.buckets : []))
  expect(buckets.map(({ at, records }) => [at, records])).toEqual([
    [1000, 2],
    [1010, 1],
  ])
  maker.add([bucket({ at: 1020 })])
  expect(maker.take(health, false)[0]?.sequence).toBe(1)
})

test('with nothing counted there is no frame, unless its time has come', () => {
  const maker = createFrameMaker({ realm: 'live', sensor: 's', run: 7 }, createDisturbances(0))
  expect(maker.take(health, false)).toEqual([])
  expect(maker.take(health, true)).toHaveLength(1)
})

test('captures are told by their first four bytes', () => {
  expect(captureFormat(Buffer.from('d4c3b2a1020004', 'hex'))).toBe('pcap')
  expect(captureFormat(Buffer.from('a1b23c4d', 'hex'))).toBe('pcap of nanoseconds')
  expect(captureFormat(Buffer.from('0a0d0d0a', 'hex'))).toBe('pcapng')
  expect(captureFormat(Buffer.from('GET ', 'utf8'))).toBeUndefined()
})
