// A CycloneDX bill of materials (1.4 to 1.6, JSON) as parts: components and services, what each is built of and calls.
import { mostFileParts, type PartFile, type PartFileRead } from '../../model/part-file.ts'
import { bomPart } from './bom-part.ts'
import { isFilePart, partFault } from './check-part.ts'

const versions = ['1.4', '1.5', '1.6']
const mostDepth = 64
const mostLinks = 1_000_000
const optionsPerNeed = 200
const needsPerKind = 30

type Bag = Record<string, unknown>
const bag = (value: unknown): Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : {}
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

interface Node {
  key: string
  at: string
  part: Bag
  service: boolean
  /** Keys of what it is built of and of what it calls. */
  uses: Set<string>
}

interface Bom {
  nodes: Map<string, Node>
  /** From bom-ref to key. */
  refs: Map<string, string>
  /** Keys at the top, in order. */
  top: string[]
  main: string | null
  file: PartFile
}

export function readCycloneDx(value: unknown): PartFileRead {
  const bom = bag(value)
  if (bom.bomFormat !== 'CycloneDX') return bad('It does not say that it is CycloneDX (bomFormat).')
  if (!versions.includes(String(bom.specVersion)))
    return bad(`It is CycloneDX ${String(bom.specVersion).slice(0, 20)}; ${versions.join(', ')} are read.`)
  const file: PartFile = { parts: [], leftOut: [], tlp: null, otherNeeds: 'kept', main: null }
  const found: Bom = { nodes: new Map(), refs: new Map(), top: [], main: null, file }
  const component = bag(bom.metadata).component
  if (component !== undefined) found.main = gather(found, [component], '/metadata/component', false)[0] ?? null
  found.top.push(...gather(found, list(bom.components), '/components', false))
  found.top.push(...gather(found, list(bom.services), '/services', true))
  if (found.nodes.size > mostFileParts)
    return { ok: false, refusal: 'graph-too-large', why: `It names more than ${mostFileParts} components.` }
  link(found, list(bom.dependencies))
  linkMain(found)
  for (const node of found.nodes.values()) take(node, found)
  file.main = found.main
  return { ok: true, file }
}

function bad(why: string): PartFileRead {
  return { ok: false, refusal: 'bad-file', why }
}

/** All that is nested in these, without recursion; answers the keys of the outermost. */
function gather(bom: Bom, given: readonly unknown[], at: string, service: boolean): string[] {
  const outermost: string[] = []
  const open = given.map((value, place) => ({
    value,
    at: at === '/metadata/component' ? at : `${at}/${place}`,
    depth: 0,
    service,
    parent: '',
  }))
  for (let next = open.pop(); next && bom.nodes.size <= mostFileParts; next = open.pop()) {
    const { depth, parent } = next
    const key = addNode(bom, bag(next.value), next.at, next.service)
    if (key === null) continue
    if (parent === '') outermost.unshift(key)
    else if (parent !== key) bom.nodes.get(parent)?.uses.add(key)
    for (const inside of ['components', 'services']) {
      const inner = list(bag(next.value)[inside])
      if (inner.length > 0 && depth >= mostDepth)
        bom.file.leftOut.push({ at: next.at, why: `It is nested more than ${mostDepth} deep.` })
      else
        for (const [place, one] of inner.entries())
          open.push({
            value: one,
            at: `${next.at}/${inside}/${place}`,
            depth: depth + 1,
            service: inside === 'services',
            parent: key,
          })
    }
  }
  return outermost
}

function addNode(bom: Bom, given: Bag, at: string, service: boolean): string | null {
  const part = bomPart(given, service)
  if (typeof part === 'string') {
    bom.file.leftOut.push({ at, why: part })
    return null
  }
  const ref = given['bom-ref']
  if (typeof ref === 'string' && bom.refs.has(ref) && bom.refs.get(ref) !== part.id)
    bom.file.leftOut.push({
      at,
      why: `bom-ref ${ref.slice(0, 80)} stands for another component already; what depends on it means that one.`,
    })
  else if (typeof ref === 'string') bom.refs.set(ref, part.id)
  if (!bom.nodes.has(part.id)) bom.nodes.set(part.id, { key: part.id, at, part: { ...part }, service, uses: new Set() })
  return part.id
}

function link(bom: Bom, dependencies: readonly unknown[]): void {
  let links = 0
  for (const [place, given] of dependencies.entries()) {
    const { ref, dependsOn } = bag(given)
    const at = `/dependencies/${place}`
    const from = bom.nodes.get(bom.refs.get(String(ref)) ?? '')
    if (!from) {
      bom.file.leftOut.push({ at, why: `No component has the bom-ref ${String(ref).slice(0, 80)}.` })
      continue
    }
    for (const other of list(dependsOn)) {
      const to = bom.refs.get(String(other))
      links += 1
      if (links > mostLinks)
        return void bom.file.leftOut.push({
          at,
          why: `There are more than ${mostLinks} dependencies; the rest is left out.`,
        })
      if (to === undefined)
        bom.file.leftOut.push({ at, why: `No component has the bom-ref ${String(other).slice(0, 80)}.` })
      else if (to === from.key) bom.file.leftOut.push({ at, why: `${String(other).slice(0, 80)} depends on itself.` })
      else from.uses.add(to)
    }
  }
}

/** Where the graph does not say what the main component uses: whatever stands at the top and nothing else uses. */
function linkMain(bom: Bom): void {
  const main = bom.nodes.get(bom.main ?? '')
  if (main && main.uses.size > 0) return
  const used = new Set([...bom.nodes.values()].flatMap(({ uses }) => [...uses]))
  const roots = bom.top.filter((key) => !used.has(key) && key !== main?.key)
  if (main) for (const key of roots) main.uses.add(key)
}

function take({ at, part, uses }: Node, bom: Bom): void {
  const keys = [...uses].sort()
  const calls = keys.filter((key) => bom.nodes.get(key)?.service)
  const built = keys.filter((key) => !bom.nodes.get(key)?.service)
  const needs = [...needsOf('Built of', 'software', built), ...needsOf('Calls', 'platform', calls)]
  if (built.length > needsPerKind * optionsPerNeed || calls.length > needsPerKind * optionsPerNeed)
    bom.file.leftOut.push({ at, why: `Of its dependencies the first ${needsPerKind * optionsPerNeed} are taken.` })
  const whole = needs.length > 0 ? { ...part, needs } : part
  if (isFilePart(whole)) bom.file.parts.push({ at, part: whole })
  else bom.file.leftOut.push({ at, why: `${partFault(whole)}.` })
}

/** None of them may be missing: so says a list of dependencies. */
function needsOf(name: string, layer: string, keys: readonly string[]) {
  const needs = []
  for (let from = 0; from < keys.length && needs.length < needsPerKind; from += optionsPerNeed) {
    const called = from === 0 ? name : `${name} (${from / optionsPerNeed + 1})`
    needs.push({
      name: called,
      layer,
      least: 'all',
      of: keys.slice(from, from + optionsPerNeed).map((part) => ({ part })),
    })
  }
  return needs
}
