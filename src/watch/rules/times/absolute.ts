// Dates that any European text writes the same way: ISO and numeric dates, and day, month and year by month name.
import { dayText, fromDays, instantOf, isDay, monthText, toDays } from '../calendar.ts'
import { fixed, fromPublication, nearestYear, type TimeContext, type TimeReading, type TimeRule } from './model.ts'

// Twelve names each; a slash parts spellings of one month. Abbreviations take an optional full stop.
const MONTHS: Record<string, string> = {
  de: 'Januar/J\u00e4nner/Jan Februar/Feb M\u00e4rz/M\u00e4r April/Apr Mai Juni/Jun Juli/Jul August/Aug September/Sept/Sep Oktober/Okt November/Nov Dezember/Dez',
  fr: 'janvier/janv f\u00e9vrier/f\u00e9vr mars avril/avr mai juin juillet/juil ao\u00fbt septembre/sept octobre/oct novembre/nov d\u00e9cembre/d\u00e9c',
  es: 'enero/ene febrero/feb marzo abril/abr mayo junio/jun julio/jul agosto/ago septiembre/setiembre/sept octubre/oct noviembre/nov diciembre/dic',
  it: 'gennaio/gen febbraio/feb marzo/mar aprile/apr maggio giugno/giu luglio/lug agosto settembre/set ottobre/ott novembre/nov dicembre/dic',
  nl: 'januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sept oktober/okt november/nov december/dec',
  pl: 'stycznia/stycze\u0144 lutego/luty marca/marzec kwietnia/kwiecie\u0144 maja/maj czerwca/czerwiec lipca/lipiec sierpnia/sierpie\u0144 wrze\u015bnia/wrzesie\u0144 pa\u017adziernika/pa\u017adziernik listopada/listopad grudnia/grudzie\u0144',
  pt: 'janeiro/jan fevereiro/fev mar\u00e7o abril/abr maio junho/jun julho/jul agosto setembro/set outubro/out novembro/nov dezembro/dez',
  sv: 'januari/jan februari/feb mars april maj juni juli augusti/aug september/sept oktober/okt november/nov december/dec',
  da: 'januar/jan februar/feb marts april maj juni juli august/aug september/sept oktober/okt november/nov december/dec',
  ro: 'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie',
  cs: 'ledna/leden \u00fanora/\u00fanor b\u0159ezna/b\u0159ezen dubna/duben kv\u011btna/kv\u011bten \u010dervna/\u010derven \u010dervence/\u010dervenec srpna/srpen z\u00e1\u0159\u00ed \u0159\u00edjna/\u0159\u00edjen listopadu/listopad prosince/prosinec',
  uk: '\u0441\u0456\u0447\u043d\u044f \u043b\u044e\u0442\u043e\u0433\u043e \u0431\u0435\u0440\u0435\u0437\u043d\u044f \u043a\u0432\u0456\u0442\u043d\u044f \u0442\u0440\u0430\u0432\u043d\u044f \u0447\u0435\u0440\u0432\u043d\u044f \u043b\u0438\u043f\u043d\u044f \u0441\u0435\u0440\u043f\u043d\u044f \u0432\u0435\u0440\u0435\u0441\u043d\u044f \u0436\u043e\u0432\u0442\u043d\u044f \u043b\u0438\u0441\u0442\u043e\u043f\u0430\u0434\u0430 \u0433\u0440\u0443\u0434\u043d\u044f',
  ru: '\u044f\u043d\u0432\u0430\u0440\u044f \u0444\u0435\u0432\u0440\u0430\u043b\u044f \u043c\u0430\u0440\u0442\u0430 \u0430\u043f\u0440\u0435\u043b\u044f \u043c\u0430\u044f \u0438\u044e\u043d\u044f \u0438\u044e\u043b\u044f \u0430\u0432\u0433\u0443\u0441\u0442\u0430 \u0441\u0435\u043d\u0442\u044f\u0431\u0440\u044f \u043e\u043a\u0442\u044f\u0431\u0440\u044f \u043d\u043e\u044f\u0431\u0440\u044f \u0434\u0435\u043a\u0430\u0431\u0440\u044f',
}

// "Montag, 10. M\u00e4rz": the weekday belongs to the date that follows it.
const WEEKDAY_BEFORE: Record<string, string> = {
  de: '(?:(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag),? (?:(?:den|dem|der) )?)?',
  fr: '(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? (?:le )?)?',
  es: '(?:(?:lunes|martes|mi\u00e9rcoles|jueves|viernes|s\u00e1bado|domingo),? (?:(?:el|d\u00eda) )?)?',
}

/** Languages whose dates by month name are read (English has a grammar of its own). */
export const DATED_LANGUAGES = Object.keys(MONTHS)

export const NUMERIC_RULES: TimeRule[] = [
  {
    name: 'ISO instant',
    pattern: /(?<![\d-])\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?:Z|UTC|GMT)|[+-]\d{2}:?\d{2})/g,
    read(found) {
      const instant = instantOf(found[0].replace(/ ?(?:UTC|GMT)$/, 'Z'))
      return instant === null ? null : fixed('instant', instant.replace(':00.000Z', 'Z'), 'ISO 8601 instant')
    },
  },
  {
    name: 'ISO date',
    pattern: /(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])/g,
    read(found) {
      return dayReading(Number(found[1]), Number(found[2]), Number(found[3]), 'ISO 8601 date')
    },
  },
  {
    name: 'numeric date',
    pattern: /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)/g,
    read(found) {
      const [a, b] = [Number(found[1]), Number(found[3])]
      const short = found[4]?.length === 2
      // 1.10.24 may be a version or a section; two-digit years count only with two-digit days and months.
      if (short && (found[1]?.length !== 2 || found[3]?.length !== 2)) return null
      const year = short ? 2000 + Number(found[4]) : Number(found[4])
      if (year < 1900 || year > 2199) return null
      const dayFirst = dayReading(
        year,
        b,
        a,
        a <= 12 && a !== b ? 'numeric date, read day first as in Europe' : 'numeric date',
      )
      return dayFirst ?? dayReading(year, a, b, 'numeric date, month first: there is no such month otherwise')
    },
  },
]

function dayReading(year: number, month: number, day: number, why: string): TimeReading | null {
  const date = { year, month, day }
  return isDay(date) ? fixed('date', dayText(date), why) : null
}

/** Day month year, day month, and month year in one language; no relative words. */
export function monthNameRules(language: string): TimeRule[] {
  const list = MONTHS[language]
  if (list === undefined) return []
  const numbers = new Map<string, number>()
  for (const [i, spellings] of list.split(' ').entries()) {
    for (const spelling of spellings.split('/')) numbers.set(spelling.toLowerCase(), i + 1)
  }
  const names = [...numbers.keys()].sort((a, b) => b.length - a.length).join('|')
  const why = `date by month name (${language})`
  const day = new RegExp(
    `(?<![\\p{L}\\d.,])${WEEKDAY_BEFORE[language] ?? ''}(\\d{1,2})(?:\\.|\u00ba|er|re)?(?: (?:de|di))? (${names})\\.?(?![\\p{L}])(?:,?(?: (?:de|del|di))? (\\d{4})(?!\\d))?`,
    'giu',
  )
  const month = new RegExp(`(?<![\\p{L}\\d])(${names})\\.?(?: (?:de|del|di))? (\\d{4})(?!\\d)`, 'giu')
  return [
    {
      name: 'day and month',
      pattern: day,
      read(found, context) {
        return dayAndMonth(numbers.get((found[2] ?? '').toLowerCase()) ?? 0, Number(found[1]), found[3], context, why)
      },
    },
    {
      name: 'month and year',
      pattern: month,
      read(found) {
        const number = numbers.get((found[1] ?? '').toLowerCase())
        return number === undefined ? null : fixed('period', monthText(Number(found[2]), number), why)
      },
    },
  ]
}

/** A day of a month, with its year or with the year that is nearest to the publication date. */
export function dayAndMonth(
  month: number,
  day: number,
  year: string | undefined,
  context: TimeContext,
  why: string,
): TimeReading | null {
  if (year !== undefined) return dayReading(Number(year), month, day, why)
  if (!isDay({ year: 2024, month, day })) return null
  const shape = `XXXX-${dayText({ year: 2024, month, day }).slice(5)}`
  return fromPublication('date', shape, context, `${why}, year nearest to publication`, (days) => {
    const near = nearestYear(days, month, day)
    return near === null ? null : dayText(fromDays(toDays(near)))
  })
}
