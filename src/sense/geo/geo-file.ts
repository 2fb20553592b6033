// The layout of build/geo/*.bin, which tools/geo.mjs writes: a head in JSON, then columns of numbers, under one checksum.
import { crc32 } from 'node:zlib'

/** Where data came from: shown wherever it is used, since one of the licences asks for it. */
export interface Provenance {
  package: string
  version: string
  /** The day of the data, ISO 8601. */
  date: string
  licence: string
  attribution: string
  url: string
}

type Column = Uint8Array | Uint16Array | Uint32Array

export interface GeoFile {
  kind: string
  provenance: Provenance
  /** Only of countries: ISO 3166-1 alpha-2 by number; 0 not known, 1 never a true source, both `??`. */
  countries: string[]
  columns: ReadonlyMap<string, Column>
}

export type ReadGeoFile = { ok: true; file: GeoFile } | { ok: false; why: string }

interface Head extends Provenance {
  kind: string
  countries?: string[]
  sections: Record<string, { type: string; at: number; length: number }>
}

/** Reads what tools/geo.mjs wrote; the columns lie in `bytes`, nothing is copied. Anything else is refused in words. */
export function readGeoFile(bytes: Uint8Array): ReadGeoFile {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength)
  if (aligned.length < 12 || new TextDecoder().decode(aligned.subarray(0, 4)) !== 'TSG1')
    return refused('is no table of ours')
  if (view.getUint32(8, true) !== crc32(aligned.subarray(12))) return refused('is damaged: its checksum differs')
  // The checksum is right, so the head is the one that the build wrote, and is believed.
  const headLength = view.getUint32(4, true)
  const head = JSON.parse(new TextDecoder().decode(aligned.subarray(12, 12 + headLength))) as Head
  const bodyAt = aligned.byteOffset + Math.ceil((12 + headLength) / 8) * 8
  const columns = new Map<string, Column>()
  for (const [name, { type, at, length }] of Object.entries(head.sections)) {
    columns.set(name, columnOf(type, aligned.buffer, bodyAt + at, length))
  }
  const { kind, countries = [], package: source, version, date, licence, attribution, url } = head
  const provenance = { package: source, version, date, licence, attribution, url }
  return { ok: true, file: { kind, provenance, countries, columns } }
}

function columnOf(type: string, buffer: ArrayBufferLike, at: number, length: number): Column {
  if (type === 'Uint32Array') return new Uint32Array(buffer, at, length)
  return type === 'Uint16Array' ? new Uint16Array(buffer, at, length) : new Uint8Array(buffer, at, length)
}

function refused(why: string): ReadGeoFile {
  return { ok: false, why: `${why}. Run \`npm run build\`.` }
}

/** A column by its name; one that is missing is empty, and what looks there finds nothing. */
export function wide(file: GeoFile, name: string): Uint32Array {
  const column = file.columns.get(name)
  return column instanceof Uint32Array ? column : new Uint32Array(0)
}

export function half(file: GeoFile, name: string): Uint16Array {
  const column = file.columns.get(name)
  if (column instanceof Uint16Array) return column
  return column instanceof Uint8Array ? Uint16Array.from(column) : new Uint16Array(0)
}

export function narrow(file: GeoFile, name: string): Uint8Array {
  const column = file.columns.get(name)
  return column instanceof Uint8Array ? column : new Uint8Array(0)
}
