// A scenario out of a file: YAML 1.2 or JSON. Every fault says in which line it stands.
import { constructFromEvents, EVENT_ID, parseEvents, YAMLException } from 'js-yaml'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { Content, Inject, Scenario } from '../../model/scenario.ts'
import type { Finding } from './findings.ts'

/** Characters. Ten thousand injects are three million. */
export const mostCharacters = 20_000_000
const deepest = 40
const mostFaults = 100

export interface Read {
  scenario: Scenario | null
  findings: Finding[]
  /** The line, from 1, at which what a JSON pointer names begins; of the nearest thing around it where it is not there. */
  lineOf(pointer: string): number
}

/** Reads, and says what does not fit the schema. What fits may still contradict itself: see `checkScenario`. */
export function readScenario(text: string): Read {
  if (text.length > mostCharacters)
    return unreadable(1, `The file is longer than ${mostCharacters / 1_000_000} million characters.`)
  let value: unknown
  let lineOf: Read['lineOf']
  try {
    const events = parseEvents(text, { maxDepth: deepest })
    const documents = constructFromEvents(events, { source: text, maxAliases: 0 })
    if (documents.length !== 1) return unreadable(1, `A scenario is one document, and these are ${documents.length}.`)
    value = documents[0]
    // Only a fault asks for lines, and most scenarios have none.
    let found: Read['lineOf'] | undefined
    lineOf = (pointer) => {
      found ??= linesIn(text, events)
      return found(pointer)
    }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    return unreadable((error.mark?.line ?? 0) + 1, error.reason)
  }
  const findings = schemaFaults(value)
    .slice(0, mostFaults)
    .map(({ where, says }) => ({ level: 'error' as const, rule: 'schema', where, line: lineOf(where), says }))
  return { scenario: findings.length === 0 ? (value as Scenario) : null, findings, lineOf } // as the schema says, checked above
}

function unreadable(line: number, says: string): Read {
  return {
    scenario: null,
    findings: [{ level: 'error', rule: 'unreadable', where: '', line, says: says.slice(0, 600) }],
    lineOf: () => line,
  }
}

type Fault = { where: string; says: string }

const branches = new Map(Content.anyOf.map((one) => [one.properties.channel.const as string, Compile(one)]))
// Each inject is looked at by itself, and its content by the channel that it names: "none of ten fits" helps nobody.
const bare = Compile(
  Type.Object(
    { ...Scenario.properties, injects: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 20_000 }) },
    { additionalProperties: false },
  ),
)
const oneInject = Compile(
  Type.Object({ ...Inject.properties, content: Type.Unknown() }, { additionalProperties: false }),
)

function schemaFaults(value: unknown): Fault[] {
  const faults = faultsBy(bare, value, '')
  const injects = isObject(value) && Array.isArray(value.injects) ? value.injects : []
  for (const [at, inject] of injects.entries()) {
    if (faults.length > mostFaults) break
    const where = `/injects/${at}`
    faults.push(...faultsBy(oneInject, inject, where))
    if (isObject(inject) && 'content' in inject) faults.push(...contentFaults(inject.content, `${where}/content`))
  }
  return faults
}

function contentFaults(content: unknown, where: string): Fault[] {
  const channel = isObject(content) ? content.channel : undefined
  const branch = typeof channel === 'string' ? branches.get(channel) : undefined
  if (branch) return faultsBy(branch, content, where)
  const known = [...branches.keys()].join(', ')
  return [
    {
      where: `${where}/channel`,
      says: `There is no channel ${JSON.stringify(channel ?? null)}: it is one of ${known}.`,
    },
  ]
}

function faultsBy(
  validator: { Check(value: unknown): boolean; Errors(value: unknown): Told[] },
  value: unknown,
  where: string,
): Fault[] {
  if (validator.Check(value)) return []
  const told = validator.Errors(value).filter(({ keyword }) => keyword !== 'boolean')
  return told.map((fault) => {
    const extra =
      fault.keyword === 'additionalProperties'
        ? ` (${(fault.params as { additionalProperties: string[] }).additionalProperties.join(', ')})`
        : ''
    return { where: `${where}${fault.instancePath}`, says: `${fault.message ?? 'is not as the schema asks'}${extra}` }
  })
}

interface Told {
  keyword: string
  instancePath: string
  message?: string
  params: unknown
}

/** The published form of the schema, for editors that check while one types. */
export function publishedSchema(): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:tocsin:scenario:1',
    title: 'A Tocsin exercise scenario',
    ...(JSON.parse(JSON.stringify(Scenario)) as Record<string, unknown>),
  }
}

type Events = ReturnType<typeof parseEvents>

/** Walks the events once, and keeps where each thing begins under its JSON pointer. */
function linesIn(text: string, events: Events): Read['lineOf'] {
  const offsets = new Map<string, number>([['', 0]])
  const lists: { pointer: string; at: number; key: string | null; map: boolean }[] = []
  const place = (offset: number): string => {
    const list = lists.at(-1)
    if (!list) return ''
    const pointer = list.map ? `${list.pointer}/${list.key ?? ''}` : `${list.pointer}/${list.at++}`
    if (list.map) list.key = null
    // A value that was left out stands nowhere: what holds it is named instead.
    if (offset >= 0) offsets.set(pointer, offset)
    return pointer
  }
  for (const event of events) {
    const list = lists.at(-1)
    if (event.type === EVENT_ID.SCALAR) {
      if (list?.map && list.key === null) list.key = escaped(text.slice(event.valueStart, event.valueEnd))
      else place(event.valueStart)
    } else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      lists.push({ pointer: place(event.start), at: 0, key: null, map: event.type === EVENT_ID.MAPPING })
    } else if (event.type === EVENT_ID.POP) lists.pop()
  }
  const ends: number[] = []
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at)
  return (pointer) => {
    let at = pointer
    while (at !== '' && !offsets.has(at)) at = at.slice(0, at.lastIndexOf('/'))
    return lineAt(ends, offsets.get(at) ?? 0)
  }
}

/** How many line ends stand before it, plus one. */
function lineAt(ends: readonly number[], offset: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ends[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low + 1
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
