// What every rule of drafting has before it: what may be told, the template's section, the names of ids, and how a sentence is made.

import { cut } from '#assess/rules/drafting/say.ts'
import type { Crisis } from '#coordinate/model/crisis.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import type { Party } from '#coordinate/model/words.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { ContentSource, Language, Sentence } from '../../model/product-content.ts'
import type { Template, TemplateSection } from '../../model/template.ts'
import type { DraftInput, ProductWording, Vocabulary } from './input.ts'
import type { Told } from './within.ts'

export interface Desk {
  told: Told
  now: Instant
  template: Template
  section: TemplateSection
  names: Vocabulary
  wording: ProductWording
  language: Language
  given: Pick<DraftInput, 'lines'>
}

const mostSources = 1_000

export function source(record: string, filed: Pick<Filed<unknown>, 'id' | 'entry'>, label: string): ContentSource {
  return { record, id: filed.id, entry: filed.entry, label: cut(label, 400) }
}

export function fromCrisis(crisis: Filed<Crisis>): ContentSource {
  return source('coordinate.crisis', crisis, crisis.state.reference)
}

export function fromIncident(incident: Filed<{ reference: string }>): ContentSource {
  return fromReferenced('assess.incident', incident)
}

export function fromReferenced(record: string, filed: Filed<{ reference: string }>): ContentSource {
  return source(record, filed, filed.state.reference)
}

export function fromClaim(claim: Filed<{ holder: string | null }>): ContentSource {
  return source('watch.claim', claim, `claim of ${claim.state.holder ?? 'somebody who is not named'}`)
}

export function fromTitled(record: string, filed: Filed<{ title: string }>): ContentSource {
  return source(record, filed, filed.state.title)
}

type Extra = Partial<Pick<Sentence, 'standing' | 'figure' | 'by'>>

/** A sentence of the section. `key` is the same in the next edition: it names the rule's question and the record. */
export function line(
  { section }: Pick<Desk, 'section'>,
  key: string,
  text: string,
  sources: readonly ContentSource[],
  extra: Extra = {},
): Sentence {
  return {
    id: `${section.id}/${key}`,
    text: cut(text, 24_000),
    sources: sources.slice(0, mostSources),
    by: 'record',
    standing: 'known',
    ...extra,
  }
}

/** Fixed words of the template, which rest on nothing. */
export function fixed(
  { section }: Pick<Desk, 'section'>,
  key: string,
  text: string,
  standing: 'fixed' | 'unknown',
): Sentence {
  return { id: `${section.id}/${key}`, text, sources: [], by: 'template', standing }
}

/** The first of `found`, as many as the section takes, and how many that leaves out. */
export function weightiest<T>({ section }: Pick<Desk, 'section'>, found: readonly T[]): { shown: T[]; beyond: T[] } {
  const most = section.most ?? 5_000
  return { shown: found.slice(0, most), beyond: found.slice(most) }
}

/** 'There are 12 more incidents, which are not listed here.', where there are any; `sources` are the records behind them. */
export function beyondLine(
  desk: Pick<Desk, 'section'>,
  n: number,
  sources: readonly ContentSource[],
  [one, several]: readonly [string, string],
): Sentence[] {
  if (n === 0) return []
  const text =
    n === 1
      ? `There is 1 more ${one}, which is not listed here.`
      : `There are ${n} more ${several}, which are not listed here.`
  const figure = { label: `${several} not listed`, value: n, unit: several }
  return [line(desk, `beyond:${several.replaceAll(' ', '-')}`, text, sources, { figure })]
}

export function countryOf({ names }: Pick<Desk, 'names'>, code: string): string {
  return named(names.countries, code)
}

export function sectorOf({ names }: Pick<Desk, 'names'>, id: string): string {
  return named(names.sectors, id)
}

export function named(from: Readonly<Record<string, string>>, id: string): string {
  return (Object.hasOwn(from, id) ? from[id] : undefined) ?? id.replaceAll('_', ' ')
}

export function partyOf({ names }: Pick<Desk, 'names'>, { name, actor, organisation, person }: Party): string {
  const hidden = name.startsWith('a party that is not named') && organisation === null && person === null
  return hidden && actor ? named(names.actors, actor) : name
}

/** The name behind `person:0198...` where it may be told. */
export function actorOf({ told }: Pick<Desk, 'told'>, by: string): string {
  const id: Id = by.replace(/^person:/, '')
  const known = Object.hasOwn(told.names.persons, id) ? told.names.persons[id] : undefined
  return known?.name ?? 'a person who is not named here'
}
