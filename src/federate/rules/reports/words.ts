// What a field of somebody else may be read as: text of a length, a number, an address, a name, a moment. Undefined: not there.
import { readPrefix } from '#kernel/network.ts'
import { instant } from '#kernel/time.ts'
import type { End } from '../../model/abuse-event.ts'

export type Fields = Readonly<Record<string, unknown>>

/** A fault in one field: the event is refused with it. */
export class Unreadable {
  readonly why: string
  constructor(why: string) {
    this.why = why
  }
}

export const nowhere: End = { ip: null, port: null, asn: null, cc: null, fqdn: null, url: null }

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const invisible = /[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g

const plainAscii = /^[!-~](?:[ -~]*[!-~])?$/

export function text(value: unknown, name: string, most: number): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new Unreadable(`${name} is no text.`)
  const said = String(value)
  if (said.length <= most && plainAscii.test(said)) return said
  const plain = said.replace(invisible, ' ').trim().slice(0, most)
  // Half a character, as it came or where it was cut, is nothing that a database keeps.
  return plain === '' ? null : plain.replace(/\p{Surrogate}/gu, '\ufffd')
}

export function whole(value: unknown, name: string, most: number): number | null {
  const said = text(value, name, 40)
  if (said === null) return null
  const number = /^\d{1,12}$/.test(said) ? Number(said) : Number.NaN
  if (!(number <= most)) throw new Unreadable(`${name} is not a whole number from 0 to ${most}: ${said.slice(0, 40)}`)
  return number
}

/** AS numbers are written '64500', 'AS64500' and 64500. */
export function asNumber(value: unknown, name: string): number | null {
  const said = text(value, name, 20)
  return said === null ? null : whole(said.replace(/^AS\s?/i, ''), name, 4_294_967_295)
}

export function address(value: unknown, name: string): string | null {
  const said = text(value, name, 60)
  if (said === null) return null
  const read = said.includes('/') ? undefined : readPrefix(said)
  if (!read?.ok) throw new Unreadable(`${name} is no address of IPv4 or IPv6: ${said.slice(0, 60)}`)
  return read.network.text.slice(0, read.network.text.indexOf('/'))
}

export function country(value: unknown, name: string): string | null {
  const said = text(value, name, 10)?.toUpperCase()
  if (said === undefined) return null
  if (said === 'EL') return 'GR'
  return /^[A-Z]{2}$/.test(said) ? said : null
}

/** As the DNS has it: what looks like another name is spelled out. */
export function domain(value: unknown, name: string): string | null {
  const said = text(value, name, 300)
  if (said === null) return null
  const bare = said.replace(/\.$/, '')
  const host = URL.canParse(`http://${bare}/`) ? new URL(`http://${bare}/`) : undefined
  const good = host && host.pathname === '/' && host.username === '' && host.port === '' && host.hostname.length <= 253
  if (!good || /^[\d.]+$|[^a-z0-9._-]/.test(host.hostname))
    throw new Unreadable(`${name} is no domain name: ${said.slice(0, 60)}`)
  return host.hostname
}

/** Kept as it was said: it is shown and never followed. */
export function link(value: unknown, name: string): string | null {
  const said = text(value, name, 2001)
  if (said === null) return null
  if (said.length > 2000) throw new Unreadable(`${name} is longer than 2000 characters.`)
  return said
}

/** A moment. Without a zone it is UTC, as these forms ask. At most a day ahead of `now`: clocks of others go wrong. */
export function moment(value: unknown, name: string, now: string): string | null {
  const said = text(value, name, 60)
  if (said === null) return null
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(said) || !/^\d{4}-/.test(said) ? said : `${said.replace(' ', 'T')}Z`
  const at = Date.parse(zoned)
  if (Number.isNaN(at)) throw new Unreadable(`${name} is no moment: ${said.slice(0, 40)}`)
  if (at > Date.parse(now) + 86_400_000) throw new Unreadable(`${name} lies in the future: ${said.slice(0, 40)}`)
  if (at < Date.UTC(1990, 0, 1)) throw new Unreadable(`${name} lies before 1990: ${said.slice(0, 40)}`)
  return instant(new Date(at))
}

/** An end that names nothing at all cannot be told to anybody. */
export function namesSomething({ ip, fqdn, url }: End): boolean {
  return ip !== null || fqdn !== null || url !== null
}
