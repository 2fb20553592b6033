// Makes data/assess/days-off/<cc>.json out of the package date-holidays: a rule where one gives every day exactly, a list
// elsewhere. What people added (with a `why`), left out, renamed, verified or noted is kept. `--check` only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Holidays from 'date-holidays'
import { root } from './sources.mjs'

const folder = path.join(root, 'data/assess/days-off')
const firstYear = 2024
const lastYear = 2036
const years = Array.from({ length: lastYear - firstYear + 1 }, (_, n) => firstYear + n)
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const dayMs = 86_400_000

/** The public holidays of the whole country, whole days only: `[{ date, name, local, rule }]`, in the order of time. */
function publicHolidays(country) {
  // Two of them, since a calendar goes on in the language that it was asked in last.
  const [calendar, inEnglish] = [new Holidays(country), new Holidays(country)]
  const found = years.flatMap((year) => {
    const english = inEnglish.getHolidays(year, 'en')
    return calendar.getHolidays(year).flatMap((holiday, at) => {
      if (holiday.type !== 'public') return []
      const days = Math.round((holiday.end - holiday.start) / dayMs)
      const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`)
      const group = `${holiday.rule}${holiday.substitute ? ' moved' : ''}`
      return Array.from({ length: Math.max(days, 1) }, (_, n) => ({
        date: new Date(first + n * dayMs).toISOString().slice(0, 10),
        name: nameOf(english[at], holiday),
        local: holiday.name,
        group: `${group} ${n}`,
        whole: holiday.date.slice(11, 16) === '00:00' && holiday.end - holiday.start > 0.9 * dayMs,
      }))
    })
  })
  const partly = new Set(found.filter((holiday) => !holiday.whole).map((holiday) => holiday.group))
  return found.filter((holiday) => !partly.has(holiday.group))
}

function nameOf(english, holiday) {
  return english?.rule === holiday.rule ? english.name : holiday.name
}

function numberOf(date) {
  return Date.parse(`${date}T00:00:00Z`) / dayMs
}

function everySame(values) {
  return values.every((value) => value === values[0]) ? values[0] : undefined
}

/** Sundays of Easter as the package has them, so that the files are tested against a computus of another origin. */
function easters(word) {
  const holidays = new Holidays()
  holidays.init('DE')
  holidays.setHoliday(word, { name: 'Easter', type: 'public' })
  const of = (year) => holidays.getHolidays(year).find((one) => one.rule === word)
  return new Map(years.map((year) => [year, numberOf(of(year).date.slice(0, 10))]))
}

const churches = [
  { word: 'easter', sundays: easters('easter') },
  { word: 'orthodox', sundays: easters('orthodox') },
]

/** The rule that gives exactly these days, one a year; undefined where there is none. */
function ruleFor(dates) {
  const fixed = everySame(dates.map((date) => date.slice(5)))
  if (fixed !== undefined) return fixed
  for (const { word, sundays } of churches) {
    const shift = everySame(dates.map((date) => numberOf(date) - sundays.get(Number(date.slice(0, 4)))))
    if (shift !== undefined) return shift === 0 ? word : `${word}${shift > 0 ? '+' : ''}${shift}`
  }
  const weekday = everySame(dates.map((date) => weekdays[(numberOf(date) + 4) % 7]))
  return weekday === undefined ? undefined : firstWeekdayFor(weekday, dates)
}

function firstWeekdayFor(weekday, dates) {
  const earliest = dates.map((date) => date.slice(5)).sort()[0]
  const holds = dates.every((date) => {
    const after = numberOf(date) - numberOf(`${date.slice(0, 4)}-${earliest}`)
    return after >= 0 && after < 7
  })
  return holds ? `${weekday}>=${earliest}` : undefined
}

function entriesOf(found) {
  return [...groupBy(found).values()].map((group) => {
    const dates = group.map((one) => one.date).sort()
    const seen = dates.map((date) => Number(date.slice(0, 4)))
    const [first, last] = [seen[0], seen[seen.length - 1]]
    const whole = seen.every((year, at) => year === first + at) && (first === firstYear || last === lastYear)
    const rule = whole ? ruleFor(dates) : undefined
    const { name, local } = group[0]
    const named = { name, ...(local === name ? {} : { local }) }
    if (rule === undefined) return { ...named, dates }
    const limits = { ...(first === firstYear ? {} : { from: first }), ...(last === lastYear ? {} : { until: last }) }
    return { ...named, rule, ...limits }
  })
}

function groupBy(found) {
  const groups = new Map()
  for (const one of found) groups.set(one.group, [...(groups.get(one.group) ?? []), one])
  return groups
}

/** Pages and acts that the package names as the origin of its data: attribution is what the licence asks for. */
function originsOf(country) {
  const place = fileURLToPath(import.meta.resolve('date-holidays/package.json'))
  const text = readFileSync(path.join(path.dirname(place), 'data/countries', `${country}.yaml`), 'utf8')
  const links = [...text.matchAll(/^\s*#\s*@(?:attrib|source)\s+(https?:\S+)/gm)].map((match) => match[1])
  return [...new Set(links)].slice(0, 20)
}

function keptFrom(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw error
  }
}

function same(a, b) {
  return a.rule === b.rule && JSON.stringify(a.dates) === JSON.stringify(b.dates)
}

function fileFor(country, name, version, kept) {
  const leftOut = kept.leftOut ?? []
  const made = entriesOf(publicHolidays(country)).filter((one) => !leftOut.some((out) => same(out, one)))
  const before = kept.holidays ?? []
  // A better name that somebody gave stays.
  const named = made.map((one) => {
    const name = before.find((old) => same(old, one))?.name ?? one.name
    return name === one.name ? one : { ...one, name, local: one.local ?? one.name }
  })
  const byHand = before.filter((one) => one.why !== undefined)
  return {
    country,
    name,
    firstYear,
    lastYear,
    verified: kept.verified ?? false,
    ...(kept.note === undefined ? {} : { note: kept.note }),
    source: {
      document: `date-holidays ${version}, public holidays of the whole country`,
      url: 'https://github.com/commenthol/date-holidays',
      licence: 'CC BY-SA 3.0',
      date: kept.source?.document?.includes(` ${version},`) ? kept.source.date : new Date().toISOString().slice(0, 10),
      changes: 'written as rules; what carries a why was added by hand, what stands under leftOut was taken out',
      origins: originsOf(country),
    },
    holidays: [...named, ...byHand],
    ...(leftOut.length === 0 ? {} : { leftOut }),
  }
}

/** JSON with one holiday on each line, as somebody will read and edit it. */
function written(file) {
  const line = (entry) => `    ${JSON.stringify(entry).replaceAll('":', '": ').replaceAll(',"', ', "')}`
  const lists = ['holidays', 'leftOut'].filter((list) => file[list] !== undefined)
  const head = Object.fromEntries(Object.entries(file).filter(([key]) => !lists.includes(key)))
  const bodies = lists.map((list) => `  "${list}": [\n${file[list].map(line).join(',\n')}\n  ]`)
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n${bodies.join(',\n')}\n}\n`
}

/** What each file should say: `[{ file, text }]`. */
export function calendars() {
  const countries = JSON.parse(readFileSync(path.join(root, 'data/people/countries.json'), 'utf8'))
  const { version } = createRequire(import.meta.url)('date-holidays/package.json')
  const area = countries.items.filter((one) => one.eea)
  return area.map(({ iso3166_1_alpha2: country, name }) => {
    const file = path.join(folder, `${country.toLowerCase()}.json`)
    return { file, text: written(fileFor(country, name, version, keptFrom(file))) }
  })
}

/** Files that do not say what the package and the hands that edited them say. */
export function differing() {
  return calendars().flatMap(({ file, text }) => {
    const said = existsSync(file) ? readFileSync(file, 'utf8') : ''
    return said === text ? [] : [path.relative(root, file)]
  })
}

function main() {
  if (process.argv.includes('--check')) {
    const files = differing()
    for (const file of files) console.log(`${file} differs from what node tools/days-off.mjs would write`)
    process.exitCode = files.length > 0 ? 1 : 0
    return
  }
  mkdirSync(folder, { recursive: true })
  for (const { file, text } of calendars()) writeFileSync(file, text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
