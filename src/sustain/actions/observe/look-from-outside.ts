// Looking at a service from outside, because somebody asked for it now: DNS and TLS, then proposals. Nothing is written.
import { getServers } from 'node:dns'
import { isIP } from 'node:net'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { closedAddress, readAllowed } from '#platform/fetch/address.ts'
import { ClosedAddress, openAddresses } from '#platform/fetch/connect.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/observe.ts'
import { partRecord } from '../../events.ts'
import type { SeenName } from '../../model/observed.ts'
import type { Upstream } from '../../model/resolvers.ts'
import { observeNames } from '../../probe/observe-names.ts'
import { observeTls } from '../../probe/observe-tls.ts'
import { isHostName } from '../../rules/observe/domain.ts'
import { proposalsFrom } from '../../rules/observe/proposals.ts'
import { partsNamed } from '../../store/known-keys.ts'
import type { SustainRoom } from '../room.ts'

type Input = InputOf<typeof api.observeService>
type Output = OutputOf<typeof api.observeService>

const questionMilliseconds = 3000
/** For all names of one call; what is not seen by then is said. */
const wholeMilliseconds = 45_000
const tlsMilliseconds = 5000
const mostTlsBytes = 256 * 1024
const namesAtOnce = 4

export async function observeService(room: SustainRoom, input: Input, call: Call): Promise<Reply<Output>> {
  if (call.reader.person === null) return refuse('person-needed')
  const names = await namesOf(room, input, call)
  if (!names.ok) return names
  const resolvers = resolversFor(room, input.resolver)
  if (!resolvers.ok) return resolvers
  const signal = AbortSignal.timeout(wholeMilliseconds)
  const look = (name: string) => lookAt(room, name, resolvers.value, input.port ?? 443, signal)
  const seen: SeenName[] = []
  for (let from = 0; from < names.value.length; from += namesAtOnce)
    seen.push(...(await Promise.all(names.value.slice(from, from + namesAtOnce).map(look))))
  const unknown = proposalsFrom(seen, new Map(), call.now)
  const known = await partsNamed(
    room.journal,
    call.view,
    unknown.map(({ alias }) => alias),
  )
  return done({ seen, proposals: proposalsFrom(seen, new Map(known.map(({ key, id }) => [key, id])), call.now) })
}

async function namesOf(room: SustainRoom, { names, part }: Input, { view }: Call): Promise<Reply<string[]>> {
  const held = part === undefined ? undefined : await room.journal.reads.one(partRecord, view, part)
  if (part !== undefined && !held) return refuse('unknown', `There is no part ${part} that you may read.`, '/part')
  const given = names ?? held?.state.aliases.filter(isHostName) ?? []
  const plain = [...new Set(given.map((name) => name.toLowerCase().replace(/\.$/, '')))]
  const wrong = plain.find((name) => !isHostName(name))
  if (wrong !== undefined) return refuse('bad-input', `${wrong} is no host name.`, '/names')
  return plain.length === 0 ? refuse('nothing-to-observe') : done(plain.slice(0, 20))
}

/** The resolvers of this machine are those its administrator set up; one that somebody names is judged like any way out. */
function resolversFor(room: SustainRoom, given: Input['resolver']): Reply<Upstream[]> {
  const upstream = (address: string, port: number): Upstream => ({
    name: address,
    transport: 'udp',
    address,
    port,
    unionBased: false,
  })
  if (given) {
    const closed = closedAddress(given.address, given.address, readAllowed(room.settings.fetchAllow))
    if (closed !== undefined)
      return refuse('resolver-closed', `${given.address} is a ${closed} address.`, '/resolver/address')
    return done([upstream(given.address, given.port ?? 53)])
  }
  const servers = getServers()
    .map((text) => serverIn(text))
    .filter((one) => one !== null)
  return servers.length > 0
    ? done(servers.map(({ address, port }) => upstream(address, port)))
    : refuse('resolver-closed', 'This machine has no resolver; name one.')
}

/** As Node writes them: an address, or one with a port behind it. */
function serverIn(text: string): { address: string; port: number } | null {
  if (isIP(text)) return { address: text, port: 53 }
  const [, address = '', port = ''] = /^\[?([0-9a-fA-F:.]+)\]?:(\d+)$/.exec(text) ?? []
  return isIP(address) ? { address, port: Number(port) } : null
}

async function lookAt(
  room: SustainRoom,
  name: string,
  resolvers: readonly Upstream[],
  port: number,
  signal: AbortSignal,
): Promise<SeenName> {
  const dns = await observeNames(name, resolvers, { questionMilliseconds, signal })
  const tls = await certificateAt(room, name, dns.addresses, port, signal)
  return {
    name,
    ...dns,
    certificate: tls.certificate,
    problems: [...dns.problems, ...tls.problems].map((one) => one.slice(0, 400)),
  }
}

async function certificateAt(
  room: SustainRoom,
  name: string,
  found: readonly string[],
  port: number,
  signal: AbortSignal,
) {
  const problems: string[] = []
  const none = { certificate: null, problems }
  if (found.length === 0 || signal.aborted) return none
  const { fetchAllow, port: own } = room.settings
  const guard = { allowed: readAllowed(fetchAllow), resolve: async () => [...found], ownPort: () => own || null }
  try {
    for (const address of (await openAddresses(name, port, guard)).slice(0, 2)) {
      const seen = await observeTls({ address, port, name, milliseconds: tlsMilliseconds, mostBytes: mostTlsBytes })
      if (seen.ok) return { certificate: seen.certificate, problems }
      problems.push(`${name} at ${address}, port ${port}: ${seen.why}`)
    }
  } catch (error) {
    if (!(error instanceof ClosedAddress)) throw error
    problems.push(`${error.message}; its certificate is not looked at.`)
  }
  return none
}
