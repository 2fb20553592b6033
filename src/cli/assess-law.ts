// What `assess evaluate` and `assess explain` do. Loaded only when one of them runs.
import { readFileSync } from 'node:fs'
import type { Fault, Situation, Verdict } from '#assess/model/verdict.ts'
import { explainRule } from '#assess/rules/law/explain.ts'
import { explanationInWords } from '#assess/rules/law/explain-text.ts'
import { faultsOf } from '#assess/rules/law/faults.ts'
import { judge } from '#assess/rules/law/judge.ts'
import { nearestTo } from '#assess/rules/law/nearest.ts'
import { type PreparedLaw, prepareLaw } from '#assess/rules/law/prepare-law.ts'
import { faultsInWords, verdictInWords } from '#assess/rules/law/verdict-text.ts'
import { readDaysOff, readLaw } from '#assess/store/law/index.ts'
import { answer, say } from './print-to.ts'
import { BadUsage } from './program.ts'

const mostBytes = 64_000_000

interface LawOptions {
  json?: boolean
  law?: string
}

type Answered = Verdict | { refused: Fault[] }

/** Exit code 0, or 1 where a situation was refused. Throws BadUsage where the file holds no JSON. */
export function evaluate(file: string, options: LawOptions): number {
  const given = situationsIn(file)
  const law = prepareLaw(readLaw(options.law))
  const daysOff = readDaysOff()
  const now = new Date().toISOString()
  const several = Array.isArray(given)
  const situations = (several ? given : [given]).map((one) => withDefaults(one, now))
  const answers = situations.map((one): Answered => {
    const faults = faultsOf(law, one)
    return faults.length > 0 ? { refused: faults } : judge(law, one as Situation, daysOff)
  })
  if (options.json) answer(JSON.stringify(several ? answers : answers[0]))
  else answer(answers.map((one, at) => inWords(law, one, situations[at], several ? at + 1 : null)).join('\n\n'))
  return answers.some((one) => 'refused' in one) ? 1 : 0
}

function situationsIn(file: string): unknown {
  const bytes = readFileSync(file === '-' ? 0 : file)
  if (bytes.byteLength > mostBytes)
    throw new BadUsage(`${file} has ${bytes.byteLength} bytes; at most ${mostBytes} are read.`)
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    throw new BadUsage(`${file} holds no JSON: ${error instanceof Error ? error.message : 'unreadable'}.`)
  }
}

/** What a person at a terminal may leave out: the countries, and now, which is now. */
function withDefaults(given: unknown, now: string): unknown {
  if (!isObject(given)) return given
  const { entity } = given
  const known = isObject(entity) && entity.countries === undefined ? { ...entity, countries: [] } : entity
  return { now, ...given, entity: known }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function inWords(law: PreparedLaw, one: Answered, situation: unknown, place: number | null): string {
  const heading = place === null ? '' : `== Situation ${place} ==\n`
  if ('refused' in one) return heading + faultsInWords(one.refused)
  const { timeZone = 'UTC', now } = situation as Situation
  return heading + verdictInWords(law, one, timeZone, now === undefined ? null : new Date(now).toISOString())
}

/** Exit code 0, or 1 where the law holds no such rule. A regime's id lists the rules that decide it. */
export function explain(id: string, options: LawOptions): number {
  const law = prepareLaw(readLaw(options.law))
  const rules = law.ruleOf.has(id) ? [id] : (law.regimeOf.get(id)?.triggers.map(({ rule }) => rule.rule.id) ?? [])
  const explained = rules.flatMap((rule) => explainRule(law, rule) ?? [])
  if (explained.length === 0) {
    const near = nearestTo(id, [...law.ruleOf.keys(), ...law.regimeOf.keys()])
    const why = law.regimeOf.has(id)
      ? `No rule decides ${id}: it is voluntary.`
      : `The law knows no rule '${id.slice(0, 60)}'.`
    const refused = `${why}${near === null || near === id ? '' : ` Did you mean ${near}?`}`
    if (options.json) answer(JSON.stringify({ refused: [{ field: '/rule', rule: 'known-rule', reason: refused }] }))
    say(refused)
    return 1
  }
  if (options.json) answer(JSON.stringify(law.ruleOf.has(id) ? explained[0] : explained))
  else answer(explained.map(explanationInWords).join('\n\n\n'))
  return 0
}
