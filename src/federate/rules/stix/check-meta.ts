// What must hold for markings on an object, and for objects about objects (section 7).
import { tlp1Ids, tlp2Extension, tlp2Ids } from '../../model/stix/known-ids.ts'
import { closedVocabularies } from '../../model/stix/vocabularies.ts'
import { type Findings, quoted } from './pointer.ts'
import { selected } from './selectors.ts'

type Given = Readonly<Record<string, unknown>>

/** Selectors lead somewhere; a granular marking has either a marking or a language; nothing marks itself. */
export function checkMarkings(object: Given, out: Findings): void {
  const refs = Array.isArray(object.object_marking_refs) ? object.object_marking_refs : []
  if (refs.includes(object.id)) out.error(['object_marking_refs'], '7.2.2', 'A marking cannot mark itself.')
  const granular = Array.isArray(object.granular_markings) ? object.granular_markings : []
  for (const [i, one] of granular.entries()) {
    if (!isObject(one)) continue
    const at = ['granular_markings', i]
    if ((one.lang === undefined) === (one.marking_ref === undefined))
      out.error(at, '7.2.3.1', 'It must have either lang or marking_ref, and not both.')
    if (one.marking_ref === object.id) out.error([...at, 'marking_ref'], '7.2.3.1', 'A marking cannot mark itself.')
    const selectors = Array.isArray(one.selectors) ? one.selectors : []
    for (const [j, selector] of selectors.entries()) {
      if (typeof selector === 'string' && !selected(object, selector))
        out.error([...at, 'selectors', j], '7.2.3.1', `${quoted(selector)} leads to nothing in this object.`)
    }
  }
}

const tlp1: readonly string[] = closedVocabularies['tlp-1']

export function checkMeta(type: string, object: Given, out: Findings): void {
  if (type === 'marking-definition') checkDefinition(object, out)
  if (type === 'extension-definition') {
    const types = Array.isArray(object.extension_types) ? object.extension_types : []
    if (object.extension_properties !== undefined && !types.includes('toplevel-property-extension'))
      out.error(['extension_properties'], '7.3.1', 'Only an extension of the top level names properties.')
  }
  if (type === 'language-content' && object.object_ref === object.id)
    out.error(['object_ref'], '7.1.1', 'It cannot translate itself.')
}

function checkDefinition(object: Given, out: Findings): void {
  const { definition, definition_type: type, extensions } = object
  if (extensions === undefined) {
    for (const name of ['definition_type', 'definition']) {
      if (object[name] === undefined) out.error([name], '7.2.1.1', `Without an extension it must have ${name}.`)
    }
  }
  if (type === 'statement' && isObject(definition) && typeof definition.statement !== 'string')
    out.error(['definition', 'statement'], '7.2.1.3', 'A statement must have its text.')
  if (type === 'tlp' && isObject(definition)) checkTlp1(object, definition.tlp, out)
  const tlp2 = isObject(extensions) ? extensions[tlp2Extension] : undefined
  if (isObject(tlp2)) checkTlp2(object, tlp2.tlp_2_0, out)
  if (type !== undefined && type !== 'tlp' && type !== 'statement')
    out.warn(['definition_type'], '7.2.1.1', `${quoted(type)} is no type of marking that the standard knows.`)
}

/** There is one definition of each label, and everybody uses that one. */
function checkTlp1({ id }: Given, label: unknown, out: Findings): void {
  if (typeof label !== 'string' || !tlp1.includes(label)) {
    out.error(['definition', 'tlp'], '7.2.1.4', `${quoted(label)} must be one of ${tlp1.join(', ')}.`)
    return
  }
  const fixed = new Map<string, string>(Object.entries(tlp1Ids)).get(`TLP:${label.toUpperCase()}`)
  if (fixed !== id) out.error(['id'], '7.2.1.4', `The definition of this label is ${fixed}.`)
}

function checkTlp2({ id }: Given, label: unknown, out: Findings): void {
  if (typeof label !== 'string') return
  const fixed = new Map<string, string>(Object.entries(tlp2Ids)).get(label.toUpperCase())
  if (fixed !== undefined && fixed !== id) out.error(['id'], '7.2.1.4', `The definition of this label is ${fixed}.`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
