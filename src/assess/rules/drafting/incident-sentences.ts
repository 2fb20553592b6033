// What the incident and what rests on it say: its summary, classification, times and state, tasks, attacks, claims.
import type { Incident, Term } from '../../model.ts'
import { counted, inARow, sayMoment, sayNumber } from './say.ts'
import type { Sentence, Subject } from './subject.ts'

type Named = (subject: Subject, incident: NonNullable<Subject['incident']>) => Sentence[]

function from(incident: { id: string; state: Incident }, what: string, text: string): Sentence[] {
  return [{ text, sources: [{ kind: 'incident', id: incident.id, label: `${incident.state.reference}: ${what}` }] }]
}

function labelIn(terms: readonly Term[], value: string | null): string | null {
  return value === null ? null : (terms.find((term) => term.value === value)?.label ?? value)
}

export function countryName({ taxonomies }: Pick<Subject, 'taxonomies'>, code: string): string {
  const found = taxonomies.countries.find((country) => country.value === code || country.euCode === code)
  return found ? `${found.label} (${code})` : code
}

const statusSentences: Partial<Record<Incident['status'], string>> = {
  new: 'The incident is open, and nobody looked into it yet',
  triaged: 'The incident was looked at first',
  investigating: 'The incident is being investigated',
  contained: 'The incident is contained',
  recovering: 'Recovery is under way',
  resolved: 'The incident is resolved',
  closed: 'The incident is closed',
}

export const incidentParts: Record<string, Named> = {
  summary: (_subject, incident) => {
    const { title, summary } = incident.state
    const said = summary.trim() === '' ? title : summary.trim()
    return from(incident, summary.trim() === '' ? 'title' : 'summary', `“${said}”`)
  },
  classification: ({ taxonomies }, incident) => {
    const { classification } = incident.state
    if (!classification || classification.rsit.length === 0) return []
    const said = classification.rsit.map((one) => {
      const found = taxonomies.rsit.classes.find((known) => known.value === one.class)
      const type = found?.types.find((known) => known.value === one.type)
      return type ? `${found?.label ?? one.class}: ${type.label}` : (found?.label ?? one.class)
    })
    return from(incident, 'classification', `Classified as ${inARow(said)} (Reference Security Incident Taxonomy).`)
  },
  cause: ({ taxonomies }, incident) => {
    const label = labelIn(taxonomies.cg2018.rootCauses, incident.state.classification?.rootCause ?? null)
    return label ? from(incident, 'root cause', `Root cause, as classified so far: ${label}.`) : []
  },
  outlook: ({ taxonomies }, incident) => {
    const label = labelIn(taxonomies.cg2018.outlooks, incident.state.classification?.outlook ?? null)
    return label ? from(incident, 'outlook', `Outlook: ${label}.`) : []
  },
  severity: ({ taxonomies, assessment }, incident) => {
    const { severity } = incident.state
    if (!severity) return []
    const label = labelIn(taxonomies.cg2018.impactSeverities, severity.value) ?? severity.value
    const at = sayMoment(severity.at, assessment.state.entity.timeZone)
    const text = `Severity on the scale of CG Publication 04/2018: ${label} (judged ${at}; “${severity.reason}”).`
    return from(incident, 'severity', text)
  },
  users: (_subject, incident) => {
    const { users } = incident.state.affected
    if (!users) return []
    const words = { about: 'about ', over: 'more than ', 'up-to': 'up to ', exact: '' }
    const text = `Users affected: ${words[users.qualifier]}${sayNumber(users.value)} (${users.basis}).`
    return from(incident, 'users affected', text)
  },
  countries: (subject, incident) => {
    const { countries } = incident.state.affected
    if (countries.length === 0) return []
    const said = inARow(countries.map((code) => countryName(subject, code)))
    return from(incident, 'countries affected', `Countries affected: ${said}.`)
  },
  status: ({ assessment }, incident) => {
    const { status, statusSince } = incident.state
    const said = statusSentences[status]
    const since = sayMoment(statusSince, assessment.state.entity.timeZone)
    return said ? from(incident, 'status', `${said}, since ${since}.`) : []
  },
  times: ({ assessment }, incident) => {
    const { timeZone } = assessment.state.entity
    const { startedAt, detectedAt, endedAt } = incident.state.times
    const said = [
      startedAt && `The incident began on ${sayMoment(startedAt, timeZone)}.`,
      detectedAt && `It was detected on ${sayMoment(detectedAt, timeZone)}.`,
      endedAt && `It ended on ${sayMoment(endedAt, timeZone)}.`,
    ]
    return said.flatMap((text) => (text ? from(incident, 'times', text) : []))
  },
  started: moment('startedAt', 'began'),
  detected: moment('detectedAt', 'was detected'),
}

function moment(field: 'startedAt' | 'detectedAt', verb: string): Named {
  return ({ assessment }, incident) => {
    const at = incident.state.times[field]
    const said = at && sayMoment(at, assessment.state.entity.timeZone)
    return said ? from(incident, 'times', `The incident ${verb} on ${said}.`) : []
  }
}

export function taskSentences({ tasks, assessment }: Subject, status: 'done' | 'open'): Sentence[] {
  const { timeZone } = assessment.state.entity
  return tasks
    .filter(({ state }) => state.status === status)
    .map(({ id, state }) => {
      const { title, outcome, endedAt, due } = state
      const when =
        status === 'done' ? endedAt && `, ${sayMoment(endedAt, timeZone)}` : due && `, due ${sayMoment(due, timeZone)}`
      const told = outcome ? ` (“${outcome.trim()}”)` : ''
      const text = `${status === 'done' ? 'Done' : 'Planned'}: ${title}${told}${when ?? ''}.`
      return { text, sources: [{ kind: 'task', id, label: `task: ${title}`.slice(0, 400) }] }
    })
}

export function attackSentences({ attacks, assessment }: Subject): Sentence[] {
  const { timeZone } = assessment.state.entity
  return attacks
    .filter(({ judged }) => judged !== 'false alarm' && judged !== 'flash crowd')
    .map(({ id, title, measure, onset, end, judged }) => {
      const until = end ? `until ${sayMoment(end, timeZone)}` : 'and still is'
      const said = judged === 'attack' ? 'A person judged it an attack.' : 'Nobody judged yet whether it is an attack.'
      const text = `Measured: unusual traffic (${measure}) at “${title}” since ${sayMoment(onset, timeZone)} ${until}. ${said}`
      return { text, sources: [{ kind: 'attack', id, label: `measured: ${title}`.slice(0, 400) }] }
    })
}

export function claimSentences({ claims }: Subject): Sentence[] {
  return claims.map(({ id, proposition, holder, rating }) => ({
    text: `${holder ?? 'Somebody'} says: “${proposition}” (accepted for this incident, rated ${rating}).`,
    sources: [{ kind: 'claim', id, label: `claim of ${holder ?? 'somebody'}`.slice(0, 400) }],
  }))
}

export function productSentences({ names }: Subject): Sentence[] {
  const products = names.filter(({ type }) => type === 'product')
  return products.map(({ text, item }) => ({
    text: `Product named in what was read: ${text}.`,
    sources: [{ kind: 'item', id: item, label: `product: ${text}`.slice(0, 400) }],
  }))
}

export function servicesSentence({ assessment, incident }: Subject): Sentence[] {
  const told = assessment.state.services.map(({ name }) => name)
  const known = incident?.state.affected.services.map(({ name }) => name) ?? []
  const all = [...new Set([...told, ...known])]
  if (all.length === 0) return []
  const { id, state } = assessment
  const own = { kind: 'assessment' as const, id, label: `${state.reference}: services` }
  const other = incident && {
    kind: 'incident' as const,
    id: incident.id,
    label: `${incident.state.reference}: services`,
  }
  const sources = [...(told.length > 0 ? [own] : []), ...(known.length > 0 && other ? [other] : [])]
  return [{ text: `${counted(all.length, 'service')} affected: ${inARow(all)}.`, sources }]
}
