// A template turned, once, into where each column of a flow stands: what the loops need and nothing else.
import { type MomentKind, moment } from './columns.ts'
import { type CommonPlan, commonPlan } from './common-rows.ts'
import { element, reverseEnterprise, variableLength } from './elements.ts'

/** One field of a template, in its order. `enterprise` 0: an element of IANA's list. */
export interface TemplateField {
  element: number
  enterprise: number
  /** Bytes, or `variableLength`. */
  length: number
}

/** Where a value stands. `width` 0: it is not there. */
export interface Column {
  at: number
  width: number
  /** `at` counts from the start of the record, or from the end of the so many'th variable-length field. */
  segment: number
}

/** Shape of the flows of one family, one way. */
export interface FlowPlan {
  readonly family: 4 | 6
  /** This is the way back of a two-way flow (RFC 5103): rows without packets and bytes are no flows. */
  readonly back: boolean
  readonly source: Column
  readonly destination: Column
  readonly sourcePort: Column
  readonly destinationPort: Column
  readonly protocol: Column
  readonly tcpFlags: Column
  readonly bytes: Column
  readonly packets: Column
  readonly startKind: MomentKind
  readonly start: Column
  readonly endKind: MomentKind
  readonly end: Column
  readonly direction: Column
  readonly sampling: SamplingColumns
  /** The quick way, where the widths allow it. */
  readonly common: CommonPlan | null
}

/** What a record itself says about sampling. */
export interface SamplingColumns {
  /** Any of the following is there, but for the interfaces. */
  readonly isTold: boolean
  /** One in so many packets. */
  readonly interval: Column
  /** So many packets looked at, then so many passed over (elements 305, 306). */
  readonly run: Column
  readonly space: Column
  /** So many out of so many (309, 310). */
  readonly size: Column
  readonly population: Column
  /** The sampler, whose rate came in options. */
  readonly selector: Column
  /** The selector is a Cisco sampler id, of which 0 means none. */
  readonly zeroIsNone: boolean
  readonly input: Column
  readonly output: Column
}

/** How to walk the records of a template. */
export interface RecordShape {
  /** Bytes of a record; the least there can be where fields vary in length. */
  readonly length: number
  /** Fixed bytes before each variable-length field, and after the last; null where every record is of the same length. */
  readonly gaps: Int32Array | null
}

const none: Column = { at: 0, width: 0, segment: 0 }

/** Finds columns by element; the first wins where an element stands several times, as the outermost (RFC 7011 section 8). */
export type Finder = (number: number, enterprise?: number) => Column

export function layOut(fields: readonly TemplateField[]): { find: Finder; shape: RecordShape } {
  const columns = new Map<number, Column>()
  const gaps: number[] = []
  let at = 0
  let least = 0
  for (const field of fields) {
    if (field.length === variableLength) {
      gaps.push(at)
      at = 0
      least++
      continue
    }
    const key = field.enterprise * 65536 + field.element
    const known = field.enterprise === 0 || field.enterprise === reverseEnterprise
    if (known && !columns.has(key)) columns.set(key, { at, width: field.length, segment: gaps.length })
    at += field.length
    least += field.length
  }
  const find: Finder = (number, enterprise = 0) => columns.get(enterprise * 65536 + number) ?? none
  return { find, shape: { length: least, gaps: gaps.length === 0 ? null : Int32Array.from([...gaps, at]) } }
}

/** The first of the columns that is there and of a width that it may have. */
function first(columns: readonly Column[], mostWidth = 8, leastWidth = 1): Column {
  for (const column of columns) if (column.width >= leastWidth && column.width <= mostWidth) return column
  return none
}

const starts = [
  [element.flowStartMilliseconds, moment.milliseconds],
  [element.flowStartSeconds, moment.seconds],
  [element.flowStartMicroseconds, moment.ntp],
  [element.flowStartNanoseconds, moment.ntp],
  [element.flowStartSysUpTime, moment.uptime],
  [element.flowStartDeltaMicroseconds, moment.beforeExport],
] as const
const ends = [
  [element.flowEndMilliseconds, moment.milliseconds],
  [element.flowEndSeconds, moment.seconds],
  [element.flowEndMicroseconds, moment.ntp],
  [element.flowEndNanoseconds, moment.ntp],
  [element.flowEndSysUpTime, moment.uptime],
  [element.flowEndDeltaMicroseconds, moment.beforeExport],
] as const
/** Of single packets (PSAMP, RFC 5477 section 8.4). */
const sightings = [
  [element.observationTimeMilliseconds, moment.milliseconds],
  [element.observationTimeSeconds, moment.seconds],
  [element.observationTimeMicroseconds, moment.ntp],
  [element.observationTimeNanoseconds, moment.ntp],
] as const

type Moment = { kind: MomentKind; column: Column }

function findMoment(find: Finder, kinds: readonly (readonly [number, MomentKind])[], back: boolean): Moment | null {
  for (const enterprise of back ? [reverseEnterprise, 0] : [0]) {
    for (const [number, kind] of kinds) {
      const column = find(number, enterprise)
      const fits = kind === moment.ntp ? column.width === 8 : column.width >= 1 && column.width <= 8
      if (fits) return { kind, column }
    }
  }
  return null
}

const unsaid: Moment = { kind: moment.none, column: none }

function samplingColumns(find: Finder): SamplingColumns {
  const told = {
    interval: first([find(element.samplingInterval), find(element.samplerRandomInterval)]),
    run: first([find(element.samplingPacketInterval)]),
    space: first([find(element.samplingPacketSpace)]),
    size: first([find(element.samplingSize)]),
    population: first([find(element.samplingPopulation)]),
    selector: first([find(element.selectorId), find(element.samplerId)]),
  }
  return {
    ...told,
    isTold: Object.values(told).some((column) => column.width > 0),
    zeroIsNone: find(element.selectorId).width === 0,
    input: first([find(element.ingressInterface)]),
    output: first([find(element.egressInterface)]),
  }
}

interface Counters {
  bytes: Column
  packets: Column
}

function isThere(counters: Counters): boolean {
  return counters.bytes.width + counters.packets.width > 0
}

/** Bytes and packets, one way. Delta before total; what the initiator sent is the forward way, the responder's the way back. */
function counters(find: Finder, back: boolean): Counters {
  if (back) {
    return {
      bytes: first([
        find(element.octetDeltaCount, reverseEnterprise),
        find(element.octetTotalCount, reverseEnterprise),
        find(element.responderOctets),
      ]),
      packets: first([
        find(element.packetDeltaCount, reverseEnterprise),
        find(element.packetTotalCount, reverseEnterprise),
        find(element.responderPackets),
      ]),
    }
  }
  const { octetDeltaCount, octetTotalCount, initiatorOctets, postOctetDeltaCount } = element
  const { packetDeltaCount, packetTotalCount, initiatorPackets, postPacketDeltaCount } = element
  return {
    bytes: first([octetDeltaCount, octetTotalCount, initiatorOctets, postOctetDeltaCount].map((x) => find(x))),
    packets: first([packetDeltaCount, packetTotalCount, initiatorPackets, postPacketDeltaCount].map((x) => find(x))),
  }
}

export type CompiledFlows =
  | { ok: true; plans: readonly FlowPlan[]; half: boolean; mixed: boolean; usesUptime: boolean }
  | { ok: false; why: 'no-address' | 'no-counter' }

/**
 * The plans by which one record is read: one for each family whose addresses the template has, and one more each for the way back.
 * `half`: only bytes or only packets are told. `mixed`: both families stand in every record, one of them zero. Refused: templates without both addresses, or without any counter.
 */
export function compileFlows(find: Finder): CompiledFlows {
  const plans: FlowPlan[] = []
  const forward = counters(find, false)
  const backward = counters(find, true)
  if (!isThere(forward) && !isThere(backward)) return { ok: false, why: 'no-counter' }
  for (const family of [4, 6] as const) {
    const source = address(find, family, 'source')
    const destination = address(find, family, 'destination')
    if (source.width === 0 || destination.width === 0) continue
    if (isThere(forward)) plans.push(onePlan(find, family, source, destination, false))
    if (isThere(backward)) plans.push(onePlan(find, family, destination, source, true))
  }
  if (plans.length === 0) return { ok: false, why: 'no-address' }
  return {
    ok: true,
    plans,
    half: plans.some((plan) => plan.bytes.width === 0 || plan.packets.width === 0),
    mixed: plans.some((plan) => plan.family !== plans[0]?.family),
    usesUptime: plans.some((plan) => plan.startKind === moment.uptime || plan.endKind === moment.uptime),
  }
}

function address(find: Finder, family: 4 | 6, end: 'source' | 'destination'): Column {
  if (family === 4) {
    const [host, prefix] =
      end === 'source'
        ? [element.sourceIPv4Address, element.sourceIPv4Prefix]
        : [element.destinationIPv4Address, element.destinationIPv4Prefix]
    return first([find(host), find(prefix)], 4, 4)
  }
  const [host, prefix] =
    end === 'source'
      ? [element.sourceIPv6Address, element.sourceIPv6Prefix]
      : [element.destinationIPv6Address, element.destinationIPv6Prefix]
  return first([find(host), find(prefix)], 16, 16)
}

function onePlan(find: Finder, family: 4 | 6, source: Column, destination: Column, back: boolean): FlowPlan {
  const seen = findMoment(find, sightings, false)
  const start = findMoment(find, starts, back) ?? seen
  const end = findMoment(find, ends, back) ?? seen
  const from = start ?? end ?? unsaid
  const to = end ?? start ?? unsaid
  const ports = [find(element.sourceTransportPort), find(element.destinationTransportPort)] as const
  const plan = {
    family,
    back,
    source,
    destination,
    sourcePort: first([ports[back ? 1 : 0]]),
    destinationPort: first([ports[back ? 0 : 1]]),
    protocol: first([find(element.protocolIdentifier)]),
    tcpFlags: first([find(element.tcpControlBits, back ? reverseEnterprise : 0)]),
    ...counters(find, back),
    startKind: from.kind,
    start: from.column,
    endKind: to.kind,
    end: to.column,
    direction: first([find(element.flowDirection)]),
    sampling: samplingColumns(find),
  }
  return { ...plan, common: commonPlan(plan) }
}
