// The sensor's settings: from a file, from flags and from the environment, checked once; a fault names its field.
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { readPrefix } from '#kernel/network.ts'
import { BadSetting } from '#platform/config.ts'
import { readNetworkList } from '../geo/networks.ts'
import {
  type Endpoint,
  listedKinds,
  type NetworkListFile,
  SensorConfig,
  type SensorSettings,
  type SensorTarget,
} from '../model/sensor-config.ts'

/** What the command line may say; each word beats the same word of the file. */
export interface SensorFlags {
  config?: string
  sensor?: string
  realm?: string
  hub?: string
  tokenFile?: string
  nats?: string
  out?: string
  spool?: string
  listen?: string[]
  allow?: string[]
  stdin?: string
  threads?: string
  log?: string[]
  syslog?: string[]
  http?: string
  target?: string[]
  networkList?: string[]
  settleSeconds?: string
}

type Env = Record<string, string | undefined>
const mebibyte = 1_048_576

/** Throws BadSetting with the field and what it may be. `dataDir`: where the spool stands unless said otherwise. */
export function readSensorSettings(flags: SensorFlags, env: Env, dataDir: string): SensorSettings {
  const file = flags.config === undefined ? {} : checkConfig(parsed(flags.config), flags.config)
  return decided(checkConfig({ ...file, ...fromFlags(flags, file) }, 'the flags'), env, dataDir)
}

/** A document as a config, or BadSetting. `from` is named in the message. */
export function checkConfig(document: unknown, from: string): SensorConfig {
  const value = withoutNotes(document)
  const validator = Compile(SensorConfig)
  if (validator.Check(value)) {
    const wrong = wrongPrefix(value)
    if (wrong) throw new BadSetting(`In ${from}: ${wrong}`)
    return value
  }
  const faults = validator.Errors(value).slice(0, 3)
  const told = faults.map(({ instancePath, message, params }) => {
    const extra = (params as { additionalProperties?: string[] }).additionalProperties
    return `${instancePath.slice(1).replaceAll('/', '.') || 'the document'} ${message}${extra ? ` (${extra.join(', ')})` : ''}`
  })
  throw new BadSetting(`In ${from}: ${told.join('; ')}. \`tocsin sense schema config\` says what each field may be.`)
}

/** The first network that is none, with its place; the schema knows only how one looks. */
function wrongPrefix({ targets = [], flows = {} }: SensorConfig): string | undefined {
  const lists = [
    ...targets.map(({ prefixes = [] }, at) => ({ place: `targets.${at}.prefixes`, prefixes })),
    { place: 'flows.allow', prefixes: flows.allow ?? [] },
  ]
  for (const { place, prefixes } of lists) {
    for (const [at, prefix] of prefixes.entries()) {
      const read = readPrefix(prefix)
      if (!read.ok) return `${place}.${at}: ${read.why}`
    }
  }
  return undefined
}

function parsed(path: string): unknown {
  const text = readFileSync(path === '-' ? 0 : path, 'utf8')
  if (text.length > 16 * mebibyte) throw new BadSetting(`${path} is longer than 16 MiB.`)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BadSetting(`${path} is no JSON: ${error instanceof Error ? error.message : 'not readable'}`)
  }
}

function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([name]) => !name.startsWith('//'))
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNotes(inner)]))
}

function fromFlags(flags: SensorFlags, file: SensorConfig): Partial<SensorConfig> {
  const flows = {
    ...file.flows,
    ...(flags.listen ? { listen: flags.listen.map((word) => endpoint(word, '--listen')) } : {}),
    ...(flags.allow ? { allow: flags.allow } : {}),
    ...(flags.threads ? { threads: Number(flags.threads) } : {}),
    ...(flags.stdin ? { stdin: flags.stdin as 'auto' } : {}),
  }
  const hub = hubOf(flags)
  return {
    ...(flags.sensor ? { sensor: flags.sensor } : {}),
    ...(flags.realm ? { realm: flags.realm } : {}),
    ...(hub ? { hub } : {}),
    ...(flags.spool ? { spool: { ...file.spool, folder: flags.spool } } : {}),
    flows,
    ...(flags.networkList ? { networkLists: flags.networkList.map(networkListOf) } : {}),
    ...(flags.log ? { logs: flags.log.map(logOf) } : {}),
    ...(flags.syslog ? { syslog: flags.syslog.map(syslogOf) } : {}),
    ...(flags.http ? { http: { ...file.http, ...endpoint(flags.http, '--http') } } : {}),
    ...(flags.target ? { targets: flags.target.map(targetOf) } : {}),
    ...(flags.settleSeconds ? { settleSeconds: Number(flags.settleSeconds) } : {}),
  }
}

function hubOf({ hub, tokenFile, nats, out }: SensorFlags): SensorConfig['hub'] | undefined {
  if (hub) return { url: hub, ...(tokenFile ? { tokenFile } : {}) }
  if (nats) return { natsUrl: nats }
  return out ? { folder: out } : undefined
}

/** `2055`, `127.0.0.1:2055`, `[::1]:2055`. */
export function endpoint(word: string, flag: string): Endpoint {
  const [, bracketed, plain, port] = /^(?:(?:\[([0-9A-Fa-f:.]+)\]|([^[\]:]+)):)?(\d{1,5})$/.exec(word) ?? []
  if (port === undefined) throw new BadSetting(`${flag} takes a port or host:port, not '${word}'.`)
  const host = bracketed ?? plain
  return { ...(host ? { host } : {}), port: Number(port) }
}

/** `target=path`, or a path alone. */
function logOf(word: string): { path: string; target?: string } {
  const [, target, path] = /^([^/=]+)=(.+)$/.exec(word) ?? []
  return path ? { path, target: target ?? '' } : { path: word }
}

/** `tor=path`. */
function networkListOf(word: string): NetworkListFile {
  const [, kind, path] = /^([a-z]+)=(.+)$/.exec(word) ?? []
  const known = listedKinds.find((one) => one === kind)
  if (!known || !path) throw new BadSetting(`--network-list takes ${listedKinds.join('|')}=path, not '${word}'.`)
  return { kind: known, path }
}

/** Throws BadSetting for a list that tells nothing: somebody who named one must not be left to think that it counts. */
function readableLists(lists: readonly NetworkListFile[]): NetworkListFile[] {
  for (const [at, { path }] of lists.entries()) {
    const first = readNetworkList(textIn(path, `networkLists.${at}`)).find((line) => readPrefix(line).ok)
    if (first === undefined) throw new BadSetting(`networkLists.${at}: ${path} has no address and no network in it.`)
  }
  return [...lists]
}

function syslogOf(word: string) {
  const [, protocol, rest = ''] = /^(udp|tcp):(.+)$/.exec(word) ?? []
  if (!protocol) throw new BadSetting(`--syslog takes udp:host:port or tcp:host:port, not '${word}'.`)
  return { protocol: protocol === 'udp' ? ('udp' as const) : ('tcp' as const), ...endpoint(rest, '--syslog') }
}

/** `id=198.51.100.0/24,2001:db8::/32,tax.example.org`: what looks like a network is one, the rest are hosts. */
export function targetOf(word: string): SensorTarget {
  const [, id, rest = ''] = /^([^=]+)=(.+)$/.exec(word) ?? []
  if (!id) throw new BadSetting(`--target takes id=network,network or id=host, not '${word}'.`)
  const parts = rest.split(',').filter(Boolean)
  const prefixes = parts.filter((part) => /^[0-9a-fA-F:.]+(\/\d+)?$/.test(part))
  return { id, prefixes, hosts: parts.filter((part) => !prefixes.includes(part)), services: [id] }
}

function decided(config: SensorConfig, env: Env, dataDir: string): SensorSettings {
  const { flows = {}, spool = {}, http } = config
  const hub = chosenHub(config.hub, env)
  return {
    sensor:
      config.sensor ??
      (hostname()
        .replace(/[^A-Za-z0-9._-]/g, '-')
        .slice(0, 100) ||
        'sensor'),
    realm: config.realm ?? 'live',
    hub,
    spool: { folder: spool.folder ?? join(dataDir, 'sensor'), maxBytes: spool.maxBytes ?? 1024 * mebibyte },
    flows: {
      listen: flows.listen?.map((one) => withHost(one, '::')) ?? null,
      allow: flows.allow ?? [],
      receiveBufferBytes: flows.receiveBufferBytes ?? 4 * mebibyte,
      threads: flows.threads ?? 1,
      stdin: flows.stdin ?? 'auto',
    },
    networkLists: readableLists(config.networkLists ?? []),
    logs: (config.logs ?? []).map(({ path, target }) => ({ path, target: target ?? null })),
    syslog: (config.syslog ?? []).map((one) => ({ ...withHost(one, '127.0.0.1'), protocol: one.protocol })),
    http: http
      ? {
          ...withHost(http, '127.0.0.1'),
          token: http.tokenFile ? secretIn(http.tokenFile, 'http.tokenFile') : null,
          trustProxy: http.trustProxy ?? false,
        }
      : null,
    series: (config.series ?? []).map(({ series, metric, labels }) => ({ series, metric, labels: labels ?? {} })),
    targets: config.targets ?? null,
    settleSeconds: config.settleSeconds ?? 30,
    // Without a register an attacker chooses the series: fewer, or memory is theirs to choose too.
    maxSeries: config.maxSeries ?? (config.targets || hub?.kind === 'http' ? 4096 : 1024),
  }
}

function withHost({ host, port }: Endpoint, standard: string): Required<Endpoint> {
  return { host: host ?? standard, port }
}

function chosenHub(hub: SensorConfig['hub'], env: Env): SensorSettings['hub'] {
  const ways = [hub?.url, hub?.natsUrl, hub?.folder].filter(Boolean)
  if (ways.length > 1) throw new BadSetting('hub names more than one way: url, natsUrl or folder, not several.')
  if (hub?.folder) return { kind: 'folder', folder: hub.folder }
  const nats = hub?.natsUrl ?? (hub?.url ? undefined : env.NATS_URL)
  if (nats) return { kind: 'nats', url: nats }
  const url = hub?.url ?? env.TOCSIN_URL
  if (!url) return null
  if (!/^https?:\/\//.test(url)) throw new BadSetting(`hub.url is '${url}', but must begin with https:// or http://.`)
  const token = hub?.tokenFile ? secretIn(hub.tokenFile, 'hub.tokenFile') : env.TOCSIN_TOKEN
  if (!token) throw new BadSetting('hub.url also needs hub.tokenFile, or TOCSIN_TOKEN in the environment.')
  return { kind: 'http', url: url.replace(/\/$/, ''), token }
}

function secretIn(path: string, field: string): string {
  return textIn(path, field).trim()
}

function textIn(path: string, field: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new BadSetting(`${field}: ${path} cannot be read.`)
  }
}
