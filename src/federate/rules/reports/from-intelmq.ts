// Events of IntelMQ: one flat object of dotted names, or the same as a tree.

import type { End } from '../../model/abuse-event.ts'
import { tlpFromWords } from '../marking-words.ts'
import type { Reading, Said } from './read-event.ts'
import { address, asNumber, country, domain, type Fields, link, moment, text, Unreadable, whole } from './words.ts'

export function fromIntelmq(fields: Fields, { types, feed, now }: Reading): Said {
  const tree = isTree(fields)
  const of = (name: string) => (Object.hasOwn(fields, name) ? fields[name] : tree ? at(fields, name) : undefined)
  const type = text(of('classification.type'), 'classification.type', 80)
  if (type === null) throw new Unreadable('classification.type is missing.')
  const kind = types.intelmq(type.toLowerCase())
  if (kind === undefined) throw new Unreadable(`classification.type is none that is known: ${type}`)
  const when = moment(of('time.source'), 'time.source', now) ?? moment(of('time.observation'), 'time.observation', now)
  if (when === null) throw new Unreadable('Neither time.source nor time.observation says when it was.')
  const tlp = text(of('tlp') ?? of('extra.tlp') ?? of('extra.tag.tlp'), 'tlp', 40)
  const confidence = text(of('feed.accuracy'), 'feed.accuracy', 20)
  return {
    kind,
    at: when,
    source: endOf(of, 'source'),
    destination: endOf(of, 'destination'),
    malware: text(of('malware.name'), 'malware.name', 200),
    feed: text(of('feed.name') ?? of('feed.code'), 'feed.name', 200) ?? feed,
    confidence: confidence === null ? null : percent(confidence),
    text: text(of('event_description.text'), 'event_description.text', 2000),
    tlp: tlp === null ? null : tlpFromWords(tlp),
  }
}

function endOf(of: (name: string) => unknown, end: 'source' | 'destination'): End {
  return {
    ip: address(of(`${end}.ip`), `${end}.ip`),
    port: whole(of(`${end}.port`), `${end}.port`, 65_535),
    asn: asNumber(of(`${end}.asn`), `${end}.asn`),
    cc: country(of(`${end}.geolocation.cc`), `${end}.geolocation.cc`),
    fqdn: domain(of(`${end}.fqdn`), `${end}.fqdn`),
    url: link(of(`${end}.url`), `${end}.url`),
  }
}

function isTree(fields: Fields): boolean {
  for (const name in fields) if (typeof fields[name] === 'object' && fields[name] !== null) return true
  return false
}

/** `source.ip` as `ip` within `source`; the same as one name is looked for before. */
function at(fields: Fields, name: string): unknown {
  let found: unknown = fields
  for (const step of name.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined
    found = (found as Fields)[step]
  }
  return typeof found === 'object' ? undefined : found
}

function percent(said: string): number {
  const number = Number(said)
  if (!(number >= 0 && number <= 100)) throw new Unreadable(`feed.accuracy is not between 0 and 100: ${said}`)
  return Math.round(number)
}
