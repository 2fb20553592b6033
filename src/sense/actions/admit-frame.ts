// Which frames, and which buckets of them, the hub takes: whoever carried them here.
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Held } from '#platform/journal/types.ts'
import { sensorRecord, targetRecord } from '../events.ts'
import type { Frame } from '../model/bucket.ts'
import type { Sensor } from '../model/targets.ts'
import { mayMeasure, namesTarget } from '../rules/may-measure.ts'
import { frameCounters } from './measured.ts'
import type { SenseRoom } from './room.ts'
import type { FrameGate } from './take-frame.ts'

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The sensor if it is registered in that realm and at work; else undefined. */
async function activeSensor(room: SenseRoom, realm: string, id: string): Promise<Held<Sensor> | undefined> {
  if (!isId.test(id)) return undefined
  const view = { reader: systemReader('sense.takeFrame', [realm], room.journal.home), realm }
  const sensor = await room.journal.reads.one(sensorRecord, view, id)
  return sensor?.state.active ? sensor : undefined
}

/**
 * The frame without buckets under the id of a target that its sensor may not measure (or that is not there): one
 * organisation must not colour the charts of another. Series under a network's name stay; no target shows them.
 */
async function admitted(room: SenseRoom, frame: Frame, sensorOwner: Id): Promise<{ frame: Frame; left: number }> {
  const { realm } = frame
  const named = [...new Set(frame.buckets.map(({ series }) => series))].filter(namesTarget)
  const view = { reader: systemReader('sense.takeFrame', [realm], room.journal.home), realm }
  const targets = await room.journal.reads.some(
    targetRecord,
    view,
    named.filter((one) => isId.test(one)),
  )
  const allowed = new Set(
    targets
      .filter(({ marking, state }) =>
        mayMeasure(sensorOwner, { owner: marking.owner, organisation: state.organisation }, room.journal.home),
      )
      .map(({ id }) => id),
  )
  const buckets = frame.buckets.filter(({ series }) => !namesTarget(series) || allowed.has(series))
  return { frame: { ...frame, buckets }, left: frame.buckets.length - buckets.length }
}

/** The gate of this hub. `maySend`: whether what carried the frame may speak for that sensor. */
export function gateFor(room: SenseRoom, maySend: (frame: Frame, sensor: Held<Sensor>) => boolean): FrameGate {
  const counters = frameCounters(room.metrics)
  return {
    nowSeconds: (realm) => Math.floor(room.clock.in(realm).getTime() / 1000),
    store: {
      async keep(frame) {
        const counted = await room.store.keep(frame)
        if (counted) counters.kept(frame.buckets)
        room.recent.came(frame.realm, oldestOf(frame))
        return counted
      },
    },
    async admit(frame) {
      const sensor = await activeSensor(room, frame.realm, frame.sensor)
      if (!sensor || !maySend(frame, sensor)) return null
      const { frame: taken, left } = await admitted(room, frame, sensor.marking.owner)
      counters.left(left)
      return taken
    },
  }
}

export function oldestOf({ buckets }: Frame): number {
  return buckets.reduce((oldest, { at }) => Math.min(oldest, at), Number.POSITIVE_INFINITY)
}
