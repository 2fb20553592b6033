// A vocabulary of techniques out of objects as ATT&CK publishes them, and how it is searched.
import type { Technique } from '../../model/stix/technique.ts'

type Given = Readonly<Record<string, unknown>>

/** The types that a vocabulary is made of. */
export const techniqueTypes = ['attack-pattern', 'x-mitre-tactic', 'relationship'] as const

/** Tactics and techniques among these objects; relationships say what replaces what. */
export function techniquesOf(objects: readonly Given[]): Technique[] {
  const found: Technique[] = []
  const byStix = new Map<string, Technique>()
  for (const object of objects) {
    const technique = techniqueOf(object)
    if (!technique) continue
    found.push(technique)
    byStix.set(technique.stix, technique)
  }
  for (const object of objects) {
    if (
      object.type !== 'relationship' ||
      typeof object.source_ref !== 'string' ||
      typeof object.target_ref !== 'string'
    )
      continue
    const [source, target] = [byStix.get(object.source_ref), byStix.get(object.target_ref)]
    if (!source || !target || source === target) continue
    if (object.relationship_type === 'revoked-by') source.replacedBy = target.id
    if (object.relationship_type === 'subtechnique-of') source.parent = target.id
  }
  return found
}

function techniqueOf(object: Given): Technique | undefined {
  const { type, id: stix, name } = object
  if ((type !== 'attack-pattern' && type !== 'x-mitre-tactic') || typeof stix !== 'string') return undefined
  const named = externalId(object)
  if (!named || typeof name !== 'string') return undefined
  const sub = object.x_mitre_is_subtechnique === true
  return {
    id: named.id.slice(0, 60),
    stix,
    kind: type === 'x-mitre-tactic' ? 'tactic' : sub ? 'sub-technique' : 'technique',
    name: plain(name, 300),
    description: typeof object.description === 'string' ? plain(object.description, 1000) : '',
    tactics: tacticsOf(object),
    platforms: texts(object.x_mitre_platforms),
    url: named.url,
    parent: sub && named.id.includes('.') ? named.id.slice(0, named.id.indexOf('.')) : null,
    old: object.revoked === true ? 'revoked' : object.x_mitre_deprecated === true ? 'deprecated' : 'no',
    replacedBy: null,
  }
}

/** The first reference with an id: the publisher's own stands first. */
function externalId({ external_references: references }: Given): { id: string; url: string | null } | undefined {
  if (!Array.isArray(references)) return undefined
  for (const one of references.slice(0, 50)) {
    if (typeof one !== 'object' || one === null) continue
    const { external_id: id, url } = one as Given
    if (typeof id !== 'string' || id === '') continue
    const safe = typeof url === 'string' && /^https?:\/\//.test(url) && url.length <= 500
    return { id, url: safe ? url : null }
  }
  return undefined
}

function tacticsOf({ kill_chain_phases: phases, x_mitre_shortname: short }: Given): string[] {
  if (typeof short === 'string') return [short.slice(0, 100)]
  if (!Array.isArray(phases)) return []
  return phases.slice(0, 60).flatMap((phase: unknown) => {
    const name = typeof phase === 'object' && phase !== null ? (phase as Given).phase_name : undefined
    return typeof name === 'string' ? [name.slice(0, 100)] : []
  })
}

function texts(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown) => (typeof one === 'string' ? [one.slice(0, 100)] : [])).slice(0, 60)
}

/** One line that can be shown, cut at a whole character. */
function plain(text: string, most: number): string {
  const line = text
    .slice(0, most * 3)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  return line.length <= most ? line : line.slice(0, most).replace(/[\ud800-\udbff]$/, '')
}

export interface Searched {
  technique: Technique
  words: string
}

/** Ready to be searched. */
export function searchable(techniques: readonly Technique[]): Searched[] {
  return techniques.map((technique) => ({
    technique,
    words: fold(`${technique.id} ${technique.name} ${technique.tactics.join(' ')} ${technique.description}`),
  }))
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** All words must be there. First the one of that id, then names that begin so, then names, then the rest; in the order of ids. */
export function findTechniques(all: readonly Searched[], text: string): Technique[] {
  const asked = fold(text.trim())
  const words = asked
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 20)
  const found: { technique: Technique; rank: number }[] = []
  for (const one of all) {
    if (!words.every((word) => one.words.includes(word))) continue
    found.push({ technique: one.technique, rank: rankOf(one.technique, asked, words) })
  }
  found.sort((a, b) => a.rank - b.rank || (a.technique.id < b.technique.id ? -1 : 1))
  return found.map(({ technique }) => technique)
}

function rankOf({ id, name }: Technique, asked: string, words: readonly string[]): number {
  if (fold(id) === asked) return 0
  const folded = fold(name)
  if (folded.startsWith(asked)) return 1
  if (fold(id).startsWith(asked)) return 2
  return words.every((word) => folded.includes(word)) ? 3 : 4
}
