// Machine tags: namespace:predicate="value", as MISP and its taxonomies write them. Read strictly, so that nothing else passes for one.
import { type Marking, type Pap, papLabels, type Tlp } from '#kernel/marking.ts'
import { isPapWord, isTlpWord, papFromWords, strictestPap, tlpFromWords } from '../marking-words.ts'

interface MachineTag {
  namespace: string
  /** May hold colons: `action:malware:variety`. */
  predicate: string
  value: string | null
}

/** What a tag of MISP may hold at most. */
export const mostTagLength = 255
const namespaceShape = /^[A-Za-z0-9][A-Za-z0-9._-]*$/
const predicateShape = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} .,_:+/()&'-]*$/u
/** Control characters, and those that turn the direction of writing or cannot be seen. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u

/** Undefined when it is none: a tag that people wrote in words of their own stays one. */
export function parseTag(text: string): MachineTag | undefined {
  if (text.length > mostTagLength || unseen.test(text)) return undefined
  const colon = text.indexOf(':')
  if (colon < 1) return undefined
  const namespace = text.slice(0, colon)
  const rest = text.slice(colon + 1)
  const equals = rest.indexOf('=')
  const predicate = equals < 0 ? rest : rest.slice(0, equals)
  if (!namespaceShape.test(namespace) || !predicateShape.test(predicate)) return undefined
  if (equals < 0) return { namespace, predicate, value: null }
  const quoted = rest.slice(equals + 1)
  if (quoted.length < 3 || !quoted.startsWith('"') || !quoted.endsWith('"')) return undefined
  const value = quoted.slice(1, -1)
  return value.includes('"') ? undefined : { namespace, predicate, value: value.normalize('NFC') }
}

/** Undefined where it cannot be written so that it is read back as the same. */
export function writeTag({ namespace, predicate, value }: MachineTag): string | undefined {
  const text = `${namespace}:${predicate}${value === null ? '' : `="${value}"`}`
  const back = parseTag(text)
  const same =
    back?.namespace === namespace && back.predicate === predicate && back.value === (value?.normalize('NFC') ?? null)
  return same ? text : undefined
}

/** The labels that tags name, of whatever spelling: one that cannot be read counts as the strictest. */
export function tlpOfTags(tags: readonly string[]): Tlp[] {
  return tags.filter(isTlpWord).map(tlpFromWords)
}

export function papOfTags(tags: readonly string[]): Pap | undefined {
  return strictestPap(tags.filter(isPapWord).map(papFromWords))
}

/** The tags that carry a marking; `tlp:clear` of version 2, never `tlp:white`. */
export function tagsOfMarking({ tlp, pap }: Pick<Marking, 'tlp' | 'pap'>): string[] {
  return [`tlp:${tlp.toLowerCase()}`, ...(pap && papLabels.includes(pap) ? [`PAP:${pap}`] : [])]
}
