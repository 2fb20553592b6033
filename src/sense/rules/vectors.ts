// How it is done, as far as counters tell: floods of one kind of packet, answers of open servers, a whole prefix at once,
// requests. Hints with their numbers. Low and slow attacks are not claimed: they do not show in counters like these.
import type { VectorHint } from '../model/attacks.ts'
import type { Vectors } from '../model/vectors.ts'
import { effectiveSize, shareInterval, sharesOf } from './mix/shares.ts'
import { amountIn, beyondUsual, listed, perSecond, shapeBeyond, type WindowCounts } from './window.ts'

/** While it stood, and what is usual at such a time; usual null: told against nothing, at half of the confidence. */
export interface VectorEvidence {
  seen: WindowCounts
  usual: WindowCounts | null
}

interface Hint {
  vector: string
  label: string
  /** Of what came beyond the usual. */
  share: number
  /** Of the counters alone, before the number of records is looked at. */
  grade: number
  because: string[]
}

const leastShare = 0.15
const leastRecords = 50
const mostHints = 20
const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`

/** The surest first; none where too little was read, or where nothing stands out. Never throws. */
export function vectorHints({ seen, usual }: VectorEvidence, vectors: Vectors): VectorHint[] {
  if (seen.records < leastRecords) return []
  const base = usual ?? nothingBefore(seen)
  if (!(perSecond(seen, amountIn(seen.channel, seen)) > perSecond(base, amountIn(base.channel, base)))) return []
  const found =
    seen.channel === 'web' ? requestFlood(seen, base) : seen.channel === 'flow' ? packetHints(seen, base, vectors) : []
  const size = effectiveSize(seen)
  return found
    .filter((hint) => hint.share >= leastShare)
    .map(({ grade, ...hint }) => ({
      ...hint,
      share: round(Math.min(1, hint.share)),
      confidence: sure(grade, hint.share, size, usual !== null),
    }))
    .sort((a, b) => b.confidence * b.share - a.confidence * a.share || (a.vector < b.vector ? -1 : 1))
    .slice(0, mostHints)
}

const round = (value: number) => Math.round(value * 1000) / 1000

/** Lowered where sampling leaves the share open, and where nobody knows what is usual. */
function sure(grade: number, share: number, size: number, usualKnown: boolean): number {
  const { low, high } = shareInterval(Math.min(1, share), size)
  return round(Math.max(0, Math.min(0.97, grade * (1 - (high - low)) * (usualKnown ? 1 : 0.5))))
}

function nothingBefore(seen: WindowCounts): WindowCounts {
  return {
    ...seen,
    bytes: 0,
    packets: 0,
    flows: 0,
    countries: new Map(),
    parts: new Map(),
    shapes: new Map(),
    destinationsPerBucket: null,
    heavy: [],
  }
}

function packetHints(seen: WindowCounts, usual: WindowCounts, vectors: Vectors): Hint[] {
  const protocols = sharesOf(beyondUsual(seen, usual, (window) => window.parts))
  const reflected = amplifications(seen, usual, vectors)
  return [
    ...reflected,
    ...tcpFloods(seen, usual, protocols.get('6') ?? 0),
    ...udpFlood(
      protocols.get('17') ?? 0,
      reflected.reduce((sum, hint) => sum + hint.share, 0),
    ),
    ...icmpFlood((protocols.get('1') ?? 0) + (protocols.get('58') ?? 0)),
    ...carpet(seen, usual),
  ]
}

/** Each port by itself, since answers of DNS are usual where those of memcached never are. */
function amplifications(seen: WindowCounts, usual: WindowCounts, vectors: Vectors): Hint[] {
  return vectors.amplification.flatMap(({ id, name, port, factor }) => {
    const share = shapeBeyond(seen, usual, id) ?? 0
    if (share < leastShare) return []
    const [least, most] = factor ?? []
    const amplifies =
      least === undefined || most === undefined
        ? 'how much it amplifies is not published'
        : `amplifies ${least === most ? least : `${least} to ${most}`} times, as published`
    return [
      {
        vector: id,
        label: `Amplification by ${name}`,
        share,
        grade: 0.9,
        because: [
          `${percent(share)} of the packets beyond the usual come from UDP port ${port} (${name}; ${amplifies}).`,
          `Usually it is ${percent(shapeShare(usual, id))} of all packets.`,
          `They have ${Math.round(bytesEach(seen, id))} bytes each.`,
        ],
      },
    ]
  })
}

function shapeShare(window: WindowCounts, shape: string): number {
  return window.packets > 0 ? (window.shapes.get(shape)?.packets ?? 0) / window.packets : 0
}

function bytesEach(window: WindowCounts, shape: string): number {
  const { packets = 0, bytes = 0 } = window.shapes.get(shape) ?? {}
  return packets > 0 ? bytes / packets : 0
}

const tcpShapes = [
  { shape: 'syn-only', vector: 'syn-flood', label: 'SYN flood', what: 'only ask for a connection' },
  {
    shape: 'syn-ack',
    vector: 'syn-ack-reflection',
    label: 'SYN-ACK reflection',
    what: 'answer connections that nobody opened',
  },
  { shape: 'rst', vector: 'rst-flood', label: 'RST flood', what: 'reset connections' },
  { shape: 'ack-only', vector: 'ack-flood', label: 'ACK flood', what: 'acknowledge and carry nothing' },
  {
    shape: 'no-flags',
    vector: 'null-flood',
    label: 'TCP without flags',
    what: 'carry no flag at all, which no system sends',
  },
] as const

function tcpFloods(seen: WindowCounts, usual: WindowCounts, tcp: number): Hint[] {
  return tcpShapes.flatMap(({ shape, vector, label, what }) => {
    const share = shapeBeyond(seen, usual, shape) ?? 0
    const before = shapeShare(usual, shape)
    // People acknowledge too: more of what is usual anyway is no flood.
    if (share < Math.max(leastShare, 2 * before)) return []
    const because = [
      `${percent(share)} of the packets beyond the usual ${what}; usually ${percent(before)}.`,
      `TCP is ${percent(tcp)} of what came beyond the usual.`,
    ]
    return [{ vector, label, share, grade: shape === 'ack-only' ? 0.6 : 0.9, because }]
  })
}

/** What is UDP and not answers of known services. */
function udpFlood(udp: number, reflected: number): Hint[] {
  const share = udp - reflected
  if (share < 0.4) return []
  return [
    {
      vector: 'udp-flood',
      label: 'UDP flood',
      share,
      grade: 0.8,
      because: [
        `${percent(share)} of what came beyond the usual is UDP from ports that no known service answers from.`,
      ],
    },
  ]
}

function icmpFlood(icmp: number): Hint[] {
  return icmp < leastShare
    ? []
    : [
        {
          vector: 'icmp-flood',
          label: 'ICMP flood',
          share: icmp,
          grade: 0.85,
          because: [`${percent(icmp)} of what came beyond the usual is ICMP.`],
        },
      ]
}

/** Many addresses of the target at once, and none of them stands out: thresholds per address see nothing. */
function carpet(seen: WindowCounts, usual: WindowCounts): Hint[] {
  const [now, before] = [seen.destinationsPerBucket, usual.destinationsPerBucket ?? 0]
  if (now === null || now < 32 || now < 3 * before) return []
  const top = mostHit(seen, usual)
  if (top !== null && top > 0.25) return []
  const even = top === null ? 'no single address is listed' : `the most hit one gets ${percent(top)} of it`
  const share = Math.max(0, 1 - perSecond(usual, usual.packets) / perSecond(seen, seen.packets))
  return [
    {
      vector: 'carpet-bombing',
      label: 'Carpet bombing',
      share,
      grade: top === null ? 0.6 : 0.85,
      because: [
        `It goes to about ${Math.round(now)} addresses of the target at once, usually ${Math.round(before)}.`,
        `None stands out: ${even}.`,
      ],
    },
  ]
}

/** Of what came beyond the usual, the share of the address that got most of it; null where addresses are not listed. */
function mostHit(seen: WindowCounts, usual: WindowCounts): number | null {
  const more = perSecond(seen, seen.packets) - perSecond(usual, usual.packets)
  const before = new Map(listed(usual, 'destination').map((one) => [one.key, one.amount]))
  const extra = listed(seen, 'destination').map(
    ({ key, amount }) => perSecond(seen, amount) - perSecond(usual, before.get(key) ?? 0),
  )
  return extra.length === 0 || !(more > 0) ? null : Math.min(1, Math.max(0, ...extra) / more)
}

/** Seen from the log: pages without what belongs to them, made-up queries, tools. */
function requestFlood(seen: WindowCounts, usual: WindowCounts): Hint[] {
  const now = (shape: string) => shapeBeyond(seen, usual, shape) ?? 0
  const before = (shape: string) => (usual.flows > 0 ? (usual.shapes.get(shape)?.packets ?? 0) / usual.flows : 0)
  const because: string[] = []
  let grade = 0
  const sign = (holds: boolean, worth: number, says: string) => {
    if (!holds) return
    grade = 1 - (1 - grade) * (1 - worth)
    because.push(says)
  }
  const shown = (shape: string) =>
    `${percent(now(shape))} of the requests beyond the usual, usually ${percent(before(shape))}`
  sign(
    before('asset') > 0.1 && now('asset') < 0.3 * before('asset'),
    0.6,
    `Pictures, styles and scripts are hardly fetched: ${shown('asset')}.`,
  )
  sign(
    now('random-query') > Math.max(0.2, 3 * before('random-query')),
    0.5,
    `Queries are made up to pass by caches: ${shown('random-query')}.`,
  )
  sign(
    now('no-referrer') > Math.max(0.8, 1.4 * before('no-referrer')),
    0.3,
    `They come from no page: ${shown('no-referrer')}.`,
  )
  const tools = now('tool-agent') + now('empty-agent')
  sign(
    tools > Math.max(0.15, 3 * (before('tool-agent') + before('empty-agent'))),
    0.35,
    `Tools or nameless clients send ${percent(tools)} of them.`,
  )
  sign(now('post') > Math.max(0.3, 4 * before('post')), 0.3, `They post: ${shown('post')}.`)
  const share = Math.max(0, 1 - perSecond(usual, usual.flows) / perSecond(seen, seen.flows))
  return grade < 0.5 ? [] : [{ vector: 'http-flood', label: 'HTTP flood', share, grade, because }]
}
