// A chance in words: never without its range, and never as nothing or all of it where it is only nearly so.
import type { Probability } from '../../model/requests/in-time.ts'

function percent(share: number): string {
  if (share > 0 && share < 0.005) return '<1'
  if (share < 1 && share > 0.995) return '>99'
  return String(Math.round(share * 100))
}

export function sayChance({ low, middle, high }: Probability): string {
  return `${percent(middle)} % (${percent(low)} to ${percent(high)} %)`
}
