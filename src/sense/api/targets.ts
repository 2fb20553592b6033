// Contracts: targets that are watched, and sensors that may send what they counted.
import Type, { type TSchema } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { orNull, Sensor, Target } from '../model/targets.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
export const reading: Policy = { who: 'signed-in' }
export const working: Policy = { who: ['analyst', 'duty-officer'] }
export const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })

/** A record as it is shown: with its id, version and marking. */
export function held<S extends TSchema>(state: S) {
  return Type.Object({ id: Id, version: Type.Integer({ minimum: 1 }), marking: Marking, since: Instant, state }, closed)
}

const { name, organisation, prefixes, hosts, services, users, country, thresholds } = Target.properties

export const addTarget = contract({
  name: 'sense.addTarget',
  does: 'action',
  summary: 'Watch what goes to a network, a host or a service of an organisation',
  input: Type.Object(
    {
      name,
      organisation: optional(organisation),
      prefixes: optional(prefixes),
      hosts: optional(hosts),
      services: optional(services),
      users: optional(users),
      country: optional(country),
      thresholds: optional(thresholds),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: held(Target),
  refusals: refusing('person-needed', 'bad-prefix', 'prefix-taken', 'no-organisation'),
  policy: working,
  arguments: ['name'],
  example: { name: 'Tax portal', prefixes: ['198.51.100.0/24'], hosts: ['tax.example.org'], services: ['Tax portal'] },
})

export const changeTarget = contract({
  name: 'sense.changeTarget',
  does: 'action',
  summary: 'Change a target or its thresholds, put it to rest, or wake it again',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      name: optional(name),
      prefixes: optional(prefixes),
      hosts: optional(hosts),
      services: optional(services),
      users: optional(users),
      country: optional(country),
      thresholds: optional(thresholds),
      active: optional(Type.Boolean()),
    },
    closed,
  ),
  output: held(Target),
  refusals: refusing('person-needed', 'bad-prefix', 'prefix-taken', 'nothing-to-change'),
  policy: working,
  arguments: ['id'],
  example: { id: anId, version: 1, thresholds: { leastRise: 2, gapSeconds: 7200 } },
})

export const listTargets = contract({
  name: 'sense.listTargets',
  does: 'query',
  summary: 'Targets that you may read; sensors take their networks, hosts and services from here',
  input: Type.Object(
    {
      active: optional(Type.Boolean()),
      after: optional(Id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 500, default: 200 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      targets: Type.Array(held(Target)),
      next: orNull(Type.String()),
      standard: Type.Required(Target.properties.thresholds),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { active: true },
})

export const registerSensor = contract({
  name: 'sense.registerSensor',
  does: 'action',
  summary: 'Let a process at the edge send what it counts; give it an API token with the scope sense.sendFrame',
  input: Type.Object(
    { name: Sensor.properties.name, organisation: optional(Id), note: optional(Sensor.properties.note) },
    closed,
  ),
  output: held(Sensor),
  refusals: refusing('person-needed', 'no-organisation'),
  policy: { who: ['administrator', 'analyst', 'duty-officer'] },
  arguments: ['name'],
  example: { name: 'Exchange point, rack 4' },
})

export const changeSensor = contract({
  name: 'sense.changeSensor',
  does: 'action',
  summary: 'Rename a sensor, or say that nothing more is taken from it',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      name: optional(Sensor.properties.name),
      note: optional(Sensor.properties.note),
      active: optional(Type.Boolean()),
    },
    closed,
  ),
  output: held(Sensor),
  refusals: refusing('person-needed', 'nothing-to-change'),
  policy: { who: ['administrator', 'analyst', 'duty-officer'] },
  arguments: ['id'],
  example: { id: anId, version: 1, active: false },
})

export const SensorSays = Type.Object(
  {
    /** When the hub kept its newest frame. */
    keptAt: Instant,
    startedAt: Instant,
    datagrams: Type.Number(),
    records: Type.Number(),
    bytes: Type.Number(),
    lost: Type.Record(Type.String(), Type.Number()),
    exporters: Type.Integer(),
    residentBytes: Type.Number(),
  },
  closed,
)

export const listSensors = contract({
  name: 'sense.listSensors',
  does: 'query',
  summary: 'Sensors, when each was last heard, and what each lost',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      sensors: Type.Array(
        Type.Object(
          { ...held(Sensor).properties, says: orNull(SensorSays), silentSeconds: orNull(Type.Number()) },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const sendFrame = contract({
  name: 'sense.sendFrame',
  does: 'action',
  summary:
    'What a sensor counted, as one binary frame; answered when it is on disk, and counted once however often it comes',
  input: Type.Object({}, closed),
  output: Type.Object(
    { counted: Type.Boolean({ description: 'false: this frame was kept before' }), buckets: Type.Integer() },
    closed,
  ),
  refusals: refusing('bad-frame', 'unknown-sensor'),
  policy: { who: ['administrator', 'analyst', 'duty-officer'] },
  upload: { maxBytes: 4 * 1024 * 1024 },
  example: {},
})
