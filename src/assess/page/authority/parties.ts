// A row of the view across borders, and how its parties are called.
import type { OutputOf } from '#kernel/contract.ts'
import { countryName } from '#web/country.ts'
import type { crossBorder } from '../../api/authority.ts'

export type Row = OutputOf<typeof crossBorder>['items'][number]

export function partyName(party: string): string {
  return party === 'ENISA' ? 'ENISA' : countryName(party)
}
