// A name server in this process that can be told to be well, slow, silent, lying, flapping or talking nonsense: UDP and TCP, one port.
import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { type Answer, AUTHORITATIVE_ANSWER, type DecodedPacket, decode, encode, RECURSION_AVAILABLE } from 'dns-packet'

export type Behaviour =
  | { kind: 'well' }
  /** Takes questions and says nothing. */
  | { kind: 'silent' }
  | { kind: 'slow'; milliseconds: number }
  /** Every A record is this address. */
  | { kind: 'lying'; address: string }
  | { kind: 'servfail' | 'refused' | 'nxdomain' | 'empty' }
  | { kind: 'garbage' }
  /** Over UDP it says "truncated" and nothing else. */
  | { kind: 'truncating' }
  /** Before each answer three forged ones: another id, another question, another source port. */
  | { kind: 'spoofed' }
  /** Well for so long, silent for so long, over and over, from the moment it is set. */
  | { kind: 'flapping'; wellMilliseconds: number; silentMilliseconds: number }
  /** Silent for so large a share of the questions, by `chance` (0 to 1 at each call). */
  | { kind: 'losing'; share: number; chance: () => number }

export interface StubServer {
  readonly address: string
  readonly port: number
  /** Questions that came, by name in lower case, resolvers' own ones included. */
  readonly asked: Map<string, number>
  behave(behaviour: Behaviour): void
  /** Closes its sockets, as if the process had died; `start` opens the same port again. */
  kill(): Promise<void>
  start(): Promise<void>
}

export interface StubOptions {
  /** 127.0.0.1 unless given; any address of loopback. */
  address?: string
  port?: number
  /** Addresses by name: A records; with a colon in them, AAAA records. Everything else does not exist. */
  names: Record<string, readonly string[]>
  ttlSeconds?: number
}

const rcodes = { servfail: 2, nxdomain: 3, refused: 5 } as const

export async function startStub({
  address = '127.0.0.1',
  port = 0,
  names,
  ttlSeconds = 1,
}: StubOptions): Promise<StubServer> {
  const asked = new Map<string, number>()
  const open = new Set<Socket>()
  let behaviour: Behaviour = { kind: 'well' }
  let since = Date.now()
  let at = port
  let udp: UdpSocket | undefined
  let tcp: Server | undefined

  /** The answers to one question, in the order in which they are sent, and after how long. */
  function answersTo(bytes: Buffer, overUdp: boolean): { after: number; packets: Buffer[] } {
    const query = decoded(bytes)
    const question = query?.questions?.[0]
    if (!query || !question) return { after: 0, packets: [] }
    const name = question.name.toLowerCase()
    asked.set(name, (asked.get(name) ?? 0) + 1)
    const now = behaviour
    if (isSilent(now, Date.now() - since)) return { after: 0, packets: [] }
    if (now.kind === 'garbage')
      return { after: 0, packets: [Buffer.concat([bytes.subarray(0, 2), Buffer.alloc(40, 0xff)])] }
    const right = packetFor(query, now, names, ttlSeconds, overUdp)
    const after = now.kind === 'slow' ? now.milliseconds : 0
    if (now.kind !== 'spoofed' || !overUdp) return { after, packets: [right] }
    const otherId = Buffer.from(right)
    otherId.writeUInt16BE((right.readUInt16BE(0) + 1) & 0xffff, 0)
    return { after, packets: [otherId, otherQuestion(query), right] }
  }

  function heard(bytes: Buffer, from: RemoteInfo): void {
    const { after, packets } = answersTo(bytes, true)
    const socket = udp
    const send = () => {
      for (const packet of packets) socket?.send(packet, from.port, from.address, () => {})
    }
    if (behaviour.kind === 'spoofed') fromElsewhere(packets.at(-1), from)
    if (after === 0) send()
    else setTimeout(send, after).unref()
  }

  function connected(socket: Socket): void {
    open.add(socket)
    socket.on('error', () => {}).on('close', () => open.delete(socket))
    let waiting = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk])
      while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
        const length = waiting.readUInt16BE(0)
        const { after, packets } = answersTo(waiting.subarray(2, 2 + length), false)
        waiting = waiting.subarray(2 + length)
        for (const packet of packets) setTimeout(() => inPieces(socket, packet), after).unref()
      }
    })
  }

  async function start(): Promise<void> {
    since = Date.now()
    // A port that is free for UDP need not be free for TCP: ask for both until one is.
    for (let turn = 0; turn < 20; turn++) {
      udp = createSocket('udp4', heard)
      udp.on('error', () => {})
      udp.bind(at, address)
      await once(udp, 'listening')
      const bound = udp.address().port
      tcp = createServer(connected)
      tcp.listen(bound, address)
      try {
        await once(tcp, 'listening')
        at = bound
        return
      } catch {
        udp.close()
        if (at !== 0) throw new Error(`Port ${at} of ${address} is taken`)
      }
    }
    throw new Error(`No port of ${address} is free for UDP and TCP`)
  }

  async function kill(): Promise<void> {
    for (const socket of open) socket.destroy()
    const [one, two] = [udp, tcp]
    udp = undefined
    tcp = undefined
    await Promise.all([
      new Promise<void>((resolve) => (one ? one.close(() => resolve()) : resolve())),
      new Promise<void>((resolve) => (two ? two.close(() => resolve()) : resolve())),
    ])
  }

  await start()
  return {
    address,
    get port() {
      return at
    },
    asked,
    behave(next) {
      behaviour = next
      since = Date.now()
    },
    kill,
    start,
  }
}

function decoded(bytes: Buffer): DecodedPacket | undefined {
  try {
    return decode(bytes)
  } catch {
    return undefined
  }
}

function isSilent(behaviour: Behaviour, milliseconds: number): boolean {
  if (behaviour.kind === 'silent') return true
  if (behaviour.kind === 'losing') return behaviour.chance() < behaviour.share
  if (behaviour.kind !== 'flapping') return false
  const turn = behaviour.wellMilliseconds + behaviour.silentMilliseconds
  return milliseconds % turn >= behaviour.wellMilliseconds
}

function packetFor(
  query: DecodedPacket,
  behaviour: Behaviour,
  names: StubOptions['names'],
  ttl: number,
  overUdp: boolean,
): Buffer {
  const [question] = query.questions ?? []
  if (!question) throw new Error('No question')
  const known = names[question.name.toLowerCase()]
  const base = { type: 'response' as const, id: query.id ?? 0, questions: [question] }
  const flags = AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | (query.flag_rd ? 0x0100 : 0)
  const soa: Answer = {
    type: 'SOA',
    name: question.name,
    ttl,
    data: { mname: 'ns.test', rname: 'x.test', serial: 1, refresh: 60, retry: 60, expire: 60, minimum: ttl },
  }
  if (behaviour.kind === 'truncating' && overUdp) return encode({ ...base, flags: flags | 0x0200 })
  if (behaviour.kind === 'servfail' || behaviour.kind === 'refused')
    return encode({ ...base, flags: flags | rcodes[behaviour.kind] })
  if (behaviour.kind === 'nxdomain' || !known)
    return encode({ ...base, flags: flags | rcodes.nxdomain, authorities: [soa] })
  const right = known.filter((one) => (question.type === 'AAAA' ? one.includes(':') : !one.includes(':')))
  const given = behaviour.kind === 'lying' && question.type === 'A' ? [behaviour.address] : right
  const type = question.type
  const answers: Answer[] =
    behaviour.kind === 'empty' || (type !== 'A' && type !== 'AAAA')
      ? []
      : given.map((data) => ({ type, name: question.name, ttl, data }))
  return encode({ ...base, flags, answers, authorities: answers.length === 0 ? [soa] : [] })
}

function otherQuestion(query: DecodedPacket): Buffer {
  return encode({
    type: 'response',
    id: query.id ?? 0,
    flags: RECURSION_AVAILABLE,
    questions: [{ type: 'A', name: 'another.test' }],
    answers: [{ type: 'A', name: 'another.test', ttl: 1, data: '203.0.113.99' }],
  })
}

/** The right answer, but not from the port that was asked. */
function fromElsewhere(packet: Buffer | undefined, to: RemoteInfo): void {
  if (!packet) return
  const socket = createSocket('udp4')
  socket.send(packet, to.port, to.address, () => socket.close())
}

/** One byte, then the rest: whoever reads must put pieces together. */
function inPieces(socket: Socket, packet: Buffer): void {
  const framed = Buffer.alloc(packet.length + 2)
  framed.writeUInt16BE(packet.length, 0)
  packet.copy(framed, 2)
  socket.write(framed.subarray(0, 1))
  setTimeout(() => socket.write(framed.subarray(1)), 1).unref()
}
