// The words of the map: kinds, layers, levels, spans, and how old evidence is.
import { say, sayCount } from '#web/say.ts'
import type { Shock } from '../model/analysis.ts'
import { type Layer, layers, type PartKind, partKinds } from '../model/parts.ts'
import type { Duration, evidenceKinds } from '../model/words.ts'

const kindWords: Record<PartKind, () => string> = {
  service: () => say('Service'),
  component: () => say('Component'),
  provider: () => say('Provider'),
  site: () => say('Site'),
}

export function kindWord(kind: string): string {
  const known = partKinds.find((it) => it === kind)
  return known ? kindWords[known]() : kind
}

/** A service in the layer of services need not be told twice. */
export function placeWords(kind: string, layer: string): string[] {
  return layer === kind ? [kindWord(kind)] : [kindWord(kind), layerWord(layer)]
}

const layerWords: Record<Layer, () => string> = {
  service: () => say('Services'),
  application: () => say('Applications'),
  platform: () => say('Platforms'),
  cloud: () => say('Cloud'),
  software: () => say('Software'),
  dns: () => say('DNS'),
  certificate: () => say('Certificates'),
  identity: () => say('Identity'),
  connectivity: () => say('Connectivity'),
  satellite: () => say('Satellite'),
  energy: () => say('Energy'),
  site: () => say('Sites'),
}

export function layerWord(layer: string): string {
  const known = layers.find((it) => it === layer)
  return known ? layerWords[known]() : layer
}

export const kindChoices = () => partKinds.map((value) => ({ value, label: kindWord(value) }))
export const layerChoices = () => layers.map((value) => ({ value, label: layerWord(value) }))

export const evidenceWords: Record<(typeof evidenceKinds)[number], () => string> = {
  stated: () => say('stated'),
  contract: () => say('contract'),
  observed: () => say('observed'),
  imported: () => say('imported'),
  estimated: () => say('estimated'),
}

export const shockWords: Record<Shock['kind'], () => string> = {
  fails: () => say('fails'),
  throttles: () => say('is throttled'),
  withdraws: () => say('withdraws'),
}

/** `at once`, `25 min`, `2 h 45 min`, `3 days 4 h`: minutes as people say them. */
export function minutesWord(minutes: number): string {
  if (minutes < 1) return minutes > 0 ? say('under a minute') : say('at once')
  const whole = Math.round(minutes)
  if (whole < 60) return `${whole} min`
  const hours = Math.floor(whole / 60)
  if (hours < 48) return whole % 60 === 0 ? `${hours} h` : `${hours} h ${whole % 60} min`
  const days = sayCount(Math.floor(hours / 24), '{n} day', '{n} days')
  return hours % 24 === 0 ? days : `${days} ${hours % 24} h`
}

/** On the clock of a cascade: `+ 2 h 45 min`. */
export function clockWord(minute: number): string {
  return minute < 1 ? say('at the beginning') : `+ ${minutesWord(minute)}`
}

export function durationWord({ likely, least, most }: Duration): string {
  if (least === undefined && most === undefined) return minutesWord(likely)
  return say('{likely} ({least} to {most})', {
    likely: minutesWord(likely),
    least: minutesWord(least ?? likely),
    most: minutesWord(most ?? likely),
  })
}

export function percent(share: number): string {
  const value = share * 100
  return `${value >= 10 || value === 0 ? Math.round(value) : value >= 1 ? value.toFixed(1) : value.toFixed(2)} %`
}

export function people(count: number): string {
  return count >= 1e6
    ? say('{n} million', { n: Number((count / 1e6).toFixed(count >= 1e7 ? 0 : 1)).toString() })
    : Math.round(count).toLocaleString('en')
}

export function freshWord(days: number | null): string {
  if (days === null) return say('no evidence')
  return days < 1 ? say('seen today') : sayCount(Math.floor(days), 'seen {n} day ago', 'seen {n} days ago')
}

/** After half a year somebody should look again. */
export const staleAfterDays = 180
