// What was known at a moment by whom.
import { expect, test } from 'vitest'
import type { Marking } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import { knownAt, learntAt, notYetKnown, reachAt, stopsOf, versionAt } from './known-at.ts'
import { detailOf, highestOf, statusOf, tracksOf, wordsOfKind } from './tracks.ts'

const home = '01980f3c-8a00-7000-8000-00000000000a'
const other = '01980f3c-8a00-7000-8000-00000000000b'
const subject = '01980f3c-8a00-7000-8000-000000000001'
const at = (hour: number) => `2025-03-10T${String(hour).padStart(2, '0')}:00:00.000Z`
const reader = (organisation: string): Reader => ({
  ...{ kind: 'token', id: organisation, person: null, organisation, clientOf: [], communities: [], roles: [] },
  realms: ['live'],
})
const readers = [reader(home), reader(other)]
const marked = (tlp: Marking['tlp'], audience: string[] = []): Marking => {
  return { tlp, owner: home, audience, persons: [], releasableTo: [] }
}
const row = (from: number, until: number | null, status: string, marking: Marking) => ({
  ...{ record: 'assess.incident', subject, title: 'Ports', state: { status }, marking },
  ...{ from: at(from), until: until === null ? null : at(until) },
})

const tracks = tracksOf(
  [
    row(8, 9, 'new', marked('AMBER+STRICT')),
    row(9, 10, 'new', marked('AMBER+STRICT')),
    row(10, 12, 'triaged', marked('AMBER+STRICT', [other])),
    row(12, null, 'triaged', marked('AMBER+STRICT')),
  ],
  readers,
  'live',
)

test('versions in which nothing changes that is shown are one', () => {
  expect(tracks[0]?.versions.map(({ from, until, status, by }) => [from, until, status, by])).toEqual([
    [at(8), at(10), 'new', [0]],
    [at(10), at(12), 'triaged', [0, 1]],
    [at(12), null, 'triaged', [0]],
  ])
})

test('at the moment of a change the new version stands, and one instant before it the old one', () => {
  const [track] = tracks
  if (!track) throw new Error('There is no track.')
  expect(versionAt(track, '2025-03-10T09:59:59.999Z')?.status).toBe('new')
  expect(versionAt(track, at(10))?.status).toBe('triaged')
  expect(versionAt(track, at(7))).toBeUndefined()
})

test('who was in the audience knew while they were, whatever came after', () => {
  const could = (hour: number, by: number | null) => knownAt(tracks, at(hour), by).map(({ readable }) => readable)
  expect([could(9, 1), could(11, 1), could(13, 1), could(13, 0), could(13, null), could(7, 0)]).toEqual([
    ...[[false], [true], [false], [true], [true], []],
  ])
  expect(reachAt(tracks, at(11), 2)).toEqual([1, 1])
  expect(reachAt(tracks, at(13), 2)).toEqual([1, 0])
  expect(tracks[0] && [learntAt(tracks[0], 0), learntAt(tracks[0], 1), learntAt(tracks[0], 2)]).toEqual([
    at(8),
    at(10),
    null,
  ])
})

test('what had happened and was written down later was not known', () => {
  const entry = { record: 'assess.incident', subject, actor: 'person:x', says: 'It came back', entry: subject }
  const course = [{ ...entry, observedAt: at(9), recordedAt: at(11) }]
  const late = (hour: number) => notYetKnown(course, at(hour)).length
  expect([late(8), late(9), late(10), late(11)]).toEqual([0, 1, 1, 0])
})

test('a slider stops at each change once, from the beginning to the end', () => {
  expect(stopsOf({ tracks, course: [], from: at(8), until: at(13) })).toEqual([at(8), at(10), at(12), at(13)])
})

test('nothing is marked lower than the highest that is in it', () => {
  const red = tracksOf([row(8, 9, 'new', marked('RED')), row(9, null, 'new', marked('CLEAR'))], readers, 'live')
  expect([highestOf(tracks), highestOf(red), highestOf([])]).toEqual(['AMBER+STRICT', 'RED', 'CLEAR'])
})

test('how bad and how far are told beside, and a change of them is a version', () => {
  const goal = (level: number) => ({ state: 'open', progress: [{ level: 0 }, { level }] })
  expect([detailOf(goal(0.4)), detailOf({ severity: { value: 'yellow' } }), detailOf({ severity: null })]).toEqual([
    ...['40 % back', 'severity yellow', null],
  ])
  const rows = [row(8, 9, 'new', marked('AMBER')), row(9, null, 'new', marked('AMBER'))]
  const [first, second] = rows.map((one, n) => ({ ...one, state: goal(n / 2) }))
  expect(
    tracksOf(
      [first, second].flatMap((one) => one ?? []),
      readers,
      'live',
    )[0]?.versions.map(({ more }) => more),
  ).toEqual([...['0 % back', '50 % back']])
})

test('a record is called as it calls itself, and an entry by its kind', () => {
  expect([statusOf({ status: 'open' }), statusOf({ state: 'met' }), statusOf(null), statusOf({ state: 3 })]).toEqual([
    ...['open', 'met', null, null],
  ])
  expect(wordsOfKind('recover.progressReported')).toBe('progress reported')
})
