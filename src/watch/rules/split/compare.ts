// Whether two stretches of a text tell of the same: by the names, figures and words that they share.
import { wordsIn } from '../headline.ts'
import type { Line } from './lines.ts'

export function cohesive(bodies: Line[][]): boolean {
  const main = namesIn(bodies[0] ?? [])
  const rest = bodies.slice(1)
  return rest.length > 0 && rest.filter((body) => sharedNames(main, namesIn(body)) >= 2).length >= rest.length * 0.6
}

/** Whether a heading's words come again in the first lines under it, as a news headline's do. */
export function summarises(heading: string, body: Line[]): boolean {
  const stems = new Set(contentStems(heading))
  if (stems.size < 2) return false
  const under = new Set(contentStems(joined(body.filter((line) => line.bare !== heading)).slice(0, 700)))
  let again = 0
  for (const stem of stems) if (under.has(stem)) again += 1
  return again >= 2 && again >= stems.size * 0.3
}

function joined(lines: Line[]): string {
  return lines.map((line) => line.bare).join('. ')
}

function contentStems(text: string): string[] {
  return wordsIn(text.toLowerCase())
    .filter((word) => word.length >= 4 || /\d/.test(word))
    .map((word) => word.slice(0, 5))
}

export function topNames(line: Line, body: Line[]): Set<string> {
  return namesIn([line, ...body.slice(0, 4)])
}

export function namesIn(lines: Line[]): Set<string> {
  const names = new Set<string>()
  for (const line of lines) for (const name of line.names) names.add(name)
  return names
}

export function sharedNames(a: Set<string>, b: Set<string>): number {
  let shared = 0
  for (const name of b) if (a.has(name)) shared += 1
  return shared
}

export const OPENING_LINES = 3

/** Figures of two digits and more, as they are written; a lone digit is in every text. */
export function figuresIn(lines: Line[]): Set<string> {
  const figures = new Set<string>()
  for (const { text } of lines)
    for (const found of text.slice(0, 3000).match(/\d[\d.,]{0,12}\d/g) ?? [])
      if (!/^(?:19|20)\d\d$/.test(found)) figures.add(found)
  return figures
}
