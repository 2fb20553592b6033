// dnsmasq.conf: options as on its command line, without the dashes.
import { linesOf, plainName, type Reading } from './reading.ts'

export function readDnsmasq(text: string, it: Reading): void {
  let strict = false
  let dnssec = false
  let noResolv = false
  let unread = false
  for (const { number, text: line } of linesOf(text, ['#'])) {
    const [, word = '', value = ''] = /^([a-z0-9-]{1,60})\s*(?:=\s*(.*))?$/.exec(line) ?? []
    if (word === 'server' || word === 'local' || word === 'rev-server') server(number, line, word, value, it)
    else if (word === 'strict-order') strict = true
    else if (word === 'dnssec') dnssec = true
    else if (word === 'no-resolv') noResolv = true
    else if (word === 'conf-file' || word === 'conf-dir' || word === 'servers-file' || word === 'resolv-file') {
      unread = true
      it.skip(number, line, 'Another file is read, and was not given.')
    } else if (word === '') it.skip(number, line, 'No option.')
    else if (word === 'dhcp-option' && /^(option:dns-server|6),/.test(value))
      it.read(number, line, 'Hands out these resolvers by DHCP.')
  }
  if (strict) for (const [at, one] of it.result.resolvers.entries()) one.role = at === 0 ? 'used' : 'fallback'
  if (dnssec) it.result.validates = true
  else if (!unread) it.result.validates = false
  else it.remark('Whether it validates is not told: dnssec may stand in a file that is read as well.')
  if (dnssec) it.remark('dnssec stands here; it needs a trust anchor, mostly from a file that the package brings.')
  if (!noResolv) it.remark('no-resolv does not stand here: servers of /etc/resolv.conf are asked as well.')
  if (it.result.resolvers.length > 0) it.result.bootstrap = 'address'
}

/** server=192.0.2.1#5353, server=/corp.example/10.0.0.1, local=/home/, server=/corp.example/# */
function server(number: number, line: string, word: string, value: string, it: Reading): void {
  const parts = value.split('/')
  const target = (parts.length > 1 ? parts.at(-1) : value) ?? ''
  const names = parts.length > 1 ? parts.slice(1, -1) : []
  const [address = '', port] = (target.split('@')[0] ?? '').split('#')
  if (word === 'rev-server') {
    it.read(number, line, 'Reverse names of a network are asked for on their own.')
    return
  }
  if (names.length > 0) {
    for (const name of names.slice(0, 100)) {
      if (plainName(name) === null || name === '') it.skip(number, line, 'That is no name of a zone.')
      else if (target === '#') it.read(number, line, `${name} is asked for like all other names.`)
      else it.zone(number, line, name, address === '' ? [] : [address], true)
    }
    return
  }
  if (word === 'local') {
    it.skip(number, line, 'No name stands between the slashes.')
    return
  }
  it.resolver(number, line, address, { transport: 'udp', port: port ? Number(port) : undefined })
}
