// Flows as columns: what every decoder fills and the tally reads. IPv4 and IPv6 apart, so that addresses stay numbers.

/** Direction as exporters tell it (IANA flowDirection), or not told. */
export const ingress = 0
export const egress = 1
export const directionUnknown = 255

export interface FlowBatch {
  readonly family: 4 | 6
  readonly capacity: number
  /** Rows filled; the owner resets it to 0 after reading. */
  length: number
  /** Seconds since 1970 UTC, of the first and the last packet; equal where only one is known. */
  readonly start: Uint32Array
  readonly end: Uint32Array
  /** IPv4: one word a row. IPv6: four words a row, most significant first. Host byte order. */
  readonly source: Uint32Array
  readonly destination: Uint32Array
  /** As reported, before correction for sampling. */
  readonly bytes: Float64Array
  readonly packets: Float64Array
  readonly sourcePort: Uint16Array
  readonly destinationPort: Uint16Array
  readonly protocol: Uint8Array
  readonly tcpFlags: Uint8Array
  readonly direction: Uint8Array
  /** One packet in so many was looked at; 1 where nothing was sampled; 0 where the exporter samples and never said how. */
  readonly sampling: Float64Array
  /** The same rows as one piece of memory, in the byte order of the machine, and where in it each column begins. */
  readonly block: FlowBlock
}

/** For the decoder's hottest loop: one view costs one check a row, thirteen arrays cost thirteen. */
export interface FlowBlock {
  readonly view: DataView
  readonly start: number
  readonly end: number
  readonly source: number
  readonly destination: number
  readonly bytes: number
  readonly packets: number
  readonly sourcePort: number
  readonly destinationPort: number
  readonly protocol: number
  readonly tcpFlags: number
  readonly direction: number
  readonly sampling: number
}

export function createFlowBatch(family: 4 | 6, capacity: number): FlowBatch {
  const words = family === 4 ? 1 : 4
  const wide = capacity * 8
  const word = capacity * 4
  const bytes = 0
  const packets = bytes + wide
  const sampling = packets + wide
  const start = sampling + wide
  const end = start + word
  const source = end + word
  const destination = source + word * words
  const sourcePort = destination + word * words
  const destinationPort = sourcePort + capacity * 2
  const protocol = destinationPort + capacity * 2
  const tcpFlags = protocol + capacity
  const direction = tcpFlags + capacity
  const buffer = new ArrayBuffer(direction + capacity)
  const columns = { start, end, source, destination, bytes, packets, protocol, tcpFlags, direction, sampling }
  return {
    family,
    capacity,
    length: 0,
    start: new Uint32Array(buffer, start, capacity),
    end: new Uint32Array(buffer, end, capacity),
    source: new Uint32Array(buffer, source, capacity * words),
    destination: new Uint32Array(buffer, destination, capacity * words),
    bytes: new Float64Array(buffer, bytes, capacity),
    packets: new Float64Array(buffer, packets, capacity),
    sourcePort: new Uint16Array(buffer, sourcePort, capacity),
    destinationPort: new Uint16Array(buffer, destinationPort, capacity),
    protocol: new Uint8Array(buffer, protocol, capacity),
    tcpFlags: new Uint8Array(buffer, tcpFlags, capacity),
    direction: new Uint8Array(buffer, direction, capacity),
    sampling: new Float64Array(buffer, sampling, capacity),
    block: { view: new DataView(buffer), ...columns, sourcePort, destinationPort },
  }
}

/** Where decoders put flows. `full` is called when a batch has no room for another row, and must empty it. */
export interface FlowSink {
  readonly v4: FlowBatch
  readonly v6: FlowBatch
  full(batch: FlowBatch): void
}
