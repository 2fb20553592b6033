// What a configuration file of a resolver or a client says, line by line, and what it does not say.
import Type, { type Static } from 'typebox'
import { Bootstrap, InternalZone, UsedResolver } from './dns-use.ts'
import { closed, orNull } from './words.ts'

export const configurationForms = [
  'resolv.conf',
  'unbound',
  'bind',
  'knot-resolver',
  'dnsdist',
  'systemd-resolved',
  'dnsmasq',
] as const
export const ConfigurationForm = Type.Enum(configurationForms)
export type ConfigurationForm = Static<typeof ConfigurationForm>

export const configurationLimits = {
  bytes: 1024 * 1024,
  lines: 20_000,
  line: 4000,
  shown: 200,
  resolvers: 60,
  zones: 200,
} as const

const count = Type.Integer({ minimum: 0 })
export const LineRead = Type.Object(
  { line: count, text: Type.String({ maxLength: 200 }), means: Type.String({ maxLength: 400 }) },
  closed,
)
export type LineRead = Static<typeof LineRead>

/** Only what was found out: what a file does not say stays null, and `remarks` say so. */
export const ReadConfiguration = Type.Object(
  {
    form: ConfigurationForm,
    resolvers: Type.Array(UsedResolver),
    validates: orNull(Type.Boolean()),
    bootstrap: orNull(Bootstrap),
    internalZones: Type.Array(InternalZone),
    read: Type.Array(LineRead, { description: 'Lines that counted; the first two hundred' }),
    notRead: Type.Array(LineRead, { description: 'Lines that were left out, with the reason; the first two hundred' }),
    readTotal: count,
    notReadTotal: count,
    remarks: Type.Array(Type.String({ maxLength: 600 })),
  },
  closed,
)
export type ReadConfiguration = Static<typeof ReadConfiguration>
