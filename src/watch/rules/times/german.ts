// The grammar of times in German news: "am Montag", "vor drei Tagen", "innerhalb von 24 Stunden", "bis Ende 2026".
import { monthNameRules } from './absolute.ts'
import { duration, fixed, type Grammar, type TimeRule } from './model.ts'
import {
  type DayPart,
  type Period,
  readAfterEvent,
  readAgo,
  readAhead,
  readClock,
  readDayOfNearYear,
  readDaySpan,
  readDeadline,
  readEndOf,
  readMonth,
  readMonthOfNearYear,
  readMonthSpan,
  readNearDay,
  readNearPeriod,
  readOpen,
  readPart,
  readPartOfDay,
  readPastSpan,
  readWeekday,
  readWeekend,
  rule,
  type Turn,
  ZONE,
} from './readings.ts'
import { wordReaders } from './words.ts'

const W = wordReaders({
  months: 'Januar/Jänner Februar/Feber März April Mai Juni Juli August September Oktober November Dezember',
  weekdays: 'Montag Dienstag Mittwoch Donnerstag Freitag Samstag/Sonnabend Sonntag',
  amounts:
    '1/ein/eine/einem/einer/eines, 2/zwei, 3/drei, 4/vier, 5/fünf, 6/sechs, 7/sieben, 8/acht, 9/neun, 10/zehn, 11/elf, 12/zwölf, 13/dreizehn, 14/vierzehn, 15/fünfzehn, 16/sechzehn, 18/achtzehn, 20/zwanzig, 24/vierundzwanzig, 30/dreißig, 36/sechsunddreißig, 48/achtundvierzig, 60/sechzig, 72/zweiundsiebzig, 90/neunzig, 0/einige/einigen/mehrere/mehreren/wenige/wenigen/ein paar',
  units:
    'minute/minute/minuten, hour/stunde/stunden, day/tag/tage/tagen/tages, week/woche/wochen, month/monat/monate/monaten/monats, quarter/quartal/quartale/quartalen/quartals, year/jahr/jahre/jahren/jahres, decade/jahrzehnt/jahrzehnte/jahrzehnten/jahrzehnts',
})
const { MONTH, WEEKDAY, AMOUNT, UNIT } = W
const YEAR =
  '((?:19|20|21)\\d{2})(?![\\d,.]\\d|\\d|%| (?:Menschen|Nutzer|Kunden|Mitarbeiter|Beschäftigte|Stellen|Euro|Dollar|Megawatt|Meter|Personen|Fälle|Satelliten|Patienten))'
const LAST = 'letzte[nmrs]?|vergangene[nmrs]?|vorige[nmrs]?|vorherige[nmrs]?'
const THIS = 'diese[nmrs]?|laufende[nmrs]?|aktuelle[nmrs]?'
const NEXT = 'nächste[nmrs]?|kommende[nmrs]?'
const NEAR_YEAR = `(?:des |im )?(${LAST}|${THIS}|${NEXT}) Jahr(?:es)?`
const PART = 'früh|morgen|vormittag|mittag|nachmittag|abend|nacht'

function step(word: string | undefined): number | null {
  if (word === undefined) return null
  if (new RegExp(`^(?:${LAST})$`, 'i').test(word)) return -1
  return new RegExp(`^(?:${NEXT})$`, 'i').test(word) ? 1 : 0
}

function partOf(word: string | undefined): DayPart {
  const low = (word ?? '').toLowerCase()
  if (/früh|morgen|vormittag/.test(low)) return 'TMO'
  if (/mittag/.test(low)) return 'TAF'
  if (/abend/.test(low)) return 'TEV'
  return /nacht/.test(low) ? 'TNI' : ''
}

function eventOf(words: string): string {
  const low = words.toLowerCase()
  if (/annahme|verabschied|beschlussf|erlass/.test(low)) return 'adoption'
  if (/inkrafttret/.test(low)) return 'entry into force'
  if (/kenntnis|entdeck|bekanntwerden|feststell/.test(low)) return 'detection'
  if (/veröffentlich/.test(low)) return 'the publication of the act'
  return low
}

const DATES: readonly TimeRule[] = [
  rule(
    'day range',
    `(?:vom |zwischen dem )?(\\d{1,2})\\. ?(?:-|bis(?: zum)?|und)(?: dem)? ?(\\d{1,2})\\. (${MONTH})(?: ${YEAR})?`,
    (found, context) => readDaySpan(W.monthOf(found[3]), Number(found[1]), Number(found[2]), found[4], context),
    'gi',
  ),
  rule(
    'months of a year',
    `(?:zwischen |von )?(${MONTH})(?: ${YEAR})? ?(?:-|bis|und) ?(${MONTH})(?: ${YEAR}| ${NEAR_YEAR})?`,
    (found, context) =>
      readMonthSpan(
        W.monthOf(found[1]),
        W.monthOf(found[3]),
        { firstYear: found[2], year: found[4], step: step(found[5]) },
        context,
      ),
    'gi',
  ),
  rule(
    'day of a near year',
    `(\\d{1,2})\\. (${MONTH}) ${NEAR_YEAR}`,
    (found, context) => readDayOfNearYear(W.monthOf(found[2]), Number(found[1]), step(found[3]) ?? 0, context),
    'gi',
  ),
  rule(
    'month of a near year',
    `(${MONTH}) ${NEAR_YEAR}`,
    (found, context) => readMonthOfNearYear(W.monthOf(found[1]), step(found[2]) ?? 0, context),
    'gi',
  ),
  rule(
    'month by word',
    `(im|seit|bis(?: zum)?|bis Ende|ab|(?:seit |bis |zum )?(?:Anfang|Mitte|Ende)|für|diesen|letzten|vergangenen|nächsten|kommenden) (${MONTH})(?! \\d)`,
    (found, context) => {
      const lead = (found[1] ?? '').toLowerCase()
      const limit = lead.startsWith('bis')
      const next = /nächsten|kommenden/.test(lead)
      const kind = limit ? 'deadline' : /anfang|mitte|ende/.test(lead) ? 'vague' : 'period'
      return readMonth(W.monthOf(found[2]), kind, limit || next || context.future, context)
    },
    'gi',
  ),
  rule('years', `(?:zwischen |von )?${YEAR} ?(?:-|bis|und) ?${YEAR}`, (found) =>
    Number(found[1]) < Number(found[2]) ? fixed('range', `${found[1]}/${found[2]}`, 'range of years') : null,
  ),
  rule(
    'year as limit',
    `(?:bis|vor)(?: (?:zum|spätestens|Ende|Anfang|Mitte|zum Ende|zum Jahr|zum Jahre|zum Ende des Jahres|dem Jahr)){0,2} ${YEAR}`,
    (found) => fixed('deadline', String(found[1]), 'a year as limit'),
    'gi',
  ),
  rule(
    'part of a year',
    `(?:Anfang|Mitte|Ende|Frühjahr|Sommer|Herbst|Winter) (?:des Jahres )?${YEAR}`,
    (found) => fixed('vague', String(found[1]), 'part of a year'),
    'gi',
  ),
  rule('decade', `(?:den |die |der )?((?:19|20)\\d0)er(?:-| )?(?:Jahren?|Jahre)?(?!\\p{L})`, (found) =>
    fixed('vague', `${String(found[1]).slice(0, 3)}X`, 'decade'),
  ),
  rule(
    'year',
    `(?:im Jahre?|in den Jahren|seit|in|ab|von|des Jahres|Jahr|Geschäftsjahr(?:es)?|nach|für|um|vom Jahr) ${YEAR}`,
    (found) => fixed('period', String(found[1]), 'year'),
    'gi',
  ),
]

const ORDINALS: Record<string, number> = {
  erst: 1,
  zweit: 2,
  dritt: 3,
  viert: 4,
  letzt: 4,
  '1.': 1,
  '2.': 2,
  '3.': 3,
  '4.': 4,
}

const PERIODS: readonly TimeRule[] = [
  rule(
    'quarter',
    `(?:(?:(erst|zweit|dritt|viert)e[nsmr]?|([1-4]\\.)) (?:Geschäfts)?quartals?|Q([1-4]))(?: (?:des Jahres )?${YEAR}| ${NEAR_YEAR})?`,
    (found, context) => {
      const quarter = Number(found[3] ?? ORDINALS[(found[1] ?? found[2] ?? '').toLowerCase()] ?? 1)
      return readPart(`Q${quarter}`, { year: found[4], step: step(found[5]) }, context)
    },
    'gi',
  ),
  rule(
    'half',
    `(?:(erst|zweit)e[nsmr]?|([12]\\.)) (?:Halbjahre?s?|Jahreshälfte|Hälfte des Jahres)(?: ${YEAR}| ${NEAR_YEAR})?`,
    (found, context) => {
      const half = ORDINALS[(found[1] ?? found[2] ?? '').toLowerCase()] === 2 ? 'H2' : 'H1'
      return readPart(half, { year: found[3], step: step(found[4]) }, context)
    },
    'gi',
  ),
  rule(
    'deadline after an event',
    `(?:innerhalb|binnen|spätestens)(?: einer Frist)?(?: von)? (?:der (?:nächsten|ersten) )?${AMOUNT} ${UNIT} (?:nach|ab|seit|vom|von)(?: (?:der|dem|ihrer|seiner|ihrem|seinem|des|diesem|dieser))? ([\\p{L}-]{4,40})`,
    (found) => readAfterEvent(W.amountOf(found[1]), W.unitOf(found[2]), eventOf(found[3] ?? '')),
    'gi',
  ),
  rule(
    'time after an event',
    `${AMOUNT} ${UNIT} nach(?: (?:der|dem|ihrer|seiner))? (Annahme|Verabschiedung|Inkrafttreten|Veröffentlichung|Meldung|Entdeckung|Bekanntwerden|Ratifizierung|Unterzeichnung|Abschluss|Kenntnisnahme)`,
    (found) => readAfterEvent(W.amountOf(found[1]), W.unitOf(found[2]), eventOf(found[3] ?? '')),
    'gi',
  ),
  rule(
    'deadline',
    `(?:innerhalb|binnen|spätestens in|in den (?:nächsten|kommenden|folgenden))(?: von| der)?(?: nächsten| kommenden)? ${AMOUNT} ${UNIT}`,
    (found, context) => readDeadline(W.amountOf(found[1]), W.unitOf(found[2]), found[0], context),
    'gi',
  ),
  rule(
    'limit',
    `(?:(bis|vor)(?: zum)?|zum|gegen|am) (?:Ende (?:des|der|dieses|dieser|vom)(?: laufenden)? (Jahre?s|Monats|Woche|Quartals|Tages)|(Jahres|Monats|Wochen|Quartals)ende)(?!\\p{L})`,
    (found, context) => {
      const word = (found[2] ?? found[3] ?? '').toLowerCase()
      if (word === 'wochen') return readWeekend(context.future || found[1] !== undefined, context)
      return readEndOf(turnOf(word), found[1] === undefined ? 'vague' : 'deadline', context)
    },
    'gi',
  ),
  rule(
    'beginning',
    `(?:seit |zu )?(?:Anfang|Beginn|Mitte) (?:der|dieser|des|dieses) (Woche|Monats|Jahre?s|Quartals)(?!\\p{L})`,
    (found, context) =>
      readNearPeriod(0, turnOf((found[1] ?? '').toLowerCase()), 'vague', found[0].toLowerCase(), context),
    'gi',
  ),
]

function turnOf(word: string): Turn {
  if (word.startsWith('monat')) return 'month'
  if (word.startsWith('woche')) return 'week'
  if (word.startsWith('quartal')) return 'quarter'
  return word.startsWith('tag') ? 'day' : 'year'
}

const STEPS: Record<string, number> = { vorgestern: -2, gestern: -1, heute: 0, morgen: 1, übermorgen: 2 }

const NEAR: readonly TimeRule[] = [
  // "morgen" in small letters is tomorrow; "Morgen" is the morning.
  rule(
    'near day',
    `(vorgestern|gestern|heute|morgen|übermorgen|Vorgestern|Gestern|Heute|Übermorgen)(?: (früh|Früh|Morgen|Vormittag|Mittag|Nachmittag|Abend|Nacht))?(?!\\p{L})`,
    (found, context) => {
      const word = (found[1] ?? '').toLowerCase()
      if (/\b(?:guten|jeden|am|bis in den) $/i.test(found.input.slice(Math.max(0, found.index - 12), found.index)))
        return null
      return readNearDay(STEPS[word] ?? 0, partOf(found[2]), 'date', found[0].toLowerCase(), context)
    },
  ),
  rule(
    'overnight',
    'über Nacht(?!\\p{L})',
    (found, context) => readNearDay(0, 'TNI', 'vague', found[0], context),
    'gi',
  ),
  rule(
    'weekday',
    `(?:(am (?:frühen |späten )?(?:Morgen|Nachmittag|Abend) des|in der Nacht (?:auf|zum|zu|von)|am (?:frühen|späten|${LAST}|${NEXT})|bis(?: zum| spätestens| kommenden| nächsten)?|bis zum (?:kommenden|nächsten)|am|seit|ab|vom|für|vor|spätestens(?: am)?|${LAST}|${THIS}|${NEXT}) )?(${WEEKDAY.replace('(?!\\p{L})', '')})(${PART})?(?: (früh|Morgen|Vormittag|Mittag|Nachmittag|Abend|Nacht))?(?!\\p{L})`,
    (found, context) => {
      const lead = (found[1] ?? '').toLowerCase()
      const limit = /^(?:bis|vor|spätestens)/.test(lead)
      const direction = /nächste|kommende/.test(lead)
        ? 'next'
        : limit || (context.future && !/letzte|vergangene|vorige/.test(lead))
          ? 'future'
          : /letzte|vergangene|vorige/.test(lead)
            ? 'last'
            : 'past'
      const part = partOf(
        found[3] ?? found[4] ?? (lead.includes('nacht') ? 'nacht' : lead.includes('abend') ? 'abend' : ''),
      )
      return readWeekday(W.weekdayOf(found[2]), direction, limit ? 'deadline' : 'date', part, context)
    },
    'gi',
  ),
  rule(
    'weekend',
    `(?:am|übers|über das|dieses|an diesem|das|zum)? ?(?:(${LAST}|${THIS}|${NEXT}) )?Wochenende(?!\\p{L})`,
    (found, context) => readWeekend(step(found[1]) === 1 || (step(found[1]) !== -1 && context.future), context),
    'gi',
  ),
  rule(
    'near period',
    `(?:(Anfang|Mitte|Ende|seit|bis(?: zum)?|im|in der|in diesem|in|seit dem|im Laufe|während) )?(?:(?:der|des|dem) )?(${LAST}|${THIS}|${NEXT}) (Woche|Monate?s?|Jahre?s?|Quartals?|Jahrzehnts?|Sommers?|Frühjahrs?|Frühlings?|Herbste?s?|Winters?)(?!\\p{L})`,
    (found, context) => {
      const lead = (found[1] ?? '').toLowerCase()
      const kind = lead.startsWith('bis') ? 'deadline' : /anfang|mitte|ende/.test(lead) ? 'vague' : 'period'
      return readNearPeriod(step(found[2]) ?? 0, unitOf(found[3] ?? ''), kind, found[0].toLowerCase(), context)
    },
    'gi',
  ),
  rule(
    'this year',
    'heuer(?!\\p{L})',
    (found, context) => readNearPeriod(0, 'year', 'period', found[0], context),
    'gi',
  ),
  rule(
    'ago',
    `vor (?:rund |etwa |gut |fast |knapp |mehr als |über )?${AMOUNT} ${UNIT}`,
    (found, context) => {
      const amount = W.amountOf(found[1])
      return amount === null ? readOpen(found[0], context) : readAgo(amount, W.unitOf(found[2]), 'vor', context)
    },
    'gi',
  ),
  rule(
    'past span',
    `(?:in|während|über|seit) den (?:letzten|vergangenen) (?:${AMOUNT} )?${UNIT}`,
    (found, context) =>
      readPastSpan(found[1] === undefined ? null : W.amountOf(found[1]), W.unitOf(found[2]), found[0], context),
    'gi',
  ),
  rule('open span', `in den (?:nächsten|kommenden) ${UNIT}`, (found, context) => readOpen(found[0], context), 'gi'),
  rule(
    'ahead',
    `in (?:rund |etwa |knapp )?${AMOUNT} ${UNIT}(?! (?:nach|vor|lang))`,
    (found, context) => readAhead(W.amountOf(found[1]), W.unitOf(found[2]), context),
    'gi',
  ),
  rule(
    'duration',
    `${AMOUNT} ${UNIT}(?! alt)`,
    (found) => {
      const amount = W.amountOf(found[1])
      return amount === null || /^eine?[nmrs]? /i.test(found[0])
        ? null
        : fixed('period', duration(amount, W.unitOf(found[2])), 'length of time')
    },
    'gi',
  ),
]

function unitOf(word: string): Period {
  const low = word.toLowerCase()
  if (low.startsWith('jahrzehnt')) return 'decade'
  if (low.startsWith('sommer')) return 'summer'
  if (low.startsWith('früh')) return 'spring'
  if (low.startsWith('herbst')) return 'autumn'
  return low.startsWith('winter') ? 'winter' : turnOf(low)
}

const CLOCK: readonly TimeRule[] = [
  rule(
    'clock',
    `(?:gegen |um |ab |bis |seit |kurz (?:vor|nach) )?(\\d{1,2})(?:[:.](\\d{2}))? Uhr${ZONE}(?!\\p{L})`,
    (found) => readClock(Number(found[1]), Number(found[2] ?? 0), found[3]),
    'gi',
  ),
  rule('clock with a colon', `(?:gegen |um |ab |bis |seit )?(\\d{1,2}):(\\d{2})${ZONE}(?![\\p{L}\\d:])`, (found) =>
    readClock(Number(found[1]), Number(found[2]), found[3]),
  ),
  rule('named hour', '(?:gegen |um |vor |nach |seit )Mitternacht(?!\\p{L})', () => readClock(0, 0, undefined), 'gi'),
  rule(
    'part of the day',
    `(?:am (?:frühen |späten )?(?:Morgen|Vormittag|Mittag|Nachmittag|Abend)|in der (?:vergangenen |letzten )?Nacht|in den (?:frühen )?(?:Morgen|Abend)stunden)(?!\\p{L})`,
    (found, context) =>
      /vergangenen|letzten/i.test(found[0])
        ? readNearDay(-1, 'TNI', 'vague', found[0].toLowerCase(), context)
        : readPartOfDay(found[0], context),
    'gi',
  ),
]

export const GERMAN: Grammar = {
  rules: [...DATES, ...monthNameRules('de'), ...PERIODS, ...NEAR, ...CLOCK],
  lead: /^(?:am|im|in der|in|an|um|gegen|vom|von|der|den|dem|das|des|zum|zwischen|für|über das|übers|um|ab) /i,
  keep: /^(?:in der nacht|in der (?:vergangenen|letzten) nacht|in den|in \d|am (?:frühen|späten)|zum ende|im laufe|in (?:rund|etwa|knapp|zwei|drei|vier|fünf|sechs|acht|zehn|ein))/i,
  ahead:
    /(?<!\p{L})(?:wird|werden|soll|sollen|will|wollen|plant|planen|geplant|voraussichtlich|muss|müssen|erwartet|erwarten|kündigt|künftig|demnächst|beabsichtigt|fällig|angesetzt)(?!\p{L})/iu,
  aheadAfter: /^ (?:wird|werden|soll|sollen|will|muss|müssen)\b/i,
  reported:
    /(?<!\p{L})(?:sagte|sagten|teilte|teilten|erklärte|erklärten|meldete|meldeten|berichtete|berichteten|gab|gaben|bestätigte|kündigte|wurde|wurden|hieß es)(?!\p{L})[^.]{0,50}$/iu,
}
