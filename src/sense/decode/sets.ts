// Sets of NetFlow v9 and IPFIX: templates are learned, options understood, records turned into rows.
import type { Workshop } from './decoder.ts'
import { type Domain, dropTemplate, keepTemplate } from './exporters.ts'
import { readOptions } from './options.ts'
import type { Column, FlowPlan } from './plan.ts'
import { appendRows, type Reading } from './rows.ts'
import { expectRate } from './sampling.ts'
import {
  type Compiled,
  compileTemplate,
  markFields,
  measureFields,
  type Template,
  type TemplateHead,
  walkRecord,
} from './templates.ts'

type Dialect = 9 | 10
type FlowTemplate = Extract<Compiled, { kind: 'flows' }>

/** Answers how many data records there were, options included, or null where some could not be counted. */
export function readSets(
  workshop: Workshop,
  domain: Domain,
  dialect: Dialect,
  from: number,
  end: number,
): number | null {
  const { view } = workshop.reading
  let records: number | null = 0
  let at = from
  // Fewer than four bytes are padding.
  while (at + 4 <= end) {
    const id = view.getUint16(at)
    const length = view.getUint16(at + 2)
    const next = at + length
    if (length < 4 || next > end) {
      // NetFlow v9 datagrams may end in zeros that belong to no set.
      if (dialect === 9 && id === 0 && length === 0) return records
      workshop.lose('bad-set')
      return null
    }
    if (id >= 256) {
      const counted = readRecords(workshop, domain, id, at + 4, next)
      records = records === null || counted === null ? null : records + counted
    } else if (id === (dialect === 9 ? 0 : 2) || id === (dialect === 9 ? 1 : 3)) {
      readTemplates(workshop, domain, dialect, id === 1 || id === 3, at + 4, next)
    } else {
      workshop.lose('bad-set')
    }
    at = next
  }
  return records
}

function readTemplates(
  workshop: Workshop,
  domain: Domain,
  dialect: Dialect,
  options: boolean,
  from: number,
  end: number,
): void {
  const { view } = workshop.reading
  let at = from
  while (at + 4 <= end) {
    const id = view.getUint16(at)
    const count = view.getUint16(at + 2)
    if (id === 0 && count === 0) return // padding
    if (dialect === 10 && count === 0) {
      withdraw(workshop, domain, options, id)
      at += 4
      continue
    }
    const head = headOf(view, at, end, dialect, options)
    if (head === null) {
      workshop.lose('bad-template')
      return
    }
    const fields = at + (options ? 6 : 4)
    const size = measureFields(view, fields, end, head)
    if (size < 0) {
      workshop.lose('bad-template')
      return
    }
    if (id < 256 || head.fields === 0 || head.fields > workshop.registry.budget.fieldsPerTemplate) {
      workshop.lose('bad-template')
    } else {
      learnTemplate(workshop, domain, fields, size, head)
    }
    at = fields + size
  }
}

/** Options templates of v9 tell lengths in bytes, those of IPFIX numbers of fields. */
function headOf(view: DataView, at: number, end: number, dialect: Dialect, options: boolean): TemplateHead | null {
  const id = view.getUint16(at)
  const first = view.getUint16(at + 2)
  if (!options) return { id, fields: first, scopes: null, dialect }
  if (at + 6 > end) return null
  const second = view.getUint16(at + 4)
  if (dialect === 10) return second >= 1 && second <= first ? { id, fields: first, scopes: second, dialect } : null
  if (first % 4 !== 0 || second % 4 !== 0) return null
  return { id, fields: (first + second) / 4, scopes: first / 4, dialect }
}

/** RFC 7011 section 8.1: one template, or all of a kind where the id is that of the set itself. */
function withdraw(workshop: Workshop, domain: Domain, options: boolean, id: number): void {
  if (id !== (options ? 3 : 2)) {
    dropTemplate(workshop.registry, domain, id)
    return
  }
  for (const [known, template] of [...domain.templates]) {
    if ((template.compiled.kind === 'options') === options) dropTemplate(workshop.registry, domain, known)
  }
}

function learnTemplate(workshop: Workshop, domain: Domain, at: number, size: number, head: TemplateHead): void {
  const { registry, reading } = workshop
  const mark = markFields(reading.view, at, size, head)
  const known = domain.templates.get(head.id)
  if (known !== undefined && known.mark === mark && known.size === size) return
  const compiled = compileTemplate(registry.plans, reading.view, at, head)
  if (compiled === null) {
    // Its records cannot be read by what stood there before.
    dropTemplate(registry, domain, head.id)
    workshop.lose('bad-template')
    return
  }
  const template: Template = { compiled, mark, size, used: registry.tick }
  keepTemplate(registry, domain, head.id, template)
  if (compiled.kind === 'options' && compiled.plan.aboutSampling) expectRate(domain.sampling)
}

/** Answers how many records the set has, or null where that cannot be told. */
function readRecords(workshop: Workshop, domain: Domain, id: number, from: number, end: number): number | null {
  const template = domain.templates.get(id)
  if (template === undefined) {
    workshop.lose('no-template')
    return null
  }
  template.used = workshop.registry.tick
  const { compiled } = template
  if (compiled.kind === 'flows' && compiled.shape.gaps === null && !compiled.mixed) {
    const { length } = compiled.shape
    const count = Math.floor((end - from) / length)
    for (const plan of compiled.plans) append(workshop, domain, plan, from, length, count)
    countDoubts(workshop, compiled, count)
    return count
  }
  return readOneByOne(workshop, domain, compiled, from, end)
}

function append(workshop: Workshop, domain: Domain, plan: FlowPlan, from: number, stride: number, count: number): void {
  appendRows(workshop.sink, workshop.rows, workshop.reading, domain.sampling, plan, from, stride, count)
}

function countDoubts(workshop: Workshop, template: FlowTemplate, count: number): void {
  if (template.half) workshop.lose('half-counter', count)
  if (template.usesUptime && !workshop.reading.uptimeIsKnown) workshop.lose('no-uptime', count)
}

/** Records of differing length, options, and templates that hold both families: each is looked at for itself. */
function readOneByOne(
  workshop: Workshop,
  domain: Domain,
  compiled: Compiled,
  from: number,
  end: number,
): number | null {
  const { view } = workshop.reading
  const { length: least, gaps } = compiled.shape
  const ends = new Int32Array(gaps === null ? 1 : gaps.length)
  let count = 0
  let whole = true
  let at = from
  while (at + least <= end) {
    const length = gaps === null ? least : walkRecord(view, gaps, at, end, ends)
    if (length < 0) {
      workshop.lose('bad-set')
      whole = false
      break
    }
    if (compiled.kind === 'options') {
      const room = readOptions(domain, compiled.plan, view, at, ends)
      if (!room) workshop.lose('sampler-budget')
      learnBoot(workshop.reading, domain)
    } else if (compiled.kind === 'flows') {
      readFlow(workshop, domain, compiled, at, ends)
    }
    count++
    at += length
  }
  if (compiled.kind === 'useless') workshop.lose(compiled.why, count)
  if (compiled.kind === 'flows') countDoubts(workshop, compiled, count)
  return whole ? count : null
}

/** Options that say when an exporter booted hold for the records behind them in the same message. */
function learnBoot(reading: Reading, domain: Domain): void {
  if (reading.uptimeIsKnown || domain.initMs === null) return
  reading.uptimeIsKnown = true
  reading.uptimeMs = reading.exportMs - domain.initMs
}

function readFlow(workshop: Workshop, domain: Domain, template: FlowTemplate, at: number, ends: Int32Array): void {
  const { view } = workshop.reading
  const family = template.mixed ? familyOf(view, template.plans, at, ends) : null
  for (const plan of template.plans) {
    if (family !== null && plan.family !== family) continue
    append(workshop, domain, template.shape.gaps === null ? plan : shifted(plan, ends), at, 0, 1)
  }
}

/** Which addresses of a record with both families are filled in. */
function familyOf(view: DataView, plans: readonly FlowPlan[], at: number, ends: Int32Array): 4 | 6 {
  const plan = plans.find((each) => each.family === 4)
  if (plan === undefined) return 6
  const [source, destination] = [place(plan.source, ends), place(plan.destination, ends)]
  return view.getUint32(at + source.at) !== 0 || view.getUint32(at + destination.at) !== 0 ? 4 : 6
}

function place(column: Column, ends: Int32Array): Column {
  if (column.segment === 0) return column
  return { at: column.at + (ends[column.segment] ?? 0), width: column.width, segment: 0 }
}

/** The plan as it holds for one record, whose variable-length fields end at `ends`. */
function shifted(plan: FlowPlan, ends: Int32Array): FlowPlan {
  const { sampling } = plan
  return {
    family: plan.family,
    back: plan.back,
    source: place(plan.source, ends),
    destination: place(plan.destination, ends),
    sourcePort: place(plan.sourcePort, ends),
    destinationPort: place(plan.destinationPort, ends),
    protocol: place(plan.protocol, ends),
    tcpFlags: place(plan.tcpFlags, ends),
    bytes: place(plan.bytes, ends),
    packets: place(plan.packets, ends),
    startKind: plan.startKind,
    start: place(plan.start, ends),
    endKind: plan.endKind,
    end: place(plan.end, ends),
    direction: place(plan.direction, ends),
    sampling: {
      isTold: sampling.isTold,
      interval: place(sampling.interval, ends),
      run: place(sampling.run, ends),
      space: place(sampling.space, ends),
      size: place(sampling.size, ends),
      population: place(sampling.population, ends),
      selector: place(sampling.selector, ends),
      zeroIsNone: sampling.zeroIsNone,
      input: place(sampling.input, ends),
      output: place(sampling.output, ends),
    },
    common: null,
  }
}
