// The grammar of times in English news: each rule is one way of writing a time, and says how it reads it.
import { ENGLISH_CLOCK } from './english-clock.ts'
import { ENGLISH_DATES } from './english-dates.ts'
import { ENGLISH_NEAR } from './english-near.ts'
import { ENGLISH_PERIODS } from './english-periods.ts'
import type { Grammar } from './model.ts'

export const ENGLISH: Grammar = {
  rules: [...ENGLISH_DATES, ...ENGLISH_PERIODS, ...ENGLISH_NEAR, ...ENGLISH_CLOCK],
  lead: /^(?:on|at|in|by the|by|of|from|since|about|around|during|over|for|before|after|until|the) /i,
  keep: /^(?:in \d{1,3} (?!\d)|in (?:two|three|four|five|six|ten|twelve) |by|within|before|until|since|over the|in the (?!early hours of |late hours of )|no later|from \d|the (?:day|weekend|first|second|third|fourth|final|next|past|last|previous|fiscal|end|\d{4}s|early|late|morning|afternoon|evening|night))/i,
  ahead:
    /\b(?:will|shall|would be|is to|are to|due|expects?|expected|plans?|planned|scheduled|upcoming|set to|going to|next|aims? to|must|hopes?|promised|intends?)\b/i,
  aheadAfter: /^ (?:will|is due|is expected|is to)\b/i,
  reported: /\b(?:said|announced|told|added|reported|disclosed)(?: \w{1,12}){0,2} $/i,
}
