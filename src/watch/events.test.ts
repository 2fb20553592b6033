// Acceptances from before a person could say what they are worth fold as they always did.
import { expect, test } from 'vitest'
import { itemRecord } from './events.ts'

const person = '01980f3c-8a00-7000-8000-000000000001'

test('an acceptance without a word on the signal leaves that to the reading, and the record without the field', () => {
  const state = { status: 'suggested', incident: true }
  expect(fold('watch.itemAccepted', state, { person, reason: null })).not.toHaveProperty('signal')
  expect(fold('watch.itemAccepted', state, { person, reason: null, signal: false })).toMatchObject({ signal: false })
  const judged = { ...state, status: 'accepted', signal: true }
  expect(fold('watch.itemRejected', judged, { person, reason: null })).not.toHaveProperty('signal')
  expect(fold('watch.itemReopened', judged, { person, reason: null })).not.toHaveProperty('signal')
})

function fold(kind: 'watch.itemAccepted' | 'watch.itemRejected' | 'watch.itemReopened', state: object, body: object) {
  const entry = { actor: `person:${person}`, recordedAt: '2025-03-10T10:00:00.000Z' }
  return itemRecord.kinds[kind].reduce(state as never, body as never, entry as never)
}
