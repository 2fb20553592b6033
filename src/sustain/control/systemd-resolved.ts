// systemd-resolved, by a drop-in file that comes last; resolved is started anew to read it, which takes it some milliseconds.
import { join } from 'node:path'
import type { EntryOf } from '../model/controls.ts'
import type { Control } from '../model/failover.ts'
import { linkDomains, resolvedDropIn, resolvedUpstreams } from '../rules/dns/resolved-text.ts'
import { withoutZone } from '../rules/dns/unbound-text.ts'
import { oneFileControl, oursMark } from './one-file.ts'
import { runProgram } from './run-program.ts'

export const dropInName = 'zz-tocsin.conf'

export function systemdResolvedControl(entry: EntryOf<'systemd-resolved'>): Control {
  const resolvectl = (...words: string[]) =>
    runProgram(entry.resolvectl ?? '/usr/bin/resolvectl', words, entry.timeoutMilliseconds)
  return oneFileControl({
    kind: 'systemd-resolved',
    path: join(entry.folder, dropInName),
    mayBeMissing: true,
    upstreamsIn: resolvedUpstreams,
    async zones() {
      const domains = await resolvectl('domain')
      return domains.ok ? { ok: true, zones: linkDomains(domains.out) } : { ok: false, why: domains.why }
    },
    compose(_before, move, zones) {
      const loose = withoutZone(move.exclusions, zones)
      if (loose.length > 0)
        return {
          ok: false,
          why: `${loose.join(', ')} should stay, but is a routing domain of no link (resolvectl domain).`,
        }
      return { ok: true, text: resolvedDropIn(move.upstreams, oursMark) }
    },
    // It has no program that checks a file; what it cannot read it leaves out, and the questions that follow show it.
    valid: async () => ({ ok: true, out: '', why: '' }),
    async load() {
      const systemctl = entry.systemctl ?? '/usr/bin/systemctl'
      const restarted = await runProgram(systemctl, ['restart', 'systemd-resolved'], entry.timeoutMilliseconds)
      return restarted.ok ? resolvectl('flush-caches') : restarted
    },
  })
}
