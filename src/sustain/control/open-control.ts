// A control for each kind of resolver, out of its entry in the file of controls.
import type { ControlEntry } from '../model/controls.ts'
import type { Control } from '../model/failover.ts'
import { bindControl } from './bind.ts'
import { dnsdistControl } from './dnsdist.ts'
import { knotResolverControl } from './knot-resolver.ts'
import { systemdResolvedControl } from './systemd-resolved.ts'
import { unboundControl } from './unbound.ts'

export function openControl(entry: ControlEntry): Control {
  switch (entry.kind) {
    case 'unbound':
      return unboundControl(entry)
    case 'dnsdist':
      return dnsdistControl(entry)
    case 'knot-resolver':
      return knotResolverControl(entry)
    case 'systemd-resolved':
      return systemdResolvedControl(entry)
    case 'bind':
      return bindControl(entry)
  }
}
