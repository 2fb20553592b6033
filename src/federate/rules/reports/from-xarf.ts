// Reports of XARF v4 (4.0.0), and of version 3 as far as it names the same things.

import type { End } from '../../model/abuse-event.ts'
import { tlpFromWords } from '../marking-words.ts'
import type { Reading, Said } from './read-event.ts'
import { address, domain, type Fields, link, moment, nowhere, text, Unreadable, whole } from './words.ts'

export function fromXarf(fields: Fields, reading: Reading): Said {
  return Object.hasOwn(fields, 'xarf_version') ? version4(fields, reading) : version3(fields, reading)
}

function version4(fields: Fields, { types, feed, now }: Reading): Said {
  const version = text(fields.xarf_version, 'xarf_version', 20)
  if (!version?.startsWith('4.')) throw new Unreadable(`xarf_version is ${version}; 4.x is read.`)
  const category = text(fields.category, 'category', 40) ?? ''
  const type = text(fields.type, 'type', 60) ?? ''
  // Whoever writes kinds of the taxonomy as tags means them more exactly than the few types of the form can say.
  const tagged = tagOf(fields.tags, 'rsit')
  const kind = tagged !== null && types.kinds.has(tagged) ? tagged : types.xarf(category, type.replaceAll('-', '_'))
  if (kind === undefined) throw new Unreadable(`category is none that is known: ${category}`)
  const when = moment(fields.timestamp, 'timestamp', now)
  if (when === null) throw new Unreadable('timestamp is missing.')
  const reporter = isFields(fields.reporter) ? fields.reporter : {}
  const tlp = text(fields.tlp, 'tlp', 40) ?? tagOf(fields.tags, 'tlp')
  const confidence = typeof fields.confidence === 'number' ? fields.confidence : null
  return {
    kind,
    at: when,
    source: sourceOf(fields.source_identifier, fields.source_port, fields.url, fields.domain),
    destination: {
      ...nowhere,
      ip: address(fields.destination_ip, 'destination_ip'),
      port: whole(fields.destination_port, 'destination_port', 65_535),
    },
    malware: text(fields.malware_family, 'malware_family', 200),
    feed: text(reporter.org, 'reporter/org', 200) ?? feed,
    confidence: confidence !== null && confidence >= 0 && confidence <= 1 ? Math.round(confidence * 100) : null,
    text: text(fields.description ?? fields.subject, 'description', 2000),
    tlp: tlp === null ? null : tlpFromWords(tlp),
  }
}

/** Version 3: { Version, ReporterInfo, Report: { ReportClass, ReportType, Date, SourceIp, ... } }. */
function version3(fields: Fields, { types, feed, now }: Reading): Said {
  const report = fields.Report
  if (!isFields(report)) throw new Unreadable('It has neither xarf_version nor Report.')
  const type = (text(report.ReportType, 'Report/ReportType', 60) ?? '').toLowerCase()
  const kind = types.intelmq(type) ?? olderTypes.get(type)
  if (kind === undefined) throw new Unreadable(`Report/ReportType is none that is known: ${type}`)
  const when = moment(report.Date, 'Report/Date', now)
  if (when === null) throw new Unreadable('Report/Date is missing.')
  const reporter = isFields(fields.ReporterInfo) ? fields.ReporterInfo : {}
  return {
    kind,
    at: when,
    source: sourceOf(report.SourceIp ?? report.Source, report.SourcePort, report.SourceUrl, undefined),
    destination: {
      ...nowhere,
      ip: address(report.DestinationIp, 'Report/DestinationIp'),
      port: whole(report.DestinationPort, 'Report/DestinationPort', 65_535),
    },
    malware: null,
    feed: text(reporter.ReporterOrg, 'ReporterInfo/ReporterOrg', 200) ?? feed,
    confidence: null,
    text: text(report.AdditionalInfo, 'Report/AdditionalInfo', 2000),
    tlp: fields.Disclosure === true ? null : 'AMBER+STRICT',
  }
}

/** Tags are written 'namespace:value'. */
function tagOf(tags: unknown, namespace: string): string | null {
  if (!Array.isArray(tags)) return null
  const found = tags
    .slice(0, 100)
    .find((tag) => typeof tag === 'string' && tag.toLowerCase().startsWith(`${namespace}:`))
  return found === undefined
    ? null
    : String(found)
        .slice(namespace.length + 1, 100)
        .toLowerCase()
}

const olderTypes = new Map([
  ['spam', 'spam'],
  ['loginattack', 'brute-force'],
  ['login-attack', 'brute-force'],
  ['portscan', 'scanner'],
  ['ddos', 'ddos'],
  ['malware', 'malware-distribution'],
  ['phishing', 'phishing'],
  ['bot', 'infected-system'],
  ['copyright', 'copyright'],
  ['trademark', 'masquerade'],
])

/** The identifier is an address, a domain name, or the link itself. */
function sourceOf(identifier: unknown, port: unknown, url: unknown, name: unknown): End {
  const said = text(identifier, 'source_identifier', 2000)
  const isAddress = said !== null && /^[0-9a-f:.]+$/i.test(said) && /[:.]/.test(said) && !/[g-z]/i.test(said)
  const isLink = said?.includes('://') === true
  return {
    ...nowhere,
    ip: isAddress ? address(said, 'source_identifier') : null,
    port: whole(port, 'source_port', 65_535),
    fqdn: domain(name, 'domain') ?? (said !== null && !isAddress && !isLink ? domain(said, 'source_identifier') : null),
    url: link(url, 'url') ?? (isLink ? link(said, 'source_identifier') : null),
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
