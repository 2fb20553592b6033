// Live counters for the person at the terminal: a block that is painted over, or a line a minute, or JSON lines.
import type { Snapshot } from './sensor-state.ts'

export interface Shown {
  show(snapshot: Snapshot): void
  /** A sentence that stays. */
  say(line: string): void
}

export interface ShownOn {
  json: boolean
  terminal: boolean
  /** Standard error: the block, the lines, sentences. */
  tell(text: string): void
  /** Standard output: JSON lines. */
  print(text: string): void
}

const lineEverySeconds = 60

export function createShown({ json, terminal, tell, print }: ShownOn): Shown {
  let painted = 0
  let last: Snapshot | null = null
  let lastLine = Number.NEGATIVE_INFINITY
  const wipe = () => {
    if (painted > 0) tell(`\u001b[${painted}A\u001b[J`)
    painted = 0
  }
  return {
    say(line) {
      wipe()
      tell(`${line}\n`)
    },
    show(snapshot) {
      if (json) print(`${JSON.stringify(asJson(snapshot))}\n`)
      else if (terminal) {
        const lines = blockOf(snapshot, last)
        wipe()
        tell(`${lines.join('\n')}\n`)
        painted = lines.length
      } else if (snapshot.at - lastLine >= lineEverySeconds) {
        tell(`${lineOf(snapshot, last)}\n`)
        lastLine = snapshot.at
        last = snapshot
        return
      }
      if (json || terminal) last = snapshot
    },
  }
}

function asJson(snapshot: Snapshot): unknown {
  const { counters, ...rest } = snapshot
  return { ...rest, ...counters }
}

const rate = (now: number, before: number, seconds: number) =>
  Math.max(0, Math.round((now - before) / Math.max(1, seconds)))

function rates(now: Snapshot, last: Snapshot | null): { datagrams: number; records: number } {
  const seconds = last ? now.at - last.at : now.at - now.startedAt
  return {
    datagrams: rate(now.counters.datagrams, last?.counters.datagrams ?? 0, seconds),
    records: rate(now.counters.records, last?.counters.records ?? 0, seconds),
  }
}

/** Nothing lost is said too: silence would not tell it from not looking. */
export function lostWords(lost: Record<string, number>): string {
  const all = Object.entries(lost).filter(([, count]) => count > 0)
  return all.length === 0 ? 'nothing lost' : `lost: ${all.map(([reason, count]) => `${reason} ${count}`).join(', ')}`
}

function lineOf(now: Snapshot, last: Snapshot | null): string {
  const { datagrams, records } = rates(now, last)
  const when = new Date(now.at * 1000).toISOString().slice(11, 19)
  const shed = now.counters.shedRate > 1 ? `; looking at one record in ${now.counters.shedRate}` : ''
  const waiting = now.waiting ? `; ${now.waiting.frames} frames wait` : ''
  return `${when} ${datagrams} datagrams/s, ${records} records/s, ${now.counters.exporters} exporters; ${lostWords(now.counters.lost)}${shed}${waiting}; ${mebibytes(now.residentBytes)}${troubleWords(now)}`
}

function blockOf(now: Snapshot, last: Snapshot | null): string[] {
  const { datagrams, records } = rates(now, last)
  const { counters, waiting, sent } = now
  const hub = waiting
    ? `${sent} frames sent, ${waiting.frames} wait (${mebibytes(waiting.bytes)})`
    : 'no hub: numbers are only shown here'
  return [
    `${new Date(now.at * 1000).toISOString().slice(0, 19)}Z  up ${Math.round(now.at - now.startedAt)} s  ${mebibytes(now.residentBytes)}`,
    `datagrams ${counters.datagrams} (${datagrams}/s)  records ${counters.records} (${records}/s)  exporters ${counters.exporters}`,
    counters.shedRate > 1 ? `SHEDDING: one record in ${counters.shedRate} is looked at` : 'every record is looked at',
    lostWords(counters.lost),
    `hub: ${hub}`,
    ...now.trouble.map((sentence) => `! ${sentence}`),
    ...now.biggest.map(
      ({ series, channel, bytes, packets, flows, marks }) =>
        `${printable(series).padEnd(38)} ${channel.padEnd(9)} ${bits(bytes)}  ${Math.round(packets / 10)} packets/s  ${Math.round(flows / 10)}/s ${marks.join(' ')}`,
    ),
  ]
}

const mebibytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(0)} MiB`
const printable = (text: string) => text.replace(/\p{Cc}/gu, '?').slice(0, 38)

/** Of a bucket of ten seconds. */
function bits(bytes: number): string {
  const perSecond = (bytes * 8) / 10
  const units = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s']
  const step = Math.min(units.length - 1, perSecond < 1 ? 0 : Math.floor(Math.log10(perSecond) / 3))
  return `${(perSecond / 1000 ** step).toFixed(1)} ${units[step]}`
}

function troubleWords({ trouble }: Snapshot): string {
  return trouble.length === 0 ? '' : `; ${trouble.join('; ')}`
}
