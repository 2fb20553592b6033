// The shapes of data/sense/vectors.json, made into tables that answer for each flow with a few loads.
import { readDataset } from '#platform/dataset.ts'
import { type ShapeMatch, Vectors } from '../model/vectors.ts'

export function readVectors(): Vectors {
  return readDataset(Vectors, 'sense/vectors.json')
}

/** Numbers of shapes are places in `ids`; in the tables 0 says none, so they hold one more. */
export interface ShapeTables {
  readonly ids: readonly string[]
  /** By TCP flags. At most one shape each: the first in the file that fits. */
  readonly ofFlags: Uint8Array
  /** By protocol, other than TCP and UDP. */
  readonly ofProtocol: Uint8Array
  /** By source port of UDP. */
  readonly ofPort: Uint8Array
  readonly bogon: number
  readonly small: number
  readonly smallPacketBytes: number
}

export function compileShapes(vectors: Vectors): ShapeTables {
  const ids = [...vectors.shapes.map((shape) => shape.id), ...vectors.amplification.map((shape) => shape.id)]
  const ofFlags = new Uint8Array(256)
  const ofProtocol = new Uint8Array(256)
  const ofPort = new Uint8Array(65_536)
  for (const [at, { match }] of [...vectors.shapes.entries()].reverse()) {
    const { protocol, flagsSet, flagsClear, sourcePort } = match
    if (protocol === 6 && flagsSet !== undefined) fillFlags(ofFlags, flagsSet, flagsClear ?? 0, at + 1)
    else if (protocol === 17 && sourcePort !== undefined) ofPort[sourcePort] = at + 1
    else if (protocol !== undefined) ofProtocol[protocol] = at + 1
  }
  for (const [at, { port }] of vectors.amplification.entries()) ofPort[port] = vectors.shapes.length + at + 1
  const placeOf = (found: (match: ShapeMatch) => boolean | undefined) =>
    vectors.shapes.findIndex(({ match }) => found(match)) + 1
  return {
    ids,
    ofFlags,
    ofProtocol,
    ofPort,
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
