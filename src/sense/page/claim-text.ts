// What an attack would say as a claim: the measured shares, and that they name nobody.
import { countryName } from '#web/country.ts'
import { exactly } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import type { Attack } from '../model/attacks.ts'
import { percent, withUnit } from './words.ts'

/** One or two sentences with figures, for a person to read before it is entered. */
export function saysOf({ waves, onset, seen, usual, measure, mix }: Attack, target: string): string {
  const first = say('{waves} of traffic to {target} from {onset} on, {seen} at the highest where {usual} is usual.', {
    waves: sayCount(waves.length, '{n} wave', '{n} waves'),
    target,
    onset: exactly(onset),
    seen: withUnit(seen, measure),
    usual: withUnit(usual, measure),
  })
  const named = (mix?.countries ?? []).filter((it) => /^[A-Z]{2}$/.test(it.key)).slice(0, 5)
  if (named.length === 0) return first
  const shares = named.map((it) => `${countryName(it.key)} ${percent(it.share)}`).join(', ')
  return `${first} ${say('Addresses are registered in: {shares}. That does not say who sent it.', { shares })}`
}
