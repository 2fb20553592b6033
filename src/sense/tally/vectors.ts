// The shapes of data/sense/vectors.json, made into tables that answer for each flow with a few loads.
import { readDataset } from '#platform/dataset.ts'
import { type ShapeMatch, Vectors } from '../model/vectors.ts'

export function readVectors(): Vectors {
  return readDataset(Vectors, 'sense/vectors.json')
}

/** Numbers of shapes are places in `ids`; in the table 0 says none, so they hold one more. */
export interface ShapeTables {
  readonly ids: readonly string[]
  /**
   * The shape of a flow stands at `first[protocol] + (flags & flags[protocol]) + (source port & ports[protocol])`: by TCP flags, by the
   * source port of UDP, or by the protocol alone, without a branch. At most one shape each: the first in the file that fits.
   */
  readonly shapes: Uint8Array
  readonly first: Uint16Array
  readonly flags: Uint8Array
  readonly ports: Uint16Array
  readonly bogon: number
  readonly small: number
  readonly smallPacketBytes: number
}

const tcp = 6
const udp = 17

export function compileShapes(vectors: Vectors): ShapeTables {
  const ids = [...vectors.shapes.map((shape) => shape.id), ...vectors.amplification.map((shape) => shape.id)]
  const shapes = new Uint8Array(512 + 65_536)
  const ofFlags = shapes.subarray(0, 256)
  const ofProtocol = shapes.subarray(256, 512)
  const ofPort = shapes.subarray(512)
  const first = Uint16Array.from({ length: 256 }, (_, protocol) => 256 + protocol)
  first[tcp] = 0
  first[udp] = 512
  for (const [at, { match }] of [...vectors.shapes.entries()].reverse()) {
    const { protocol, flagsSet, flagsClear, sourcePort } = match
    if (protocol === tcp && flagsSet !== undefined) fillFlags(ofFlags, flagsSet, flagsClear ?? 0, at + 1)
    else if (protocol === udp && sourcePort !== undefined) ofPort[sourcePort] = at + 1
    else if (protocol !== undefined) ofProtocol[protocol] = at + 1
  }
  for (const [at, { port }] of vectors.amplification.entries()) ofPort[port] = vectors.shapes.length + at + 1
  const placeOf = (found: (match: ShapeMatch) => boolean | undefined) =>
    vectors.shapes.findIndex(({ match }) => found(match)) + 1
  return {
    ids,
    shapes,
    first,
    flags: new Uint8Array(256).fill(255, tcp, tcp + 1),
    ports: new Uint16Array(256).fill(65_535, udp, udp + 1),
    bogon: placeOf((match) => match.bogon),
    small: placeOf((match) => match.small),
    smallPacketBytes: vectors.smallPacketBytes,
  }
}

function fillFlags(table: Uint8Array, set: number, clear: number, number: number): void {
  for (let flags = 0; flags < 256; flags++) {
    if ((flags & set) === set && (flags & clear) === 0) table[flags] = number
  }
}
