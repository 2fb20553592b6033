// The forwarders of BIND as text: `forward` and `forwarders` of `options`, and the zones that named.conf has.
import type { Upstream } from '../../model/resolvers.ts'
import { portOf } from './can-forward.ts'
import { plainZone } from './unbound-text.ts'

/** The words of `options`, under the mark. `forward only`: nothing goes round the upstreams that were chosen. */
export function bindForwarders(upstreams: readonly Upstream[], mark: string): string {
  const lines = upstreams.map((one) => `    ${one.address} port ${portOf(one)};`)
  return `${[`// ${mark}`, 'forward only;', 'forwarders {', ...lines, '};'].join('\n')}\n`
}

export function bindUpstreams(text: string): string[] {
  const plain = withoutComments(text)
  const list = /\bforwarders\b[^{;]*\{([^}]*)\}/.exec(plain)?.[1] ?? ''
  return list
    .split(';')
    .map((one) => one.trim().replace(/\s+port\s+/, '@'))
    .filter(Boolean)
}

/** Whether all that a text says is `forward` and `forwarders`: then it may be replaced whole. */
export function saysOnlyForwarders(text: string): boolean {
  return (
    withoutComments(text)
      .replace(/\bforward\s+(?:only|first)\s*;/g, '')
      .replace(/\bforwarders\b[^{;]*\{[^}]*\}\s*;/g, '')
      .trim() === ''
  )
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(?:\/\/|#).*$/gm, ' ')
}

/** Zones of what named-checkconf -p prints, '.' aside. */
export function bindZones(text: string): string[] {
  const found = [...text.matchAll(/^\s*zone "([^"]+)"/gm)].map(([, name = '']) => plainZone(name))
  return [...new Set(found)].filter((zone) => zone !== '.').sort()
}
