// What must hold between the properties of one observable (section 6).

import { isIPv4Range, isIPv6Range } from './addresses.ts'
import { isLater } from './moments.ts'
import { type Findings, quoted } from './pointer.ts'
import type { TypeRule } from './rules-of-domain.ts'

type Given = Readonly<Record<string, unknown>>
const has = (object: Given, name: string) => object[name] !== undefined

function oneOf(names: readonly string[], section: string): TypeRule {
  return (object, out) => {
    if (!names.some((name) => has(object, name))) out.error([], section, `It must have one of ${names.join(', ')}.`)
  }
}
const ownNames = (object: Given) => Object.keys(object).filter((name) => !common.has(name))
const common = new Set(['type', 'id', 'spec_version', 'object_marking_refs', 'granular_markings', 'defanged'])
const anything =
  (section: string): TypeRule =>
  (object, out) => {
    if (ownNames(object).length === 0) out.error([], section, 'It must say something: it has no property of its own.')
  }

export const observableRules: Readonly<Record<string, TypeRule>> = {
  artifact(object, out) {
    if (has(object, 'payload_bin') === has(object, 'url'))
      out.error([], '6.1.1', 'It must have either payload_bin or url, and not both.')
    if (has(object, 'url') && !has(object, 'hashes')) out.error(['hashes'], '6.1.1', 'A url needs hashes.')
    if (has(object, 'decryption_key') && !has(object, 'encryption_algorithm'))
      out.error(['encryption_algorithm'], '6.1.1', 'A key without the algorithm that it is for.')
  },
  file: oneOf(['hashes', 'name'], '6.7.1'),
  'email-message'(object, out) {
    if (has(object, 'body') && object.is_multipart === true)
      out.error(['body'], '6.6.1', 'A message of several parts has body_multipart and no body.')
    if (has(object, 'body_multipart') && object.is_multipart === false)
      out.error(['body_multipart'], '6.6.1', 'A message of one part has no body_multipart.')
    const parts = Array.isArray(object.body_multipart) ? object.body_multipart : []
    for (const [i, part] of parts.entries()) {
      if (isObject(part) && !has(part, 'body') && !has(part, 'body_raw_ref'))
        out.error(['body_multipart', i], '6.6.2', 'A part must have body or body_raw_ref.')
    }
  },
  'network-traffic'(object, out) {
    oneOf(['src_ref', 'dst_ref'], '6.12.1')(object, out)
    if (isLater(object.start, object.end)) out.error(['end'], '6.12.1', 'end must be at or after start.')
    if (has(object, 'end') && object.is_active === true)
      out.error(['is_active'], '6.12.1', 'Traffic with an end is not active.')
  },
  process: anything('6.13.1'),
  'user-account': anything('6.16.1'),
  'windows-registry-key': anything('6.17.1'),
  'x509-certificate': anything('6.18.1'),
  'ipv4-addr'({ value }, out) {
    if (typeof value === 'string' && !isIPv4Range(value))
      form('6.8.1', value, 'an IPv4 address, or a range in CIDR', out)
  },
  'ipv6-addr'({ value }, out) {
    if (typeof value === 'string' && !isIPv6Range(value))
      form('6.9.1', value, 'an IPv6 address, or a range in CIDR', out)
  },
  'domain-name'({ value }, out) {
    if (typeof value === 'string' && !/^(?:[^\s.]{1,250}\.)*[^\s.]{1,250}\.?$/u.test(value.slice(0, 500)))
      form('6.4.1', value, 'a domain name', out)
  },
  'email-addr'({ value }, out) {
    if (typeof value === 'string' && !/^[^\s@]+@[^\s@]+$/.test(value))
      form('6.5.1', value, 'an address as RFC 5322 spells it', out)
  },
  url({ value }, out) {
    if (typeof value === 'string' && !/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(value)) form('6.15.1', value, 'a URL', out)
  },
}

function form(section: string, value: string, what: string, out: Findings): void {
  out.error(['value'], section, `${quoted(value)} is not ${what}.`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Extensions that need at least one property. */
export const speakingExtensions: ReadonlySet<string> = new Set([
  ...['ntfs-ext', 'pdf-ext', 'raster-image-ext', 'tcp-ext', 'windows-process-ext', 'windows-service-ext'],
  'unix-account-ext',
])
