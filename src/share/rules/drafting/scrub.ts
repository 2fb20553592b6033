// Names and vulnerabilities taken out of a product that must not have them, wherever a person may have written them.
import type { Party } from '#coordinate/model/words.ts'
import type { Block, Sentence } from '../../model/product-content.ts'
import { mapSentences } from './blocks.ts'
import type { DraftInput } from './input.ts'
import type { Told } from './within.ts'

interface Scrubber {
  text(text: string): string
  sentence(sentence: Sentence): Sentence
  block(block: Block): Block
}

/** Identifiers of CVE, of the EU vulnerability database and of GitHub advisories. */
const vulnerabilities = /\b(CVE-\d{4}-\d{4,7}|EUVD-\d{4}-\d{1,8}|GHSA(-[0-9a-z]{4}){3})\b/gi
const addresses = /\bhttps?:\/\/\S+|\b[\w.+-]+@[\w-]+(\.[\w-]+)+/gi

/**
 * For the anonymised variant every name that the record knows is masked: organisations, persons, services, holders of claims.
 * A name that stands only in free text, and nowhere in the record as a name, is not found: whoever approves reads for it.
 */
export function scrubber(told: Told, { template, variant, vocabulary }: DraftInput): Scrubber {
  const masks: ((text: string) => string)[] = []
  if (!template.namesVulnerabilities) masks.push((text) => text.replace(vulnerabilities, '[vulnerability]'))
  if (variant === 'anonymised') {
    masks.push((text) => text.replace(addresses, '[address]'))
    masks.push(...namesIn(told, new Set(Object.values(vocabulary.actors))))
  }
  const text = (from: string) => masks.reduce((so, mask) => mask(so), from)
  const sentence = (from: Sentence): Sentence => {
    if (from.by === 'template' || masks.length === 0) return from
    const sources = from.sources.map((one) => ({ ...one, label: text(one.label) }))
    const figure = from.figure ? { figure: { ...from.figure, label: text(from.figure.label) } } : {}
    return { ...from, text: text(from.text), sources, ...figure }
  }
  return { text, sentence, block: (block) => mapSentences(block, sentence) }
}

function namesIn(told: Told, actors: ReadonlySet<string>): ((text: string) => string)[] {
  const organisations = new Set(Object.values(told.names.organisations).map(({ name }) => name))
  const persons = new Set(Object.values(told.names.persons).map(({ name }) => name))
  const services = new Set(told.incidents.flatMap(({ state }) => state.affected.services.map(({ name }) => name)))
  for (const { state } of told.assessments) organisations.add(state.entity.name)
  for (const { state } of told.duties) organisations.add(state.entityName)
  for (const { state } of told.claims) {
    for (const name of [state.holder, state.via, state.outlet]) if (name) organisations.add(name)
  }
  for (const { state } of told.questions) {
    for (const { name } of state.attribution?.acceptances ?? []) persons.add(name)
  }
  for (const party of partiesIn([told.crisis?.state, told.ladder?.state, told.decisions, told.notices])) {
    if (party.actor === null) (party.person ? persons : organisations).add(party.name)
  }
  for (const actor of actors) organisations.delete(actor)
  const short = [...organisations].flatMap((name) => withoutForm(name))
  const last = [...persons, ...organisations].flatMap((name) => familyName(name))
  return [
    masking(organisations, '[organisation]'),
    masking(persons, '[person]'),
    masking(services, '[service]'),
    masking(new Set(short), '[organisation]'),
    masking(new Set(last), '[name]'),
  ]
}

/** Longer names first, so that a part of one is not masked before the whole; short ones only as they are written. */
function masking(names: ReadonlySet<string>, mask: string): (text: string) => string {
  const all = [...names].map((name) => name.trim()).filter((name) => name !== '')
  const sorted = all.sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const patterns = [
    { of: sorted.filter((name) => name.length > 3), flags: 'giu' },
    { of: sorted.filter((name) => name.length <= 3), flags: 'gu' },
  ]
    .filter(({ of }) => of.length > 0)
    .map(({ of, flags }) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${of.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, flags))
  return (text) => patterns.reduce((so, pattern) => so.replace(pattern, mask), text)
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

const legalForm =
  /[\s,]+(plc|gmbh|ag|inc|ltd|limited|s\.?a|corp|llc|se|n\.?v|b\.?v|s\.?r\.?l|s\.?p\.?a|oy|ab|a\/s)\.?$/i

function withoutForm(name: string): string[] {
  const short = name.replace(legalForm, '')
  return short !== name && short.length > 2 ? [short] : []
}

/** Of a name of two words the second: texts call people by it. */
function familyName(name: string): string[] {
  const [, second, ...more] = name.trim().split(/\s+/)
  return second && more.length === 0 && second.length > 3 && /^\p{Lu}/u.test(second) ? [second] : []
}

function partiesIn(value: unknown): Party[] {
  if (Array.isArray(value)) return value.flatMap(partiesIn)
  if (value === null || typeof value !== 'object') return []
  if ('name' in value && 'actor' in value && 'organisation' in value && 'person' in value) return [value as Party]
  return Object.values(value).flatMap(partiesIn)
}
