// The form that the value of an attribute must have, by its type. Undefined when it has it; otherwise why not.
import { isIp } from './addresses.ts'

const hex = (digits: number) => new RegExp(`^[0-9a-fA-F]{${digits}}$`)
const hashDigits = new Map(
  Object.entries({
    md5: 32,
    sha1: 40,
    sha224: 56,
    sha256: 64,
    sha384: 96,
    sha512: 128,
    'sha512/224': 56,
    'sha512/256': 64,
    'sha3-224': 56,
    'sha3-256': 64,
    'sha3-384': 96,
    'sha3-512': 128,
    imphash: 32,
    authentihash: 64,
    pehash: 40,
    cdhash: 40,
    telfhash: 70,
    'x509-fingerprint-md5': 32,
    'x509-fingerprint-sha1': 40,
    'x509-fingerprint-sha256': 64,
    'ja3-fingerprint-md5': 32,
    'hassh-md5': 32,
    'hasshserver-md5': 32,
    'jarm-fingerprint': 62,
  }),
)
const hashes = new Map([...hashDigits].map(([type, digits]) => [type, hex(digits)]))

const label = '[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}\\p{M}_-]{0,61}[\\p{L}\\p{N}\\p{M}])?'
const domainShape = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*\\.?$`, 'u')
const emailShape = /^[^\s@"<>()[\]\\,;:]{1,64}@[^\s@"<>()[\]\\,;:]{1,253}$/u

const isDomain = (text: string) => domainShape.test(text)
const isEmail = (text: string) => emailShape.test(text)
const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535 && Number(text) > 0

/** An address, or a network in the notation with a slash. */
function isIpOrNetwork(text: string): boolean {
  const slash = text.indexOf('/')
  if (slash < 0) return isIp(text) !== 0
  const family = isIp(text.slice(0, slash))
  const bits = text.slice(slash + 1)
  return family !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)
}

const forms = new Map<string, { fits: (value: string) => boolean; asks: string }>(
  Object.entries({
    'ip-src': { fits: isIpOrNetwork, asks: 'an IP address or a network' },
    'ip-dst': { fits: isIpOrNetwork, asks: 'an IP address or a network' },
    domain: { fits: isDomain, asks: 'a domain name' },
    hostname: { fits: isDomain, asks: 'a host name' },
    port: { fits: isPort, asks: 'a port from 1 to 65535' },
    AS: { fits: (value: string) => /^(?:AS)?\d{1,10}$/i.test(value), asks: 'the number of an autonomous system' },
    'mac-address': {
      fits: (value: string) => /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(value),
      asks: 'a MAC address',
    },
    'mac-eui-64': {
      fits: (value: string) => /^(?:[0-9a-f]{2}[:-]){7}[0-9a-f]{2}$/i.test(value),
      asks: 'an EUI-64 address',
    },
    vulnerability: {
      fits: (value: string) => /^[A-Za-z]{2,20}[-: ][\w.:-]{2,80}$/.test(value),
      asks: 'the id of a vulnerability, such as CVE-2021-44228',
    },
    weakness: { fits: (value: string) => /^CWE-\d{1,6}$/i.test(value), asks: 'the id of a weakness, such as CWE-79' },
    cpe: { fits: (value: string) => /^cpe:(?:2\.3:|\/)/i.test(value), asks: 'a CPE name' },
    url: { fits: (value: string) => /^\S+$/.test(value) && !value.startsWith('#'), asks: 'an address without spaces' },
    link: {
      fits: (value: string) => /^(?:https?|ftp|sftp|ircs?):\/\/\S+$/i.test(value),
      asks: 'a link that begins with http:// or the like',
    },
    datetime: { fits: (value: string) => !Number.isNaN(Date.parse(value)), asks: 'a date and time' },
    boolean: { fits: (value: string) => /^(?:true|false|0|1)$/i.test(value), asks: 'true or false' },
    float: { fits: (value: string) => value.trim() !== '' && Number.isFinite(Number(value)), asks: 'a number' },
    counter: { fits: (value: string) => /^\d{1,15}$/.test(value), asks: 'a whole number' },
    integer: { fits: (value: string) => /^-?\d{1,15}$/.test(value), asks: 'a whole number' },
    'size-in-bytes': { fits: (value: string) => /^\d{1,15}$/.test(value), asks: 'a whole number' },
    hex: { fits: (value: string) => /^[0-9a-f]+$/i.test(value), asks: 'hexadecimal digits' },
    bin: { fits: (value: string) => /^\d{4,19}$/.test(value), asks: 'digits' },
    'cc-number': { fits: (value: string) => /^\d{8,19}$/.test(value.replace(/[ -]/g, '')), asks: 'digits' },
    ssdeep: {
      fits: (value: string) => /^\d{1,10}:[A-Za-z0-9/+]{0,200}:[A-Za-z0-9/+]{0,200}$/.test(value),
      asks: 'a fuzzy hash',
    },
  }),
)
const mails = new Set([
  'email',
  'email-src',
  'email-dst',
  'email-reply-to',
  'target-email',
  'whois-registrant-email',
  'dns-soa-email',
])

/** A value of two parts: how the second is told from the first, and which types the parts are of. */
const composites: ReadonlyMap<string, [string, string]> = new Map(
  Object.entries<[string, string]>({
    'ip-src|port': ['ip-src', 'port'],
    'ip-dst|port': ['ip-dst', 'port'],
    'hostname|port': ['hostname', 'port'],
    'domain|ip': ['domain', 'ip-dst'],
    'regkey|value': ['text', 'text'],
    'malware-sample': ['filename', 'md5'],
  }),
)

/** The parts of a value with their types; one part where it is not composed. */
export function partsOf(type: string, value: string): { type: string; value: string }[] {
  const pair: [string, string] | undefined =
    composites.get(type) ?? (type.startsWith('filename|') ? ['filename', type.slice(9)] : undefined)
  const bar = type === 'malware-sample' || type.startsWith('filename|') ? value.lastIndexOf('|') : value.indexOf('|')
  if (!pair || bar < 0) return [{ type, value }]
  return [
    { type: pair[0], value: value.slice(0, bar) },
    { type: pair[1], value: value.slice(bar + 1) },
  ]
}

const isComposite = (type: string) => composites.has(type) || type.startsWith('filename|')

export function whyNotValue(type: string, value: string): string | undefined {
  if (value.trim() === '') return 'The value is empty.'
  if (isComposite(type)) {
    const parts = partsOf(type, value)
    if (parts.length !== 2) return `A value of type ${type} has two parts with a | between them.`
    for (const part of parts) {
      const why = whyNotValue(part.type, part.value)
      if (why !== undefined) return why
    }
    return undefined
  }
  const digits = hashes.get(type)
  if (digits) return digits.test(value) ? undefined : `A ${type} has ${hashDigits.get(type)} hexadecimal digits.`
  if (mails.has(type)) return isEmail(value) ? undefined : 'That is no mail address.'
  const form = forms.get(type)
  return form === undefined || form.fits(value) ? undefined : `A value of type ${type} must be ${form.asks}.`
}
