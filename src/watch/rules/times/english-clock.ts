// Times of day in English: "at about 09:45 UTC", "noon", "in the early hours".
import type { TimeRule } from './model.ts'
import { readClock, readPartOfDay, rule, ZONE } from './readings.ts'

export const ENGLISH_CLOCK: readonly TimeRule[] = [
  rule(
    'clock',
    `(?:(?:at|about|around|by|from|since|until|shortly (?:after|before)|just (?:after|before)) )?(?:(\\d{1,2})[:.h](\\d{2})(?: ?(a\\.?m\\.?|p\\.?m\\.?)(?![\\p{L}]))?|(\\d{1,2}) ?(a\\.?m\\.?|p\\.?m\\.?)(?![\\p{L}])|(\\d{2})(\\d{2})(?= ?(?:UTC|GMT|CET|CEST|EET|BST|hrs|hours)))${ZONE}(?![\\p{L}\\p{N}%])`,
    (found) => {
      const half = (found[3] ?? found[5] ?? '').toLowerCase().charAt(0)
      let hour = Number(found[1] ?? found[4] ?? found[6])
      const zone = found[8]
      // Without a colon, a half of the day or a zone it is just a number such as 9.45.
      if (found[0].includes('.') && half === '' && zone === undefined) return null
      if (half === 'p' && hour < 12) hour += 12
      if (half === 'a' && hour === 12) hour = 0
      return readClock(hour, Number(found[2] ?? found[7] ?? 0), zone)
    },
  ),
  rule(
    'named hour',
    `(?:at |around |by |before |after )?(midnight|noon|midday)(?: (UTC|GMT|CET|CEST))?`,
    (found) => readClock(found[1]?.toLowerCase() === 'midnight' ? 0 : 12, 0, found[2]),
    'gi',
  ),
  rule(
    'part of the day',
    `(?:(?:by|in|during|since|early in|late in|later in|earlier in) )the (?:early |late )?(morning|afternoon|evening|night|day|hours)(?: of the (?:morning|day|night))?|early (?:morning|trading)|late (?:morning|afternoon|evening)|(?:morning|afternoon) trading`,
    (found, context) => (/^in the (?:late )?hours/i.test(found[0]) ? null : readPartOfDay(found[0], context)),
    'gi',
  ),
]
