// The next question, with what was skipped.
import { describe, expect, test } from 'vitest'
import type { RegimeVerdict, Verdict } from '../../model/verdict.ts'
import { askedOf, keyOf, nextAsked } from './questions.ts'

function regime(id: string, missing: string[]): RegimeVerdict {
  return {
    id,
    title: id,
    applies: 'yes',
    verdict: missing.length > 0 ? 'undetermined' : 'no',
    because: [],
    failed: [],
    tellings: [],
    missing,
    displacedBy: null,
    note: null,
    articles: [],
    verified: true,
    reports: [],
  }
}

function verdict(next: string | null, service: string | null, ...regimes: RegimeVerdict[]): Verdict {
  const nextQuestion = next
    ? { fact: next, service, text: '?', help: null, unit: null, article: '', settles: 1, left: 3 }
    : null
  return { regimes, nextQuestion, dataVersion: 'x' }
}

const scopeOf = (fact: string) => fact.split('.')[0]
const services = [
  { id: 'portal', name: 'Portal', facts: { 'service.users': 5 } },
  { id: 'app', name: 'App', facts: {} },
]

describe('the next question', () => {
  test('is the one that the engine chose, under the id of its service', () => {
    const it = verdict('service.minutes', 'App', regime('a', ['service.minutes']))
    expect(nextAsked({ verdict: it, skipped: [], services, scopeOf })).toEqual({
      fact: 'service.minutes',
      place: 'app',
    })
  })

  test('after a skip is the one that most open regimes miss', () => {
    const it = verdict(
      'incident.a',
      null,
      regime('x', ['incident.a', 'incident.b']),
      regime('y', ['incident.c']),
      regime('z', ['incident.c']),
    )
    const asked = nextAsked({ verdict: it, skipped: ['incident.a'], services: [], scopeOf })
    expect(asked).toEqual({ fact: 'incident.c', place: 'event' })
  })

  test('of a service is asked only of those that have not answered', () => {
    const it = verdict('incident.a', null, regime('x', ['incident.a', 'service.users']))
    const asked = nextAsked({ verdict: it, skipped: ['incident.a'], services, scopeOf })
    expect(asked).toEqual({ fact: 'service.users', place: 'app' })
    expect(nextAsked({ verdict: it, skipped: ['incident.a', 'service.users@app'], services, scopeOf })).toBeNull()
  })

  test('is none when nothing is open', () => {
    expect(nextAsked({ verdict: verdict(null, null, regime('x', [])), skipped: [], services, scopeOf })).toBeNull()
  })

  test('has a key for the address that leads back to it', () => {
    for (const asked of [
      { fact: 'incident.a', place: 'event' },
      { fact: 'service.users', place: 'portal' },
      { fact: 'recurring.count', place: 'group' },
    ])
      expect(askedOf(keyOf(asked))).toEqual(asked)
  })
})
