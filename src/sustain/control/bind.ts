// BIND, by a file that `options` includes: written, checked by named-checkconf, loaded by rndc.

import type { EntryOf } from '../model/controls.ts'
import type { Control } from '../model/failover.ts'
import { bindForwarders, bindUpstreams, bindZones, saysOnlyForwarders } from '../rules/dns/bind-text.ts'
import { withoutZone } from '../rules/dns/unbound-text.ts'
import { oneFileControl, oursMark } from './one-file.ts'
import { runProgram } from './run-program.ts'

const standardCheck = '/usr/bin/named-checkconf'
const standardRndc = '/usr/sbin/rndc'

export function bindControl(entry: EntryOf<'bind'>): Control {
  const checkconf = (...words: string[]) =>
    runProgram(entry.checkProgram ?? standardCheck, [...words, entry.config], entry.timeoutMilliseconds)
  const rndc = (word: string) =>
    runProgram(entry.rndc?.program ?? standardRndc, [...rndcWords(entry), word], entry.timeoutMilliseconds)
  return oneFileControl({
    kind: 'bind',
    path: entry.forwardersFile,
    mayBeMissing: false,
    upstreamsIn: bindUpstreams,
    async zones() {
      // -x: without the secrets of keys.
      const printed = await checkconf('-p', '-x')
      return printed.ok ? { ok: true, zones: bindZones(printed.out) } : { ok: false, why: printed.why }
    },
    compose(before, move, zones) {
      if (!saysOnlyForwarders(before))
        return {
          ok: false,
          why: `${entry.forwardersFile} says more than forward and forwarders; give these a file of their own.`,
        }
      const loose = withoutZone(move.exclusions, zones)
      if (loose.length > 0)
        return { ok: false, why: `${loose.join(', ')} should stay, but named.conf has no zone of that name.` }
      return { ok: true, text: bindForwarders(move.upstreams, oursMark) }
    },
    valid: () => checkconf(),
    async load(move) {
      const loaded = await rndc('reconfig')
      if (!loaded.ok || move?.forget !== 'all') return loaded
      return rndc('flush')
    },
  })
}

function rndcWords({ rndc }: EntryOf<'bind'>): string[] {
  if (!rndc) return []
  return [
    ...(rndc.config ? ['-c', rndc.config] : []),
    ...(rndc.keyFile ? ['-k', rndc.keyFile] : []),
    ...(rndc.server ? ['-s', rndc.server] : []),
    ...(rndc.port ? ['-p', String(rndc.port)] : []),
  ]
}
