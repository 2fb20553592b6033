// Fixed words of a template with their places filled. A value is put in once and never read again as a place.
import type { Sentence } from '../../model/product-content.ts'
import { type Place, places, type Wording } from '../../model/template.ts'
import { type Desk, fixed, fromCrisis, line } from './desk.ts'
import { moment } from './say.ts'

export const placePattern = /\{\{([a-zA-Z.]+)\}\}/g
const known = new Set<string>(places)

export function isPlace(name: string): name is Place {
  return known.has(name)
}

export type PlaceValues = Readonly<Record<Place, string>>

export function wordsIn(wording: Wording, language: keyof Wording): string {
  return wording[language] ?? wording.en
}

export function fill(text: string, values: PlaceValues): string {
  return text.replace(placePattern, (whole, name: string) => (isPlace(name) ? values[name] : whole))
}

/** Fixed words as a sentence. Where they name the crisis they rest on it; otherwise on nothing. */
export function fixedLine(
  desk: Desk,
  values: PlaceValues,
  key: string,
  wording: Wording,
  standing: 'fixed' | 'unknown',
): Sentence {
  const words = wordsIn(wording, desk.language)
  const text = fill(words, values)
  const { crisis } = desk.told
  if (!crisis || !words.includes('{{crisis.')) return fixed(desk, key, text, standing)
  return line(desk, key, text, [fromCrisis(crisis)], { standing })
}

export function valuesOf(
  { told, wording }: Pick<Desk, 'told' | 'wording'>,
  marking: string,
  title: string | undefined,
): PlaceValues {
  const { crisis, node, asOf } = told
  const untold = wording.frame.notKnown
  return {
    'crisis.title': title ?? crisis?.state.title ?? untold,
    'crisis.reference': crisis?.state.reference ?? untold,
    'crisis.openedOn': crisis ? moment(crisis.state.openedAt) : untold,
    'crisis.status': crisis?.state.status.replaceAll('-', ' ') ?? untold,
    'node.name': node.name,
    asOf: moment(asOf),
    marking,
  }
}
