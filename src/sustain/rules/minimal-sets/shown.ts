// What is to be said beside the sets: what they rest on, and why there may be more.
import type { MinimalSets } from './find.ts'

export function setsInWords({ because }: Pick<MinimalSets, 'because'>, mostParts: number): string[] {
  const rests = 'Counted for the long run: stocks and batteries have run out, and standbys that were agreed carry.'
  const more = {
    'all-found': [],
    'larger-exist': [`Sets of more than ${mostParts} parts exist too.`],
    'more-exist': ['More sets exist than were asked for.'],
    'search-ended': ['The search was ended before it was through; more sets may exist.'],
  } satisfies Record<MinimalSets['because'], string[]>
  return [rests, ...more[because]]
}
