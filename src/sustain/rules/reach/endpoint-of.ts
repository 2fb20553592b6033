// An endpoint out of an address as people write it.
import { Compile } from 'typebox/compile'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { Endpoint } from '../../model/services.ts'

const fits = Compile(Endpoint)
const forms = 'It is none of https://, http://, tcp://host:port, tls://host:port, dns://name.'

/** With `bytes`, a page becomes a transfer whose rate is told. */
export function endpointOf(text: string, bytes?: number): Reply<Endpoint> {
  if (text.length > 2000 || !URL.canParse(text)) return refuse('bad-address', forms)
  const url = new URL(text)
  if (url.username || url.password) return refuse('bad-address', 'An address may not hold a user name or a password.')
  const kind = url.protocol.slice(0, -1)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = url.port === '' ? {} : { port: Number(url.port) }
  const path = { path: `${url.pathname || '/'}${url.search}` }
  const page = bytes === undefined ? { kind: 'http' } : { kind: 'throughput', bytes }
  const found: unknown =
    kind === 'https'
      ? { ...page, host, ...port, ...path }
      : kind === 'http'
        ? { ...page, host, ...port, ...path, plain: true }
        : kind === 'tcp' || kind === 'tls' || kind === 'dns'
          ? { kind, host, ...port }
          : null
  return fits.Check(found) ? done(found) : refuse('bad-address', forms)
}
