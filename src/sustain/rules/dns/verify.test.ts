// Whether a change worked: a cache cannot pretend it, and one bad zone does not prevent it.
import { expect, test } from 'vitest'
import type { Question, Sample } from '../../model/resolvers.ts'
import { verified, verifyingQuestions } from './verify.ts'

const portal: Question = { name: 'portal.test', type: 'A', expect: 'answers', answers: ['192.0.2.1'], compare: true }
const other: Question = { name: 'other.test', type: 'A', expect: 'answers', compare: false }
const bogus: Question = { name: 'bogus.test', type: 'A', expect: 'bogus', compare: false }
const sample = (outcome: Sample['outcome'], answers: string[] = []): Sample => ({
  ...{ upstream: 'x', question: 0, at: '2027-01-01T00:00:00.000Z', milliseconds: 1, authenticated: null },
  ...{ outcome, answers },
})
const right = sample('answered', ['192.0.2.1'])
const limits = { mostFailed: 0.5 }

test('one more question asks for a name that nobody can have asked before', () => {
  const questions = verifyingQuestions([portal, bogus], 'fresh')
  expect(questions.map(({ name }) => name)).toEqual(['portal.test', 'fresh.portal.test'])
  expect(verified(questions, [right, sample('nxdomain')], limits)).toMatchObject({ ok: true })
})

test('when only the cache answers, it did not work', () => {
  const questions = verifyingQuestions([portal, other, other], 'fresh')
  const cached = [right, sample('answered', ['x']), sample('answered', ['x']), sample('timeout')]
  expect(verified(questions, cached, limits)).toMatchObject({ ok: false, lied: false })
})

test('one zone that is dead by itself does not keep all others away', () => {
  const questions = verifyingQuestions([portal, other], 'fresh')
  expect(verified(questions, [right, sample('servfail'), sample('nxdomain')], limits)).toMatchObject({ ok: true })
})

test('an answer that is not what is known to be right is a lie', () => {
  const wrong = verified([portal], [sample('answered', ['203.0.113.66'])], limits)
  expect(wrong).toMatchObject({ ok: false, lied: true })
  expect(wrong.said).toContain('203.0.113.66')
})
