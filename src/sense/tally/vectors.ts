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
   * The shape of a flow stands at `first[protocol] + (flags & flags[protocol]) + placeOfPort(source port & ports[protocol])`: by TCP
   * flags, by the source port of UDP, or by the protocol alone, without a branch. It holds only where `portOf` has that port there, and
   * 0 for what has none. At most one shape each: the first in the file that fits.
   */
  readonly shapes: Uint8Array
  readonly portOf: Uint16Array
  /** By which no two ports that have a shape fall on one place. */
  readonly portFactor: number
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
  const ofPort = new Map<number, number>()
  const shapes = new Uint8Array(512 + portPlaces)
  const ofFlags = shapes.subarray(0, 256)
  const ofProtocol = shapes.subarray(256, 512)
  const first = Uint16Array.from({ length: 256 }, (_, protocol) => 256 + protocol)
  first[tcp] = 0
  first[udp] = 512
  for (const [at, { match }] of [...vectors.shapes.entries()].reverse()) {
    const { protocol, flagsSet, flagsClear, sourcePort } = match
    if (protocol === tcp && flagsSet !== undefined) fillFlags(ofFlags, flagsSet, flagsClear ?? 0, at + 1)
    else if (protocol === udp && sourcePort !== undefined) ofPort.set(sourcePort, at + 1)
    else if (protocol !== undefined) ofProtocol[protocol] = at + 1
  }
  for (const [at, { port }] of vectors.amplification.entries()) ofPort.set(port, vectors.shapes.length + at + 1)
  const portFactor = factorFor([...new Set([0, ...ofPort.keys()])])
  // Places of no port are port 0's, which is what protocols without ports ask for; whoever else comes there has no shape.
  const portOf = new Uint16Array(512 + portPlaces)
  for (const [port, number] of ofPort) {
    shapes[512 + placeOfPort(port, portFactor)] = number
    portOf[512 + placeOfPort(port, portFactor)] = port
  }
  const placeOf = (found: (match: ShapeMatch) => boolean | undefined) =>
    vectors.shapes.findIndex(({ match }) => found(match)) + 1
  return {
    ids,
    shapes,
    portOf,
    portFactor,
    first,
    flags: new Uint8Array(256).fill(255, tcp, tcp + 1),
    ports: new Uint16Array(256).fill(65_535, udp, udp + 1),
    bogon: placeOf((match) => match.bogon),
    small: placeOf((match) => match.small),
    smallPacketBytes: vectors.smallPacketBytes,
  }
}

const portPlaceBits = 10
const portPlaces = 1 << portPlaceBits

/** Some hundred places that stay in the nearest cache, and not one for each port. Port 0 is always on place 0. */
export function placeOfPort(port: number, factor: number): number {
  return Math.imul(port, factor) >>> (32 - portPlaceBits)
}

/** Port 0 is among them, so that none of the others falls on its place. */
function factorFor(ports: readonly number[]): number {
  for (let factor = 0x9e3779b1; ; factor = (factor + 2) >>> 0) {
    const places = new Set(ports.map((port) => placeOfPort(port, factor)))
    if (places.size === ports.length) return factor
  }
}

function fillFlags(table: Uint8Array, set: number, clear: number, number: number): void {
  for (let flags = 0; flags < 256; flags++) {
    if ((flags & set) === set && (flags & clear) === 0) table[flags] = number
  }
}
