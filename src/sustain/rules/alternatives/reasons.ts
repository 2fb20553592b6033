// Why one that could stand in stands where it does, in sentences.
import type { Candidate } from './find.ts'

export function reasonsFor(one: Candidate, fallen: number, today: string): string[] {
  const { fallsToo, common, saves } = one
  return [
    placed(one),
    ...(fallsToo ? ['It falls itself when that part falls.'] : []),
    ...common.filter((name) => name !== '').map((name) => `Both fall with ${name}.`),
    ...(fallsToo || fallen === 0 ? [] : [`${saves} of ${fallen} services that fall would stand with it.`]),
    ...agreedInWords(one, today),
    ...capacityInWords(one),
    lawInWords(one),
  ]
}

function placed({ place, switchMinutes }: Candidate): string {
  if (place === 'in-use') return 'It is in use already in the same need.'
  if (place === 'same-layer')
    return 'It is only of the same layer; nobody named it as a standby, and how long a move takes is not known.'
  return `It stands by, and carries after ${minutesInWords(switchMinutes ?? 0)}.`
}

function agreedInWords({ place, agreed, agreedUntil, agreement }: Candidate, today: string): string[] {
  const what = agreement === null ? 'An agreement' : `“${agreement}”`
  if (agreed === 'run-out') return [`${what} ran out on ${agreedUntil} (today: ${today}).`]
  if (agreed === 'nothing-agreed') return ['Nothing is agreed.']
  if (agreed === 'agreed') return [`${what} holds${agreedUntil === null ? '' : ` until ${agreedUntil}`}.`]
  return place === 'standby' ? ['It is from the same house.'] : []
}

function capacityInWords({ enough }: Candidate): string[] {
  if (!enough.known) return ['Whether its capacity is enough is not known.']
  const { has, asked, factor } = enough
  const figures = `${has.amount} of ${asked.amount} ${asked.unit}`
  return [factor < 1 ? `Its capacity is not enough: ${figures}.` : `Its capacity is enough: ${figures}.`]
}

function lawInWords({ seen, inUnion }: Candidate): string {
  if (seen.country === null) return 'Under whose law it stands is not known.'
  return inUnion
    ? `Under the law of a Member State (${seen.country}).`
    : `Under the law of ${seen.country}, outside the Union.`
}

export function minutesInWords(minutes: number): string {
  if (minutes === 0) return 'no time'
  if (minutes < 120) return `${round(minutes)} minutes`
  if (minutes < 2 * 1440) return `${round(minutes / 60)} hours`
  return `${round(minutes / 1440)} days`
}

const round = (value: number) => Math.round(value * 10) / 10
