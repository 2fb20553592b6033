// What leaves the node about a task or a call-out says little, and EXERCISE first.
import { expect, test } from 'vitest'
import type { Tlp } from '#kernel/marking.ts'
import { messageOf } from './message.ts'

const id = '01980f3c-8a00-7000-8000-00000000000a'
const said = (tlp: Tlp, realm = 'live') =>
  messageOf({
    ...{ what: 'task', event: 'task.assigned', headline: 'A task waits for you', id, title: 'Ask the bank that fails' },
    marking: { tlp, owner: id, audience: [], persons: [], releasableTo: [] },
    ...{ realm, until: '2027-03-10T09:00:00.000Z', timeZone: 'Europe/Brussels' },
    ...{ origin: 'https://tocsin.example.org', path: `/tasks/${id}` },
  })

test('what a record is about does not leave the node, unless the community may know it', () => {
  for (const tlp of ['AMBER', 'AMBER+STRICT', 'RED'] as const) expect(JSON.stringify(said(tlp))).not.toContain('bank')
  for (const tlp of ['GREEN', 'CLEAR'] as const) expect(JSON.stringify(said(tlp))).toContain('bank')
})

test('it says how it is marked, until when, and where to look', () => {
  const { subject, text, call } = said('AMBER')
  expect(subject).toBe('[TLP:AMBER] A task waits for you')
  expect(text).toContain('10:00 Europe/Brussels')
  expect(text).toContain(`https://tocsin.example.org/tasks/${id}\n`)
  expect(call).toMatchObject({ event: 'task.assigned', tlp: 'AMBER', until: '2027-03-10T09:00:00.000Z' })
})

test('in an exercise EXERCISE stands first, and the link leads there', () => {
  const { subject, text } = said('GREEN', 'exercise:storm')
  expect(subject.startsWith('EXERCISE ')).toBe(true)
  expect(text.startsWith('EXERCISE. Nothing of this is real.')).toBe(true)
  expect(text).toContain(`/tasks/${id}?realm=exercise%3Astorm`)
})
