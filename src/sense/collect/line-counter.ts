// What the lines thread does between its sources and the frames: access logs, complaints, metrics.
import { openGeo } from '../geo/lookup.ts'
import { type AccessLog, createAccessLog } from '../lines/access-log.ts'
import { createComplaints } from '../lines/complaints.ts'
import { createMetricLog } from '../lines/remote-write.ts'
import { createSyslogLines } from '../lines/syslog-lines.ts'
import { type Bucket, unknownCountry } from '../model/bucket.ts'
import type { SensorTarget } from '../model/sensor-config.ts'
import { type AnsweredFor, openAnsweredFor } from './answered-for.ts'
import type { FromLinesWorker, IntakeMark, LinesWorkerData, TakenReport, WorkerCounters } from './messages.ts'
import type { SyslogEvents } from './syslog-listener.ts'

type Answer = Extract<FromLinesWorker, { kind: 'answer' }>

export interface LineCounter {
  /** `target`: of lines that name no known host; null: these are not counted. */
  openLog(target: string | null): { push(bytes: Uint8Array): void; cut(): void }
  readonly syslog: SyslogEvents
  /** These answer when what they were given is on the disk. */
  takeReport(id: number, report: TakenReport): Promise<Answer>
  takeRemoteWrite(id: number, bytes: Uint8Array): Promise<Answer>
  takeComplaintFile(id: number, bytes: Uint8Array): Promise<Answer>
  setTargets(targets: readonly SensorTarget[]): void
  /** Says what is complete, not before what it said last was taken. */
  tick(): void
  taken(intake?: IntakeMark): void
  finish(): Promise<void>
}

/** Counts what it is given, and says every interval what is complete. Nothing it is given makes it throw; a disk that cannot be read does. */
export async function openLineCounter(
  data: LinesWorkerData,
  say: (message: FromLinesWorker) => void,
): Promise<LineCounter> {
  const nowSeconds = () => Math.floor(Date.now() / 1000)
  const logs: { log: AccessLog; target: string | null }[] = []
  const complaints = createComplaints(servicesOf(data.targets))
  const metrics = createMetricLog({ matches: data.series })
  const own: Record<string, number> = {}
  const maxOpen = Math.max(64, Math.floor(1024 / Math.max(1, data.logs.length + 1)))
  let targets: readonly SensorTarget[] = data.targets
  let untaken = false

  function lose(reason: string, count = 1): void {
    if (count > 0) own[reason] = (own[reason] ?? 0) + count
  }

  const answeredFor: AnsweredFor = await openAnsweredFor(data.intake, { complaints, metrics, lose, nowSeconds })
  if (answeredFor.again > 0) say({ kind: 'again', inputs: answeredFor.again })

  function openLog(target: string | null) {
    const log = createAccessLog({ ...hostsOf(targets, target), countries: countryFinder(), maxOpen })
    logs.push({ log, target })
    return { push: (bytes: Uint8Array) => log.push(bytes, nowSeconds()), cut: () => log.end() }
  }

  function counters(): WorkerCounters {
    const sum = { datagrams: 0, records: 0, bytes: metrics.counters.bytes, lost: { ...own }, exporters: 0, shedRate: 1 }
    for (const { log } of logs) {
      sum.records += log.counters.requests
      sum.bytes += log.counters.bytes
      addLost(sum.lost, log.counters.lost)
    }
    for (const { records, lost } of [complaints.counters, metrics.counters]) {
      sum.records += records
      addLost(sum.lost, lost)
    }
    return sum
  }

  const syslogLog = data.syslog.length > 0 ? openLog(null) : null
  const syslog = createSyslogLines((lines) => syslogLog?.push(lines), lose)

  function tell(beforeSeconds: number): void {
    syslog.flush()
    const buckets: Bucket[] = []
    for (const { log } of logs) for (const bucket of log.close(beforeSeconds)) buckets.push(bucket)
    const ofLines = buckets.length
    for (const source of [complaints, metrics]) for (const bucket of source.close(beforeSeconds)) buckets.push(bucket)
    const intake = answeredFor.mark(beforeSeconds, buckets.length > ofLines)
    say({ kind: 'counted', buckets, counters: counters(), disturbed: [], ...(intake ? { intake } : {}) })
  }

  return {
    openLog,
    syslog: { bytes: syslog.bytes, end: syslog.end, refused: () => lose('syslog-connections') },
    takeReport: answeredFor.report,
    takeRemoteWrite: answeredFor.remoteWrite,
    takeComplaintFile: answeredFor.complaintFile,
    setTargets(next) {
      targets = next
      for (const { log, target } of logs) log.retarget(hostsOf(next, target))
      complaints.retarget(servicesOf(next))
    },
    tick() {
      if (untaken) return
      untaken = true
      tell(nowSeconds() - data.settleSeconds)
    },
    taken(intake) {
      untaken = false
      // What could not be removed now is removed the next time, or at the next start.
      if (intake) void answeredFor.release(intake).catch(() => lose('intake-disk'))
    },
    async finish() {
      await answeredFor.close()
      syslog.flush()
      for (const { log } of logs) log.end()
      tell(Number.MAX_SAFE_INTEGER)
    },
  }
}

function addLost(sum: Record<string, number>, lost: Record<string, number>): void {
  for (const [reason, count] of Object.entries(lost)) sum[reason] = (sum[reason] ?? 0) + count
}

/** Virtual hosts by name; `fallback`: the target of lines that name no known one. */
function hostsOf(targets: readonly SensorTarget[], fallback: string | null) {
  const hosts = new Map<string, string>()
  for (const { id, hosts: names = [] } of targets) for (const name of names) hosts.set(name.toLowerCase(), id)
  return { hosts, series: fallback }
}

/** Names of services, and the id of a target for those who know it. */
function servicesOf(targets: readonly SensorTarget[]) {
  const services = new Map<string, string>()
  for (const { id, services: names = [] } of targets) for (const name of [id, ...names]) services.set(name, id)
  return { services, series: null }
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
