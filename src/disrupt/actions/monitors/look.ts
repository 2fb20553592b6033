// One look at a target: its name, the door, the certificate, the page. Bounded in time and size, follows nothing, and asks no address
// that the guard closes. Never throws.
import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { readAllowed } from '#platform/fetch/address.ts'
import { ClosedAddress, openAddresses } from '#platform/fetch/connect.ts'
import {
  createNames,
  mostPageBytes,
  type Names,
  nothingNoted,
  openTcp,
  openTls,
  Stopped,
  takePage,
} from '#sustain/probe/index.ts'
import type { Sighting } from '../../model/monitors/sighting.ts'
import type { SeizurePage } from '../../model/operations/operation.ts'
import type { StandIn, TargetKind } from '../../model/targets/target.ts'
import { hexOf, simhashOf, titleOf, wordsOf } from '../../rules/monitors/simhash.ts'

type Allowed = ReturnType<typeof readAllowed>

export interface LookArea {
  /** Of the machine, for what is real. */
  names: Names
  allowed: Allowed
  /** What exercises may ask; nothing unless the administrator names it. */
  standIns: Allowed
  ownPort: () => number | null
  timeoutMilliseconds: number
  connectMilliseconds: number
}

export interface Asked {
  kind: TargetKind
  name: string
  /** In an exercise; nothing else is asked then. */
  standIn: StandIn | null
  exercise: boolean
  pages: readonly Pick<SeizurePage, 'key' | 'phrases'>[]
  at: string
}

type Seen = Omit<Sighting, 'at' | 'milliseconds'>

const nothingSeen = (): Seen => ({
  ...{ dns: 'none', addresses: [], wildcard: false, page: 'none', status: null, leadsTo: null, title: '' },
  ...{ simhash: null, phrasesOf: [], cut: false, certificate: null, key: null, why: '' },
})

export async function look(area: LookArea, asked: Asked): Promise<Sighting> {
  const seen = nothingSeen()
  const began = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      seen.why ||= `It took longer than ${area.timeoutMilliseconds} ms.`
      if (seen.page === 'none' && seen.addresses.length > 0) seen.page = 'no-answer'
      resolve()
    }, area.timeoutMilliseconds)
  })
  const left = () => Math.max(1, area.timeoutMilliseconds - (performance.now() - began))
  const walked = walk(area, asked, seen, left).catch((error: unknown) => {
    seen.why ||= (error instanceof Error ? error.message : String(error)).slice(0, 300)
  })
  await Promise.race([walked, late])
  clearTimeout(timer)
  // What comes after the time is over changes nothing any more.
  return { ...seen, addresses: [...seen.addresses], at: asked.at, milliseconds: Math.round(performance.now() - began) }
}

async function walk(area: LookArea, asked: Asked, seen: Seen, left: () => number): Promise<void> {
  const { standIn, exercise } = asked
  if (exercise && (standIn === null || !isStandIn(area, standIn.address))) {
    seen.why = 'In an exercise only a stand-in that this node allows is asked.'
    return
  }
  const found = await findAddresses(area, asked, seen)
  if (found.length === 0) return
  const ports = { tls: standIn ? standIn.tlsPort : 443, http: standIn ? standIn.httpPort : 80 }
  for (const [plain, port] of [
    [false, ports.tls],
    [true, ports.http],
  ] as const) {
    if (port === null) continue
    if (await tryPage(area, asked, seen, { found, port, plain, left })) return
  }
}

async function findAddresses(area: LookArea, { kind, name, standIn }: Asked, seen: Seen): Promise<string[]> {
  if (standIn !== null && standIn.dnsPort === null) return keep(seen, [standIn.address])
  if (kind === 'address') return keep(seen, [name])
  const names = standIn ? createNames([hostPort(standIn.address, standIn.dnsPort ?? 53)]) : area.names
  try {
    const found = await names.resolve(name)
    seen.dns = 'answered'
    keep(seen, found)
    seen.wildcard = await isWildcard(names, name, found)
    return found
  } catch (error) {
    seen.dns = error instanceof Stopped && error.outcome === 'nxdomain' ? 'nxdomain' : 'failed'
    seen.why = (error instanceof Error ? error.message : '').slice(0, 300)
    return []
  }
}

const hostPort = (address: string, port: number) =>
  isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`
function keep(seen: Seen, addresses: string[]): string[] {
  seen.addresses = addresses.slice(0, 16)
  return seen.addresses
}

/** A sibling that nobody registers leads to the same place. Only where the zone is not that of a whole country or kind. */
async function isWildcard(names: Names, name: string, found: readonly string[]): Promise<boolean> {
  const parent = name.split('.').slice(1)
  if (parent.length < 2) return false
  const sibling = `tocsin-${createHash('sha256').update(name).digest('hex').slice(0, 16)}.${parent.join('.')}`
  const there = await names.resolve(sibling).catch(() => [])
  return there.length > 0 && there.every((one) => found.includes(one))
}

interface Door {
  found: readonly string[]
  port: number
  plain: boolean
  /** Milliseconds until the whole look is over. */
  left: () => number
}

/** True when a page came, so that nothing more is tried. */
async function tryPage(area: LookArea, asked: Asked, seen: Seen, { found, port, plain, left }: Door): Promise<boolean> {
  const noted = nothingNoted()
  const limits = { timeoutMilliseconds: left(), connectMilliseconds: Math.min(left(), area.connectMilliseconds) }
  const guard = asked.exercise
    ? {
        allowed: area.standIns,
        resolve: async () => found.filter((one) => isStandIn(area, one)),
        ownPort: area.ownPort,
      }
    : { allowed: area.allowed, resolve: async () => [...found], ownPort: area.ownPort }
  try {
    // An address as a name would be taken as it is; the list that was found decides.
    const open = await openAddresses(isIP(asked.name) && asked.standIn ? 'stand-in' : asked.name, port, guard)
    const socket = await openTcp(open, port, limits, noted)
    try {
      const secure = plain ? null : await openTls(socket, asked.name, left(), noted)
      if (secure) noteCertificate(seen, noted.certificate, secure)
      const endpoint = { kind: 'http' as const, host: asked.name, port, plain }
      const page = await takePage(secure ?? socket, endpoint, left(), noted)
      notePage(seen, asked, page, noted.bytes >= mostPageBytes)
      return true
    } finally {
      socket.destroy()
    }
  } catch (error) {
    noteFailure(seen, error, noted.status)
    return false
  }
}

const isStandIn = ({ standIns }: LookArea, address: string) =>
  standIns.ranges.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

function noteCertificate(seen: Seen, certificate: string | null, secure: TLSSocket): void {
  seen.certificate = certificate
  const spki = secure.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' })
  seen.key = spki ? createHash('sha256').update(spki).digest('hex') : null
}

function notePage(
  seen: Seen,
  { name, pages }: Asked,
  { status, location, body }: { status: number; location: string | null; body: Buffer },
  cut: boolean,
): void {
  const text = body.toString('utf8')
  const words = wordsOf(text)
  const said = words.join(' ')
  const simhash = simhashOf(words)
  seen.page = 'answered'
  seen.status = status
  seen.why = ''
  seen.leadsTo = location === null ? null : otherHost(location, name)
  seen.title = titleOf(text)
  seen.simhash = simhash && hexOf(simhash)
  seen.cut = cut
  seen.phrasesOf = pages
    .filter(({ phrases }) => phrases.every((phrase) => said.includes(wordsOf(phrase).join(' '))))
    .map(({ key }) => key)
}

function otherHost(location: string, name: string): string | null {
  if (!URL.canParse(location, `http://${isIP(name) === 6 ? `[${name}]` : name}/`)) return null
  const host = new URL(location, `http://${isIP(name) === 6 ? `[${name}]` : name}/`).hostname
  return host === name || host === `www.${name}` || `www.${host}` === name ? null : host.slice(0, 253)
}

function noteFailure(seen: Seen, error: unknown, status: number | null): void {
  seen.why = (error instanceof Error ? error.message : String(error)).slice(0, 300)
  if (error instanceof ClosedAddress) seen.page = 'closed-address'
  else if (error instanceof Stopped && error.outcome === 'refused') seen.page = 'refused'
  else if (error instanceof Stopped && ['server-error', 'tls-failed'].includes(error.outcome)) seen.page = 'not-http'
  else seen.page = 'no-answer'
  seen.status = status
}
