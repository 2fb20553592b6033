// The entries of targets and sensors: what is watched, and by whom.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Sensor, Target } from '../model/targets.ts'

const closed = { additionalProperties: false } as const

export const targetRecord = recordKind({
  name: 'sense.target',
  state: Target,
  kinds: {
    'sense.targetAdded': opening(Type.Omit(Target, ['active'], closed), (body): Target => ({ ...body, active: true })),
    'sense.targetChanged': change(
      Type.Partial(Type.Omit(Target, ['organisation']), closed),
      (state: Target, body): Target => ({ ...state, ...body }),
    ),
  },
  index: ({ name, prefixes, hosts, services }) => ({
    title: name,
    words: [...services, ...hosts, ...prefixes].join('\n'),
  }),
})

export const sensorRecord = recordKind({
  name: 'sense.sensor',
  state: Sensor,
  kinds: {
    'sense.sensorRegistered': opening(
      Type.Omit(Sensor, ['active', 'registeredAt'], closed),
      (body, entry): Sensor => ({ ...body, active: true, registeredAt: entry.recordedAt }),
    ),
    'sense.sensorChanged': change(
      Type.Partial(Type.Omit(Sensor, ['organisation', 'registeredAt']), closed),
      (state: Sensor, body): Sensor => ({ ...state, ...body }),
    ),
  },
  index: ({ name, note }) => ({ title: name, words: note ?? '' }),
})
