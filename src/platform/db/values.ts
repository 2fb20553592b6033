// How PostgreSQL's values become JavaScript values: one table for both engines, so that rows are the same on both.
import pg from 'pg'

type Parse = (text: string) => unknown

const utc = /^(\d{4})-(\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/

/** timestamptz -> RFC 3339, UTC, milliseconds (finer digits are cut off). Infinity stays as PostgreSQL writes it. */
export function instant(text: string): string {
  const parts = utc.exec(text)
  if (parts) return `${parts[1]}-${parts[2]}T${parts[3]}.${(parts[4] ?? '').slice(0, 3).padEnd(3, '0')}Z`
  const time = Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
  return Number.isNaN(time) ? text : new Date(time).toISOString()
}

/** int8 -> number where that is exact, otherwise bigint. */
export function wholeNumber(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

function bytes(text: string): Buffer {
  return Buffer.from(text.slice(2), 'hex')
}

const asIs: Parse = (text) => text
const json: Parse = (text) => JSON.parse(text)
const truth: Parse = (text) => text === 't'

/** Element type, array type, how one value is read. What is not listed arrives as PostgreSQL's text. */
const table: readonly (readonly [oid: number, array: number, parse: Parse])[] = [
  [16, 1000, truth], // bool
  [17, 1001, bytes], // bytea, hex form
  [20, 1016, wholeNumber], // int8
  [21, 1005, Number], // int2
  [23, 1007, Number], // int4
  [26, 1028, Number], // oid
  [700, 1021, Number], // float4
  [701, 1022, Number], // float8
  [114, 199, json], // json
  [3802, 3807, json], // jsonb
  [1184, 1185, instant], // timestamptz
  [25, 1009, asIs], // text
  [1043, 1015, asIs], // varchar
  [1042, 1014, asIs], // char(n)
  [19, 1003, asIs], // name
  [2950, 2951, asIs], // uuid
  [1700, 1231, asIs], // numeric: text, exact
  [1082, 1182, asIs], // date: YYYY-MM-DD
  [1114, 1115, asIs], // timestamp without zone
  [1083, 1183, asIs], // time
  [1186, 1187, asIs], // interval
  [869, 1041, asIs], // inet
  [650, 651, asIs], // cidr
]

/** The oid of text[]; pg's typing knows scalars only, hence the number. */
const textArray: number = 1009
const texts: (text: string) => unknown = pg.types.getTypeParser(textArray)

/** Reads the elements of an array that pg has split into texts, at any depth. */
function each(value: unknown, parse: Parse): unknown {
  if (Array.isArray(value)) return value.map((item) => each(item, parse))
  return typeof value === 'string' ? parse(value) : null
}

const parsers = new Map<number, Parse>()
for (const [oid, array, parse] of table) {
  parsers.set(oid, parse)
  parsers.set(array, (text) => each(texts(text), parse))
}

/** For `types` in pg's client options. Binary results are never asked for. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number) => parsers.get(oid) ?? asIs,
}

/** Session settings that the parsers rely on; both engines start every session with them. */
export const sessionSettings: Readonly<Record<string, string>> = {
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  // Compiling a query costs more than any of ours gains by it.
  jit: 'off',
}
