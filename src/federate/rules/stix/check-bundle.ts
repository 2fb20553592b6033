// Checks objects that came together: versions that contradict each other, references that lead nowhere, markings, extensions.
import type { Finding, ObjectFinding } from '../../model/stix/finding.ts'
import { typeOfId } from '../../model/stix/kinds.ts'
import { identifierPattern } from '../../model/stix/parts.ts'
import { type CheckOptions, checkObject } from './check-object.ts'
import { isFixedMarking } from './markings.ts'
import { timeKey } from './moments.ts'
import { quoted } from './pointer.ts'

export interface TogetherCheck {
  /** The findings about this object, by itself and beside those before it. */
  add(object: unknown, place: number): ObjectFinding[]
  /** What can be said only when all were seen. */
  end(): ObjectFinding[]
}

interface SeenVersion {
  place: number
  content: number
}

/** Keeps little of each object: ids, versions and digests. `hash` is of canonical text. */
export function checkTogether(options: CheckOptions, hash: (object: unknown) => number): TogetherCheck {
  const versions = new Map<string, SeenVersion>()
  const ids = new Set<string>()
  const wanted = new Map<string, { place: number; id: string; at: string }>()
  return {
    add(object, place) {
      const found = checkObject(object, options)
      const id = idOf(object)
      const here = found.map((one) => ({ ...one, object: place, id }))
      if (typeof object !== 'object' || object === null) return here
      ids.add(id)
      const given = object as Record<string, unknown>
      const same = sameVersion(given, id, place, versions, hash)
      if (same) here.push({ ...same, object: place, id })
      for (const { ref, at } of references(given)) {
        if (!wanted.has(ref) && wanted.size < mostWanted) wanted.set(ref, { place, id, at })
      }
      return here
    },
    end() {
      const found: ObjectFinding[] = []
      for (const [ref, { place, id, at }] of wanted) {
        if (ids.has(ref) || isFixedMarking(ref)) continue
        const what = typeOfId(ref) === 'marking-definition' ? ' Without it nobody knows who may read the object.' : ''
        found.push({
          level: 'warning',
          at,
          section: '3.8',
          says: `${quoted(ref)} is not in the file.${what}`,
          object: place,
          id,
        })
        if (found.length >= mostFound) break
      }
      return found
    },
  }
}

const mostWanted = 200_000
const mostFound = 500

function idOf(object: unknown): string {
  const id = typeof object === 'object' && object !== null && 'id' in object ? object.id : ''
  return typeof id === 'string' ? id.slice(0, 300) : ''
}

/** One id and one moment of change is one version, whoever sends it. */
function sameVersion(
  object: Record<string, unknown>,
  id: string,
  place: number,
  versions: Map<string, SeenVersion>,
  hash: (object: unknown) => number,
): Finding | undefined {
  const { modified } = object
  const key = `${id} ${typeof modified === 'string' && modified.length < 60 ? timeKey(modified) : ''}`
  const content = hash(object)
  const known = versions.get(key)
  if (!known) {
    versions.set(key, { place, content })
    return undefined
  }
  if (known.content === content)
    return { level: 'warning', at: '/id', section: '8', says: `It is the same as object ${known.place}.` }
  const says = `Object ${known.place} has the same id and the same modified, and says something else.`
  return { level: 'error', at: modified === undefined ? '/id' : '/modified', section: '3.6', says }
}

/** Identifiers in properties that end in _ref or _refs, as far as the object itself goes; bounded by its own budget. */
function references(object: Record<string, unknown>): { ref: string; at: string }[] {
  const found: { ref: string; at: string }[] = []
  for (const [name, value] of Object.entries(object)) {
    if (name.endsWith('_ref') && typeof value === 'string') found.push({ ref: value, at: `/${name}` })
    if (name.endsWith('_refs') && Array.isArray(value)) {
      for (const [i, ref] of value.entries()) if (typeof ref === 'string') found.push({ ref, at: `/${name}/${i}` })
    }
  }
  return found.filter(({ ref }) => isIdentifier.test(ref))
}
const isIdentifier = new RegExp(identifierPattern)

/** The bundle itself (section 8), without its objects. */
export function checkBundleHead(head: Readonly<Record<string, unknown>>): Finding[] {
  const found: Finding[] = []
  const { id } = head
  if (typeof id !== 'string' || !isIdentifier.test(id) || typeOfId(id) !== 'bundle')
    found.push({ level: 'error', at: '/id', section: '8.1', says: `${quoted(id)} is no id of a bundle.` })
  for (const name of Object.keys(head)) {
    if (['type', 'id', 'objects'].includes(name)) continue
    found.push({
      level: 'warning',
      at: `/${name.slice(0, 200)}`,
      section: '8.1',
      says: `A bundle has no property ${quoted(name)}.`,
    })
  }
  return found
}
