// Judging by law: all regimes and rules for one incident (aim: under 1 ms), 1,000 incidents judged again after a change of
// law (aim: under 1 s, preparing the law included), and the start of the program. Medians of seven runs.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Situation } from '../../src/assess/model/verdict.ts'
import { faultsOf } from '../../src/assess/rules/law/faults.ts'
import { judge } from '../../src/assess/rules/law/judge.ts'
import { prepareLaw } from '../../src/assess/rules/law/prepare-law.ts'
import { reasonsOf } from '../../src/assess/rules/law/reasons.ts'
import { turnsOf } from '../../src/assess/rules/law/turns.ts'
import { daysOff, law, soundSituation } from '../setup/situations.ts'
import { percentile, spread } from './spread.ts'

const runs = 7
const incidents = 1_000
const say = (what: string) => void process.stderr.write(`    ${what}\n`)

/** A Friday evening in Berlin: a cloud provider and trust service that is a controller and a manufacturer, half known. */
const fridayEvening: Situation = {
  entity: {
    types: [
      'cloud_computing_service_provider',
      'qualified_trust_service_provider',
      'data_controller',
      'product_manufacturer',
    ],
    countries: ['DE'],
  },
  facts: {
    'incident.scheduled_interruption_or_maintenance': false,
    'incident.trade_secret_exfiltration': 'none',
    'personal_data.breach': true,
    'cra.product_in_scope': true,
  },
  services: [
    { name: 'Mail', facts: { 'service.completely_unavailable': true, 'service.complete_unavailability_minutes': 20 } },
    { name: 'Archive', facts: { 'service.limited_availability': true, 'service.users_union': 40_000 } },
  ],
  anchors: { awareness: '2026-10-23T19:30:00+02:00' },
  timeZone: 'Europe/Berlin',
  now: '2026-10-25T02:30:00+01:00',
}

/** A bank on Good Friday: everything that DORA asks about is known, the reports are under way. */
const goodFriday: Situation = {
  entity: { types: ['payment_institution', 'data_controller'], countries: ['PT'] },
  facts: {
    'dora.critical_or_important_functions_supported': true,
    'dora.clients_affected': 250_000,
    'dora.reflected_in_media': true,
    'incident.duration_minutes': 1_500,
    'personal_data.breach': false,
  },
  anchors: {
    awareness: '2027-03-25T16:00:00Z',
    classification: '2027-03-25T18:00:00Z',
    'report_submitted:dora/initial_notification': '2027-03-25T20:00:00Z',
  },
  timeZone: 'Europe/Lisbon',
  now: '2027-03-28T12:00:00Z',
}

function microseconds(count: number, act: (at: number) => unknown): number {
  const began = performance.now()
  for (let at = 0; at < count; at += 1) act(at)
  return ((performance.now() - began) * 1000) / count
}

function repeated(count: number, act: (at: number) => unknown) {
  microseconds(count, act)
  return spread(Array.from({ length: runs }, () => microseconds(count, act)))
}

const situations = fc.sample(soundSituation, { numRuns: incidents, seed: 20250310 })

function rejudged() {
  const times: number[] = []
  const cpu: number[] = []
  const single: number[] = []
  for (let run = 0; run <= runs; run += 1) {
    const began = performance.now()
    const used = process.cpuUsage()
    const fresh = prepareLaw(law.law)
    for (const situation of situations) {
      const before = performance.now()
      judge(fresh, situation, daysOff)
      if (run > 0) single.push(performance.now() - before)
    }
    if (run === 0) continue
    times.push(performance.now() - began)
    const { user, system } = process.cpuUsage(used)
    cpu.push((user + system) / 1000)
  }
  single.sort((a, b) => a - b)
  return {
    incidents,
    milliseconds: spread(times),
    // On a machine that others use, what the work itself took.
    processorMilliseconds: spread(cpu),
    oneIncidentMilliseconds: {
      median: percentile(single, 0.5),
      p95: percentile(single, 0.95),
      p99: percentile(single, 0.99),
    },
  }
}

/** The program as a whole: start, law and days off read and checked, one situation judged. */
function started() {
  const file = join(tmpdir(), `situation-${process.pid}.json`)
  writeFileSync(file, JSON.stringify(fridayEvening))
  const once = () => {
    const began = performance.now()
    const { status } = spawnSync('./tocsin', ['assess', 'evaluate', file, '--json'])
    if (status !== 0) throw new Error(`the program left with ${status}`)
    return performance.now() - began
  }
  once()
  return spread(Array.from({ length: runs }, once))
}

say('one incident')
const oneIncident = {
  cloudOnFridayEveningMicroseconds: repeated(500, () => judge(law, fridayEvening, daysOff)),
  bankOnGoodFridayMicroseconds: repeated(500, () => judge(law, goodFriday, daysOff)),
}
say(`${incidents} incidents`)
const again = rejudged()
say('the rest')
process.stdout.write(
  JSON.stringify({
    aims: { oneIncidentMicroseconds: 1_000, thousandIncidentsMilliseconds: 1_000, startMilliseconds: 500 },
    law: {
      version: law.law.version,
      regimes: law.law.regimes.length,
      rules: law.rules.length,
      facts: law.facts.length,
    },
    oneIncident,
    judgedAgain: again,
    prepareLawMicroseconds: repeated(20, () => prepareLaw(law.law)),
    faultsMicroseconds: repeated(500, () => faultsOf(law, fridayEvening)),
    reasonsMicroseconds: repeated(200, () => reasonsOf(law, fridayEvening, 'nis2')),
    turnsMicroseconds: repeated(20, () => turnsOf(law, fridayEvening, 'nis2')),
    startMilliseconds: started(),
  }),
)
