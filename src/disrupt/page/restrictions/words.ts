// The words of restrictions for people.
import { countryName } from '#web/country.ts'
import { say } from '#web/say.ts'
import type { Amount, Restriction } from '../../model/restrictions/restriction.ts'

const qualifiers: Record<Amount['qualifier'], string> = {
  exact: '',
  about: 'about ',
  'up-to': 'up to ',
  'at-least': 'at least ',
}
export const number = (value: number) => value.toLocaleString('en')

export function amountWords({ value, currency, qualifier, saidToBe }: Amount): string {
  const sum = `${say(qualifiers[qualifier])}${number(value)} ${currency}`
  return saidToBe
    ? say('{sum}, said to be {other}', { sum, other: `${number(saidToBe.value)} ${saidToBe.currency}` })
    : sum
}

export function whoWords({ imposedBy, country }: Restriction): string {
  return country ? say('{name} ({country})', { name: imposedBy.name, country: countryName(country) }) : imposedBy.name
}

const positions = { 'gives-reason': 'gives a reason', disputes: 'disputes it', confirms: 'confirms it' } as const
export const positionWord = (position: keyof typeof positions) => say(positions[position])
export const positionTone = (position: keyof typeof positions) => (position === 'disputes' ? 'warn' : 'plain')
