// What an index of concentration means, in words.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'

/** From the merger guidelines of the United States, 2023; used here as a yardstick that people know. */
export const highlyConcentrated = 1800
export const moderatelyConcentrated = 1000

export function hhiWord(hhi: number): { word: string; tone: Tone } {
  if (hhi >= 9999) return { word: say('all on one'), tone: 'bad' }
  if (hhi > highlyConcentrated) return { word: say('highly concentrated'), tone: 'bad' }
  if (hhi >= moderatelyConcentrated) return { word: say('moderately concentrated'), tone: 'warn' }
  return { word: say('spread'), tone: 'good' }
}

/** `like 1.4 equal ones` says more to most people than 7,100. */
export function equalWord(equalNumber: number): string {
  if (equalNumber < 1.05) return ''
  return say('as if {n} equal ones shared it', { n: Number(equalNumber.toFixed(1)).toString() })
}
