// Reads the configuration of a resolver or a client, in one of seven forms, told from the name and the content when it is not said.
import {
  type ConfigurationForm,
  configurationLimits,
  type ReadConfiguration,
} from '../../model/resolver-configuration.ts'
import type { KnownResolvers } from '../resolvers/known.ts'
import { readBind } from './bind.ts'
import { readDnsdist } from './dnsdist.ts'
import { readDnsmasq } from './dnsmasq.ts'
import { readKnotResolver } from './knot-resolver.ts'
import { openReading, type Reading } from './reading.ts'
import { readResolvConf } from './resolv-conf.ts'
import { readResolved } from './systemd-resolved.ts'
import { readUnbound } from './unbound.ts'

const readers: Record<ConfigurationForm, (text: string, it: Reading) => void> = {
  'resolv.conf': readResolvConf,
  unbound: readUnbound,
  bind: readBind,
  'knot-resolver': readKnotResolver,
  dnsdist: readDnsdist,
  'systemd-resolved': readResolved,
  dnsmasq: readDnsmasq,
}

const byName: [RegExp, ConfigurationForm][] = [
  [/(^|\/)resolv\.conf/, 'resolv.conf'],
  [/unbound/, 'unbound'],
  [/named|bind/, 'bind'],
  [/kresd|knot/, 'knot-resolver'],
  [/dnsdist/, 'dnsdist'],
  [/resolved/, 'systemd-resolved'],
  [/dnsmasq/, 'dnsmasq'],
]

const byContent: [RegExp, ConfigurationForm][] = [
  [/^\s*\[Resolve\]/m, 'systemd-resolved'],
  [/\bnewServer\s*[({]/, 'dnsdist'],
  [/\bpolicy\.add\s*\(|\bnet\.listen\s*\(/, 'knot-resolver'],
  [/^\s*(forward-zone|server|stub-zone)\s*:\s*$/m, 'unbound'],
  [/^\s*(options|zone\s+"?[\w.-]+"?(\s+IN)?)\s*\{/im, 'bind'],
  [/^\s*nameserver\s+\S/m, 'resolv.conf'],
  [/^\s*(server|local|no-resolv|domain-needed|bogus-priv|cache-size)\s*(=|$)/m, 'dnsmasq'],
]

/** null: it cannot be told. */
export function formOf(name: string, text: string): ConfigurationForm | null {
  const start = text.slice(0, 200_000)
  const told = byContent.find(([sign]) => sign.test(start))?.[1]
  return told ?? byName.find(([sign]) => sign.test(name.toLowerCase()))?.[1] ?? null
}

export type ConfigurationRead = { ok: true; value: ReadConfiguration } | { ok: false; why: string }

export function readConfiguration(
  given: { name: string; text: string; form?: ConfigurationForm | undefined },
  known: KnownResolvers,
): ConfigurationRead {
  const text = given.text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  if (text.length > configurationLimits.bytes)
    return { ok: false, why: `It is longer than ${configurationLimits.bytes} characters.` }
  if (text.includes('\0')) return { ok: false, why: 'It holds zero bytes: that is no text.' }
  const form = given.form ?? formOf(given.name, text)
  if (form === null)
    return {
      ok: false,
      why: 'Neither its name nor its content tells whose configuration it is. Say which form it has.',
    }
  const it = openReading(form, known)
  readers[form](text, it)
  if (it.result.readTotal === 0 && it.result.resolvers.length === 0) it.remark('Nothing in it says whom anybody asks.')
  return { ok: true, value: it.result }
}
