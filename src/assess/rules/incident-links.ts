// What an incident is known by, so that it can be compared with stories of watch: what persons said of it goes before what
// the texts say that it rests on.
import type { Document } from '#watch/api/nouns.ts'
import { identifiersIn, type LinkFacts, linkFacts } from '#watch/rules/stories/links.ts'
import type { Classification, Incident } from '../model.ts'

/** Kinds of incident as texts name them, by class and, where one of its types is meant, type of the RSIT. */
const kindsByClass: Readonly<Record<string, readonly string[]>> = {
  'malicious-code': ['incident.malware', 'incident.ransomware'],
  'information-gathering/social-engineering': ['incident.phishing'],
  'availability/dos': ['incident.dos'],
  'availability/ddos': ['incident.dos'],
  'availability/misconfiguration': ['incident.outage'],
  'availability/sabotage': ['incident.outage'],
  'availability/outage': ['incident.outage'],
  'information-content-security': ['incident.breach'],
  'fraud/phishing': ['incident.phishing'],
  vulnerable: ['incident.vulnerability'],
}

export function incidentLinkFacts(state: Incident, documents: readonly Document[]): LinkFacts {
  const read = linkFacts(documents)
  const { affected, classification, times, title, summary, declaredAt } = state
  const began = times.startedAt ?? times.detectedAt ?? times.awarenessAt
  const said = { from: began ?? times.endedAt, to: times.endedAt ?? began }
  const when = said.from !== null ? said : read.from !== null ? read : { from: declaredAt, to: declaredAt }
  const types = typesOf(classification)
  return {
    entities: together(affected.organisations, read.entities),
    identifiers: together(identifiersIn(`${title} ${summary}`), read.identifiers),
    sectors: affected.sectors.length > 0 ? affected.sectors : read.sectors,
    types: types.length > 0 ? types : read.types,
    countries: affected.countries.length > 0 ? affected.countries : read.countries,
    from: when.from,
    to: when.to,
  }
}

function typesOf(classification: Classification | null): string[] {
  const chosen = classification?.rsit ?? []
  return together(
    chosen.flatMap((one) => kindsByClass[`${one.class}/${one.type}`] ?? kindsByClass[one.class] ?? []),
    [],
  )
}

function together(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])].sort()
}
