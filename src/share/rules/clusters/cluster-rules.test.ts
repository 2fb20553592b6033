// Memberships from both sides, whom a marking reaches, what the authority is told, and where a practice may go.
import { describe, expect, test } from 'vitest'
import type { Marking } from '#kernel/marking.ts'
import { type Membership, memberEvents, memberStatuses, practiceStatuses } from '../../model/cluster.ts'
import { readForum } from '../../store/clusters/forum.ts'
import { arrangementText } from './arrangement-text.ts'
import { catchUp, membershipLifecycle } from './membership-lifecycle.ts'
import { practiceSteps } from './practice-record.ts'
import { countUses } from './practice-use-record.ts'
import { notReached, reaches } from './reaches.ts'

describe('roster and member', () => {
  const [early, late] = ['2026-03-01T10:00:00.000Z', '2026-03-01T11:00:00.000Z']
  test('every status says of every event what becomes of it, or why not', () => {
    for (const status of memberStatuses)
      for (const event of memberEvents) {
        const step = membershipLifecycle[status][event]
        if ('not' in step) expect(step.not).toMatch(/\.$/)
        else expect(memberStatuses).toContain(step.to)
      }
  })
  test('where both say the same, nothing is owed', () => {
    expect(catchUp({ status: 'joined', since: early }, { status: 'joined', since: late })).toBeNull()
  })
  test('the later word of the member goes into the roster', () => {
    expect(catchUp({ status: 'invited', since: early }, { status: 'joined', since: late })).toEqual({
      side: 'roster',
      status: 'joined',
    })
    expect(catchUp({ status: 'invited', since: early }, { status: 'declined', since: early })?.side).toBe('roster')
  })
  test('the later word of the steward goes into the membership', () => {
    expect(catchUp({ status: 'removed', since: late }, { status: 'joined', since: early })).toEqual({
      side: 'membership',
      event: 'remove',
    })
    expect(catchUp({ status: 'invited', since: late }, { status: 'left', since: early })).toEqual({
      side: 'membership',
      event: 'invite',
    })
  })
  test('once caught up, it stays so', () => {
    for (const roster of memberStatuses)
      for (const member of memberStatuses) {
        const owed = catchUp({ status: roster, since: early }, { status: member, since: late })
        if (owed?.side !== 'roster') continue
        expect(catchUp({ status: owed.status, since: late }, { status: member, since: late })).toBeNull()
      }
  })
})

test('a marking reaches an organisation as a whole, or not; named persons are no organisation', () => {
  const marked = (tlp: Marking['tlp'], more: Partial<Marking> = {}): Marking => {
    return { tlp, owner: 'o', audience: ['a'], persons: ['p'], releasableTo: [], ...more }
  }
  const one = (id: string, more = {}) => ({ id, name: id, communities: ['AT', 'EU'], clientOf: [], ...more })
  expect(reaches(marked('GREEN'), one('x'), 'live')).toBe(true)
  expect(reaches(marked('AMBER+STRICT'), one('a'), 'live')).toBe(true)
  expect(reaches(marked('AMBER+STRICT'), one('x'), 'live')).toBe(false)
  expect(reaches(marked('AMBER'), one('x', { clientOf: ['a'] }), 'live')).toBe(true)
  expect(reaches(marked('GREEN', { releasableTo: ['DE'] }), one('a'), 'live')).toBe(false)
  expect(reaches(marked('RED'), one('o'), 'live')).toBe(false)
  expect(notReached(marked('AMBER+STRICT'), [one('o'), one('x'), one('a')], 'exercise:e1')).toEqual(['x'])
})

test('the authority is told who takes part since when by which rules, and nothing of what is shared', () => {
  const rules = { framework: 'Rules of the centre', version: '3', pointer: '', link: '' }
  const member = { name: 'Example Grid', clusterName: 'Together', consent: { rules } } as Membership
  expect(arrangementText(member, 'joined', '2026-03-01T10:00:00.000Z')).toBe(
    'Example Grid takes part in the cybersecurity information-sharing arrangement “Together” since 2026-03-01. Its rules are those of Rules of the centre, 3. This is the notification under Article 29(4) of Directive (EU) 2022/2555.',
  )
  expect(arrangementText({ ...member, consent: null }, 'left', '2026-04-01T10:00:00.000Z')).toContain(
    'no more since 2026-04-01.',
  )
})

test('a practice is discussed before it is recommended, and stays where it is by no step', () => {
  const may = (from: (typeof practiceStatuses)[number]) =>
    practiceStatuses.filter((to) => 'ok' in practiceSteps[from][to])
  expect(practiceStatuses.map((from) => [from, may(from)])).toEqual([
    ['proposed', ['discussed', 'retired']],
    ['discussed', ['recommended', 'retired']],
    ['recommended', ['discussed', 'retired']],
    ['retired', ['discussed']],
  ])
})

test('practices that Tocsin brings along name standards by number, and none claims to be verified', () => {
  const forum = readForum()
  expect(forum.length).toBeGreaterThan(15)
  for (const { references, verification } of forum) {
    expect(verification).toBe('unverified')
    for (const { name, link } of references) {
      expect(name).toMatch(/^RFC \d{4}$/)
      expect(link).toBe(`https://www.rfc-editor.org/rfc/rfc${name.slice(4)}`)
    }
  }
  expect(countUses([])).toEqual({ 'in-use': 0, planned: 0, not: 0, 'not-applicable': 0 })
})
