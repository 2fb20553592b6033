// A part of a content ('fact:...', 'record:rules') to its sentences. What is not recorded leaves none.
import type { AnchorTold } from '../../model/told.ts'
import { sayArticle } from '../clocks/say-time.ts'
import { eventFact, serviceFact } from './fact-sentences.ts'
import {
  attackSentences,
  claimSentences,
  countryName,
  incidentParts,
  productSentences,
  servicesSentence,
  taskSentences,
} from './incident-sentences.ts'
import { cut, inARow, sayMoment } from './say.ts'
import type { Filled, Sentence, Subject } from './subject.ts'
import { nothing } from './subject.ts'

const mostCharacters = 20_000
const mostSources = 150

/** The sentences of all parts, each said once, in the order of the parts. */
export function sentencesOf(subject: Subject, parts: readonly string[]): Sentence[] {
  const said = new Map<string, Sentence>()
  for (const part of parts.flatMap((one) => (one.startsWith('@') ? (subject.forms.groups[one] ?? []) : [one]))) {
    for (const sentence of sentencesOfPart(subject, part)) {
      if (!said.has(sentence.text)) said.set(sentence.text, sentence)
    }
  }
  return [...said.values()]
}

/** One text of all sentences, a line each, with everything that it rests on. */
export function textOf(subject: Subject, parts: readonly string[]): Filled {
  const sentences = sentencesOf(subject, parts)
  if (sentences.length === 0) return nothing
  const sources = new Map(
    sentences
      .flatMap((one) => one.sources)
      .map((source) => [`${source.kind} ${source.id} ${source.label}`, source] as const),
  )
  const text = sentences.map((one) => one.text).join('\n')
  return { value: cut(text, mostCharacters), sources: [...sources.values()].slice(0, mostSources) }
}

function sentencesOfPart(subject: Subject, part: string): Sentence[] {
  const [kind, id = ''] = split(part)
  switch (kind) {
    case 'fact':
      return eventFact(subject, id)
    case 'service':
      return serviceFact(subject, id)
    case 'anchor':
      return anchorSentence(subject, id)
    case 'incident':
      return subject.incident && Object.hasOwn(incidentParts, id)
        ? (incidentParts[id]?.(subject, subject.incident) ?? [])
        : []
    case 'entity':
      return entityPart(subject, id)
    case 'record':
      return recordPart(subject, id)
    case 'rule':
      return ruleSentence(subject, id)
    default:
      return []
  }
}

function split(part: string): [string, string] {
  const at = part.indexOf(':')
  return [part.slice(0, at), part.slice(at + 1)]
}

const anchorWords: Record<string, string> = {
  awareness: 'The entity became aware of it on',
  detection: 'It was detected on',
  classification: 'It was classified as major on',
  incident_occurrence: 'It occurred on',
  corrective_measure_available: 'A corrective or mitigating measure has been available since',
  incident_handled: 'The entity finished handling it on',
  regular_activities_recovered: 'Regular activities were recovered on',
  suspension: 'Suspended on',
  withdrawal: 'Withdrawn on',
  reestablishment: 'Re-established on',
  remedied: 'Remedied on',
}

/** The moment that counts now: the newest one told, unless it was taken back. */
export function anchorTold(
  { assessment }: Pick<Subject, 'assessment'>,
  id: string,
): (AnchorTold & { at: string }) | null {
  const { anchors } = assessment.state
  const newest = Object.hasOwn(anchors, id) ? anchors[id]?.at(-1) : undefined
  return newest && newest.at !== null ? { ...newest, at: newest.at } : null
}

export function anchorSource(id: string, told: AnchorTold & { at: string }): Sentence['sources'][number] {
  const whence = told.source.text ? `; ${told.source.text}` : ''
  return { kind: 'anchor', id, label: cut(`${id.replaceAll('_', ' ')}: ${told.at}${whence}`, 400) }
}

function anchorSentence(subject: Subject, id: string): Sentence[] {
  const told = anchorTold(subject, id)
  if (!told) return []
  const said = sayMoment(told.at, subject.assessment.state.entity.timeZone)
  return [{ text: `${anchorWords[id] ?? `${id.replaceAll('_', ' ')}:`} ${said}.`, sources: [anchorSource(id, told)] }]
}

function entityPart(subject: Subject, what: string): Sentence[] {
  const { entity } = subject.assessment.state
  const sources: Sentence['sources'] = [
    {
      kind: 'entity',
      id: subject.organisation ?? subject.assessment.id,
      label: `${entity.name}: ${what}`.slice(0, 400),
    },
  ]
  const contacts = (chosen: typeof subject.contacts) =>
    chosen.map(({ purpose, email, phone }) => ({ text: [purpose, email, phone].filter(Boolean).join(', '), sources }))
  switch (what) {
    case 'name':
      return [{ text: entity.name, sources }]
    case 'types': {
      const labels = entity.types.map((id) => subject.law.entityTypes.find((type) => type.id === id)?.label ?? id)
      return labels.length > 0 ? [{ text: `Type: ${labels.join('; ')}.`, sources }] : []
    }
    case 'countries': {
      const named = inARow(entity.countries.map((code) => countryName(subject, code)))
      const seat = entity.jurisdiction ? ` Under the jurisdiction of ${countryName(subject, entity.jurisdiction)}.` : ''
      return named || seat ? [{ text: `${named ? `Provides services in ${named}.` : ''}${seat}`.trim(), sources }] : []
    }
    case 'contacts':
      return contacts(subject.contacts)
    case 'data-protection-contact':
      return contacts(subject.contacts.filter(({ purpose }) => /data[ -]?protection|privacy|\bDPO\b/i.test(purpose)))
    default:
      return []
  }
}

function ruleSentence({ law, answers }: Subject, id: string): Sentence[] {
  const rule = answers.get(id) === 'yes' ? law.rules.find((one) => one.id === id) : undefined
  if (!rule) return []
  return [
    { text: `Met: ${rule.label} (${sayArticle(rule.article)}).`, sources: [{ kind: 'rule', id, label: rule.article }] },
  ]
}

function recordPart(subject: Subject, what: string): Sentence[] {
  const { assessment, incident, regime, report } = subject
  switch (what) {
    case 'rules':
      return subject.because.flatMap((id) => ruleSentence({ ...subject, answers: new Map([[id, 'yes']]) }, id))
    case 'attacks':
      return attackSentences(subject)
    case 'claims':
      return claimSentences(subject)
    case 'products':
      return productSentences(subject)
    case 'services':
      return servicesSentence(subject)
    case 'tasks-done':
      return taskSentences(subject, 'done')
    case 'tasks-open':
      return taskSentences(subject, 'open')
    case 'submitted':
      return submittedSentences(subject, (of) => of === regime.id)
    case 'submitted-elsewhere':
      return submittedSentences(subject, (of) => of !== regime.id)
    case 'receipts':
      return receiptSentences(subject)
    case 'marking':
      return [
        {
          text: `Marked TLP:${assessment.tlp} by the sender.`,
          sources: [{ kind: 'assessment', id: assessment.id, label: `${assessment.state.reference}: marking` }],
        },
      ]
    case 'basis': {
      const source = { kind: 'law' as const, id: `${regime.id}/${report.id}`, label: report.article }
      return [{ text: `Submitted pursuant to ${regime.instrument}, ${sayArticle(report.article)}.`, sources: [source] }]
    }
    case 'references': {
      const own = { kind: 'assessment' as const, id: assessment.id, label: assessment.state.reference }
      const said: Sentence[] = [{ text: assessment.state.reference, sources: [own] }]
      if (!incident) return said
      const { reference } = incident.state
      return [{ text: reference, sources: [{ kind: 'incident', id: incident.id, label: reference }] }, ...said]
    }
    default:
      return []
  }
}

/** Reports of this assessment that were handed in, by the anchors that say so: 'report_submitted:nis2/early_warning'. */
function submittedSentences(subject: Subject, mine: (regime: string) => boolean): Sentence[] {
  const { assessment, law } = subject
  return Object.keys(assessment.state.anchors).flatMap((id): Sentence[] => {
    const [, ofRegime, ofReport = ''] = /^report_submitted:([^/]+)\/(.+)$/.exec(id) ?? []
    if (ofRegime === undefined || !mine(ofRegime)) return []
    const told = anchorTold(subject, id)
    const regime = law.regimes.find((one) => one.id === ofRegime)
    if (!told || !regime) return []
    const name = regime.reports.find((one) => one.id === ofReport)?.name ?? ofReport
    const said = sayMoment(told.at, assessment.state.entity.timeZone)
    return [{ text: `${name} (${regime.title}): ${said}.`, sources: [anchorSource(id, told)] }]
  })
}

function receiptSentences({ earlier }: Subject): Sentence[] {
  const found = earlier.flatMap(({ id, state }) =>
    state.sendings.flatMap(({ receipt }) => (receipt ? [{ id, receipt, title: state.title }] : [])),
  )
  return found.map(({ id, receipt, title }) => ({
    text: `“${receipt.text}”`,
    sources: [{ kind: 'duty-report', id, label: `receipt of ${title}`.slice(0, 400) }],
  }))
}
