// Sensors: registered, changed, and listed with what the hub last heard from each.
import { isDeepStrictEqual } from 'node:util'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api/targets.ts'
import { sensorRecord } from '../events.ts'
import { momentOf } from '../rules/moments.ts'
import { sensorList } from '../store/records.ts'
import type { TelemetryStore } from '../store/telemetry-store.ts'
import type { SenseRoom } from './room.ts'
import { organisationOf, shown } from './targets.ts'

type ShownSensor = OutputOf<typeof api.registerSensor>
export type Heard = Awaited<ReturnType<TelemetryStore['sensors']>>[number]

/** Ten buckets are missing: it is not late, it is away. */
export const silentAfterSeconds = 100

export function registerSensor(
  room: SenseRoom,
  { name, organisation, note }: InputOf<typeof api.registerSensor>,
  call: Call,
): Promise<Reply<ShownSensor>> {
  const owner = call.reader.organisation ?? room.journal.home
  return room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const whose = await organisationOf(room, unit, organisation ?? owner)
    const body = { name, organisation: whose, note: note ?? null }
    const { held } = await unit.open(sensorRecord, 'sense.sensorRegistered', body, { owner })
    return done(shown(held))
  })
}

export function changeSensor(
  room: SenseRoom,
  { id, version, ...asked }: InputOf<typeof api.changeSensor>,
  call: Call,
): Promise<Reply<ShownSensor>> {
  return room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const before = await unit.read(sensorRecord, id)
    if (!before) return unit.refuse('unknown', `There is no sensor ${id} that you may read.`)
    const same = isDeepStrictEqual({ ...before.state, ...asked }, before.state)
    if (before.version === version && same) return unit.refuse('nothing-to-change')
    const { held } = await unit.append(sensorRecord, 'sense.sensorChanged', id, asked, { expectedVersion: version })
    return done(shown(held))
  })
}

export async function listSensors(room: SenseRoom, call: Call): Promise<Reply<OutputOf<typeof api.listSensors>>> {
  const [sensors, heard] = await Promise.all([sensorList(room.journal, call.view), newestHeard(room, call.view.realm)])
  // When frames came is real time, also in an exercise.
  const nowSeconds = room.clock.now().getTime() / 1000
  return done({
    sensors: sensors.map((sensor) => {
      const says = heard.get(sensor.id)
      return {
        ...shown(sensor),
        says: says ? saysOf(says) : null,
        silentSeconds: says ? Math.max(0, nowSeconds - says.keptAt) : null,
      }
    }),
  })
}

/** The newest life of each sensor. */
export async function newestHeard(room: SenseRoom, realm: string): Promise<Map<string, Heard>> {
  const newest = new Map<string, Heard>()
  for (const one of await room.store.sensors(realm)) {
    const other = newest.get(one.sensor)
    if (!other || one.keptAt > other.keptAt || (one.keptAt === other.keptAt && one.run > other.run)) {
      newest.set(one.sensor, one)
    }
  }
  return newest
}

function saysOf({ keptAt, health }: Heard) {
  const { startedAt, datagrams, records, bytes, lost, exporters, residentBytes } = health
  return {
    keptAt: momentOf(keptAt),
    startedAt: momentOf(startedAt),
    ...{ datagrams, records, bytes, lost, exporters, residentBytes },
  }
}
