// Events of n6, as its REST and stream interfaces give them: categories of its own, several addresses, and a restriction.
import type { End } from '../../model/abuse-event.ts'
import type { Reading, Said } from './read-event.ts'
import {
  address,
  asNumber,
  country,
  domain,
  type Fields,
  link,
  moment,
  nowhere,
  text,
  Unreadable,
  whole,
} from './words.ts'

const confidences: Readonly<Record<string, number>> = { low: 25, medium: 50, high: 90 }

export function fromN6(fields: Fields, { types, feed, now }: Reading): Said {
  const category = text(fields.category, 'category', 40)
  if (category === null) throw new Unreadable('category is missing.')
  const kind = types.n6(category.toLowerCase())
  if (kind === undefined) throw new Unreadable(`category is none that is known: ${category}`)
  const when = moment(fields.time, 'time', now)
  if (when === null) throw new Unreadable('time is missing.')
  const restriction = text(fields.restriction, 'restriction', 40)
  const confidence = text(fields.confidence, 'confidence', 20)?.toLowerCase()
  return {
    kind,
    at: when,
    source: {
      ...firstAddress(fields.address),
      port: whole(fields.sport, 'sport', 65_535),
      fqdn: domain(fields.fqdn, 'fqdn'),
      url: link(fields.url, 'url'),
    },
    destination: { ...nowhere, ip: address(fields.dip, 'dip'), port: whole(fields.dport, 'dport', 65_535) },
    malware: text(fields.name, 'name', 200),
    feed: text(fields.source, 'source', 200) ?? feed,
    confidence: confidence === undefined ? null : (confidences[confidence] ?? null),
    text: text(fields.target, 'target', 2000),
    tlp: restriction === null ? null : types.n6Restriction(restriction.toLowerCase()),
  }
}

/** n6 lists all addresses behind a name; whom to tell is decided by the first, the others are in the event of their own name. */
function firstAddress(value: unknown): Pick<End, 'ip' | 'asn' | 'cc'> {
  if (value === undefined || value === null) return { ip: null, asn: null, cc: null }
  if (!Array.isArray(value)) throw new Unreadable('address is no list.')
  const first: unknown = value[0]
  if (typeof first !== 'object' || first === null) return { ip: null, asn: null, cc: null }
  const { ip, asn, cc } = first as Fields
  return { ip: address(ip, 'address/0/ip'), asn: asNumber(asn, 'address/0/asn'), cc: country(cc, 'address/0/cc') }
}
