// Which buttons stand on the page of a copy: what is one's own is possible there, what is its owner's is not.
import { expect, test } from 'vitest'
import { isForOwner, recordAt } from './here.ts'

const id = '01980f3c-8a00-7000-8000-000000000001'
const does = 'action' as const
const hidden = (record: string, name: string) => isForOwner({ name, does }, { record, id }, true)

test('only the owner changes a record, adds to it and decides how it is marked', () => {
  for (const name of ['assess.describeIncident', 'assess.moveIncident', 'assess.rateSeverity', 'share.proposeRelease'])
    expect(hidden('assess.incident', name)).toBe(true)
  for (const name of ['coordinate.addStrand', 'coordinate.openLadder', 'coordinate.moveCrisis'])
    expect(hidden('coordinate.crisis', name)).toBe(true)
  expect(hidden('coordinate.notice', 'coordinate.addRecipient')).toBe(true)
  expect(hidden('watch.claim', 'watch.retractClaim')).toBe(true)
})

test('speaking to the owner and what is ours beside it are possible', () => {
  for (const name of ['federate.respond', 'federate.answerRequest', 'assess.addNote', 'assess.changeTask'])
    expect(hidden('assess.incident', name)).toBe(false)
  for (const name of ['coordinate.openCrisis', 'watch.enterClaim', 'share.draftProduct'])
    expect(hidden('assess.incident', name)).toBe(false)
  for (const name of ['coordinate.assignTask', 'coordinate.openDecision', 'coordinate.startCallOut'])
    expect(hidden('coordinate.crisis', name)).toBe(false)
  expect(hidden('sense.attack', 'watch.enterClaim')).toBe(false)
})

test('on a record of our own nothing is hidden, and questions never are', () => {
  expect(isForOwner({ name: 'assess.moveIncident', does }, { record: 'assess.incident', id }, false)).toBe(false)
  expect(isForOwner({ name: 'assess.getIncident', does: 'query' }, { record: 'assess.incident', id }, true)).toBe(false)
  expect(recordAt(`/incidents/${id}/tasks`)).toEqual({ record: 'assess.incident', id })
  expect(recordAt('/incidents')).toBeUndefined()
})
