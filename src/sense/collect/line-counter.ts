// What the lines thread does between its sources and the frames: access logs, complaints, metrics.

import { openGeo } from '../geo/lookup.ts'
import { type AccessLog, createAccessLog } from '../lines/access-log.ts'
import type { Bucket, Mark } from '../model/bucket.ts'
import { unknownCountry } from '../model/bucket.ts'
import type { SensorTarget } from '../model/sensor-config.ts'
import type { FromLinesWorker, LinesWorkerData, TakenReport, WorkerCounters } from './messages.ts'
import type { SyslogEvents } from './syslog-listener.ts'

type Answer = Extract<FromLinesWorker, { kind: 'answer' }>

export interface LineCounter {
  openLog(target: string | null): { push(bytes: Uint8Array): void; cut(): void }
  readonly syslog: SyslogEvents
  takeReports(reports: readonly TakenReport[]): void
  takeRemoteWrite(id: number, bytes: Uint8Array): Answer
  takeComplaintFile(id: number, bytes: Uint8Array): Answer
  setTargets(targets: readonly SensorTarget[]): void
  tick(): void
  finish(): void
}

export function openLineCounter(data: LinesWorkerData, say: (message: FromLinesWorker) => void): LineCounter {
  let targets: readonly SensorTarget[] = data.targets
  const logs: { log: AccessLog; target: string | null }[] = []
  const nowSeconds = () => Math.floor(Date.now() / 1000)
  const own: Record<string, number> = {}
  const maxOpen = Math.max(64, Math.floor(1024 / Math.max(1, data.logs.length)))

  function openLog(target: string | null) {
    const log = createAccessLog({ ...hostsOf(targets, target), countries: countryFinder(), maxOpen })
    logs.push({ log, target })
    return { push: (bytes: Uint8Array) => log.push(bytes, nowSeconds()), cut: () => log.end() }
  }

  function counters(): WorkerCounters {
    const sum = { datagrams: 0, records: 0, bytes: 0, lost: { ...own }, exporters: 0, shedRate: 1 }
    for (const { log } of logs) {
      sum.records += log.counters.requests
      sum.bytes += log.counters.bytes
      for (const [reason, count] of Object.entries(log.counters.lost))
        sum.lost[reason] = (sum.lost[reason] ?? 0) + count
    }
    return sum
  }

  function tell(beforeSeconds: number): void {
    const buckets: Bucket[] = []
    for (const { log } of logs) for (const bucket of log.close(beforeSeconds)) buckets.push(bucket)
    const disturbed: Mark[] = []
    say({ kind: 'counted', buckets, counters: counters(), disturbed })
  }

  return {
    openLog,
    syslog: { bytes: () => {}, end: () => {}, refused: () => {} },
    takeReports() {},
    takeRemoteWrite: (id) => ({ kind: 'answer', id, status: 501, says: 'Not yet.' }),
    takeComplaintFile: (id) => ({ kind: 'answer', id, status: 501, says: 'Not yet.' }),
    setTargets(next) {
      targets = next
      for (const { log, target } of logs) log.retarget(hostsOf(next, target))
    },
    tick: () => tell(nowSeconds() - data.settleSeconds),
    finish: () => tell(Number.MAX_SAFE_INTEGER),
  }
}

/** Virtual hosts by name; `fallback`: the target of lines that name no known one. */
function hostsOf(targets: readonly SensorTarget[], fallback: string | null) {
  const hosts = new Map<string, string>()
  for (const { id, hosts: names = [] } of targets) for (const name of names) hosts.set(name.toLowerCase(), id)
  return { hosts, series: fallback }
}

function countryFinder() {
  const { country } = openGeo()
  return {
    of4: (address: number) => country.of4(address),
    of6: (first: number, second: number) => country.of6(first, second),
    unknown: Math.max(0, country.codes.indexOf(unknownCountry)),
    code: (index: number) => country.codes[index] ?? unknownCountry,
  }
}
