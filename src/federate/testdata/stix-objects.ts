// One good object of each type, made up; every one keeps to the standard without a warning.
import { createHash } from 'node:crypto'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import { observableId } from '../rules/stix/observable-id.ts'

const digest = { canonical: canonicalJson, sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest() }

export type Made = { type: string; id: string } & Record<string, unknown>

export function uuid(n: number): string {
  return `01980f3c-8a00-4000-8000-${n.toString(16).padStart(12, '0')}`
}

const at = '2026-03-10T09:45:00.000Z'
const later = '2026-03-10T11:00:00.000Z'

export function domain(type: string, more: Record<string, unknown>, n = 1): Made {
  return { type, spec_version: '2.1', id: `${type}--${uuid(n)}`, created: at, modified: at, ...more }
}

/** An observable with the id that its content makes. */
export function observable(type: string, more: Record<string, unknown>): Made {
  const object = { type, spec_version: '2.1', ...more }
  return { ...object, id: observableId(object, digest) ?? `${type}--${uuid(1)}` }
}

const identity = domain('identity', { name: 'National CSIRT', identity_class: 'organization', sectors: ['government'] })
export const address = observable('ipv4-addr', { value: '198.51.100.3' })
const domainName = observable('domain-name', { value: 'example.org', resolves_to_refs: [address.id] })
const file = observable('file', { name: 'invoice.pdf', hashes: { 'SHA-256': 'ab'.repeat(32) }, size: 10 })
const account = observable('user-account', { user_id: '1001', account_type: 'unix', extensions: { 'unix-account-ext': { gid: 1001, shell: '/bin/sh' } } })
const mail = observable('email-addr', { value: 'duty@example.org', belongs_to_ref: account.id })
const software = observable('software', { name: 'Server', version: '1', vendor: 'Somebody' })
const artifact = observable('artifact', { payload_bin: 'aGVsbG8=', mime_type: 'text/plain' })
const tool = domain('tool', { name: 'Flooder', tool_types: ['denial-of-service'] })
const phases = { kill_chain_phases: [{ kill_chain_name: 'own-chain', phase_name: 'impact' }] }
const seen = { first_seen: at, last_seen: later }
const statement = `marking-definition--${uuid(4)}`

export const anIndicator = domain('indicator', {
  created_by_ref: identity.id,
  indicator_types: ['malicious-activity'],
  pattern: "[ipv4-addr:value = '198.51.100.3']",
  pattern_type: 'stix',
  valid_from: at,
  valid_until: later,
  ...phases,
})

export const good: Made[] = [
  domain('attack-pattern', { name: 'Reflection', ...phases, external_references: [{ source_name: 'own', external_id: 'T1498' }] }),
  domain('campaign', { name: 'Spring', ...seen, objective: 'Disturb' }),
  domain('course-of-action', { name: 'Filter' }),
  domain('grouping', { context: 'suspicious-activity', object_refs: [address.id] }),
  identity,
  domain('incident', {
    name: 'Payments fail',
    extensions: {
      'extension-definition--ef765651-680c-498d-9894-99799f2fa126': {
        ...{ extension_type: 'property-extension', determination: 'suspected', investigation_status: 'new', criticality: 80 },
        ...{ scores: [{ name: 'own', value: 2.5 }], incident_types: ['availability.ddos'], recoverability: 'regular' },
      },
    },
  }),
  anIndicator,
  domain('infrastructure', { name: 'Relays', infrastructure_types: ['amplification'], ...seen }),
  domain('intrusion-set', { name: 'Set', goals: ['noise'], resource_level: 'club', primary_motivation: 'notoriety' }),
  domain('location', { country: 'BE', latitude: 50.8, longitude: 4.3, precision: 100 }),
  domain('malware', { name: 'Worm', is_family: true, malware_types: ['worm'], sample_refs: [file.id], capabilities: ['infects-files'] }),
  domain('malware-analysis', { product: 'own', result: 'benign', analysis_sco_refs: [file.id], sample_ref: file.id }),
  domain('note', { content: 'Seen', object_refs: [identity.id], authors: ['Duty officer'], lang: 'en-GB' }),
  domain('observed-data', { first_observed: at, last_observed: later, number_observed: 3, object_refs: [address.id] }),
  domain('opinion', { opinion: 'agree', object_refs: [anIndicator.id], explanation: 'Seen as well' }),
  domain('report', { name: 'Report', report_types: ['indicator'], published: at, object_refs: [anIndicator.id] }),
  domain('threat-actor', { name: 'Actor', threat_actor_types: ['activist'], roles: ['director'], sophistication: 'minimal' }),
  tool,
  domain('vulnerability', { name: 'CVE-2026-0001', external_references: [{ source_name: 'cve', external_id: 'CVE-2026-0001' }] }),
  domain('relationship', { relationship_type: 'indicates', source_ref: anIndicator.id, target_ref: tool.id, start_time: at, stop_time: later }),
  domain('sighting', { sighting_of_ref: anIndicator.id, count: 50, ...seen, where_sighted_refs: [identity.id] }),
  artifact,
  observable('autonomous-system', { number: 64_500, name: 'Example' }),
  observable('directory', { path: '/tmp', contains_refs: [file.id] }),
  domainName,
  mail,
  observable('email-message', { is_multipart: true, from_ref: mail.id, to_refs: [mail.id], subject: 'x', body_multipart: [{ body: 'a', content_type: 'text/plain' }], additional_header_fields: { 'Reply-To': ['a@example.org'] } }),
  file,
  address,
  observable('ipv6-addr', { value: '2001:db8::1/64' }),
  observable('mac-addr', { value: '02:00:00:00:00:01' }),
  observable('mutex', { name: 'one' }),
  observable('network-traffic', {
    ...{ start: at, end: later, src_ref: address.id, dst_port: 443, protocols: ['ipv4', 'tcp', 'http'], src_packets: 5 },
    extensions: {
      'http-request-ext': { request_method: 'get', request_value: '/', request_header: { Host: ['example.org'] } },
      'tcp-ext': { src_flags_hex: '00000002' },
    },
    ipfix: { minimumIpTotalLength: 32 },
  }),
  observable('process', { pid: 1, command_line: 'sh', image_ref: file.id, extensions: { 'windows-process-ext': { aslr_enabled: true, integrity_level: 'low' } } }),
  software,
  observable('url', { value: 'https://example.org/' }),
  account,
  observable('windows-registry-key', { key: 'HKEY_LOCAL_MACHINE\\x', values: [{ name: 'a', data: '1', data_type: 'REG_DWORD' }] }),
  observable('x509-certificate', { serial_number: '1', issuer: 'CN=x', x509_v3_extensions: { basic_constraints: 'critical,CA:TRUE' } }),
  domain('language-content', { object_ref: tool.id, object_modified: at, contents: { de: { name: 'Flut' } } }),
  { type: 'marking-definition', spec_version: '2.1', id: statement, created: at, definition_type: 'statement', definition: { statement: 'Terms' } },
  domain('extension-definition', { created_by_ref: identity.id, name: 'own', schema: 'https://example.org/s', version: '1.0.0', extension_types: ['property-extension'] }),
]
