// The words for what the law says here: verdicts, clocks, scopes, sources. One place, so that every screen says the same.

import type { Tone } from '#web/kit/Badge.tsx'
import type { IconName } from '#web/kit/Icon.tsx'
import { say } from '#web/say.ts'
import type { Fact } from '../../model/law.ts'
import type { Answer, Due } from '../../model/verdict.ts'

/** The word in large type of a regime that invites reports and obliges nobody. */
export function invitationWord(): string {
  return say('May be reported')
}

/** The word in large type. A person who reads nothing else must not take unknown for no. */
export function verdictWord(verdict: Answer): string {
  return { yes: say('Reportable'), no: say('Not reportable'), undetermined: say('Assessment needed') }[verdict]
}

export const verdictTones: Record<Answer, Tone> = { yes: 'bad', no: 'quiet', undetermined: 'warn' }
export const verdictIcons: Record<Answer, IconName> = { yes: 'warning', no: 'check', undetermined: 'search' }

/** What a line of reasons came to. */
export function answerWord(answer: Answer): string {
  return { yes: say('met'), no: say('not met'), undetermined: say('not known yet') }[answer]
}

/** A shape of its own for each answer, so that nobody has to tell colours apart. */
export const answerMarks: Record<Answer, string> = { yes: '✓', no: '✗', undetermined: '?' }

export function appliesWord(applies: Answer): string {
  return {
    yes: say('concerns this organisation'),
    no: say('does not concern this organisation'),
    undetermined: say('may concern this organisation'),
  }[applies]
}

export function joinWord(join: string, n?: number): string {
  if (join === 'all') return say('all of these')
  if (join === 'any') return say('any of these')
  if (join === 'not') return say('not this')
  return say('at least {n} of these', { n: n ?? 1 })
}

const recipients: Record<string, () => string> = {
  national_csirt: () => say('national CSIRT'),
  national_competent_authority: () => say('competent authority'),
  enisa: () => 'ENISA',
}

/** `national_csirt` as people say it; what comes in words stays as it is. */
export function recipientWord(id: string): string {
  return recipients[id]?.() ?? id.replaceAll('_', ' ')
}

/** What a clock without a moment says instead of one. */
export function dueWord(due: Pick<Due, 'kind'>): string {
  return {
    at: say('due'),
    waits: say('Not running yet'),
    promptly: say('Without undue delay; the law names no hour'),
    on_request: say('When the authority asks for it'),
    periodic: say('At regular intervals'),
    none: say('No time limit'),
    unclear: say('The law is unclear about the limit'),
  }[due.kind]
}

/** `without_undue_delay`: the standard beside the limit. */
export function alsoWord(also: string): string {
  if (also === 'without_undue_delay') return say('Without undue delay: the limit is the last moment, not the aim.')
  return say('Also: {words}.', { words: also.replaceAll('_', ' ') })
}

export function scopeWord(scope: Fact['scope']): string {
  return {
    entity: say('The organisation'),
    incident: say('The incident'),
    service: say('Each service'),
    group: say('Related incidents together'),
    threat: say('The threat'),
    vulnerability: say('The vulnerability'),
    product: say('The product'),
  }[scope]
}

export function sourceWord(kind: string): string {
  const words: Record<string, string> = {
    person: say('a person'),
    incident: say('the incident'),
    traffic: say('measured traffic'),
    watch: say('accepted from watch'),
    report: say('a report by the operator'),
    entity: say('the profile of the organisation'),
    map: say('a cascade on the dependency map'),
    computed: say('computed'),
  }
  return words[kind] ?? kind
}

const anchors: Record<string, () => string> = {
  awareness: () => say('Became aware'),
  detection: () => say('Detected'),
  classification: () => say('Classified as major'),
  incident_occurrence: () => say('The incident itself'),
  condition_known: () => say('Condition known'),
  awareness_of_reportability: () => say('Known to be reportable'),
  information_received: () => say('Information received by the authority'),
  corrective_measure_available: () => say('A corrective measure is available'),
  incident_handled: () => say('Handling of the incident ended'),
  regular_activities_recovered: () => say('Regular activities recovered'),
}

/** `report_submitted:nis2/early_warning` as `Submitted: early warning`. */
export function anchorWord(id: string): string {
  const [name = id, of] = id.split(':')
  const known = anchors[name]?.() ?? sentence(name.replaceAll('_', ' '))
  if (!of) return known
  const report = of.slice(of.indexOf('/') + 1).replaceAll('_', ' ')
  if (name === 'report_submitted') return say('Submitted: {report}', { report })
  return name === 'report_received' ? say('Received by the authority: {report}', { report }) : `${known}: ${report}`
}

function sentence(text: string): string {
  return (text[0] ?? '').toUpperCase() + text.slice(1)
}
