// Who has the duty at a moment, by the plan and by acceptance.
import { describe, expect, test } from 'vitest'
import type { HandOver, Rota } from '../../model/rota.ts'
import { dutyAt, plannedAt, successor } from './on-duty.ts'

const at = (time: string) => `2027-03-10T${time}:00.000Z`
const shift = (key: string, person: string, from: string, to: string) => ({ key, person, from: at(from), to: at(to) })

function accepted(to: string, time: string, status: HandOver['status'] = 'accepted'): HandOver {
  const answered = status === 'offered' ? null : at(time)
  return {
    ...{ key: 'h9', from: null, to, notes: '', offeredBy: null, offeredAt: at(time), status },
    ...{ answeredBy: null, answeredAt: answered, words: '' },
  }
}

function rotaOf(more: Partial<Rota> = {}) {
  const shifts = [shift('s1', 'anna', '08:00', '14:00'), shift('s2', 'ben', '14:00', '20:00')]
  return { passes: 'when-accepted' as const, shifts, handOvers: [], ...more }
}

describe('who has the duty', () => {
  test('a shift holds from its first minute to before its last', () => {
    const { shifts } = rotaOf()
    expect(plannedAt(shifts, at('08:00'))?.key).toBe('s1')
    expect(plannedAt(shifts, at('13:59'))?.key).toBe('s1')
    expect(plannedAt(shifts, at('14:00'))?.key).toBe('s2')
    expect(plannedAt(shifts, at('20:00'))).toBeNull()
  })

  test('where two overlap, the one that began first stays until it ends', () => {
    const shifts = [shift('s2', 'ben', '09:00', '20:00'), shift('s1', 'anna', '08:00', '14:00')]
    expect(plannedAt(shifts, at('10:00'))?.key).toBe('s1')
    expect(plannedAt(shifts, at('15:00'))?.key).toBe('s2')
  })

  test('the first has the duty by the plan, and keeps it until the next one accepts', () => {
    expect(dutyAt(rotaOf(), at('07:00'))).toMatchObject({ person: null, because: 'nobody', next: { key: 's1' } })
    expect(dutyAt(rotaOf(), at('08:00'))).toMatchObject({ person: 'anna', because: 'plan', waitsFor: null })
    expect(dutyAt(rotaOf(), at('15:00'))).toMatchObject({ person: 'anna', because: 'plan', waitsFor: 'ben' })
    expect(dutyAt(rotaOf(), at('21:00'))).toMatchObject({ person: 'anna', planned: null, waitsFor: null })
  })

  test('until the next one accepts the old one stays responsible, and it shows for whom one waits', () => {
    const rota = rotaOf({ handOvers: [accepted('anna', '08:05')] })
    expect(dutyAt(rota, at('13:00'))).toMatchObject({ person: 'anna', because: 'accepted', waitsFor: null })
    expect(dutyAt(rota, at('15:00'))).toMatchObject({ person: 'anna', waitsFor: 'ben' })
    expect(dutyAt(rota, at('21:00'))).toMatchObject({ person: 'anna', planned: null, waitsFor: null })
    const taken = rotaOf({ handOvers: [accepted('anna', '08:05'), accepted('ben', '15:10')] })
    expect(dutyAt(taken, at('15:09')).person).toBe('anna')
    expect(dutyAt(taken, at('15:10')).person).toBe('ben')
  })

  test('an offer that nobody answered, or that was declined, moves nothing', () => {
    const handOvers = [
      accepted('anna', '08:05'),
      accepted('ben', '13:50', 'offered'),
      accepted('ben', '13:55', 'declined'),
    ]
    expect(dutyAt(rotaOf({ handOvers }), at('14:30')).person).toBe('anna')
  })

  test('whoever took over in the middle of a shift has that shift: nobody waits for its owner', () => {
    const rota = rotaOf({ handOvers: [accepted('ben', '10:00')] })
    expect(dutyAt(rota, at('11:00'))).toMatchObject({ person: 'ben', waitsFor: null })
  })

  test('by plan, the duty passes at the minute that the plan names, whoever accepted', () => {
    const rota = rotaOf({ passes: 'by-plan', handOvers: [accepted('anna', '08:05')] })
    expect(dutyAt(rota, at('14:00'))).toMatchObject({ person: 'ben', because: 'plan' })
  })

  test('the next one is whom the plan has now, else whom it has next', () => {
    expect(successor(rotaOf(), at('09:00'))).toBe('ben')
    expect(successor(rotaOf({ handOvers: [accepted('anna', '08:05')] }), at('14:30'))).toBe('ben')
    expect(successor(rotaOf({ passes: 'by-plan' }), at('19:00'))).toBeNull()
  })
})
