// What parsers of configuration files write into while they read: bounded, with the line of everything.
import {
  type ConfigurationForm,
  configurationLimits,
  type ReadConfiguration,
} from '../../model/resolver-configuration.ts'
import type { Transport } from '../../model/resolvers.ts'
import { type KnownResolvers, plainAddress, usedResolver } from '../resolvers/known.ts'

export interface Asked {
  transport: Transport
  port?: number | undefined
  tlsName?: string | undefined
  role?: 'used' | 'fallback'
}

export interface Reading {
  result: ReadConfiguration
  read(line: number, text: string, means: string): void
  skip(line: number, text: string, why: string): void
  remark(text: string): void
  /** false: that is no address, and the line was noted as not read. */
  resolver(line: number, text: string, address: string, asked: Asked): boolean
  /** Known by its name alone. */
  named(line: number, text: string, tlsName: string, transport: Transport): void
  zone(line: number, text: string, name: string, servers: readonly string[], survives: boolean | null): void
  /** This server asks the authoritative servers itself. */
  recursion(why: string): void
}

const domain = /^(\.|[A-Za-z0-9_*-]{1,63}(\.[A-Za-z0-9_-]{1,63}){0,60}\.?)$/

export function plainName(text: string): string | null {
  const name = text.replace(/^"|"$/g, '').toLowerCase()
  if (name === '.' || name === '') return '.'
  return domain.test(name) && name.length <= 253 ? name.replace(/\.$/, '') : null
}

/** Control characters of a foreign file move no cursor and hide nothing. */
export function shownLine(text: string): string {
  const start = text.slice(0, 1000)
  return start
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .slice(0, configurationLimits.shown)
}

export function openReading(form: ConfigurationForm, known: KnownResolvers): Reading {
  const result: ReadConfiguration = {
    ...{ form, resolvers: [], validates: null, bootstrap: null, internalZones: [] },
    ...{ read: [], notRead: [], readTotal: 0, notReadTotal: 0, remarks: [] },
  }
  const note = (list: ReadConfiguration['read'], line: number, text: string, means: string) => {
    if (list.length < configurationLimits.shown) list.push({ line, text: shownLine(text), means: means.slice(0, 400) })
  }
  const it: Reading = {
    result,
    read(line, text, means) {
      result.readTotal += 1
      note(result.read, line, text, means)
    },
    skip(line, text, why) {
      result.notReadTotal += 1
      note(result.notRead, line, text, why)
    },
    remark(text) {
      if (result.remarks.length < 60 && !result.remarks.includes(text)) result.remarks.push(text.slice(0, 600))
    },
    resolver: (line, text, given, asked) => addResolver(it, known, line, text, given, asked),
    named(line, text, tlsName, transport) {
      const name = plainName(tlsName)
      if (name === null || name === '.') {
        it.skip(line, text, 'That is neither an address nor a name.')
        return
      }
      if (result.resolvers.length >= configurationLimits.resolvers) {
        it.skip(line, text, tooMany)
        return
      }
      result.resolvers.push(usedResolver(known, { address: null, transport, tlsName: name, knownBy: 'configuration' }))
      it.read(line, text, `Asks ${name}, known by its name alone.`)
    },
    zone(line, text, given, servers, survives) {
      const name = plainName(given)
      if (name === null || name === '.') {
        it.skip(line, text, 'That is no name of a zone.')
        return
      }
      if (result.internalZones.length >= configurationLimits.zones) {
        it.skip(line, text, `More than ${configurationLimits.zones} zones.`)
        return
      }
      const before = result.internalZones.find((zone) => zone.name === name)
      const more = servers.flatMap((server) => plainAddress(server) ?? []).slice(0, 20)
      if (before) before.servers = [...new Set([...before.servers, ...more])].slice(0, 20)
      else result.internalZones.push({ name, servers: more, survives })
      it.read(line, text, `The zone ${name} is answered or asked for on its own.`)
    },
    recursion(why) {
      result.resolvers.push({
        ...{
          name: 'Recursion of its own',
          role: 'used',
          how: 'recursion',
          transport: 'udp',
          address: null,
          known: null,
        },
        ...{ operator: null, country: null, unionBased: null, validates: null, knownBy: 'configuration' },
      })
      it.remark(why)
    },
  }
  return it
}

const tooMany = `More than ${configurationLimits.resolvers} resolvers.`

function addResolver(
  it: Reading,
  known: KnownResolvers,
  line: number,
  text: string,
  given: string,
  asked: Asked,
): boolean {
  const { result } = it
  const address = plainAddress(given.replace(/%[\w.-]{1,20}$/, ''))
  const { transport, port, tlsName, role = 'used' } = asked
  const name = tlsName === undefined ? undefined : (plainName(tlsName) ?? undefined)
  if (address === null) it.skip(line, text, 'That is no address.')
  else if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536))
    it.skip(line, text, 'That is no port.')
  else if (result.resolvers.length >= configurationLimits.resolvers) it.skip(line, text, tooMany)
  else {
    const one = usedResolver(known, { address, transport, port, tlsName: name, role, knownBy: 'configuration' })
    const same = result.resolvers.some(
      (other) => other.address === address && other.transport === transport && other.port === one.port,
    )
    if (!same) result.resolvers.push(one)
    const who = one.known ? ` (${one.name})` : ''
    it.read(
      line,
      text,
      `${role === 'fallback' ? 'Falls back to' : 'Asks'} ${address}${who} over ${transport}${port ? `, port ${port}` : ''}.`,
    )
    return true
  }
  return false
}

export interface Line {
  number: number
  text: string
}

/** Lines without what stands behind one of these signs, and without empty ones. */
export function linesOf(text: string, comments: readonly string[]): Line[] {
  const lines: Line[] = []
  // In the middle of a word such a sign is a part of it: 192.0.2.1#5353.
  const comment = new RegExp(`(^|\\s)[${comments.join('')}].*$`)
  for (const [at, raw] of text.split(/\r\n|\n|\r/, configurationLimits.lines).entries()) {
    const line = raw.slice(0, configurationLimits.line).replace(comment, '').trim()
    if (line !== '') lines.push({ number: at + 1, text: line })
  }
  return lines
}
