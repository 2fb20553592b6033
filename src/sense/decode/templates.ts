// Templates of NetFlow v9 (RFC 3954) and IPFIX (RFC 7011): read, bounded, compiled once however often they are sent again.
import { element, scopeInterface } from './elements.ts'
import { type Column, compileFlows, type FlowPlan, layOut, type RecordShape, type TemplateField } from './plan.ts'

/** Where the options of a record stand that we understand. */
export interface OptionsPlan {
  readonly selector: Column
  readonly zeroIsNone: boolean
  /** The interface that the record is about, where its scope says one. */
  readonly interfaceScope: Column
  readonly interval: Column
  readonly algorithm: Column
  readonly run: Column
  readonly space: Column
  readonly size: Column
  readonly population: Column
  readonly probability: Column
  /** When the exporter booted (IPFIX element 160). */
  readonly init: Column
  readonly aboutSampling: boolean
}

export type Compiled =
  | {
      readonly kind: 'flows'
      readonly shape: RecordShape
      readonly plans: readonly FlowPlan[]
      readonly half: boolean
      readonly mixed: boolean
      readonly usesUptime: boolean
    }
  | { readonly kind: 'options'; readonly shape: RecordShape; readonly plan: OptionsPlan }
  | { readonly kind: 'useless'; readonly shape: RecordShape; readonly why: 'no-address' | 'no-counter' }

/** A template as one exporter's domain knows it. `mark` and `size` tell whether one sent again is the same. */
export interface Template {
  readonly compiled: Compiled
  readonly mark: number
  readonly size: number
  /** Tick of its last use: the least recently used goes first. */
  used: number
}

/** What stands in front of a template's fields. */
export interface TemplateHead {
  readonly id: number
  /** Fields, scope included. */
  readonly fields: number
  /** Scope fields, the first ones; null: not an options template. */
  readonly scopes: number | null
  readonly dialect: 9 | 10
}

/** Bytes of the fields that start at `at`, or -1 where they do not lie before `end`. */
export function measureFields(view: DataView, at: number, end: number, head: TemplateHead): number {
  let place = at
  for (let index = 0; index < head.fields; index++) {
    if (place + 4 > end) return -1
    place += head.dialect === 10 && view.getUint8(place) >= 0x80 ? 8 : 4
  }
  return place <= end ? place - at : -1
}

/** Mixed from all bytes, so that the same template sent again is known without compiling it. */
export function markFields(view: DataView, at: number, size: number, head: TemplateHead): number {
  let mark = head.dialect * 65536 + (head.scopes ?? 0xffff)
  for (let place = at; place < at + size; place += 4) {
    mark = Math.imul(mark ^ view.getUint32(place), 0x85ebca6b)
    mark ^= mark >>> 13
  }
  return mark
}

function readFields(view: DataView, at: number, head: TemplateHead): TemplateField[] {
  const fields: TemplateField[] = []
  let place = at
  for (let index = 0; index < head.fields; index++) {
    const number = view.getUint16(place)
    const length = view.getUint16(place + 2)
    const foreign = head.dialect === 10 && number >= 0x8000
    fields.push({
      element: number & 0x7fff,
      enterprise: foreign ? view.getUint32(place + 4) : ownList(number, head),
      length,
    })
    place += foreign ? 8 : 4
  }
  return fields
}

/** NetFlow v9 has no enterprise numbers: what vendors put above 32767 belongs to no list that we know. */
function ownList(number: number, head: TemplateHead): number {
  return head.dialect === 9 && number >= 0x8000 ? 0xffffffff : 0
}

/**
 * Compiled templates by what they say: exporters of one make send the same, and 10,000 of them share one plan. The key is the whole
 * content, not a hash, since whoever may send templates could otherwise choose another exporter's plan.
 */
export type PlanCache = Map<string, Compiled>
const mostCached = 4096

/** Null: a record would have no bytes, or is longer than any datagram. */
export function compileTemplate(cache: PlanCache, view: DataView, at: number, head: TemplateHead): Compiled | null {
  const fields = readFields(view, at, head)
  const key = `${head.dialect} ${head.scopes} ${fields.map((x) => `${x.enterprise}.${x.element}.${x.length}`).join(' ')}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const compiled = head.scopes === null ? flowsOf(fields) : optionsOf(fields, head.scopes, head.dialect)
  if (compiled.shape.length === 0 || compiled.shape.length > 65535) return null
  if (cache.size >= mostCached) cache.clear()
  cache.set(key, compiled)
  return compiled
}

function flowsOf(fields: readonly TemplateField[]): Compiled {
  const { find, shape } = layOut(fields)
  const flows = compileFlows(find)
  if (!flows.ok) return { kind: 'useless', shape, why: flows.why }
  const { plans, half, mixed, usesUptime } = flows
  return { kind: 'flows', shape, plans, half, mixed, usesUptime }
}

/** Scopes of v9 have numbers of their own; they are moved out of the way of the elements, above 2^16. */
const scopeOffset = 1 << 20

function optionsOf(fields: readonly TemplateField[], scopes: number, dialect: 9 | 10): Compiled {
  const apart = fields.map((field, index) =>
    index < scopes && dialect === 9 ? { ...field, element: field.element + scopeOffset, enterprise: 0 } : field,
  )
  const { find, shape } = layOut(apart)
  const any = (...numbers: number[]): Column => {
    for (const number of numbers) {
      const column = find(number)
      if (column.width >= 1 && column.width <= 8) return column
    }
    return { at: 0, width: 0, segment: 0 }
  }
  const scoped = fields.slice(0, scopes).map((field) => field.element)
  const inScope = [element.ingressInterface, element.egressInterface].filter((number) => scoped.includes(number))
  const rates = {
    interval: any(element.samplingInterval, element.samplerRandomInterval),
    algorithm: any(element.samplingAlgorithm, element.samplerMode, element.selectorAlgorithm),
    run: any(element.samplingPacketInterval, element.samplingTimeInterval),
    space: any(element.samplingPacketSpace, element.samplingTimeSpace),
    size: any(element.samplingSize),
    population: any(element.samplingPopulation),
    probability: any(element.samplingProbability),
  }
  const plan: OptionsPlan = {
    ...rates,
    selector: any(element.selectorId, element.samplerId),
    zeroIsNone: find(element.selectorId).width === 0,
    interfaceScope: dialect === 9 ? any(scopeOffset + scopeInterface) : any(...inScope),
    init: any(element.systemInitTimeMilliseconds),
    aboutSampling: Object.values(rates).some((column) => column.width > 0),
  }
  return { kind: 'options', shape, plan }
}

/**
 * Ends of the variable-length fields of one record, into `ends`, counted from its start (`ends[0]` is 0). Answers its length, or -1
 * where it does not fit before `end`.
 */
export function walkRecord(view: DataView, gaps: Int32Array, at: number, end: number, ends: Int32Array): number {
  let place = at
  const last = gaps.length - 1
  ends[0] = 0
  for (let index = 0; index < last; index++) {
    place += gaps[index] ?? 0
    if (place + 1 > end) return -1
    let length = view.getUint8(place)
    place++
    if (length === 255) {
      if (place + 2 > end) return -1
      length = view.getUint16(place)
      place += 2
    }
    place += length
    if (place > end) return -1
    ends[index + 1] = place - at
  }
  place += gaps[last] ?? 0
  return place <= end ? place - at : -1
}
