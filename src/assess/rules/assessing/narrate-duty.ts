// Entries of assessments and duties in words.
import type { BodyOf, KindOf } from '#kernel/record.ts'
import type { Instant } from '#kernel/time.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Duty } from '../../model/duty.ts'
import type { Entity } from '../../model/entity.ts'
import type { assessmentRecord } from '../assessment-record.ts'
import type { dutyRecord } from '../duty-record.ts'
import type { entityRecord } from '../entity-record.ts'
import type { Line } from '../narrate.ts'
import type { SaidFacts } from '../said-facts.ts'

type Tellers<R, S> = { [K in KindOf<R>]: (body: BodyOf<R, K>, before: S | undefined) => Line }

const say = (text: string): Line => ({ text, changes: [] })
const moment = (at: Instant | null) => (at === null ? 'no limit' : `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`)
const because = (reason: string | null) => (reason ? `: ${reason}` : '')

function turned(
  before: Assessment | undefined,
  judged: Assessment['judged'] | { regimes: Assessment['judged']['regimes'] },
): Line {
  const was = new Map((before?.judged.regimes ?? []).map((one) => [one.id, one.verdict]))
  const changes = judged.regimes.flatMap(({ id, verdict }) => {
    const from = was.get(id) ?? 'undetermined'
    return from === verdict ? [] : [{ what: `verdict under ${id}`, from, to: verdict }]
  })
  return { text: '', changes }
}

function facts(said: SaidFacts): string[] {
  return Object.entries(said).map(([fact, one]) => (one ? `${fact} = ${String(one.value)}` : `${fact} taken back`))
}

function withVerdict(
  text: string,
  before: Assessment | undefined,
  judged: { regimes: Assessment['judged']['regimes'] },
): Line {
  return { ...turned(before, judged), text }
}

export const ofAssessment: Tellers<typeof assessmentRecord, Assessment> = {
  'assess.assessmentOpened': (body) =>
    withVerdict(`opened ${body.reference} for ${body.entity.name}`, undefined, body.judged),
  'assess.factsAnswered': (body, before) => {
    const all = [body.facts, body.group, ...Object.values(body.services)].flatMap(facts)
    return withVerdict(`answered ${all.slice(0, 12).join(', ')}`, before, body.judged)
  },
  'assess.assessedEntityDescribed': (body, before) =>
    withVerdict(`described the entity as ${body.entity.types.join(', ') || 'of no type'}`, before, body.judged),
  'assess.servicesSet': (body, before) =>
    withVerdict(
      `named the services ${body.services.map((one) => one.name).join(', ') || '(none)'}`,
      before,
      body.judged,
    ),
  'assess.anchorSet': (body, before) =>
    withVerdict(
      body.at ? `set ${body.anchor} to ${moment(body.at)}: ${body.reason}` : `took ${body.anchor} back: ${body.reason}`,
      before,
      body.judged,
    ),
  'assess.assessmentJudged': (body, before) =>
    withVerdict(
      `judged it by the law of version ${body.judged.dataVersion}${because(body.reason)}`,
      before,
      body.judged,
    ),
  'assess.assessmentClosed': (body) => say(`closed the assessment: ${body.reason}`),
}

export const ofEntity: Tellers<typeof entityRecord, Entity> = {
  'assess.entityTold': (body) => say(`told the legal profile: ${body.types.join(', ') || 'no type yet'}`),
  'assess.entityChanged': (body) => say(`changed the legal profile: ${Object.keys(body).join(', ')}`),
}

export const ofDuty: Tellers<typeof dutyRecord, Duty> = {
  'assess.dutyOpened': (body) =>
    say(`${body.name} is ${body.tentative ? 'owed if the verdict becomes yes' : 'owed'}, due ${moment(body.due.at)}`),
  'assess.dutyMoved': (body, before) => ({
    text: `its limit moved to ${moment(body.due.at)}: ${body.because}`,
    changes: [{ what: 'due', from: moment(before?.dueAt ?? null), to: moment(body.due.at) }],
  }),
  'assess.dutyRestated': (body) => say(`its clock was computed anew: ${body.due.basis}`),
  'assess.dutyMadeFirm': (body) => say(`it is owed for certain: ${body.because}`),
  'assess.dutyMadeTentative': (body) => say(`whether it is owed is open again: ${body.because}`),
  'assess.dutyBreached': (body) => say(`its limit passed without the report: ${moment(body.due)}`),
  'assess.dutySubmitted': (body) =>
    say(`it was handed in ${moment(body.at)} to ${body.to} by ${body.channel}${because(body.lateBecause)}`),
  'assess.dutyProlonged': (body) => say(`${body.grantedBy} granted time until ${moment(body.until)}: ${body.reason}`),
  'assess.reportRequested': (body) => say(`${body.requestedBy} asked for it, due ${moment(body.limit)}`),
  'assess.dutyReminded': (body) => say(`somebody was reminded: ${body.what}`),
  'assess.dutyEnded': (body) => say(`it is owed no more: ${body.because}${body.article ? ` (${body.article})` : ''}`),
  'assess.dutyReopened': (body) => say(`it is owed again, due ${moment(body.due.at)}: ${body.because}`),
}
