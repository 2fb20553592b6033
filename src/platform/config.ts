// Settings: everything an administrator may set, from the environment, checked once at start.
import { join, resolve } from 'node:path'
import type { Tlp } from '#kernel/marking.ts'

export interface Settings {
  dataDir: string
  host: string
  port: number
  /** What people type into their browser; links and OpenID redirects are made from it. */
  origin: string
  /** PostgreSQL instead of the embedded database. */
  databaseUrl: string | null
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  /** Addresses of reverse proxies whose X-Forwarded-For is believed. */
  trustedProxies: string[]
  /** Hosts or address ranges on private networks that feeds may be fetched from. */
  fetchAllow: string[]
  /** Addresses or ranges that may stand for targets in exercises; in a realm of an exercise nothing else is looked at. */
  standIns: string[]
  /** required: nobody works without a second factor. offered: people are asked to add one. */
  secondFactor: 'required' | 'offered'
  /** Up to so many bytes of what was received are kept beside what was read from it; 0 keeps nothing. */
  rawMaxBytes: number
  /** Mail that is received for mailboxes that watch follows; null: off. */
  mail: MailSettings | null
  /** The mail server through which this node sends reminders and reports; null: off. */
  send: SendSettings | null
  /** The operator's own language model, of the OpenAI form; null: off. `highest`: what may be sent to it. */
  enrich: { url: string; model: string; key: string | null; highest: Tlp } | null
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | null
  /** NATS with JetStream, from which frames of sensors are taken; null: sensors send over HTTP only. */
  natsUrl: string | null
  /** ClickHouse for measurements; null: they are kept in the database. */
  clickhouseUrl: string | null
  /** The file that says which real resolvers this machine may change, and how; null: none. */
  controls: string | null
  /** How this organisation shows itself to the world: security.txt, and advisories that it publishes. */
  publishing: PublishingSettings
}

export interface PublishingSettings {
  /** mailto:, https: and tel: addresses for reports of vulnerabilities; none: no security.txt. */
  contacts: string[]
  policy: string | null
  /** 'en, fr'. */
  languages: string | null
  /** What stands for this organisation in documents, https://www.example.org. */
  namespace: string
  category: 'coordinator' | 'discoverer' | 'other' | 'translator' | 'user' | 'vendor'
}

export interface SendSettings {
  /** smtp://host:25 or smtps://user:password@host:465 */
  smtpUrl: string
  /** The address that mails come from. */
  from: string
}

export interface MailSettings {
  host: string
  port: number
  /** What stands behind the @ of the addresses that mail is sent to. */
  domain: string
  maxBytes: number
  /** Files of the certificate and its key, for STARTTLS; null: without. */
  tls: { cert: string; key: string } | null
}

export class BadSetting extends Error {}

/** Each setting with its default; `./tocsin help settings` and the manual print this table. */
export const settingsTable: readonly { name: string; standard: string; meaning: string }[] = [
  {
    name: 'TOCSIN_DATA',
    standard: 'var',
    meaning: 'Folder that holds the embedded database, files and the signing key',
  },
  { name: 'TOCSIN_HOST', standard: '127.0.0.1', meaning: 'Address to listen on; 0.0.0.0 or :: for all' },
  { name: 'TOCSIN_PORT', standard: '8470', meaning: 'Port to listen on; 0 takes a free one' },
  {
    name: 'TOCSIN_ORIGIN',
    standard: 'http://HOST:PORT',
    meaning: 'What people type into their browser, e.g. https://tocsin.example.org',
  },
  {
    name: 'DATABASE_URL',
    standard: '(embedded)',
    meaning: 'postgres:// address; PostgreSQL 15 or newer instead of the embedded database',
  },
  { name: 'TOCSIN_LOG_LEVEL', standard: 'info', meaning: 'debug, info, warn or error' },
  { name: 'TOCSIN_TRUSTED_PROXIES', standard: '(none)', meaning: 'Comma-separated addresses of reverse proxies' },
  {
    name: 'TOCSIN_FETCH_ALLOW',
    standard: '(none)',
    meaning: 'Comma-separated private hosts or address ranges (CIDR) that feeds may be fetched from',
  },
  {
    name: 'TOCSIN_STAND_INS',
    standard: '(none)',
    meaning:
      'Comma-separated addresses or ranges (CIDR) of servers that stand for the targets of takedowns in exercises; nothing else is looked at there',
  },
  {
    name: 'TOCSIN_SECOND_FACTOR',
    standard: 'offered while only this machine can reach the node, else required',
    meaning: 'required or offered',
  },
  {
    name: 'TOCSIN_ENRICH_URL',
    standard: '(off)',
    meaning:
      'An endpoint of the OpenAI form, e.g. http://127.0.0.1:8000/v1, that may be asked about items; with TOCSIN_ENRICH_MODEL and TOCSIN_ENRICH_KEY',
  },
  {
    name: 'TOCSIN_ENRICH_MAX_TLP',
    standard: 'CLEAR',
    meaning: 'The highest marking of an item that may be sent there: CLEAR, GREEN, AMBER or AMBER+STRICT',
  },
  {
    name: 'TOCSIN_RAW_MAX_BYTES',
    standard: '2097152',
    meaning: 'Up to so many bytes of each text that comes in are kept as they came; 0 keeps only their hash',
  },
  {
    name: 'TOCSIN_MAIL_PORT',
    standard: '(off)',
    meaning:
      'Port that receives mail for mailboxes that are followed (SMTP, receiving only); with TOCSIN_MAIL_HOST (127.0.0.1) and TOCSIN_MAIL_DOMAIN (the host of TOCSIN_ORIGIN)',
  },
  { name: 'TOCSIN_MAIL_MAX_BYTES', standard: '10485760', meaning: 'Larger mails are refused' },
  {
    name: 'TOCSIN_MAIL_TLS_CERT',
    standard: '(none)',
    meaning: 'Certificate file for STARTTLS on the mail port; with TOCSIN_MAIL_TLS_KEY',
  },
  {
    name: 'TOCSIN_SMTP_URL',
    standard: '(none)',
    meaning: 'Mail server for reminders and reports, such as smtps://user:password@mail.example.org:465',
  },
  {
    name: 'TOCSIN_MAIL_FROM',
    standard: 'tocsin@ and the host of TOCSIN_ORIGIN',
    meaning: 'Address that mails of this node come from',
  },
  {
    name: 'TOCSIN_OIDC_ISSUER',
    standard: '(none)',
    meaning: 'OpenID Connect issuer; with TOCSIN_OIDC_CLIENT_ID, TOCSIN_OIDC_CLIENT_SECRET and TOCSIN_OIDC_NAME',
  },
  {
    name: 'NATS_URL',
    standard: '(off)',
    meaning: 'nats:// or tls:// address of a NATS server with JetStream, from which frames of sensors are taken',
  },
  {
    name: 'TOCSIN_SECURITY_CONTACT',
    standard: '(no security.txt)',
    meaning: 'Comma-separated mail, https: or tel: addresses for reports of vulnerabilities, shown in security.txt',
  },
  {
    name: 'TOCSIN_SECURITY_POLICY',
    standard: '(none)',
    meaning: 'https address of the policy on reports, shown in security.txt; with TOCSIN_SECURITY_LANGUAGES (en,fr)',
  },
  {
    name: 'TOCSIN_CSAF_NAMESPACE',
    standard: 'TOCSIN_ORIGIN',
    meaning: 'The address that names this organisation as publisher of advisories, e.g. https://www.example.org',
  },
  {
    name: 'TOCSIN_CSAF_CATEGORY',
    standard: 'coordinator',
    meaning: 'What this organisation is as a publisher: coordinator, discoverer, other, translator, user or vendor',
  },
  {
    name: 'TOCSIN_CONTROLS',
    standard: '(none)',
    meaning:
      'JSON file that says which resolvers this machine may change, and by which program or socket; nobody else may write to it',
  },
  {
    name: 'CLICKHOUSE_URL',
    standard: '(the database)',
    meaning: 'http(s)://user:password@host:8123/database of a ClickHouse for measurements, at national scale',
  },
]

type Env = Record<string, string | undefined>

function list(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

function oneOf<T extends string>(env: Env, name: string, allowed: readonly T[], standard: T): T {
  const value = env[name]
  if (value === undefined || value === '') return standard
  const found = allowed.find((one) => one === value)
  if (!found) throw new BadSetting(`${name} is '${value}', but must be one of: ${allowed.join(', ')}.`)
  return found
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

/** Nobody but this machine reaches the node: it listens on loopback, and no proxy is known to stand before it. */
export function isPrivateDesk({ host, origin }: Pick<Settings, 'host' | 'origin'>): boolean {
  return isLoopback(host) && isLoopback(new URL(origin).hostname.replace(/^\[|\]$/g, ''))
}

/** Throws BadSetting with a sentence that names the variable and what it may be. */
export function readSettings(env: Env, root: string): Settings {
  const port = Number(env.TOCSIN_PORT ?? '8470')
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new BadSetting(`TOCSIN_PORT is '${env.TOCSIN_PORT}', but must be a whole number from 0 to 65535.`)
  }
  const host = env.TOCSIN_HOST || '127.0.0.1'
  const databaseUrl = env.DATABASE_URL || null
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new BadSetting('DATABASE_URL must start with postgres:// or postgresql://.')
  }
  const origin = env.TOCSIN_ORIGIN ? readOrigin(env.TOCSIN_ORIGIN) : originAt(host, port)
  return {
    dataDir: env.TOCSIN_DATA ? resolve(env.TOCSIN_DATA) : join(root, 'var'),
    host,
    port,
    origin,
    databaseUrl,
    logLevel: oneOf(env, 'TOCSIN_LOG_LEVEL', ['debug', 'info', 'warn', 'error'], 'info'),
    trustedProxies: list(env.TOCSIN_TRUSTED_PROXIES),
    fetchAllow: list(env.TOCSIN_FETCH_ALLOW),
    standIns: list(env.TOCSIN_STAND_INS),
    secondFactor: oneOf(
      env,
      'TOCSIN_SECOND_FACTOR',
      ['required', 'offered'],
      isPrivateDesk({ host, origin }) ? 'offered' : 'required',
    ),
    enrich: readEnrich(env),
    rawMaxBytes: wholeNumber(env, 'TOCSIN_RAW_MAX_BYTES', 2 * 1024 * 1024, 0, 64 * 1024 * 1024),
    mail: readMail(env, origin),
    send: readSend(env, origin),
    oidc: readOidc(env),
    natsUrl: address(env, 'NATS_URL', ['nats:', 'tls:'], 'nats://nats.example.org:4222'),
    clickhouseUrl: address(env, 'CLICKHOUSE_URL', ['http:', 'https:'], 'https://user:password@host:8443/tocsin'),
    controls: env.TOCSIN_CONTROLS ? resolve(env.TOCSIN_CONTROLS) : null,
    publishing: readPublishing(env, origin),
  }
}

/** Where a node that listens there is found by a browser on the same machine. */
export function originAt(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${shown}:${port}`
}

function readOrigin(value: string): string {
  if (!URL.canParse(value) || new URL(value).origin === 'null') {
    throw new BadSetting(`TOCSIN_ORIGIN is '${value}', but must be an address such as https://tocsin.example.org.`)
  }
  return new URL(value).origin
}

/** The value is not repeated in the refusal: it may hold a password. */
function address(env: Env, name: string, protocols: readonly string[], such: string): string | null {
  const value = env[name]
  if (!value) return null
  if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol) || new URL(value).hostname === '') {
    throw new BadSetting(`${name} must be an address such as ${such}.`)
  }
  return value
}

function readEnrich(env: Env): Settings['enrich'] {
  const url = env.TOCSIN_ENRICH_URL
  if (!url) return null
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new BadSetting(`TOCSIN_ENRICH_URL is '${url}', but must be an http or https address.`)
  }
  if (!env.TOCSIN_ENRICH_MODEL) throw new BadSetting('TOCSIN_ENRICH_URL also needs TOCSIN_ENRICH_MODEL.')
  const highest = oneOf(env, 'TOCSIN_ENRICH_MAX_TLP', ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'], 'CLEAR')
  return { url, model: env.TOCSIN_ENRICH_MODEL, key: env.TOCSIN_ENRICH_KEY || null, highest }
}

function wholeNumber(env: Env, name: string, standard: number, least: number, most: number): number {
  const value = env[name] ? Number(env[name]) : standard
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new BadSetting(`${name} is '${env[name]}', but must be a whole number from ${least} to ${most}.`)
  }
  return value
}

function readMail(env: Env, origin: string): MailSettings | null {
  if (!env.TOCSIN_MAIL_PORT) return null
  const { TOCSIN_MAIL_TLS_CERT: cert, TOCSIN_MAIL_TLS_KEY: key } = env
  if (Boolean(cert) !== Boolean(key)) {
    throw new BadSetting('TOCSIN_MAIL_TLS_CERT and TOCSIN_MAIL_TLS_KEY belong together; set both or none.')
  }
  const domain = (env.TOCSIN_MAIL_DOMAIN || new URL(origin).hostname).toLowerCase()
  if (!/^[a-z0-9.-]{1,253}$/.test(domain)) {
    throw new BadSetting(`TOCSIN_MAIL_DOMAIN is '${domain}', but must be a host name such as tocsin.example.org.`)
  }
  return {
    host: env.TOCSIN_MAIL_HOST || '127.0.0.1',
    port: wholeNumber(env, 'TOCSIN_MAIL_PORT', 0, 0, 65_535),
    domain,
    maxBytes: wholeNumber(env, 'TOCSIN_MAIL_MAX_BYTES', 10 * 1024 * 1024, 1024, 64 * 1024 * 1024),
    tls: cert && key ? { cert, key } : null,
  }
}

function readSend(env: Env, origin: string): SendSettings | null {
  const smtpUrl = address(env, 'TOCSIN_SMTP_URL', ['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org:465')
  if (!smtpUrl) return null
  const from = env.TOCSIN_MAIL_FROM || `tocsin@${new URL(origin).hostname}`
  if (!/^[^\s@<>",;]{1,64}@[^\s@<>",;]{1,253}$/.test(from)) {
    throw new BadSetting(`TOCSIN_MAIL_FROM is '${from}', but must be an address such as tocsin@example.org.`)
  }
  return { smtpUrl, from }
}

const publisherCategories = ['coordinator', 'discoverer', 'other', 'translator', 'user', 'vendor'] as const

function readPublishing(env: Env, origin: string): PublishingSettings {
  const contacts = list(env.TOCSIN_SECURITY_CONTACT).map((one) =>
    /^[^\s@:]+@[^\s@]+$/.test(one) ? `mailto:${one}` : one,
  )
  const bad = contacts.find((one) => !/^(?:mailto:|https:\/\/|tel:)\S{3,500}$/.test(one))
  if (bad) throw new BadSetting(`TOCSIN_SECURITY_CONTACT holds '${bad}', but takes mail, https: and tel: addresses.`)
  const policy = env.TOCSIN_SECURITY_POLICY || null
  if (policy && !/^https:\/\/\S{3,500}$/.test(policy))
    throw new BadSetting(`TOCSIN_SECURITY_POLICY is '${policy}', but must be an https address.`)
  const languages = list(env.TOCSIN_SECURITY_LANGUAGES)
  if (languages.some((one) => !/^[A-Za-z0-9-]{2,35}$/.test(one)))
    throw new BadSetting('TOCSIN_SECURITY_LANGUAGES takes language tags with commas between them, such as en,fr.')
  const namespace = env.TOCSIN_CSAF_NAMESPACE || origin
  if (!URL.canParse(namespace) || !/^https?:$/.test(new URL(namespace).protocol))
    throw new BadSetting(
      `TOCSIN_CSAF_NAMESPACE is '${namespace}', but must be an address such as https://www.example.org.`,
    )
  const category = oneOf(env, 'TOCSIN_CSAF_CATEGORY', publisherCategories, 'coordinator')
  return { contacts, policy, languages: languages.length > 0 ? languages.join(', ') : null, namespace, category }
}

function readOidc(env: Env): Settings['oidc'] {
  if (!env.TOCSIN_OIDC_ISSUER) return null
  if (!env.TOCSIN_OIDC_CLIENT_ID || !env.TOCSIN_OIDC_CLIENT_SECRET) {
    throw new BadSetting('TOCSIN_OIDC_ISSUER also needs TOCSIN_OIDC_CLIENT_ID and TOCSIN_OIDC_CLIENT_SECRET.')
  }
  return {
    issuer: env.TOCSIN_OIDC_ISSUER,
    clientId: env.TOCSIN_OIDC_CLIENT_ID,
    clientSecret: env.TOCSIN_OIDC_CLIENT_SECRET,
    name: env.TOCSIN_OIDC_NAME || 'single sign-on',
  }
}
