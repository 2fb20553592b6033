// A call-out: its life, who is called again, how often, and whose answer counts.
import { describe, expect, test } from 'vitest'
import { type Called, type CallOut, callOutStatuses } from '../../model/call-out.ts'
import { callOutEvents, callOutLifecycle, countOf, nextRound, unanswered, whyNotCall } from './call-out-rules.ts'

const at = '2027-03-10T08:00:00.000Z'
function calledOne(person: string, ...answers: Called['answers'][number]['answer'][]): Called {
  const given = answers.map((answer) => ({ answer, at, expectedAt: null, words: '' }))
  return { person, via: 'person', of: null, attempts: [], answers: given }
}
const called = [
  calledOne('anna', 'seen', 'coming'),
  calledOne('ben'),
  calledOne('carl', 'cannot'),
  calledOne('dora', 'seen'),
]

describe('a call-out', () => {
  test('every status knows every event', () => {
    for (const status of callOutStatuses)
      expect(Object.keys(callOutLifecycle[status]).sort()).toEqual([...callOutEvents].sort())
    expect(callOutEvents.filter((event) => 'to' in callOutLifecycle.ended[event])).toEqual([])
  })

  test('the newest answer counts', () => {
    expect(countOf({ called })).toEqual({ coming: 1, cannot: 1, seen: 1, waiting: 1 })
  })

  test('whoever answered anything is not called again', () => {
    expect(unanswered({ called })).toEqual(['ben'])
  })

  test('there are as many rounds as were asked for, each so many minutes after the one before', () => {
    const asked = { repeatMinutes: 15, mostRounds: 3 }
    expect(nextRound(asked, 1, at)).toBe('2027-03-10T08:15:00.000Z')
    expect(nextRound(asked, 2, at)).toBe('2027-03-10T08:15:00.000Z')
    expect(nextRound(asked, 3, at)).toBeNull()
    expect(nextRound({ ...asked, repeatMinutes: null }, 1, at)).toBeNull()
  })

  test('whoever is not called cannot answer, and nobody when it has ended', () => {
    const callOut = { status: 'calling', called } as unknown as CallOut
    expect(whyNotCall(callOut, 'answer', { person: 'ben' })).toBeNull()
    expect(whyNotCall(callOut, 'answer', { person: 'eve' })).toMatchObject({ refusal: 'not-called' })
    expect(whyNotCall(callOut, 'answer', { person: null })).toMatchObject({ refusal: 'not-called' })
    expect(whyNotCall({ ...callOut, status: 'ended' }, 'answer', { person: 'ben' })).toMatchObject({
      refusal: 'wrong-state',
    })
  })
})
