// Export datagrams to flows: NetFlow v5 and v9, IPFIX, sFlow v5. One decoder per sensor; nothing it is given makes it throw.
import { createRegistry, type DecoderBudget, defaultBudget, type Registry } from './exporters.ts'
import type { FlowSink } from './flow-batch.ts'
import { readIpfix } from './ipfix.ts'
import { readNetflow5 } from './netflow5.ts'
import { readNetflow9 } from './netflow9.ts'
import type { Reading } from './rows.ts'
import { giveUp, type SequenceCounts } from './sequence.ts'
import { readSflow } from './sflow.ts'

export type { DecoderBudget } from './exporters.ts'

/** One big buffer that datagrams lie in. `view` covers the same bytes as `bytes`. */
export interface Arena {
  readonly bytes: Uint8Array
  readonly view: DataView
}

export function createArena(size: number): Arena {
  const buffer = new ArrayBuffer(size)
  return { bytes: new Uint8Array(buffer), view: new DataView(buffer) }
}

/** Why something was not counted, or is doubtful. Units differ, since what cannot be read cannot be counted in flows. */
export const lossReasons = {
  'unknown-version': 'datagrams that are none of the protocols',
  truncated: 'datagrams that end before what they announce',
  'bad-set': 'sets or samples whose length cannot be',
  'bad-template': 'templates that cannot be: no fields, too many, or no length',
  'no-template': 'sets whose template has not come, or was forgotten',
  'no-address': 'flows of templates without both addresses',
  'no-counter': 'flows of templates with neither bytes nor packets',
  'half-counter': 'flows that were counted, of which only bytes or only packets are told',
  'no-uptime': 'flows that were counted, whose times hang on a start of the exporter that it never told',
  'template-budget': 'templates that were forgotten to make room',
  'domain-budget': 'domains that were forgotten to make room',
  'exporter-budget': 'exporters that were forgotten to make room',
  'sampler-budget': 'samplers and interfaces for which there was no room: their flows have sampling 0',
  'sequence-gap': 'what never came, by sequence numbers: flows (NetFlow v5, IPFIX) or datagrams (NetFlow v9, sFlow)',
  duplicate: 'datagrams that came before, and were dropped',
  clock: 'flows that were counted, and put where they were received, or where they ended',
  'sample-drop': 'samples that an sFlow agent could not take',
  'counter-sample': 'sFlow samples of interface counters: no flows, passed over',
  'unknown-sample': 'sFlow samples and headers that hold no IP packet we can read',
} as const
export type LossReason = keyof typeof lossReasons

/** They only ever grow. */
export interface DecoderCounters {
  datagrams: number
  /** Flows that were put into batches. */
  records: number
  /** By `lossReasons`; absent: none. */
  lost: Record<string, number>
  /** That are remembered now. */
  exporters: number
  /** Datagrams that came late and were counted all the same. */
  late: number
  /** Sequences that began anew. */
  restarts: number
  /** Templates that are remembered now. */
  templates: number
}

export interface Decoder {
  /**
   * One UDP payload in the arena. `exporter`: its address, as text or as a number, the same way each time; no port, since exporters
   * change it when they restart. `receivedSeconds` since 1970 UTC, by our own clock.
   */
  datagram(arena: Arena, offset: number, length: number, exporter: string | number, receivedSeconds: number): void
  /** At the end of a capture: what is still waited for by sequence number counts as missing. */
  settle(): void
  readonly counters: DecoderCounters
}

/** What the readers of the protocols share. */
export interface Workshop {
  readonly sink: FlowSink
  readonly registry: Registry
  readonly reading: Reading
  readonly rows: { records: number; clock: number }
  readonly sequences: SequenceCounts
  lose(reason: LossReason, count?: number): void
}

const emptyView = new DataView(new ArrayBuffer(0))

export function createDecoder(sink: FlowSink, options: Partial<DecoderBudget> = {}): Decoder {
  const registry = createRegistry({ ...defaultBudget, ...options })
  const lost: Record<string, number> = {}
  const workshop: Workshop = {
    sink,
    registry,
    reading: { view: emptyView, exportMs: 0, uptimeMs: 0, uptimeIsKnown: true, receivedSeconds: 0, clockIsGood: true },
    rows: { records: 0, clock: 0 },
    sequences: { missing: 0, late: 0, restarts: 0 },
    lose(reason, count = 1) {
      if (count > 0) lost[reason] = (lost[reason] ?? 0) + count
    },
  }
  const counters = countersOf(workshop, lost)
  return {
    counters,
    datagram(arena, offset, length, exporter, receivedSeconds) {
      counters.datagrams++
      if (length < 4 || offset < 0 || offset + length > arena.view.byteLength) {
        workshop.lose('truncated')
        return
      }
      workshop.reading.view = arena.view
      workshop.reading.receivedSeconds = receivedSeconds
      readDatagram(workshop, offset, length, exporter)
    },
    settle() {
      for (const exporter of registry.exporters.values()) {
        for (const domain of exporter.domains.values()) giveUp(domain.sequence, workshop.sequences)
      }
    },
  }
}

function readDatagram(workshop: Workshop, offset: number, length: number, exporter: string | number): void {
  const end = offset + length
  switch (workshop.reading.view.getUint16(offset)) {
    case 5:
      readNetflow5(workshop, offset, end, exporter)
      return
    case 9:
      readNetflow9(workshop, offset, end, exporter)
      return
    case 10:
      readIpfix(workshop, offset, end, exporter)
      return
    case 0:
      // sFlow's version has four bytes.
      if (workshop.reading.view.getUint16(offset + 2) !== 5) break
      readSflow(workshop, offset, end, exporter)
      return
  }
  workshop.lose('unknown-version')
}

/** Counted where it happens, in plain fields; brought together when somebody asks. */
function countersOf(workshop: Workshop, lost: Record<string, number>): DecoderCounters {
  const { registry, rows, sequences } = workshop
  return {
    datagrams: 0,
    get records() {
      return rows.records
    },
    get lost() {
      const all: Record<string, number> = { ...lost }
      const more: Partial<Record<LossReason, number>> = {
        clock: rows.clock,
        'sequence-gap': sequences.missing,
        'template-budget': registry.evicted.templates,
        'domain-budget': registry.evicted.domains,
        'exporter-budget': registry.evicted.exporters,
      }
      for (const [reason, count] of Object.entries(more)) if (count > 0) all[reason] = count
      return all
    },
    get exporters() {
      return registry.exporters.size
    },
    get templates() {
      return registry.templates
    },
    get late() {
      return sequences.late
    },
    get restarts() {
      return sequences.restarts
    },
  }
}
