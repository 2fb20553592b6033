// The law on situations whose answers were computed by hand from the acts: every rule met, missed and unknown, every report.
import { expect, test } from 'vitest'
import { differences, type LawSituation, notRefused, readLawSituations } from '../../../../test/setup/law-situations.ts'
import type { RegimeVerdict, ReportDue, Situation, Verdict } from '../../model/verdict.ts'
import { readDaysOff } from '../../store/days-off.ts'
import { readLaw } from '../../store/law/read-law.ts'
import { applies } from './applies.ts'
import { askRule } from './compile-condition.ts'
import { faultsOf } from './faults.ts'
import { judge } from './judge.ts'
import { knownOf } from './known.ts'
import { prepareLaw } from './prepare-law.ts'
import { answerOf, yes } from './three-valued.ts'

const law = prepareLaw(readLaw())
const daysOff = readDaysOff()
const situations = readLawSituations()
const judged = situations.filter(({ expected }) => expected.refused === undefined)
const refused = situations.filter(({ expected }) => expected.refused !== undefined)

test.each(judged.map((one) => [one.title, one] as const))('%s', (_, { given, expected }) => {
  expect(faultsOf(law, given)).toEqual([])
  const situation = given as Situation
  const verdict = judge(law, situation, daysOff)
  const found = [
    ...differences(expected, verdict),
    ...ruleDifferences(expected, situation),
    ...always(verdict, situation),
  ]
  expect(found, found.join('; ')).toEqual([])
})

test.each(refused.map((one) => [one.title, one] as const))('%s', (_, { given, expected }) => {
  const faults = faultsOf(law, given)
  expect(notRefused(expected, faults), JSON.stringify(faults)).toEqual([])
  for (const { field, rule, reason } of faults)
    expect([typeof field, rule !== '', reason !== '']).toEqual(['string', true, true])
})

test('every rule is met in one situation, missed in another and unknown in a third', () => {
  const wanted = law.rules.flatMap(({ rule }) => ['yes', 'no', 'undetermined'].map((answer) => `${rule.id} ${answer}`))
  const held = new Set(judged.flatMap(answersThatConcern))
  expect(wanted.filter((one) => !held.has(one))).toEqual([])
  expect(law.rules.filter(({ rule }) => rule.regime !== 'blueprint')).toHaveLength(89)
})

test('every report of every regime is expected in some situation, with a moment or with why there is none', () => {
  const wanted = law.regimes.flatMap(({ regime }) => regime.reports.map(({ id }) => `${regime.id}/${id}`))
  const held = new Set(
    judged.flatMap(({ expected }) =>
      Object.entries(expected.regimes ?? {}).flatMap(([id, { reports }]) =>
        Object.entries(reports ?? {}).flatMap(([report, { due, kind }]) =>
          due === null && kind === undefined ? [] : [`${id}/${report}`],
        ),
      ),
    ),
  )
  expect(wanted.filter((one) => !held.has(one))).toEqual([])
  expect(wanted).toHaveLength(52)
})

test('every regime says yes, no and undetermined in some situation, unless it is voluntary', () => {
  const wanted = law.regimes
    .filter(({ triggers }) => triggers.length > 0)
    .flatMap(({ regime }) => ['yes', 'no', 'undetermined'].map((verdict) => `${regime.id} ${verdict}`))
  const held = new Set(
    judged.flatMap(({ expected }) =>
      Object.entries(expected.regimes ?? {}).map(([id, { verdict }]) => `${id} ${verdict}`),
    ),
  )
  expect(wanted.filter((one) => !held.has(one))).toEqual([])
})

test('each situation has a title of its own', () => {
  const titles = situations.map(({ title }) => title)
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([])
})

/** Rules whose answer is stated of an entity that they concern: for others they say no, which proves nothing. */
function answersThatConcern({ given, expected }: LawSituation): string[] {
  const known = knownOf(law, given as Situation)
  return Object.entries(expected.rules ?? {}).flatMap(([id, answer]) => {
    const rule = law.ruleOf.get(id)
    return rule !== undefined && applies(known, rule.applies) === yes ? [`${id} ${answer}`] : []
  })
}

function ruleDifferences({ rules }: LawSituation['expected'], situation: Situation): string[] {
  const known = knownOf(law, situation)
  return Object.entries(rules ?? {}).flatMap(([id, wanted]) => {
    const rule = law.ruleOf.get(id)
    if (rule === undefined) return [`rule ${id} is not in the law`]
    const answer = answerOf(askRule(known, rule, -1))
    return answer === wanted ? [] : [`rule ${id} says ${answer}, expected ${wanted}`]
  })
}

/** What holds of any verdict whatever, so that no situation has to say it. */
function always({ regimes, nextQuestion, dataVersion }: Verdict, { now }: Situation): string[] {
  const found: string[] = []
  const order = regimes.map(({ id }) => id).join()
  if (order !== law.regimes.map(({ regime }) => regime.id).join()) found.push(`regimes in the order ${order}`)
  if (dataVersion !== law.law.version) found.push(`judged by ${dataVersion}`)
  for (const regime of regimes) {
    found.push(...inconsistent(regime).map((text) => `${regime.id}: ${text}`))
    const late = regime.reports.filter((report) => report.overdue !== mustBeOverdue(report, now))
    found.push(...late.map(({ id }) => `${regime.id}: report ${id} is overdue where it is not, or the other way round`))
  }
  const open = new Set(regimes.flatMap(({ missing }) => missing))
  if ((nextQuestion === null) !== (open.size === 0))
    found.push(`asks ${nextQuestion?.fact} with ${open.size} facts open`)
  if (nextQuestion !== null && (!nextQuestion.text.endsWith('?') || nextQuestion.article === ''))
    found.push(`asks '${nextQuestion.text}' by '${nextQuestion.article}'`)
  if (nextQuestion !== null && !bearsOn(nextQuestion.fact, open))
    found.push(`asks ${nextQuestion.fact}, which is not open`)
  return found
}

function inconsistent({ verdict, applies: concerned, because, missing, reports, note }: RegimeVerdict): string[] {
  const found: string[] = []
  if (verdict === 'yes' && (because.length === 0 || concerned !== 'yes'))
    found.push('yes without a reason, or to nobody')
  if (verdict === 'undetermined' && (missing.length === 0 || because.length > 0))
    found.push('undetermined, and nothing is missing')
  if (verdict !== 'undetermined' && missing.length > 0) found.push(`settled, and ${missing.join()} is missing`)
  if (concerned === 'no' && (verdict !== 'no' || note === null || reports.length > 0))
    found.push('concerns nobody, without saying why')
  if (verdict === 'undetermined' && reports.some(({ standing }) => standing === 'runs'))
    found.push('a report runs already')
  found.push(
    ...reports.filter((report) => !isShown(report)).map(({ id }) => `report ${id} does not show how it was found`),
  )
  if (new Set(reports.map(({ id }) => id)).size < reports.length) found.push('a report is listed twice')
  return found
}

/** To whom, by what, and for a moment the step of the computation that led to it. */
function isShown({ recipients, basis, article, due, clock }: ReportDue): boolean {
  if (recipients.length === 0 || basis === '' || article === '') return false
  return due === null || clock.steps.some(({ at, text }) => at === due && text !== '')
}

function mustBeOverdue({ standing, due, submitted }: ReportDue, now: string | undefined): boolean {
  return standing === 'runs' && due !== null && submitted === null && Date.parse(now ?? '') > Date.parse(due)
}

/** The fact itself is missing, or a share that is computed from it. */
function bearsOn(fact: string, open: ReadonlySet<string>): boolean {
  if (open.has(fact)) return true
  return (law.factOf.get(fact)?.sharesOf ?? []).some(({ fact: share }) => open.has(share.id))
}
