// /etc/resolv.conf (resolv.conf(5)): what the C library asks.
import { linesOf, type Reading } from './reading.ts'

/** glibc looks at no more than three. */
const mostServers = 3

export function readResolvConf(text: string, it: Reading): void {
  let servers = 0
  for (const { number, text: line } of linesOf(text, ['#', ';'])) {
    const [word = '', ...rest] = line.split(/\s+/)
    if (word === 'nameserver') {
      servers += 1
      if (servers > mostServers) it.skip(number, line, 'The C library asks the first three only.')
      else it.resolver(number, line, rest[0] ?? '', { transport: 'udp', role: servers === 1 ? 'used' : 'fallback' })
    } else if (word === 'options') readOptions(number, line, rest, it)
    else if (word === 'search' || word === 'domain')
      it.read(number, line, 'Short names are tried below these. Whether they are internal zones does not stand here.')
    else it.skip(number, line, 'Not of importance here, or not known.')
  }
  it.result.bootstrap = null
  it.remark('The file does not say whether these addresses were written by hand or handed out by the network (DHCP).')
  const stub = it.result.resolvers.find(
    ({ address }) => address === '127.0.0.53' || address === '127.0.0.1' || address === '::1',
  )
  if (stub)
    it.remark(`${stub.address} is a resolver on the same machine: whom it asks stands in its own configuration.`)
}

function readOptions(number: number, line: string, options: readonly string[], it: Reading): void {
  if (options.includes('trust-ad'))
    it.remark('options trust-ad: what the resolver says of signatures is believed; nothing is checked here.')
  if (options.includes('rotate')) for (const one of it.result.resolvers) one.role = 'used'
  it.read(number, line, options.includes('rotate') ? 'All of them are asked in turn.' : 'Options of the C library.')
}
