// What may be done with a rota, by whom, and why not.
import { describe, expect, test } from 'vitest'
import type { HandOver, Rota, Swap } from '../../model/rota.ts'
import { rotaStatuses } from '../../model/rota.ts'
import * as rules from './rota-rules.ts'

const at = (hour: number) => new Date(Date.parse('2027-03-10T00:00:00.000Z') + hour * 3600_000).toISOString()
const now = at(10)
const who = (person: string | null, ...roles: ('duty-officer' | 'reader')[]) => ({ person, roles })
const offer: HandOver = {
  ...{ key: 'h4', from: 'anna', to: 'ben', notes: '', offeredBy: 'person:anna', offeredAt: at(9), status: 'offered' },
  ...{ answeredBy: null, answeredAt: null, words: '' },
}
const swap: Swap = {
  ...{ key: 'w5', shift: 's3', from: 'anna', to: 'ben', inReturn: 's2', reason: '', askedBy: 'person:anna' },
  ...{ askedAt: at(9), status: 'asked', answeredBy: null, answeredAt: null, words: '' },
}

function rotaOf(more: Partial<Rota> = {}): Rota {
  return {
    ...{ name: 'Desk', description: '', timeZone: 'UTC', members: ['anna', 'ben'], passes: 'when-accepted' },
    shifts: [
      { key: 's1', person: 'anna', from: at(8), to: at(16) },
      { key: 's2', person: 'ben', from: at(16), to: at(24) },
      { key: 's3', person: 'anna', from: at(24), to: at(32) },
    ],
    ...{ duty: null, handOvers: [], swaps: [], status: 'active', closed: null, keys: 3, openedBy: 'person:anna' },
    ...{ openedAt: at(0), changedAt: at(0) },
    ...more,
  }
}
const plan = (more: Partial<rules.PlanChange>) =>
  rules.whyNotPlan(rotaOf(), { add: [], remove: [], change: [], ...more }, now)

describe('what may be done with a rota', () => {
  test('every status knows every event; nothing leads out of a closed one', () => {
    for (const status of rotaStatuses)
      expect(Object.keys(rules.rotaLifecycle[status]).sort()).toEqual([...rules.rotaEvents].sort())
    for (const event of rules.rotaEvents) {
      expect(rules.whyNotRota(rotaOf(), event)).toBeNull()
      expect(rules.whyNotRota(rotaOf({ status: 'closed' }), event)).toMatchObject({ refusal: 'wrong-state' })
    }
  })

  test('what has begun can be ended, and neither moved nor taken away', () => {
    expect(plan({ remove: ['s2'] })).toBeNull()
    expect(plan({ remove: ['s1'] })).toMatchObject({ refusal: 'bad-shift', where: '/remove/0' })
    const first = { key: 's1', person: 'anna', from: at(8), to: at(11) }
    expect(plan({ change: [first] })).toBeNull()
    expect(plan({ change: [{ ...first, to: at(9) }] })).toMatchObject({ where: '/change/0' })
    expect(plan({ change: [{ ...first, person: 'ben' }] })).toMatchObject({ where: '/change/0' })
    expect(plan({ change: [{ ...first, from: at(9) }] })).toMatchObject({ where: '/change/0' })
    const over = rules.whyNotPlan(rotaOf(), { add: [], remove: [], change: [first] }, at(20))
    expect(over).toMatchObject({ refusal: 'bad-shift', why: 'Shift s1 is over.' })
  })

  test('a plan that contradicts itself is refused', () => {
    const second = { key: 's2', person: 'anna', from: at(16), to: at(20) }
    expect(plan({ change: [second], remove: ['s2'] })).toMatchObject({ refusal: 'bad-shift' })
    expect(plan({ change: [second, second] })).toMatchObject({ where: '/change/1' })
    expect(plan({ remove: ['s9'] })).toMatchObject({ why: 'There is no shift s9.' })
    expect(plan({ add: [{ person: 'eve', from: at(40), to: at(48) }] })).toMatchObject({ where: '/add/0' })
    expect(plan({ add: [{ person: 'ben', from: at(48), to: at(48) }] })).toMatchObject({ where: '/add/0' })
    expect(plan({ add: [{ person: 'ben', from: at(48), to: at(48 + 31 * 24 + 1) }] })).toMatchObject({
      where: '/add/0',
    })
  })

  test('only whoever has the duty offers it, or a duty officer for them; to one at a time', () => {
    expect(rules.whyNotOffer(rotaOf(), 'ben', who('anna'), now)).toBeNull()
    expect(rules.whyNotOffer(rotaOf(), 'ben', who('ben'), now)).toMatchObject({ refusal: 'not-yours-to-answer' })
    expect(rules.whyNotOffer(rotaOf(), 'ben', who('eve', 'duty-officer'), now)).toBeNull()
    expect(rules.whyNotOffer(rotaOf({ shifts: [] }), 'ben', who(null), now)).toMatchObject({
      refusal: 'not-yours-to-answer',
    })
    expect(rules.whyNotOffer(rotaOf(), 'anna', who('anna'), now)).toMatchObject({ refusal: 'wrong-state' })
    expect(rules.whyNotOffer(rotaOf(), null, who('anna'), now)).toMatchObject({ refusal: 'wrong-state' })
    expect(rules.whyNotOffer(rotaOf(), 'eve', who('anna'), now)).toMatchObject({ refusal: 'no-member' })
    expect(rules.whyNotOffer(rotaOf({ handOvers: [offer] }), 'ben', who('anna'), now)).toMatchObject({
      refusal: 'wrong-state',
    })
  })

  test('only whoever it is offered to accepts it; only whoever offered it withdraws it', () => {
    const rota = rotaOf({ handOvers: [offer] })
    expect(rules.whyNotAnswer(rota, 'h4', 'accepted', who('ben'))).toBeNull()
    expect(rules.whyNotAnswer(rota, 'h4', 'accepted', who('anna', 'duty-officer'))).not.toBeNull()
    expect(rules.whyNotAnswer(rota, 'h4', 'withdrawn', who('anna'))).toBeNull()
    expect(rules.whyNotAnswer(rota, 'h4', 'withdrawn', who('ben'))).toMatchObject({ refusal: 'not-yours-to-answer' })
    expect(rules.whyNotAnswer(rota, 'h4', 'withdrawn', who(null))).toMatchObject({ refusal: 'not-yours-to-answer' })
    expect(rules.whyNotAnswer(rota, 'h9', 'accepted', who('ben'))).toMatchObject({ refusal: 'wrong-state' })
    const answered = rotaOf({ handOvers: [{ ...offer, status: 'declined' }] })
    expect(rules.whyNotAnswer(answered, 'h4', 'accepted', who('ben'))).toMatchObject({ refusal: 'wrong-state' })
  })

  test('any member takes the duty, but not where the plan passes it, and not twice', () => {
    expect(rules.whyNotTake(rotaOf(), who('ben'), now)).toBeNull()
    expect(rules.whyNotTake(rotaOf(), who('eve'), now)).toMatchObject({ refusal: 'no-member' })
    expect(rules.whyNotTake(rotaOf({ passes: 'by-plan' }), who('ben'), now)).toMatchObject({ refusal: 'wrong-state' })
    const taken = { ...offer, status: 'accepted' as const, answeredAt: at(9) }
    expect(rules.whyNotTake(rotaOf({ handOvers: [taken] }), who('ben'), now)).toMatchObject({ refusal: 'wrong-state' })
  })

  test('a swap is carried out only while both shifts are still to come and still theirs', () => {
    const answer = (rota: Rota, moment = now) => rules.whyNotAnswerSwap(rota, 'w5', 'agreed', who('ben'), moment)
    expect(answer(rotaOf({ swaps: [swap] }))).toBeNull()
    expect(answer(rotaOf({ swaps: [swap] }), at(17))).toMatchObject({ why: 'The shift in return has begun.' })
    expect(answer(rotaOf({ swaps: [{ ...swap, inReturn: null }] }), at(25))).toMatchObject({
      why: 'The shift has begun. Hand the duty over instead.',
    })
    const { shifts } = rotaOf()
    const gone = shifts.map((one) => (one.key === 's3' ? { ...one, person: 'ben' } : one))
    expect(answer(rotaOf({ swaps: [swap], shifts: gone }))).toMatchObject({ refusal: 'wrong-state' })
    expect(answer(rotaOf({ swaps: [swap], members: ['anna'] }))).toMatchObject({ refusal: 'no-member' })
    expect(answer(rotaOf({ swaps: [{ ...swap, status: 'withdrawn' }] }))).toMatchObject({ refusal: 'wrong-state' })
    expect(rules.whyNotAnswerSwap(rotaOf({ swaps: [swap] }), 'w5', 'declined', who('anna'), now)).not.toBeNull()
    expect(rules.whyNotAnswerSwap(rotaOf({ swaps: [swap] }), 'w5', 'withdrawn', who('anna'), now)).toBeNull()
  })
})
