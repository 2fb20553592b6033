// The clocks of the EU Cybersecurity Reserve, and the report that is owed: Regulation (EU) 2025/38, Articles 15 and 16.
import { addDuration } from '#assess/rules/clocks/duration.ts'
import type { ReserveUse } from '../model/reserve-use.ts'

/** Where the contracting authority sits: months go by its wall. */
const zone = 'Europe/Brussels'
const day = 86_400_000
/** Article 16(9)(a): to these. */
export const reportGoesTo = ['Commission', 'ENISA', 'CSIRTs Network', 'EU-CyCLONe'] as const

/** Article 16(1): within 48 hours of the request. */
export function answerDue({ requestedAt }: Pick<ReserveUse, 'requestedAt'>): string {
  return new Date(Date.parse(requestedAt) + 2 * day).toISOString()
}

/** Article 16(9): within two months of the end of the service; null while it lasts. */
export function reportDue({ serviceUntil }: Pick<ReserveUse, 'serviceUntil'>): string | null {
  return serviceUntil === null ? null : new Date(addDuration(zone, Date.parse(serviceUntil), 'P2M')).toISOString()
}

export interface ReserveClocks {
  answerDue: string
  answerLate: boolean
  reportDue: string | null
  reportOverdue: boolean
  /** To whom the report has still to go. */
  owedTo: string[]
}
export function clocksOf(use: ReserveUse, now: string): ReserveClocks {
  const answer = answerDue(use)
  const report = reportDue(use)
  const owedTo = reportGoesTo.filter((name) => !use.sent.some(({ party }) => party.name === name))
  return {
    answerDue: answer,
    answerLate: (use.answer?.at ?? now) > answer,
    reportDue: report,
    reportOverdue: report !== null && use.sent.length === 0 && now > report,
    owedTo: report === null ? [] : [...owedTo],
  }
}

export interface Drafted {
  service: string
  results: string
  lessons: string
}
export interface ReserveGrounds {
  goals: readonly { service: string; level: number; state: string }[]
  steps: readonly { text: string; result: string; at: string | null }[]
  lessons: readonly string[]
}
const when = (at: string | null) => (at === null ? 'an unknown time' : `${at.slice(0, 16).replace('T', ' ')} UTC`)

/** A first text out of the record; a person goes on from it. */
export function draftReserveReport(use: ReserveUse, { goals, steps, lessons }: ReserveGrounds): Drafted {
  const providers = use.providers.map(({ name }) => name).join(', ')
  return {
    service: [
      `${use.user.name} asked for support of the EU Cybersecurity Reserve at ${when(use.requestedAt)}.`,
      use.answer ? `The request was answered at ${when(use.answer.at)}: ${use.answer.words}` : '',
      use.serviceFrom
        ? `${providers} gave the service from ${when(use.serviceFrom)} until ${when(use.serviceUntil)}.`
        : '',
      use.request.serviceAndNeed ? `Asked for was: ${use.request.serviceAndNeed}` : '',
    ]
      .filter(Boolean)
      .join('\n'),
    results: [
      ...steps.map(({ text, result, at }) => `${text}, done at ${when(at)}.${result ? ` ${result}` : ''}`),
      ...goals.map(({ service, level, state }) => `${service} stands at ${Math.round(level * 100)} % (${state}).`),
    ].join('\n'),
    lessons: lessons.join('\n'),
  }
}
