// What holds for every situation: more facts never unsettle, order does not matter, nothing throws, questions end.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysOff, law, legalValues, soundSituation } from '../../../../test/setup/situations.ts'
import type { FactValue } from '../../model/law.ts'
import type { Situation, Verdict } from '../../model/verdict.ts'
import { faultsOf } from './faults.ts'
import { judge } from './judge.ts'
import { reasonsOf } from './reasons.ts'
import { turnsOf } from './turns.ts'

const runs = 200
const verdictsOf = ({ regimes }: Verdict) => new Map(regimes.map(({ id, verdict }) => [id, verdict]))

test('one more fact never turns a settled verdict into an unknown one', () => {
  const more = fc.nat(law.facts.length - 1)
  fc.assert(
    fc.property(soundSituation, more, fc.nat(20), fc.nat(3), (situation, at, which, service) => {
      const fact = law.facts[at]
      if (fact === undefined) return
      const values = legalValues(fact)
      const then = told(situation, fact.fact.id, fact.fact.scope, values[which % values.length] ?? 0, service)
      if (then === null || faultsOf(law, then).length > 0) return
      const before = verdictsOf(judge(law, situation, daysOff))
      for (const [id, verdict] of verdictsOf(judge(law, then, daysOff)))
        if (before.get(id) !== 'undetermined') expect(verdict, `${id} after ${fact.fact.id}`).not.toBe('undetermined')
    }),
    { numRuns: runs * 2 },
  )
})

test('the order of facts and of services does not matter', () => {
  fc.assert(
    fc.property(soundSituation, (situation) => {
      const turned = {
        ...situation,
        facts: Object.fromEntries(Object.entries(situation.facts ?? {}).reverse()),
        ...(situation.services ? { services: [...situation.services].reverse() } : {}),
      }
      const plain = ({ regimes }: Verdict) =>
        regimes.map(({ id, verdict, because, failed, missing, reports }) => [
          id,
          verdict,
          new Set(because),
          new Set(failed),
          new Set(missing),
          reports,
        ])
      expect(plain(judge(law, turned, daysOff))).toEqual(plain(judge(law, situation, daysOff)))
    }),
    { numRuns: runs },
  )
})

test('any JSON is refused with its faults or judged, and nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), mutilated()), (given) => {
      const faults = faultsOf(law, given)
      expect(faults.length).toBeLessThanOrEqual(50)
      for (const { field, rule, reason } of faults) {
        expect(field === '' || field.startsWith('/')).toBe(true)
        expect(rule.length * reason.length).toBeGreaterThan(0)
      }
      if (faults.length > 0) return
      const { regimes } = judge(law, given as Situation, daysOff)
      expect(regimes).toHaveLength(law.law.regimes.length)
      for (const { id } of regimes) expect([reasonsOf(law, given as Situation, id)]).toHaveLength(1)
    }),
    { numRuns: runs * 3 },
  )
})

test('facts that the law does not hold, or of the wrong kind, count as not told', () => {
  const odd = fc.dictionary(
    fc.oneof(fc.constantFrom(...law.law.facts.map(({ id }) => id), '__proto__', 'toString'), fc.string()),
    fc.oneof(fc.boolean(), fc.double(), fc.string(), fc.array(fc.string())),
  )
  fc.assert(
    fc.property(soundSituation, odd, (situation, facts) => {
      const services = [{ facts }, { name: 'x', facts: {} }]
      const given = {
        ...situation,
        facts,
        services,
        group: { facts },
        anchors: { awareness: 'soon', '': '' },
        now: 'never',
      }
      expect(judge(law, given, daysOff).regimes).toHaveLength(law.law.regimes.length)
    }),
    { numRuns: runs },
  )
})

test('questions end, none comes twice, no more come than were announced, and then every verdict is settled', () => {
  fc.assert(
    fc.property(soundSituation, fc.infiniteStream(fc.nat(1_000)), (start, choices) => {
      let situation = start
      let verdict = judge(law, situation, daysOff)
      const asked = new Set<string>()
      let most = verdict.nextQuestion?.left ?? 0
      while (verdict.nextQuestion !== null) {
        const { fact, service, left } = verdict.nextQuestion
        const key = `${service}: ${fact}`
        expect(asked, key).not.toContain(key)
        asked.add(key)
        expect(left, key).toBeLessThanOrEqual(most)
        most = left - 1
        situation = answered(situation, verdict, choices)
        verdict = judge(law, situation, daysOff)
      }
      expect(verdict.regimes.filter((one) => one.verdict === 'undetermined')).toEqual([])
    }),
    { numRuns: runs },
  )
})

test('there is a next question exactly when a verdict or a duty is open', () => {
  fc.assert(
    fc.property(soundSituation, (situation) => {
      const { regimes, nextQuestion } = judge(law, situation, daysOff)
      const open = regimes.some(({ verdict }) => verdict === 'undetermined')
      const doubtful = regimes.some(
        ({ verdict, reports }) => verdict === 'yes' && reports.some(({ standing }) => standing === 'would-run'),
      )
      if (open) expect(nextQuestion).not.toBeNull()
      if (!open && !doubtful) expect(nextQuestion).toBeNull()
    }),
    { numRuns: runs },
  )
})

test('what is asked while a verdict is open stands among the missing facts, or is a number of a missing share', () => {
  fc.assert(
    fc.property(soundSituation, (situation) => {
      const { regimes, nextQuestion } = judge(law, situation, daysOff)
      const beside = regimes.some(
        ({ verdict, reports }) => verdict === 'yes' && reports.some((one) => one.standing === 'would-run'),
      )
      if (nextQuestion === null || beside) return
      const missing = new Set(regimes.flatMap((one) => one.missing))
      const shares = law.shares.filter(({ fact }) => missing.has(fact.id))
      const numbers = shares.flatMap(({ share }) => [share?.part.fact.id, share?.whole.fact.id])
      expect([...missing, ...numbers]).toContain(nextQuestion.fact)
    }),
    { numRuns: runs },
  )
})

test('every turn that is named does turn the verdict', () => {
  fc.assert(
    fc.property(soundSituation, fc.nat(law.law.regimes.length - 1), (situation, at) => {
      const id = law.law.regimes[at]?.id ?? ''
      const before = verdictsOf(judge(law, situation, daysOff)).get(id)
      for (const { fact, value, verdict, service } of turnsOf(law, situation, id).slice(0, 12)) {
        const scope = law.factOf.get(fact)?.fact.scope ?? 'incident'
        const then = told(situation, fact, scope, value, placeOf(situation, service ?? null))
        if (then === null) throw new Error(`${fact} has no place`)
        expect(faultsOf(law, then), fact).toEqual([])
        expect(verdictsOf(judge(law, then, daysOff)).get(id), `${fact} ${value}`).toBe(verdict)
        expect(verdict).not.toBe(before)
      }
    }),
    { numRuns: runs / 2 },
  )
})

/** The situation with one fact more, or another value: of a service where there are some. */
function told(situation: Situation, id: string, scope: string, value: FactValue, service: number): Situation | null {
  const { services = [] } = situation
  if (id === 'entity.types') return null
  if (scope !== 'service' || services.length === 0) return { ...situation, facts: { ...situation.facts, [id]: value } }
  const at = service % services.length
  return {
    ...situation,
    services: services.map((one, place) => (place === at ? { ...one, facts: { ...one.facts, [id]: value } } : one)),
  }
}

function placeOf({ services = [] }: Situation, label: string | null): number {
  if (label === null) return 0
  const names = services.map(({ name }, at) => {
    if (name === undefined || name === '') return `service ${at + 1}`
    return services.filter((other) => other.name === name).length > 1 ? `${name} (${at + 1})` : name
  })
  return names.indexOf(label)
}

/** Answers with the first legal value, from a drawn place on, that contradicts nothing. */
function answered(situation: Situation, { nextQuestion }: Verdict, choices: Iterator<number>): Situation {
  const { fact: id = '', service = null } = nextQuestion ?? {}
  const fact = law.factOf.get(id)
  if (fact === undefined) throw new Error(`${id} is no fact`)
  // Beside one value of each cell all that can be said: what contradicts another answer may be legal in the same cell.
  const said = Array.isArray(fact.fact.values) && fact.fact.type === 'enum' ? fact.fact.values : []
  const values = [...legalValues(fact), ...said, 7, 1_000_000_000].filter(
    (value) => typeof value !== 'number' || isNumber(fact.fact.type),
  )
  const from = choices.next().value as number
  for (let at = 0; at < values.length; at += 1) {
    const value = values[(from + at) % values.length]
    if (value === undefined) continue
    const then = told(situation, id, fact.fact.scope, value, placeOf(situation, service))
    if (then !== null && faultsOf(law, then).length === 0) return then
  }
  throw new Error(`No legal answer to ${id} in ${JSON.stringify(situation)}`)
}

function isNumber(type: string): boolean {
  return type === 'number' || type === 'integer'
}

/** Sound situations with one part replaced by something else, or with a key too many. */
function mutilated(): fc.Arbitrary<object> {
  return fc.tuple(soundSituation, fc.constantFrom(...paths), fc.jsonValue()).map(([situation, path, value]) => {
    const copy = structuredClone(situation) as Record<string, unknown>
    let place = copy
    for (const name of path.slice(0, -1)) {
      const inner = place[name]
      if (typeof inner !== 'object' || inner === null) return copy
      place = inner as Record<string, unknown>
    }
    place[path.at(-1) ?? ''] = value
    return copy
  })
}

const paths = [
  ['entity'],
  ['entity', 'types'],
  ['entity', 'types', '0'],
  ['entity', 'countries'],
  ['facts'],
  ['facts', 'incident.duration_minutes'],
  ['facts', '__proto__'],
  ['facts', 'service.users_union'],
  ['services'],
  ['services', '0'],
  ['services', '0', 'facts'],
  ['anchors'],
  ['anchors', 'awareness'],
  ['timeZone'],
  ['now'],
  ['group'],
  ['constructor'],
]
