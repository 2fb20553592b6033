// The grammar of times in Spanish news: "el lunes", "hace tres días", "en un plazo de doce meses a partir de".
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
  months: 'enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre',
  weekdays: 'lunes martes miércoles jueves viernes sábado domingo',
  amounts:
    '1/un/una/uno, 2/dos, 3/tres, 4/cuatro, 5/cinco, 6/seis, 7/siete, 8/ocho, 9/nueve, 10/diez, 11/once, 12/doce, 13/trece, 14/catorce, 15/quince, 16/dieciséis, 18/dieciocho, 20/veinte, 24/veinticuatro, 30/treinta, 36/treinta y seis, 48/cuarenta y ocho, 60/sesenta, 72/setenta y dos, 90/noventa, 0/unos/unas/varios/varias/algunos/algunas',
  units:
    'minute/minuto/minutos, hour/hora/horas, day/día/días, week/semana/semanas, month/mes/meses, quarter/trimestre/trimestres, year/año/años, decade/década/décadas',
})
const { MONTH, WEEKDAY, AMOUNT, UNIT } = W
const YEAR =
  '((?:19|20|21)\\d{2})(?![\\d,.]\\d|\\d| ?%| (?:personas|usuarios|clientes|empleados|trabajadores|puestos|euros|dólares|satélites|pacientes|megavatios|metros|casos))'
const NEAR_YEAR = '(?:del? (?:(pasado) año|año (pasado|anterior|próximo|que viene)|(este|presente|próximo) año))'
const PART = 'mañana|tarde|noche|madrugada'

function step(word: string | undefined): number | null {
  if (word === undefined) return null
  const low = word.toLowerCase()
  if (/^(?:pasad|últim|anterior)/.test(low)) return -1
  return /^(?:próxim|que viene|siguiente)/.test(low) ? 1 : 0
}

function partOf(word: string | undefined): DayPart {
  const low = (word ?? '').toLowerCase()
  if (/mañana|madrugada/.test(low)) return 'TMO'
  if (low.includes('tarde')) return 'TAF'
  return low.includes('noche') ? 'TNI' : ''
}

function eventOf(words: string): string {
  const low = words.toLowerCase().replace(/^(?:la |el |su |del |de la )/, '')
  if (/^(?:adopción|aprobación)/.test(low)) return 'adoption'
  if (/^entrada en vigor/.test(low)) return 'entry into force'
  if (/^(?:detección|descubrimiento|conocimiento)/.test(low)) return 'detection'
  if (/^publicación/.test(low)) return 'the publication of the act'
  return low
}

const DATES: readonly TimeRule[] = [
  rule(
    'day range',
    `(?:del |entre el )?(\\d{1,2}) ?(?:-|al|y)(?: el)? ?(\\d{1,2}) de (${MONTH})(?: (?:de |del )${YEAR})?`,
    (found, context) => readDaySpan(W.monthOf(found[3]), Number(found[1]), Number(found[2]), found[4], context),
    'gi',
  ),
  rule(
    'months of a year',
    `(?:[Ee]ntre |[Dd]e )?(${MONTH})(?: (?:de )?${YEAR})? ?(?:-|a|y) ?(${MONTH})(?: (?:de |del )?${YEAR}| ${NEAR_YEAR})?`,
    (found, context) =>
      readMonthSpan(
        W.monthOf(found[1]),
        W.monthOf(found[3]),
        { firstYear: found[2], year: found[4], step: step(found[5] ?? found[6] ?? found[7]) },
        context,
      ),
  ),
  rule(
    'day of a near year',
    `(\\d{1,2}) de (${MONTH}) ${NEAR_YEAR}`,
    (found, context) =>
      readDayOfNearYear(W.monthOf(found[2]), Number(found[1]), step(found[3] ?? found[4] ?? found[5]) ?? 0, context),
    'gi',
  ),
  rule('month of a near year', `(${MONTH}) ${NEAR_YEAR}`, (found, context) =>
    readMonthOfNearYear(W.monthOf(found[1]), step(found[2] ?? found[3] ?? found[4]) ?? 0, context),
  ),
  rule(
    'month by word',
    `(en|desde|hasta|antes de|(?:a |desde |para |hasta )?(?:finales|principios|mediados) de|a partir de|para|el pasado(?: mes de)?|el próximo(?: mes de)?|durante) (${MONTH})(?: (pasado|próximo))?(?! (?:de )?\\d)`,
    (found, context) => {
      const lead = (found[1] ?? '').toLowerCase()
      const limit = /^(?:hasta|antes|para)/.test(lead)
      const next = lead.includes('próximo') || found[3] === 'próximo'
      const past = lead.includes('pasado') || found[3] === 'pasado'
      const kind = limit ? 'deadline' : /finales|principios|mediados/.test(lead) ? 'vague' : 'period'
      return readMonth(W.monthOf(found[2]), kind, !past && (limit || next || context.future), context)
    },
  ),
  rule('years', `(?:entre |de )?${YEAR} ?(?:-|a|y) ?${YEAR}`, (found) =>
    Number(found[1]) < Number(found[2]) ? fixed('range', `${found[1]}/${found[2]}`, 'range of years') : null,
  ),
  rule(
    'year as limit',
    `(?:antes de|hasta|para|de aquí a|a más tardar en)(?: (?:el|el año|finales de|principios de|mediados de|fin de|el final de|que acabe|que termine)){0,2} ${YEAR}`,
    (found) => fixed('deadline', String(found[1]), 'a year as limit'),
    'gi',
  ),
  rule(
    'part of a year',
    `(?:a |desde )?(?:finales|principios|mediados|comienzos|primavera|verano|otoño|invierno) de(?:l)? ${YEAR}`,
    (found) => fixed('vague', String(found[1]), 'part of a year'),
    'gi',
  ),
  rule(
    'decade',
    `(?:los |la década de(?: los)? )?años (?:19)?(\\d0)(?!\\d)|(?:la )?década de (?:los )?((?:19|20)\\d0)`,
    (found) => fixed('vague', `${(found[2] ?? `19${found[1] ?? ''}`).slice(0, 3)}X`, 'decade'),
    'gi',
  ),
  rule(
    'year',
    `(?:en|desde|de|del|el año|del año|año|ejercicio|hacia|tras|a partir de|durante) ${YEAR}`,
    (found) => fixed('period', String(found[1]), 'year'),
    'gi',
  ),
]

const ORDINALS: Record<string, number> = {
  primer: 1,
  primero: 1,
  '1er': 1,
  segundo: 2,
  segunda: 2,
  primera: 1,
  tercer: 3,
  tercero: 3,
  cuarto: 4,
  último: 4,
}

const PERIODS: readonly TimeRule[] = [
  rule(
    'quarter',
    `(?:(?:el )?(primer|segundo|tercer|cuarto|último) trimestre|[TQ]([1-4])|([1-4])T)(?: (?:de |del )?${YEAR}| ${NEAR_YEAR})?`,
    (found, context) => {
      const ordinal = (found[1] ?? '').toLowerCase()
      if (ordinal === 'último' && found[4] === undefined && found[5] === undefined && found[6] === undefined)
        return readNearPeriod(-1, 'quarter', 'period', found[0], context)
      const quarter = Number(found[2] ?? found[3] ?? ORDINALS[ordinal] ?? 1)
      return readPart(`Q${quarter}`, { year: found[4], step: step(found[5] ?? found[6] ?? found[7]) }, context)
    },
    'gi',
  ),
  rule(
    'half',
    `(?:el |la )?(primer|segundo|primera|segunda) (?:semestre|mitad del año)(?: (?:de |del )?${YEAR}| ${NEAR_YEAR})?`,
    (found, context) =>
      readPart(
        ORDINALS[(found[1] ?? '').toLowerCase()] === 2 ? 'H2' : 'H1',
        { year: found[2], step: step(found[3] ?? found[4] ?? found[5]) },
        context,
      ),
    'gi',
  ),
  rule(
    'deadline after an event',
    `(?:en (?:un|el) plazo (?:máximo )?de|en los|dentro de los|dentro de las|en las|a más tardar|en) ${AMOUNT} ${UNIT} (?:a partir de|a contar desde|desde|después de|tras|siguientes a|posteriores a|contados desde) ?((?:la |el |su )?(?:entrada en vigor|[\\p{L}-]{3,40}))`,
    (found) => readAfterEvent(W.amountOf(found[1]), W.unitOf(found[2]), eventOf(found[3] ?? '')),
    'gi',
  ),
  rule(
    'time after an event',
    `${AMOUNT} ${UNIT} (?:después de|tras|desde) ((?:la |el |su )?(?:adopción|aprobación|entrada en vigor|publicación|notificación|detección|descubrimiento|ratificación|firma))`,
    (found) => readAfterEvent(W.amountOf(found[1]), W.unitOf(found[2]), eventOf(found[3] ?? '')),
    'gi',
  ),
  rule(
    'deadline',
    `(?:dentro de(?: las| los)?|en (?:un|el) plazo (?:máximo )?de|en menos de|en (?:las|los) próxim[ao]s|en las siguientes|antes de) ${AMOUNT} ${UNIT}`,
    (found, context) => readDeadline(W.amountOf(found[1]), W.unitOf(found[2]), found[0], context),
    'gi',
  ),
  rule(
    'limit',
    `(antes de(?:l)?|hasta|para|a) (?:el )?(?:que (?:acabe|termine) (?:el |la )|(?:final|fin|finales) (?:de |del |de la |de este |de esta )?)(año|mes|semana|trimestre|día)`,
    (found, context) =>
      readEndOf(turnOf(found[2] ?? ''), (found[1] ?? '').toLowerCase() === 'a' ? 'vague' : 'deadline', context),
    'gi',
  ),
  rule(
    'beginning',
    `(?:a|desde) (?:principios|mediados|comienzos) (?:de |del |de la |de este |de esta )(año|mes|semana|trimestre)(?!\\p{L})`,
    (found, context) => readNearPeriod(0, turnOf(found[1] ?? ''), 'vague', found[0].toLowerCase(), context),
    'gi',
  ),
]

function turnOf(word: string): 'day' | 'week' | 'month' | 'quarter' | 'year' {
  const low = word.toLowerCase()
  if (low.startsWith('mes')) return 'month'
  if (low.startsWith('semana')) return 'week'
  if (low.startsWith('trimestre')) return 'quarter'
  return low.startsWith('día') ? 'day' : 'year'
}

const STEPS: Record<string, number> = {
  anteayer: -2,
  antier: -2,
  anoche: -1,
  ayer: -1,
  hoy: 0,
  mañana: 1,
  'pasado mañana': 2,
}

const NEAR: readonly TimeRule[] = [
  // "mañana" is tomorrow when it stands alone; "la mañana" and "por la mañana" are the morning.
  rule(
    'near day',
    `(?<!(?:la|una|esta|cada|de) )(pasado mañana|anteayer|antier|ayer|anoche|hoy|mañana)(?: (?:por|a|en) la (${PART}))?(?!\\p{L})`,
    (found, context) =>
      readNearDay(
        STEPS[(found[1] ?? '').toLowerCase()] ?? 0,
        /anoche/i.test(found[1] ?? '') ? 'TNI' : partOf(found[2]),
        'date',
        found[0].toLowerCase(),
        context,
      ),
    'gi',
  ),
  rule(
    'part of this day',
    `(?:esta (?:${PART})|la pasada (?:noche|madrugada)|la noche pasada)(?!\\p{L})`,
    (found, context) => readNearDay(/pasada/i.test(found[0]) ? -1 : 0, partOf(found[0]), 'date', found[0], context),
    'gi',
  ),
  rule(
    'weekday',
    `(?:((?:en )?la (?:${PART}) del|el pasado|el próximo|este|antes del|hasta el|para el|desde el|a última hora del|a primera hora del|el|del|al) )(${WEEKDAY})(?: (pasado|próximo|que viene|siguiente))?(?: (?:por|a|en) la (${PART}))?(?!\\p{L})`,
    (found, context) => {
      const lead = (found[1] ?? '').toLowerCase()
      const limit = /^(?:antes|hasta|para)/.test(lead)
      const way = lead.includes('pasado') ? -1 : lead.includes('próximo') ? 1 : step(found[3])
      const direction = way === 1 ? 'next' : way === -1 ? 'last' : limit || context.future ? 'future' : 'past'
      return readWeekday(
        W.weekdayOf(found[2]),
        direction,
        limit ? 'deadline' : 'date',
        partOf(found[4] ?? lead),
        context,
      )
    },
    'gi',
  ),
  rule(
    'weekend',
    `(?:el |este |durante el |del )(?:(pasado|próximo|último) )?fin de semana(?: (pasado|próximo))?`,
    (found, context) => {
      const way = step(found[1] ?? found[2])
      return readWeekend(way === 1 || (way !== -1 && context.future), context)
    },
    'gi',
  ),
  rule(
    'near period',
    `(?:(a principios|a finales|a mediados|desde|antes|durante|hasta) )?(?:de |del )?(?:el |la )?(?:(pasad[ao]|últim[ao]|próxim[ao]|anterior|presente|actual) )(semana|mes|año|trimestre|década|verano|otoño|invierno|primavera)(?!\\p{L})`,
    (found, context) => nearPeriod(found[1], found[2], found[3], found[0], context),
    'gi',
  ),
  rule(
    'near period, word after',
    `(?:(a principios|a finales|a mediados|desde|antes|durante|hasta) )?(?:de |del )?(?:el |la )(semana|mes|año|trimestre|década|verano|otoño|invierno|primavera) (pasad[ao]|anterior|próxim[ao]|que viene|siguiente|en curso)(?!\\p{L})`,
    (found, context) => nearPeriod(found[1], found[3], found[2], found[0], context),
    'gi',
  ),
  rule(
    'this period',
    `(?:(a principios de|a finales de|en lo que va de|a lo largo de) )?(?:esta (semana|década|primavera)|este (mes|año|trimestre|verano|otoño|invierno))(?!\\p{L})`,
    (found, context) =>
      readNearPeriod(
        0,
        unitOf(found[2] ?? found[3] ?? ''),
        found[1] === undefined ? 'period' : 'vague',
        found[0].toLowerCase(),
        context,
      ),
    'gi',
  ),
  rule(
    'ago',
    `hace (?:unos |unas |casi |más de |apenas |cerca de )?${AMOUNT} ${UNIT}`,
    (found, context) => {
      const amount = W.amountOf(found[1])
      return amount === null ? readOpen(found[0], context) : readAgo(amount, W.unitOf(found[2]), 'hace', context)
    },
    'gi',
  ),
  rule(
    'earlier',
    `${AMOUNT} ${UNIT} antes`,
    (found, context) => readAgo(W.amountOf(found[1]), W.unitOf(found[2]), 'antes', context),
    'gi',
  ),
  rule(
    'past span',
    `(?:en|durante|desde|a lo largo de) l[ao]s (?:últim[ao]s|pasad[ao]s) (?:${AMOUNT} )?${UNIT}`,
    (found, context) =>
      readPastSpan(found[1] === undefined ? null : W.amountOf(found[1]), W.unitOf(found[2]), found[0], context),
    'gi',
  ),
  rule(
    'open span',
    `(?:en|durante) l[ao]s (?:próxim[ao]s|siguientes) ${UNIT}`,
    (found, context) => readOpen(found[0], context),
    'gi',
  ),
  rule(
    'ahead',
    `en (?:unos |unas )?${AMOUNT} ${UNIT}`,
    (found, context) =>
      context.future ? readAhead(W.amountOf(found[1]), W.unitOf(found[2]), context) : lasting(found[1], found[2]),
    'gi',
  ),
  rule('duration', `${AMOUNT} ${UNIT}`, (found) => lasting(found[1], found[2]), 'gi'),
]

function lasting(amount: string | undefined, unit: string | undefined) {
  const number = W.amountOf(amount)
  // "un día" is an article with a noun.
  if (number === null || /^un[oa]?$/i.test(amount ?? '')) return null
  return fixed('period', duration(number, W.unitOf(unit)), 'length of time')
}

function nearPeriod(
  lead: string | undefined,
  way: string | undefined,
  unit: string | undefined,
  words: string,
  context: Parameters<TimeRule['read']>[1],
) {
  const low = (lead ?? '').toLowerCase()
  const kind = /^(?:antes|hasta)/.test(low) ? 'deadline' : low.startsWith('a ') ? 'vague' : 'period'
  return readNearPeriod(step(way) ?? 0, unitOf(unit ?? ''), kind, words.toLowerCase(), context)
}

function unitOf(word: string): Period {
  const low = word.toLowerCase()
  if (low === 'década') return 'decade'
  if (low === 'verano') return 'summer'
  if (low === 'primavera') return 'spring'
  if (low === 'otoño') return 'autumn'
  return low === 'invierno' ? 'winter' : turnOf(low)
}

const CLOCK: readonly TimeRule[] = [
  rule(
    'clock',
    `(?:(?:a|sobre|hacia|desde|hasta|de) las )(\\d{1,2})(?:[:.h](\\d{2}))?(?: ?(?:horas|h\\.?)(?!\\p{L}))?(?: de la (mañana|tarde|noche|madrugada))?${ZONE}(?![\\p{L}\\d])`,
    (found) => {
      const late = /tarde|noche/i.test(found[3] ?? '') && Number(found[1]) < 12
      return readClock(Number(found[1]) + (late ? 12 : 0), Number(found[2] ?? 0), found[4])
    },
    'gi',
  ),
  rule('clock with a colon', `(\\d{1,2}):(\\d{2})(?: ?(?:horas|h\\.?)(?!\\p{L}))?${ZONE}(?![\\p{L}\\d:])`, (found) =>
    readClock(Number(found[1]), Number(found[2]), found[3]),
  ),
  rule(
    'named hour',
    '(?:a |al |hacia la |sobre la |antes de la )(medianoche|mediodía)(?!\\p{L})',
    (found) => readClock(found[1]?.toLowerCase() === 'mediodía' ? 12 : 0, 0, undefined),
    'gi',
  ),
  rule(
    'part of the day',
    '(?:(?:por|durante|en|de) la (?:mañana|tarde|noche|madrugada)|de madrugada)(?!\\p{L})',
    (found, context) => readPartOfDay(found[0], context),
    'gi',
  ),
]

export const SPANISH: Grammar = {
  rules: [...DATES, ...monthNameRules('es'), ...PERIODS, ...NEAR, ...CLOCK],
  lead: /^(?:durante el|el|la|del|de|en|desde el|desde|al|este(?= (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo))|a) /i,
  keep: /^(?:de aquí|en los|en las|en el plazo|en un plazo|en menos|de madrugada|en la|de la|el pasado|el próximo|la pasada|en lo que|a (?:principios|finales|mediados|más))/i,
  ahead:
    /(?<!\p{L})(?:será|serán|va a|van a|deberá|deberán|debe|deben|prevé|prevén|previsto|prevista|espera|esperan|tendrá|tendrán|estará|estarán|podrá|podrán|publicará|anunciará|hará|quiere|\p{L}{2,20}(?:ará|erá|irá|arán|erán|irán|drá|drán))(?!\p{L})/iu,
  aheadAfter: /^ (?:será|deberá|debe)\b/i,
  reported:
    /(?<!\p{L})(?:dijo|dijeron|anunció|anunciaron|informó|informaron|declaró|afirmó|confirmó|explicó|señaló|ha|han|fue|fueron|comunicó)(?!\p{L})[^.]{0,40}$/iu,
}
