// The life of an agreement: every cell is filled, what is over stays over, and crossing words meet in one way on both sides.
import { expect, test } from 'vitest'
import { type Agreement, type AgreementTerms, agreementEvents, agreementStatuses } from '../../model/agreement.ts'
import { isDay, monthsAfter, reviewDay } from './days.ts'
import { agreementLifecycle, whyNotAlone } from './lifecycle.ts'
import { receiveProposal, receiveSignature } from './receive.ts'

test('each status says of each event what follows or why not', () => {
  for (const status of agreementStatuses)
    for (const event of agreementEvents) {
      const step = agreementLifecycle[status][event]
      if ('to' in step) expect(agreementStatuses).toContain(step.to)
      else expect(step.not.length).toBeGreaterThan(10)
    }
})

test('what has ended or was superseded never changes again, and only a signature puts something in force', () => {
  for (const event of agreementEvents) {
    expect(agreementLifecycle.ended[event]).toHaveProperty('not')
    expect(agreementLifecycle.superseded[event]).toHaveProperty('not')
  }
  const intoForce = agreementStatuses.flatMap((status) =>
    agreementEvents.filter((event) => {
      const step = agreementLifecycle[status][event]
      return status !== 'in-force' && 'to' in step && step.to === 'in-force'
    }),
  )
  expect(intoForce).toEqual(['signed', 'resumed'])
})

const flow = { from: 'a', to: 'b', kinds: [], trigger: { when: 'always' }, responseMinutes: null, formats: [] } as never
const upTo = (highest: string) => ({ flows: [{ ...(flow as object), highest }] }) as unknown as AgreementTerms

test('whoever wrote the words proposes alone up to TLP:AMBER, and above that another person does', () => {
  expect(whyNotAlone(upTo('AMBER'), ['person:1'], 'person:1')).toBeNull()
  expect(whyNotAlone(upTo('AMBER+STRICT'), ['person:1'], 'person:1/token:9')).toContain('Somebody else')
  expect(whyNotAlone(upTo('RED'), ['person:1'], 'person:2')).toBeNull()
})

const words = (version: number, title = 'Words') => ({ version, title }) as unknown as AgreementTerms
const same = (one: AgreementTerms, other: AgreementTerms) => JSON.stringify(one) === JSON.stringify(other)
const by = (...nodes: string[]) => nodes.map((node) => ({ node })) as unknown as Agreement['signatures']
const held = (status: Agreement['status'], terms: AgreementTerms, signatures = by(), next: Agreement['next'] = null) =>
  ({ status, terms, signatures, next }) as unknown as Agreement

test('proposals that cross: on both sides that of the node with the lower id goes first', () => {
  const atA = receiveProposal(held('proposed', words(2, 'of a'), by('a')), {
    terms: words(2, 'of b'),
    same,
    own: 'a',
    from: 'b',
  })
  const atB = receiveProposal(held('proposed', words(2, 'of b'), by('b')), {
    terms: words(2, 'of a'),
    same,
    own: 'b',
    from: 'a',
  })
  expect([atA, atB]).toEqual([{ refusal: 'crossed', why: expect.any(String) }, { do: 'anew' }])
  const next = (title: string, node: string) => ({ terms: words(2, title), signatures: by(node) })
  const stands = (title: string, node: string) => held('in-force', words(1), by('a', 'b'), next(title, node))
  expect(receiveProposal(stands('of b', 'b'), { terms: words(2, 'of a'), same, own: 'b', from: 'a' })).toEqual({
    do: 'revision',
  })
  expect(receiveProposal(stands('of a', 'a'), { terms: words(2, 'of b'), same, own: 'a', from: 'b' })).toMatchObject({
    refusal: 'crossed',
  })
})

test('the same words proposed by both are signed by both', () => {
  expect(receiveProposal(held('proposed', words(1), by('a')), { terms: words(1), same, own: 'a', from: 'b' })).toEqual({
    do: 'sign',
  })
})

test('a letter that comes again, an old version and other words under the same number change nothing', () => {
  const arrival = (terms: AgreementTerms) => ({ terms, same, own: 'a', from: 'b' })
  expect(receiveProposal(held('proposed', words(1), by('b')), arrival(words(1)))).toEqual({ do: 'nothing' })
  expect(receiveProposal(held('declined', words(1)), arrival(words(1)))).toEqual({ do: 'nothing' })
  expect(receiveProposal(held('in-force', words(3), by('a', 'b')), arrival(words(2)))).toMatchObject({
    refusal: 'wrong-version',
  })
  expect(receiveProposal(held('ended', words(1)), arrival(words(2)))).toMatchObject({ refusal: 'wrong-state' })
  expect(receiveSignature(held('proposed', words(1), by('a')), arrival(words(1, 'Others')))).toMatchObject({
    refusal: 'other-words',
  })
  expect(receiveSignature(held('draft', words(1)), arrival(words(1)))).toMatchObject({ refusal: 'wrong-state' })
  expect(receiveSignature(held('proposed', words(1), by('a')), arrival(words(1)))).toEqual({ do: 'sign' })
  expect(receiveSignature(held('in-force', words(1), by('a', 'b')), arrival(words(1)))).toEqual({ do: 'nothing' })
  expect(receiveSignature(undefined, arrival(words(1)))).toMatchObject({ refusal: 'wrong-state' })
})

test('days: the calendar is asked, months end where they end, and the newest word about the review counts', () => {
  expect([isDay('2027-02-28'), isDay('2027-02-29'), isDay('2028-02-29'), isDay('2027-13-01')]).toEqual([
    true,
    false,
    true,
    false,
  ])
  expect([monthsAfter('2027-01-31', 1), monthsAfter('2027-08-31', 6), monthsAfter('2027-12-01', 1)]).toEqual([
    '2027-02-28',
    '2028-02-29',
    '2028-01-01',
  ])
  const terms = { reviewOn: '2027-06-01' } as AgreementTerms
  const signed = [{ at: '2027-03-01T10:00:00.000Z' }] as unknown as Agreement['signatures']
  const review = (at: string) => [{ by: 'person:1', at, note: 'Fits.', next: '2028-06-01' }]
  expect(reviewDay({ terms, signatures: signed, reviews: review('2027-05-30T10:00:00.000Z') })).toBe('2028-06-01')
  expect(reviewDay({ terms, signatures: signed, reviews: review('2027-02-01T10:00:00.000Z') })).toBe('2027-06-01')
})
