// What a record is in the words of agreements: of which kinds, how severe, whether it is a warning; and whether the data that says so
// fits the records that this node knows.
import type { TSchema } from 'typebox'
import { type AgreementKind, agreementKinds } from '../../model/agreement.ts'
import type { Condition, KindsFile, RecordRule } from '../../model/kinds.ts'

export interface KindOfRecord {
  kind: AgreementKind
  why: string
}

export interface RecordIs {
  kinds: KindOfRecord[]
  severity: string | null
  /** It goes before everything else. */
  warning: boolean
}

/** The value at a JSON pointer; undefined where there is none. Pointers of the data have no escapes. */
export function valueAt(state: unknown, pointer: string): unknown {
  let value: unknown = state
  for (const name of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = Reflect.get(value, name)
  }
  return value
}

/** What is missing counts as null: it is never one of the values that are asked for, unless null is. */
export function holds(condition: Condition, state: unknown): boolean {
  const value = valueAt(state, condition.at) ?? null
  if ('atLeast' in condition) return typeof value === 'number' && value >= condition.atLeast
  if ('is' in condition) return condition.is.some((one) => one === value)
  return value !== null && !condition.isNot.some((one) => one === value)
}

export function whatItIs(file: KindsFile, record: string, state: unknown): RecordIs {
  const kinds: KindOfRecord[] = []
  let severity: string | null = null
  for (const kind of agreementKinds) {
    for (const rule of file.kinds[kind].records) {
      if (rule.record !== record) continue
      const said = rule.severity === undefined ? undefined : valueAt(state, rule.severity)
      if (typeof said === 'string') severity = said
      if (kinds.some((one) => one.kind === kind) || !rule.when.every((condition) => holds(condition, state))) continue
      kinds.push({ kind, why: rule.why })
    }
  }
  return { kinds, severity, warning: kinds.some(({ kind }) => kind === 'warnings') }
}

/** The kinds that a record can be by its name alone, whatever its state; parts of letters go by their own names. */
export function kindsByName(file: KindsFile, name: string): AgreementKind[] {
  return agreementKinds.filter((kind) => {
    const { records, parts } = file.kinds[kind]
    return (
      records.some(({ record }) => record === name) ||
      parts.some((part) => part === name || `federate.${part}` === name)
    )
  })
}

/** Records that agreements speak of, each once. */
export function recordsNamed(file: KindsFile): string[] {
  return [...new Set(agreementKinds.flatMap((kind) => file.kinds[kind].records.map(({ record }) => record)))]
}

/** Every place of the state that decides about a record of that name. */
export function pointersOf(file: KindsFile, record: string): string[] {
  const found = new Set<string>()
  for (const kind of agreementKinds)
    for (const rule of file.kinds[kind].records) {
      if (rule.record !== record) continue
      if (rule.severity) found.add(rule.severity)
      for (const { at } of rule.when) found.add(at)
    }
  return [...found]
}

/** What does not fit: records that this node does not know, places that their states do not have, values that cannot stand there. */
export function kindFaults(file: KindsFile, states: ReadonlyMap<string, TSchema>): string[] {
  const severities = file.severities.map(({ value }) => value)
  const faults: string[] = []
  for (const kind of agreementKinds)
    for (const [at, rule] of file.kinds[kind].records.entries()) {
      const state = states.get(rule.record)
      const where = `/kinds/${kind}/records/${at}`
      if (!state) faults.push(`${where}/record: no room of this node keeps ${rule.record}.`)
      else faults.push(...ruleFaults(rule, state, severities).map((fault) => `${where}${fault}`))
    }
  return faults
}

function ruleFaults(rule: RecordRule, state: TSchema, severities: readonly string[]): string[] {
  const faults: string[] = []
  if (rule.severity) {
    const found = schemasAt(state, rule.severity)
    if (found.length === 0) faults.push(`/severity: ${rule.record} has nothing at ${rule.severity}.`)
    for (const value of valuesOf(found))
      if (!severities.includes(value))
        faults.push(`/severity: ${rule.record} knows the severity ${value}, the list does not.`)
  }
  for (const [at, condition] of rule.when.entries()) {
    const found = schemasAt(state, condition.at)
    if (found.length === 0) faults.push(`/when/${at}/at: ${rule.record} has nothing at ${condition.at}.`)
    const values = valuesOf(found)
    const asked = 'is' in condition ? condition.is : 'isNot' in condition ? condition.isNot : []
    for (const value of asked)
      if (value !== null && values.length > 0 && !values.includes(value))
        faults.push(`/when/${at}: ${condition.at} of ${rule.record} can never be ${value}.`)
  }
  return faults
}

type Node = { [key: string]: unknown }
const asNode = (value: unknown): Node => (typeof value === 'object' && value !== null ? (value as Node) : {})

/** Every schema that a pointer can lead to, through unions. */
function schemasAt(schema: TSchema, pointer: string): Node[] {
  let found = branches(asNode(schema))
  for (const name of pointer.split('/').slice(1))
    found = found.flatMap((one) => {
      const properties = asNode(one.properties)
      return Object.hasOwn(properties, name) ? branches(asNode(properties[name])) : []
    })
  return found
}

function branches(node: Node): Node[] {
  return Array.isArray(node.anyOf) ? node.anyOf.flatMap((one) => branches(asNode(one))) : [node]
}

/** The texts that a place is limited to; none where any text may stand. */
function valuesOf(found: readonly Node[]): string[] {
  const texts = found.flatMap((one) => (Array.isArray(one.enum) ? one.enum : 'const' in one ? [one.const] : []))
  return texts.filter((value): value is string => typeof value === 'string')
}

/** A state that is of that kind by that rule, and as severe as is said: for trying out what is not there yet. */
export function supposedState({ severity: place, when }: RecordRule, severity: string | null): Node {
  const state: Node = {}
  for (const condition of when) {
    if ('is' in condition) put(state, condition.at, condition.is[0] ?? null)
    else put(state, condition.at, 'atLeast' in condition ? condition.atLeast : 'any')
  }
  if (place !== undefined && severity !== null) put(state, place, severity)
  return state
}

function put(state: Node, pointer: string, value: unknown): void {
  const names = pointer.split('/').slice(1)
  let at = state
  for (const name of names.slice(0, -1)) {
    const inner = asNode(at[name])
    at[name] = inner
    at = inner
  }
  at[names.at(-1) ?? ''] = value
}
