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
}

/**
 * Columns are set apart by some cache lines. Were all a multiple of 4 KiB from one another, one row of thirteen columns would not fit
 * into the eight ways of a first-level cache, and each store would push out another.
 */
const staggerBytes = 320

export function createFlowBatch(family: 4 | 6, capacity: number): FlowBatch {
  const words = family === 4 ? 1 : 4
  let size = 0
  const place = (bytesPerRow: number): number => {
    const at = size
    size = Math.ceil((size + capacity * bytesPerRow) / 64) * 64 + staggerBytes
    return at
  }
  const [bytes, packets, sampling] = [place(8), place(8), place(8)]
  const [start, end, source, destination] = [place(4), place(4), place(4 * words), place(4 * words)]
  const [sourcePort, destinationPort] = [place(2), place(2)]
  const [protocol, tcpFlags, direction] = [place(1), place(1), place(1)]
  const buffer = new ArrayBuffer(size)
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
  }
}

/** Where decoders put flows. `full` is called when a batch has no room for another row, and must empty it. */
export interface FlowSink {
  readonly v4: FlowBatch
  readonly v6: FlowBatch
  full(batch: FlowBatch): void
}
