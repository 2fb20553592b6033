// Access logs: lines per CPU-second from bytes to closed buckets, with countries; beside a regular expression and JSON.parse that only
// read the fields. Interleaved rounds in one process. Aim: 4 M lines per CPU-second on common lines of about 140 bytes.
import { loadavg } from 'node:os'
import { openGeo } from '#sense/geo/lookup.ts'
import { type CountryFinder, createAccessLog } from '#sense/lines/access-log.ts'
import { createSyslogLines } from '#sense/lines/syslog-lines.ts'

const lines = Number(process.env.BENCH_LINES ?? 400_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 7)
const pieceBytes = 65_536
const aimLines = 4e6

type Form = 'common' | 'combined' | 'json' | 'syslog'

let state = 20250310
function chance(below: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 0x100000000) * below)
}

const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'curl/8.5.0',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
]
const referrers = ['-', 'https://www.google.com/', 'https://portal.example.org/news/']
const clients = Array.from({ length: 50_000 }, () => [1 + chance(222), chance(256), chance(256), chance(256)].join('.'))
const paths = Array.from({ length: 2000 }, (_, index) => {
  const folders = ['/declarations/2025/forms/step', '/static/scripts/application', '/news/articles/of/the/week']
  return `${folders[index % 3]}-${index}${['', '.js', '.html', '/'][index % 4]}`
})

function pick<One>(of: readonly One[]): One {
  return of[Math.min(chance(of.length), chance(of.length))] as One
}

function lineOf(form: Form, index: number): string {
  const second = Math.floor(index / 4000)
  const time = new Date((1_741_599_900 + second) * 1000)
  const target = pick(paths) + (chance(5) === 0 ? `?query=${chance(1000)}&page=2` : '')
  const client = pick(clients)
  const status = chance(10) > 0 ? 200 : 503
  const size = chance(60_000)
  const referrer = pick(referrers)
  const agent = pick(agents)
  if (form === 'json') {
    return JSON.stringify({
      time_iso8601: time.toISOString(),
      remote_addr: client,
      request_method: 'GET',
      request_uri: target,
      status,
      body_bytes_sent: size,
      http_referer: referrer,
      http_user_agent: agent,
    })
  }
  const stamp = `10/Mar/2025:${time.toISOString().slice(11, 19)} +0000`
  const common = `${client} - - [${stamp}] "GET ${target} HTTP/1.1" ${status} ${size}`
  if (form === 'common') return common
  const combined = `${common} "${referrer}" "${agent}"`
  return form === 'syslog' ? `<190>Mar 10 ${time.toISOString().slice(11, 19)} web1 nginx: ${combined}` : combined
}

function fileOf(form: Form): Uint8Array {
  return Buffer.from(`${Array.from({ length: lines }, (_, index) => lineOf(form, index)).join('\n')}\n`)
}

function finder(): CountryFinder {
  const { country } = openGeo()
  return {
    of4: country.of4,
    of6: country.of6,
    unknown: 0,
    code: (index) => country.codes[index] ?? '??',
  }
}

const countries = finder()

function count(bytes: Uint8Array, form: Form): number {
  const log = createAccessLog({ hosts: new Map([['portal.example.org', 'portal']]), series: 'portal', countries })
  const syslog = createSyslogLines(
    (piece) => log.push(piece),
    () => {},
  )
  const push =
    form === 'syslog' ? (piece: Uint8Array) => syslog.bytes(1, piece) : (piece: Uint8Array) => log.push(piece)
  for (let at = 0; at < bytes.length; at += pieceBytes) push(bytes.subarray(at, at + pieceBytes))
  syslog.flush()
  log.end()
  const requests = log.close(Number.MAX_SAFE_INTEGER).reduce((sum, bucket) => sum + bucket.records, 0)
  if (requests !== lines) throw new Error(`counted ${requests} of ${lines} lines`)
  return requests
}

const expression =
  /^(?:<\d+>\w{3} [ \d]\d [\d:]{8} \S+ \S+ )?(\S+) \S+ \S+ \[([^\]]+)\] "(\S+) (\S+) [^"]*" (\d{3}) (\d+|-)(?: "([^"]*)" "([^"]*)")?/

/** What a quick script would do: split, match, and add up bytes by status. It knows no country, bucket or source. */
function byExpression(bytes: Uint8Array): number {
  const sums = new Map<string, number>()
  let found = 0
  for (const line of Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').split('\n')) {
    const parts = expression.exec(line)
    if (!parts) continue
    found++
    sums.set(parts[5] ?? '', (sums.get(parts[5] ?? '') ?? 0) + Number(parts[6]))
  }
  return found
}

function byParse(bytes: Uint8Array): number {
  const sums = new Map<number, number>()
  let found = 0
  for (const line of Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8').split('\n')) {
    if (line === '') continue
    const one = JSON.parse(line) as { status: number; body_bytes_sent: number }
    found++
    sums.set(one.status, (sums.get(one.status) ?? 0) + one.body_bytes_sent)
  }
  return found
}

function cpuSeconds(work: () => number): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function spreadOf(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => Number((sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toPrecision(3))
  return { least: at(0), median: at(0.5), most: at(1) }
}

const loadBefore = loadavg()[0]
const results = (['common', 'combined', 'syslog', 'json'] as const).map((form) => {
  const bytes = fileOf(form)
  const peer = form === 'json' ? byParse : byExpression
  const own: number[] = []
  const theirs: number[] = []
  count(bytes, form)
  for (let round = 0; round < rounds; round++) {
    own.push(lines / cpuSeconds(() => count(bytes, form)))
    theirs.push(lines / cpuSeconds(() => peer(bytes)))
  }
  const median = spreadOf(own).median
  return {
    form,
    bytesPerLine: Math.round(bytes.length / lines),
    linesPerCpuSecond: spreadOf(own),
    megabytesPerCpuSecond: Math.round((median * bytes.length) / lines / 1e6),
    peer: {
      what: peer === byParse ? 'JSON.parse, fields only' : 'regular expression, fields only',
      linesPerCpuSecond: spreadOf(theirs),
    },
    timesThePeer: spreadOf(own.map((rate, round) => rate / (theirs[round] ?? 1))),
  }
})

const common = results[0]?.linesPerCpuSecond.median ?? 0
process.stdout.write(
  `${JSON.stringify({
    lines,
    rounds,
    load: { before: loadBefore, after: loadavg()[0] },
    countries: openGeo().faults.length === 0 ? 'tables of this build' : openGeo().faults,
    results,
    aim: { commonLinesPerCpuSecond: aimLines, met: common >= aimLines },
  })}\n`,
)
