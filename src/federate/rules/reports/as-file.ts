// Events as files that other programs read: CSV for people with a spreadsheet, IntelMQ, and XARF reports. Pure.
import { isExercise, type Realm } from '#kernel/realm.ts'
import type { KeptEvent } from '../../model/abuse-event.ts'
import { csvField } from './csv-line.ts'
import type { EventTypes } from './event-types.ts'

const columns = [
  ['time', (e: KeptEvent) => e.lastSeen],
  ['first seen', (e: KeptEvent) => e.firstSeen],
  ['seen', (e: KeptEvent) => e.seen],
  ['kind', (e: KeptEvent) => e.kind],
  ['source ip', (e: KeptEvent) => e.source.ip],
  ['source port', (e: KeptEvent) => e.source.port],
  ['source as', (e: KeptEvent) => e.source.asn],
  ['source country', (e: KeptEvent) => e.source.cc],
  ['source name', (e: KeptEvent) => e.source.fqdn],
  ['source url', (e: KeptEvent) => e.source.url],
  ['destination ip', (e: KeptEvent) => e.destination.ip],
  ['destination port', (e: KeptEvent) => e.destination.port],
  ['malware', (e: KeptEvent) => e.malware],
  ['feed', (e: KeptEvent) => e.feed],
  ['tlp', (e: KeptEvent) => `TLP:${e.tlp}`],
  ['text', (e: KeptEvent) => e.text],
] as const

/** RFC 4180. Of an exercise the first line says so. */
export function eventsAsCsv(events: readonly KeptEvent[], realm: Realm): string {
  const lines = events.map((event) => columns.map(([, of]) => csvField(of(event))).join(','))
  const head = columns.map(([name]) => name).join(',')
  return [...(isExercise(realm) ? ['EXERCISE EXERCISE EXERCISE'] : []), head, ...lines, ''].join('\r\n')
}

/** One JSON object a line, as IntelMQ reads and writes them. */
export function eventsAsIntelmq(events: readonly KeptEvent[], types: EventTypes, realm: Realm): string {
  return events
    .map((e) => {
      const fields = {
        'classification.type': e.kind,
        'classification.taxonomy': types.kinds.get(e.kind)?.class ?? 'other',
        'time.source': e.lastSeen,
        'feed.name': e.feed,
        ...(e.confidence === null ? {} : { 'feed.accuracy': e.confidence }),
        ...endAs('source', e.source),
        ...endAs('destination', e.destination),
        ...(e.malware === null ? {} : { 'malware.name': e.malware }),
        ...(e.text === null ? {} : { 'event_description.text': e.text }),
        'extra.tlp': e.tlp.toLowerCase(),
        'extra.seen': e.seen,
        ...(isExercise(realm) ? { 'extra.exercise': 'EXERCISE' } : {}),
      }
      return `${JSON.stringify(fields)}\n`
    })
    .join('')
}

function endAs(end: 'source' | 'destination', { ip, port, asn, cc, fqdn, url }: KeptEvent['source']) {
  const said = { ip, port, asn, 'geolocation.cc': cc, fqdn, url }
  return Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => (value === null ? [] : [[`${end}.${name}`, value]])),
  )
}

export interface Reporter {
  org: string
  contact: string
  domain: string
}

/** Our kinds in the words of XARF: a category and a type that says least where nothing fits better. */
const xarfOf: Readonly<Record<string, readonly [category: string, type: string]>> = {
  spam: ['messaging', 'spam'],
  'brute-force': ['connection', 'login_attack'],
  scanner: ['connection', 'port_scan'],
  ddos: ['connection', 'ddos'],
  dos: ['connection', 'ddos'],
  exploit: ['connection', 'vuln_scanning'],
  'ids-alert': ['connection', 'reconnaissance'],
  phishing: ['content', 'phishing'],
  'malware-distribution': ['content', 'malware'],
  masquerade: ['content', 'fraud'],
  'data-leak': ['content', 'exposed_data'],
  'infected-system': ['infrastructure', 'bot'],
  'c2-server': ['infrastructure', 'compromised_server'],
  'system-compromise': ['infrastructure', 'compromised_server'],
  'application-compromise': ['infrastructure', 'compromised_server'],
  copyright: ['copyright', 'copyright'],
  'vulnerable-system': ['vulnerability', 'cve'],
  'potentially-unwanted-accessible': ['vulnerability', 'open'],
  'ddos-amplifier': ['connection', 'ddos_amplification'],
  misconfiguration: ['vulnerability', 'misconfiguration'],
}

/** `ids` are UUIDs for the reports, one for each event. One report a line: XARF bundles nothing. */
export function eventsAsXarf(
  events: readonly KeptEvent[],
  reporter: Reporter,
  ids: readonly string[],
  realm: Realm,
): string {
  return events
    .map((e, at) => {
      const [category, type] = xarfOf[e.kind] ?? ['reputation', 'threat_intelligence']
      const report = {
        ...(isExercise(realm)
          ? { description: `EXERCISE. ${e.text ?? ''}`.trim() }
          : e.text === null
            ? {}
            : { description: e.text }),
        xarf_version: '4.0.0',
        report_id: ids[at],
        timestamp: e.lastSeen,
        reporter,
        sender: reporter,
        source_identifier: e.source.ip ?? e.source.fqdn ?? e.source.url,
        ...(e.source.port === null ? {} : { source_port: e.source.port }),
        category,
        type,
        ...(e.source.fqdn === null ? {} : { domain: e.source.fqdn }),
        ...(e.source.url === null ? {} : { url: e.source.url }),
        ...(e.destination.ip === null ? {} : { destination_ip: e.destination.ip }),
        ...(e.destination.port === null ? {} : { destination_port: e.destination.port }),
        ...(e.malware === null ? {} : { malware_family: e.malware }),
        ...(e.confidence === null ? {} : { confidence: e.confidence / 100 }),
        tags: [`rsit:${e.kind}`, `tlp:${e.tlp.toLowerCase()}`],
      }
      return `${JSON.stringify(report)}\n`
    })
    .join('')
}
