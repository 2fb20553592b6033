// What changed since the last product, and what a lower marking leaves out.
import { describe, expect, test } from 'vitest'
import { drafted, inputFor } from '../../testdata/draft-with.ts'
import { filedAs, incidentOf, marked } from '../../testdata/filed.ts'
import { knockedOver } from '../../testdata/knocked-over.ts'
import { tearLine } from './tear-line.ts'

describe('the difference to the last one', () => {
  const last = drafted(knockedOver(), 'sitrep', 'GREEN')
  const later = knockedOver()
  const [incident] = later.incidents
  if (!incident?.state.affected.users) throw new Error('The story has an incident with users')
  incident.state.affected.users = { ...incident.state.affected.users, value: 52_000 }
  incident.state.times.endedAt = '2025-03-10T16:40:00.000Z'
  later.claims.pop()
  later.asOf = '2025-03-10T20:00:00.000Z'
  later.incidents.push(filedAs(0x25, incidentOf(7, { title: 'Payments fail' }), 'GREEN'))
  const { changes, nextDue } = drafted(later, 'sitrep', 'GREEN', { previous: last })

  test('tells which figure went from what to what', () => {
    expect(changes?.since).toBe(last.asOf)
    expect(changes?.figures).toContainEqual({
      section: 'figures',
      id: 'figures/users',
      label: 'Users affected',
      unit: 'users',
      from: 39_000,
      to: 52_000,
    })
    expect(changes?.figures).toContainEqual({
      section: 'figures',
      id: 'figures/incidents',
      label: 'Incidents',
      unit: 'incidents',
      from: 1,
      to: 2,
    })
  })
  test('tells sentence by sentence what is new, what is gone and what was changed', () => {
    expect(changes?.added).toContainEqual(
      expect.objectContaining({ section: 'situation', text: expect.stringContaining('“Payments fail”') }),
    )
    expect(changes?.changed).toContainEqual(
      expect.objectContaining({
        from: 'It began on 10 March 2025, 09:45 UTC.',
        to: 'It lasted from 10 March 2025, 09:45 to 16:40 UTC.',
      }),
    )
    expect(changes?.removed.map(({ text }) => text)).not.toContainEqual(expect.stringContaining('rogue traffic'))
    expect(changes?.removed).toContainEqual(expect.objectContaining({ section: 'claims', text: null }))
  })
  test('is empty where nothing changed', () => {
    const { changes: none } = drafted(knockedOver(), 'sitrep', 'GREEN', { previous: last })
    expect(none).toEqual({ since: last.asOf, added: [], removed: [], changed: [], figures: [] })
  })
  test('goes with the next turn of the rhythm', () => {
    expect(nextDue).toMatchObject({
      at: '2025-03-11T00:00:00.000Z',
      sentence: { text: '11 March 2025, 00:00 UTC: Situation report.' },
    })
  })
})

test('a tear-line lists what was removed, by the record that is above and its marking', () => {
  const higher = drafted(knockedOver(), 'sitrep', 'AMBER')
  const torn = tearLine(higher, inputFor(knockedOver(), 'sitrep', 'GREEN'))
  if (!torn.ok) throw new Error(torn.refusal)
  const { removed, content } = torn.value
  expect(JSON.stringify(content)).not.toMatch(/ministry|INC-2025-0002/i)
  expect(removed).toContainEqual(
    expect.objectContaining({
      section: 'situation',
      text: expect.stringContaining('“Sign-in of a ministry fails with it”'),
      instead: null,
      because: [
        expect.objectContaining({ record: 'assess.incident', label: 'INC-2025-0002', marking: marked('AMBER') }),
      ],
    }),
  )
  expect(removed).toContainEqual(
    expect.objectContaining({ id: 'figures/incidents', text: 'Incidents: 2', instead: 'Incidents: 1' }),
  )
})
