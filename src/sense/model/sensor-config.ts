// What a sensor is told before it starts: one JSON document, every field with its meaning and its bounds.
import Type, { type Static } from 'typebox'
import { HostName, Label, Prefix } from './targets.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional

const Port = Type.Integer({ minimum: 0, maximum: 65_535, description: '0 takes a free port, and says which' })
const Host = Type.String({
  pattern: '^[0-9A-Za-z.:-]{1,253}$',
  description: 'Address to listen on; :: for all of both',
})
const Path = Type.String({ minLength: 1, maxLength: 4096 })
const Url = Type.String({ pattern: '^[a-z]{2,10}://[^\\s]{1,2000}$' })

export const Endpoint = Type.Object({ host: optional(Host), port: Port }, closed)
export type Endpoint = Static<typeof Endpoint>

/** What a sensor must know of a target: which addresses, hosts and names of services are its. */
export const SensorTarget = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 100, description: 'Id of the target at the hub, or any name' }),
    name: optional(Label),
    prefixes: optional(Type.Array(Prefix, { maxItems: 200, description: 'Networks, e.g. 198.51.100.0/24' })),
    hosts: optional(Type.Array(HostName, { maxItems: 100, description: 'Virtual hosts in access logs' })),
    services: optional(Type.Array(Label, { maxItems: 20, description: 'What people complain about' })),
  },
  closed,
)
export type SensorTarget = Static<typeof SensorTarget>

export const FollowedLog = Type.Object(
  {
    path: Path,
    target: optional(Type.String({ maxLength: 100, description: 'Target of lines that name no known host' })),
  },
  closed,
)

/** Kinds of networks that a list of the operator tells. */
export const listedKinds = ['tor', 'proxy', 'resolver'] as const

export const NetworkListFile = Type.Object(
  { kind: Type.Enum(listedKinds), path: Path },
  { ...closed, description: 'A file with one address or network on each line; # begins a remark' },
)
export type NetworkListFile = Static<typeof NetworkListFile>

/** Samples of remote write that belong to a series: the name of the metric, and labels that must be equal. */
export const WrittenSeries = Type.Object(
  {
    series: Type.String({ minLength: 1, maxLength: 100 }),
    metric: Type.String({ minLength: 1, maxLength: 200 }),
    labels: optional(Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 1000 }))),
  },
  closed,
)

export const Hub = Type.Object(
  {
    url: optional(Url),
    tokenFile: optional(Path),
    natsUrl: optional(Url),
    folder: optional(Path),
  },
  { ...closed, description: 'One of the three: the address of a node, NATS, or a folder for sticks' },
)

export const SensorConfig = Type.Object(
  {
    sensor: optional(Type.String({ pattern: '^[A-Za-z0-9._-]{1,100}$', description: 'Id of this sensor at the hub' })),
    realm: optional(
      Type.String({ pattern: '^(live|exercise:[A-Za-z0-9-]{1,64})$', description: 'live or exercise:<id>' }),
    ),
    hub: optional(Hub),
    spool: optional(
      Type.Object(
        {
          folder: optional(Path),
          maxBytes: optional(Type.Integer({ minimum: 1_048_576, maximum: 1_099_511_627_776 })),
        },
        { ...closed, description: 'Where frames wait on disk until the hub has them' },
      ),
    ),
    flows: optional(
      Type.Object(
        {
          listen: optional(Type.Array(Endpoint, { maxItems: 16 })),
          allow: optional(
            Type.Array(Prefix, { maxItems: 1000, description: 'Exporters that are believed; empty: all' }),
          ),
          receiveBufferBytes: optional(Type.Integer({ minimum: 65_536, maximum: 1_073_741_824 })),
          threads: optional(Type.Integer({ minimum: 1, maximum: 16, description: 'More than one needs Node 22' })),
          stdin: optional(
            Type.Enum(['auto', 'off'], { description: 'auto: a capture stream on standard input is read' }),
          ),
        },
        closed,
      ),
    ),
    networkLists: optional(Type.Array(NetworkListFile, { maxItems: 20 })),
    logs: optional(Type.Array(FollowedLog, { maxItems: 100 })),
    syslog: optional(
      Type.Array(Type.Object({ protocol: Type.Enum(['udp', 'tcp']), host: optional(Host), port: Port }, closed), {
        maxItems: 8,
      }),
    ),
    http: optional(
      Type.Object(
        {
          host: optional(Host),
          port: Port,
          tokenFile: optional(Path),
          trustProxy: optional(Type.Boolean({ description: 'A proxy stands before it: believe its X-Forwarded-For' })),
        },
        { ...closed, description: 'Complaint form, remote write, /healthz and /metrics' },
      ),
    ),
    series: optional(Type.Array(WrittenSeries, { maxItems: 1000 })),
    targets: optional(Type.Array(SensorTarget, { maxItems: 4096, description: 'Left out: asked of the hub' })),
    settleSeconds: optional(
      Type.Integer({ minimum: 5, maximum: 300, description: 'So long a bucket waits for late flows' }),
    ),
    maxSeries: optional(Type.Integer({ minimum: 16, maximum: 65_536 })),
  },
  closed,
)
export type SensorConfig = Static<typeof SensorConfig>

/** With every field decided. */
export interface SensorSettings {
  sensor: string
  realm: string
  hub:
    | { kind: 'http'; url: string; token: string }
    | { kind: 'nats'; url: string }
    | { kind: 'folder'; folder: string }
    | null
  spool: { folder: string; maxBytes: number }
  flows: {
    /** null: the standard ports, unless a capture stream comes on standard input. */
    listen: Required<Endpoint>[] | null
    allow: string[]
    receiveBufferBytes: number
    threads: number
    stdin: 'auto' | 'off'
  }
  networkLists: NetworkListFile[]
  logs: { path: string; target: string | null }[]
  syslog: { protocol: 'udp' | 'tcp'; host: string; port: number }[]
  http: { host: string; port: number; token: string | null; trustProxy: boolean } | null
  series: { series: string; metric: string; labels: Record<string, string> }[]
  /** null: asked of the hub. */
  targets: SensorTarget[] | null
  settleSeconds: number
  maxSeries: number
}

/** NetFlow (and IPFIX, told by its version), IPFIX by its own number (RFC 7011), sFlow. */
export const standardPorts = [2055, 4739, 6343] as const

/** What `--print-config` shows. Keys that begin with `//` are notes and are left out of sight when it is read. */
export const exampleConfig = {
  '//': 'Everything may be left out. Keys that begin with // are notes.',
  '//sensor': 'Id of this sensor, as `tocsin sense register-sensor` told it.',
  sensor: 'exchange-point-rack-4',
  '//realm': 'live, or exercise:<id>.',
  realm: 'live',
  '//hub': 'Where counts go: {url, tokenFile}, {natsUrl} or {folder}. Left out: they are only shown here.',
  hub: { url: 'https://tocsin.example.org', tokenFile: '/etc/tocsin/sensor.token' },
  '//spool': 'Frames wait here until the hub has them; the oldest go first when it is full, and that is counted.',
  spool: { folder: '/var/lib/tocsin-sensor', maxBytes: 1_073_741_824 },
  '//flows': 'NetFlow v5, v9, IPFIX and sFlow v5; told apart by their version, so one port may do for all.',
  flows: {
    listen: [
      { host: '::', port: 2055 },
      { host: '::', port: 4739 },
      { host: '::', port: 6343 },
    ],
    '//allow': 'Exporters that are believed. UDP is easily forged: name them.',
    allow: ['192.0.2.0/28'],
    '//receiveBufferBytes': 'Asked of the kernel, which gives at most net.core.rmem_max; what it gave is shown.',
    receiveBufferBytes: 4_194_304,
    threads: 1,
    stdin: 'auto',
  },
  '//networkLists':
    'Which sources are Tor exits (tor), proxies (proxy), open resolvers (resolver). Read again when they change.',
  networkLists: [{ kind: 'tor', path: '/etc/tocsin/tor-exits.txt' }],
  '//logs': 'Access logs (common, combined, JSON), followed through rotation and truncation.',
  logs: [{ path: '/var/log/nginx/access.log', target: 'tax-portal' }],
  syslog: [{ protocol: 'udp', host: '127.0.0.1', port: 5514 }],
  '//http': 'Complaint form at /report, remote write at /api/v1/write, /healthz, /metrics. Put a TLS proxy before it.',
  http: { host: '127.0.0.1', port: 8471, tokenFile: '/etc/tocsin/sensor-http.token', trustProxy: false },
  '//series': 'Metrics of remote write that become series.',
  series: [{ series: 'tax-portal-latency', metric: 'http_request_seconds', labels: { service: 'tax' } }],
  '//targets': 'Left out: asked of the hub, and kept beside the spool for a start without it.',
  targets: [
    {
      id: 'tax-portal',
      name: 'Tax portal',
      prefixes: ['198.51.100.0/24', '2001:db8:10::/48'],
      hosts: ['tax.example.org'],
      services: ['Tax portal'],
    },
  ],
  '//settleSeconds': 'Longer than the active timeout of the exporters: flows that come later are marked late.',
  settleSeconds: 30,
  '//maxSeries': 'More series than this are added up as one that is called other.',
  maxSeries: 4096,
}
