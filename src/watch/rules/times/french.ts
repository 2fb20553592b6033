// The grammar of times in French news: "lundi dernier", "il y a trois jours", "d'ici à 2030", "sous 24 heures".
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
  ZONE,
} from './readings.ts'
import { wordReaders } from './words.ts'

const W = wordReaders({
  months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  weekdays: 'lundi mardi mercredi jeudi vendredi samedi dimanche',
  amounts:
    '1/un/une, 2/deux, 3/trois, 4/quatre, 5/cinq, 6/six, 7/sept, 8/huit, 9/neuf, 10/dix, 11/onze, 12/douze, 13/treize, 14/quatorze, 15/quinze, 16/seize, 18/dix-huit, 20/vingt, 24/vingt-quatre, 30/trente, 36/trente-six, 48/quarante-huit, 60/soixante, 72/soixante-douze, 90/quatre-vingt-dix, 0/quelques/plusieurs/prochains/prochaines',
  units:
    'minute/minute/minutes, hour/heure/heures, day/jour/jours, week/semaine/semaines, month/mois, quarter/trimestre/trimestres, year/an/ans/année/années, decade/décennie/décennies',
})
const { MONTH, WEEKDAY, AMOUNT, UNIT } = W
const YEAR =
  '((?:19|20|21)\\d{2})(?![\\d,.]\\d|\\d| ?%| (?:personnes|utilisateurs|clients|salariés|employés|emplois|euros|dollars|postes|satellites|patients|mégawatts|mètres|cas))'
const NEAR_YEAR = "(?:de l'(?:année )?(?:an )?(dernière|dernier|passée|prochaine|prochain)|de (cette) année)"
const PART = 'matin|après-midi|soir|nuit'

function step(word: string | undefined): number | null {
  if (word === undefined) return null
  const low = word.toLowerCase()
  if (/^(?:derni|pass|précéd|écoul)/.test(low)) return -1
  return /^(?:prochain|suivant)/.test(low) ? 1 : 0
}

function partOf(word: string | undefined): DayPart {
  const low = (word ?? '').toLowerCase()
  if (low.includes('matin')) return 'TMO'
  if (low.includes('après-midi')) return 'TAF'
  if (low.includes('soir')) return 'TEV'
  return low.includes('nuit') ? 'TNI' : ''
}

function eventOf(words: string): string {
  const low = words.toLowerCase().replace(/^(?:l'|la |le |son |sa |leur |d'|du |de la |de l')/, '')
  if (/^(?:adopti|approbation)/.test(low)) return 'adoption'
  if (/^entrée en vigueur/.test(low)) return 'entry into force'
  if (/^(?:détection|découverte|constatation|connaissance)/.test(low)) return 'detection'
  if (/^publication/.test(low)) return 'the publication of the act'
  return low
}

const DATES: readonly TimeRule[] = [
  rule(
    'day range',
    `(?:du |entre le )?(\\d{1,2})(?:er)? ?(?:-|au|et)(?: le)? ?(\\d{1,2}) (${MONTH})(?: ${YEAR})?`,
    (found, context) => readDaySpan(W.monthOf(found[3]), Number(found[1]), Number(found[2]), found[4], context),
    'gi',
  ),
  rule(
    'months of a year',
    `(?:[Ee]ntre |[Dd]e )?(${MONTH})(?: ${YEAR})? ?(?:-|à|et) ?(${MONTH})(?: ${YEAR}| ${NEAR_YEAR}| (dernier|dernière|prochain))?`,
    (found, context) =>
      readMonthSpan(
        W.monthOf(found[1]),
        W.monthOf(found[3]),
        { firstYear: found[2], year: found[4], step: step(found[5] ?? found[6]) },
        context,
      ),
  ),
  rule(
    'day of a near year',
    `(\\d{1,2})(?:er)? (${MONTH}) ${NEAR_YEAR}`,
    (found, context) =>
      readDayOfNearYear(W.monthOf(found[2]), Number(found[1]), step(found[3] ?? found[4]) ?? 0, context),
    'gi',
  ),
  rule('month of a near year', `(${MONTH}) ${NEAR_YEAR}`, (found, context) =>
    readMonthOfNearYear(W.monthOf(found[1]), step(found[2] ?? found[3]) ?? 0, context),
  ),
  rule(
    'month by word',
    `(en|depuis|dès|fin|début|mi-|(?:à |d'ici |avant |depuis )?(?:la |le )?(?:fin|début|mi-)|d'ici(?: à)?|avant|jusqu'en|au mois de|courant|pour) ?(${MONTH})(?: (dernier|prochain))?(?! \\d)`,
    (found, context) => {
      const lead = (found[1] ?? '').toLowerCase()
      const limit = /^(?:d'ici|avant|jusqu)/.test(lead)
      const kind = limit ? 'deadline' : /fin|début|mi-/.test(lead) ? 'vague' : 'period'
      const future = (limit || found[3] === 'prochain' || context.future) && found[3] !== 'dernier'
      return readMonth(W.monthOf(found[2]), kind, future, context)
    },
  ),
  rule('month, last or next', `(${MONTH}) (dernier|prochain)`, (found, context) =>
    readMonth(W.monthOf(found[1]), 'period', found[2] === 'prochain', context),
  ),
  rule('years', `(?:entre |de )?${YEAR} ?(?:-|à|et) ?${YEAR}`, (found) =>
    Number(found[1]) < Number(found[2]) ? fixed('range', `${found[1]}/${found[2]}`, 'range of years') : null,
  ),
  rule(
    'year as limit',
    `(?:d'ici(?: à)?|avant|jusqu'en|jusqu'à)(?: (?:la )?(?:fin|mi-|début))?(?: (?:de |l'année |de l'année ))? ?${YEAR}`,
    (found) => fixed('deadline', String(found[1]), 'a year as limit'),
    'gi',
  ),
  rule(
    'part of a year',
    `(?:à la fin de |à la |au |dès |depuis |en )?(?:fin|début|mi-?|courant|l'été|l'automne|l'hiver|printemps)(?: (?:de |de l'année )?)? ?${YEAR}`,
    (found) => fixed('vague', String(found[1]), 'part of a year'),
    'gi',
  ),
  rule(
    'decade',
    `(?:les |des )?années (?:((?:19|20)\\d0)|(19|20)?(\\d0))(?!\\d)`,
    (found) => fixed('vague', `${(found[1] ?? `19${found[3] ?? ''}`).slice(0, 3)}X`, 'decade'),
    'gi',
  ),
  rule(
    'year',
    `(?:en|depuis|dès|de|l'année|l'an|l'exercice|année|vers|après|pour|à partir de|courant) ${YEAR}`,
    (found) => fixed('period', String(found[1]), 'year'),
    'gi',
  ),
]

const ORDINALS: Record<string, number> = {
  premier: 1,
  première: 1,
  '1er': 1,
  '1re': 1,
  deuxième: 2,
  second: 2,
  seconde: 2,
  '2e': 2,
  troisième: 3,
  '3e': 3,
  quatrième: 4,
  dernier: 4,
  '4e': 4,
}

const PERIODS: readonly TimeRule[] = [
  rule(
    'quarter',
    `(?:(?:au |le |du |ce )?(premier|deuxième|second|troisième|quatrième|dernier|1er|2e|3e|4e) trimestre|[TQ]([1-4]))(?: (?:de )?${YEAR}| ${NEAR_YEAR})?`,
    (found, context) => {
      const ordinal = (found[1] ?? '').toLowerCase()
      // "le dernier trimestre" with no year is the quarter before.
      if (ordinal === 'dernier' && found[3] === undefined && found[4] === undefined)
        return readNearPeriod(-1, 'quarter', 'period', found[0], context)
      const quarter = Number(found[2] ?? ORDINALS[ordinal] ?? 1)
      return readPart(`Q${quarter}`, { year: found[3], step: step(found[4] ?? found[5]) }, context)
    },
    'gi',
  ),
  rule(
    'half',
    `(?:au |le |du )?(premier|second|deuxième|1er|2e) semestre(?: (?:de )?${YEAR}| ${NEAR_YEAR})?`,
    (found, context) =>
      readPart(
        ORDINALS[(found[1] ?? '').toLowerCase()] === 2 ? 'H2' : 'H1',
        { year: found[2], step: step(found[3] ?? found[4]) },
        context,
      ),
    'gi',
  ),
  rule(
    'deadline after an event',
    `(?:dans(?: un délai de| les)?|sous|au plus tard|dans un délai maximal de|en) ${AMOUNT} ${UNIT} (?:suivant|après|à compter de|à partir de|dès|qui suivent|à compter du|à partir du|qui suivront) ?((?:l'|la |le |son |sa |leur )?(?:entrée en vigueur|prise de connaissance|[\\p{L}-]{3,40}))`,
    (found) => readAfterEvent(W.amountOf(found[1]), W.unitOf(found[2]), eventOf(found[3] ?? '')),
    'gi',
  ),
  rule(
    'time after an event',
    `${AMOUNT} ${UNIT} (?:après|à compter de|à partir de) ((?:l'|la |le |son |sa |leur )?(?:adoption|entrée en vigueur|publication|notification|détection|découverte|ratification|signature))`,
    (found) => readAfterEvent(W.amountOf(found[1]), W.unitOf(found[2]), eventOf(found[3] ?? '')),
    'gi',
  ),
  rule(
    'deadline',
    `(?:dans(?: un délai(?: maximal)? de| les)|sous|d'ici(?: à)?|en moins de|dans un délai de) (?:les )?(?:prochaines? |prochains )?${AMOUNT} (?:prochaines? |prochains )?${UNIT}(?: qui viennent| à venir)?`,
    (found, context) => readDeadline(W.amountOf(found[1]), W.unitOf(found[2]), found[0], context),
    'gi',
  ),
  rule(
    'limit',
    `(d'ici(?: à)?|avant|jusqu'à|à|vers) (?:la )?fin (?:de l'|du |de la |de |d')?(année|an|mois|semaine|trimestre|journée|jour)(?: en cours| prochaine?)?`,
    (found, context) =>
      readEndOf(turnOf(found[2] ?? ''), /^(?:d'ici|avant|jusqu)/i.test(found[1] ?? '') ? 'deadline' : 'vague', context),
    'gi',
  ),
  rule(
    'beginning',
    `(?:(?:au|depuis le|dès le) )?(?:début|milieu) (?:de l'|du |de la |de cette |de ce )(année|mois|semaine|trimestre)(?!\\p{L})`,
    (found, context) => readNearPeriod(0, turnOf(found[1] ?? ''), 'vague', found[0].toLowerCase(), context),
    'gi',
  ),
]

function turnOf(word: string): 'day' | 'week' | 'month' | 'quarter' | 'year' {
  const low = word.toLowerCase()
  if (low.startsWith('mois')) return 'month'
  if (low.startsWith('semaine')) return 'week'
  if (low.startsWith('trimestre')) return 'quarter'
  return low.startsWith('jour') ? 'day' : 'year'
}

const STEPS: Record<string, number> = { 'avant-hier': -2, hier: -1, "aujourd'hui": 0, demain: 1, 'après-demain': 2 }

const NEAR: readonly TimeRule[] = [
  rule(
    'near day',
    `(avant-hier|hier|aujourd'hui|demain|après-demain)(?: (?:au |dans la |dans l'|en fin de )?(${PART}|matinée|soirée))?(?!\\p{L})`,
    (found, context) =>
      readNearDay(
        STEPS[(found[1] ?? '').toLowerCase()] ?? 0,
        partOf(found[2]),
        'date',
        found[0].toLowerCase(),
        context,
      ),
    'gi',
  ),
  rule(
    'part of this day',
    `(ce matin|cet après-midi|ce soir|cette nuit|la nuit dernière|dans la nuit(?= ?[,.]))`,
    (found, context) => readNearDay(/dernière/i.test(found[0]) ? -1 : 0, partOf(found[0]), 'date', found[0], context),
    'gi',
  ),
  rule(
    'weekday',
    `(?:(dans la nuit de (?:${WEEKDAY}) à|au matin du|le|dès|depuis|avant|d'ici(?: à)?|jusqu'à|ce|pour|tard|tôt|au plus tard) )?(${WEEKDAY})(?: (dernier|prochain|passé|suivant))?(?: (?:dans la |en fin de |au |en )?(matin|matinée|après-midi|soir|soirée|nuit))?(?!\\p{L})`,
    (found, context) => {
      const lead = (found[1] ?? '').toLowerCase()
      const limit = /^(?:avant|d'ici|jusqu|au plus)/.test(lead)
      const way = step(found[3])
      const direction = way === 1 ? 'next' : way === -1 ? 'last' : limit || context.future ? 'future' : 'past'
      const part = partOf(found[4] ?? (lead.includes('nuit') ? 'nuit' : ''))
      return readWeekday(W.weekdayOf(found[2]), direction, limit ? 'deadline' : 'date', part, context)
    },
    'gi',
  ),
  rule(
    'weekend',
    `(?:le |ce |au cours du |pendant le |durant le )week-?end(?: (dernier|prochain|passé))?`,
    (found, context) => readWeekend(step(found[1]) === 1 || (step(found[1]) !== -1 && context.future), context),
    'gi',
  ),
  rule(
    'near period',
    `(?:(début|fin|mi|courant|depuis|avant|au cours de|durant|dès|d'ici) )?(?:l'|la |le |de l'|au )?(semaine|mois|année|an|trimestre|décennie|été|printemps|automne|hiver) (dernière|dernier|passée|passé|précédente|précédent|écoulée|prochaine|prochain|suivante|en cours)(?!\\p{L})`,
    (found, context) => {
      const lead = (found[1] ?? '').toLowerCase()
      const kind = /^(?:avant|d'ici)/.test(lead) ? 'deadline' : /début|fin|mi/.test(lead) ? 'vague' : 'period'
      return readNearPeriod(step(found[3]) ?? 0, unitOf(found[2] ?? ''), kind, found[0].toLowerCase(), context)
    },
    'gi',
  ),
  rule(
    'this period',
    `(?:(?:depuis le )?(?:plus tôt|plus tard|début|fin) )?(?:cette (semaine|année|décennie)|ce (mois|trimestre|printemps)(?:-ci)?|cet (été|automne|hiver))(?!\\p{L})`,
    (found, context) =>
      readNearPeriod(
        0,
        unitOf(found[1] ?? found[2] ?? found[3] ?? ''),
        /^(?:depuis|plus|début|fin)/i.test(found[0]) ? 'vague' : 'period',
        found[0].toLowerCase(),
        context,
      ),
    'gi',
  ),
  rule(
    'ago',
    `il y a (?:environ |près de |plus de |presque |à peine )?${AMOUNT} ${UNIT}`,
    (found, context) => {
      const amount = W.amountOf(found[1])
      return amount === null ? readOpen(found[0], context) : readAgo(amount, W.unitOf(found[2]), 'il y a', context)
    },
    'gi',
  ),
  rule(
    'earlier',
    `${AMOUNT} ${UNIT} (?:plus tôt|auparavant)`,
    (found, context) => readAgo(W.amountOf(found[1]), W.unitOf(found[2]), 'plus tôt', context),
    'gi',
  ),
  rule(
    'past span',
    `(?:(?:au cours des|ces|dans les|durant les|pendant les|depuis|sur les|lors des) )(?:${AMOUNT} )?(?:derniers|dernières) ${UNIT}`,
    (found, context) =>
      readPastSpan(found[1] === undefined ? null : W.amountOf(found[1]), W.unitOf(found[2]), found[0], context),
    'gi',
  ),
  rule(
    'open span',
    `(?:dans les|au cours des|ces) (?:prochains|prochaines) ${UNIT}|(?:dans les|au cours des) ${UNIT} (?:à venir|qui viennent)`,
    (found, context) => readOpen(found[0], context),
    'gi',
  ),
  rule(
    'ahead',
    `dans (?:environ )?${AMOUNT} ${UNIT}`,
    (found, context) => readAhead(W.amountOf(found[1]), W.unitOf(found[2]), context),
    'gi',
  ),
  rule(
    'duration',
    `${AMOUNT} ${UNIT}`,
    (found) => {
      const amount = W.amountOf(found[1])
      // "un jour" and "une année" are articles; "à 9 heures" is a time of day and has a rule of its own.
      return amount === null || /^une? /i.test(found[0])
        ? null
        : fixed('period', duration(amount, W.unitOf(found[2])), 'length of time')
    },
    'gi',
  ),
]

function unitOf(word: string): Period {
  const low = word.toLowerCase()
  if (low === 'décennie') return 'decade'
  if (low === 'été') return 'summer'
  if (low === 'printemps') return 'spring'
  if (low === 'automne') return 'autumn'
  return low === 'hiver' ? 'winter' : turnOf(low)
}

const CLOCK: readonly TimeRule[] = [
  rule(
    'clock',
    `(?:à |vers |dès |depuis |avant |après |peu (?:avant|après) )?(\\d{1,2}) ?(?:h|heures?) ?(\\d{2})${ZONE}(?![\\p{L}\\d])`,
    (found) => readClock(Number(found[1]), Number(found[2]), found[3]),
    'gi',
  ),
  rule('clock with a colon', `(?:à |vers )?(\\d{1,2}):(\\d{2})${ZONE}(?![\\p{L}\\d:])`, (found) =>
    readClock(Number(found[1]), Number(found[2]), found[3]),
  ),
  rule(
    'hour',
    `(?:à|vers|dès|peu (?:avant|après)) (\\d{1,2}) ?(?:h|heures?)(?: (?:du matin|de l'après-midi|du soir))?${ZONE}(?![\\p{L}\\d])`,
    (found) => {
      const late = /après-midi|soir/i.test(found[0]) && Number(found[1]) < 12
      return readClock(Number(found[1]) + (late ? 12 : 0), 0, found[2])
    },
    'gi',
  ),
  rule(
    'named hour',
    '(?:à |vers |avant |après )(midi|minuit)(?!\\p{L})',
    (found) => readClock(found[1]?.toLowerCase() === 'midi' ? 12 : 0, 0, undefined),
    'gi',
  ),
  rule(
    'part of the day',
    "(?:dans la (?:matinée|soirée|journée|nuit)|en (?:matinée|soirée|fin de (?:matinée|journée|soirée))|dans l'après-midi|au petit matin)(?!\\p{L})",
    (found, context) => readPartOfDay(found[0], context),
    'gi',
  ),
]

export const FRENCH: Grammar = {
  rules: [...DATES, ...monthNameRules('fr'), ...PERIODS, ...NEAR, ...CLOCK],
  lead: /^(?:le|la|au|du|de|en|à|vers|dès|pour|au cours du|pendant le|durant le) /i,
  keep: /^(?:la nuit|au cours|au début|en (?:matinée|soirée|fin)|en moins|à la fin|en \d{1,3} |en (?:deux|trois|dix))/i,
  ahead:
    /(?<!\p{L})(?:sera|seront|va|vont|devra|devront|doit|doivent|prévoit|prévoient|prévu|prévue|prévus|attendu|attendue|attend|espère|espèrent|pourra|pourraient|prochainement|compte|entend|annoncera|publiera|aura|auront|\p{L}{2,20}(?:era|eront|ira|iront|dra|dront))(?!\p{L})/iu,
  aheadAfter: /^ (?:sera|seront|doit|doivent|devra)\b/i,
  reported:
    /(?<!\p{L})(?:a|ont|est|été|dit|indiqué|annoncé|déclaré|affirmé|précisé|confirmé|expliqué|assuré)(?!\p{L})[^.]{0,30}$/iu,
}
