// kresd.conf of Knot Resolver 5, a Lua program: policies that forward, as far as they can be told without running it.
import { fieldIn, type LuaCall, readLua, stringsIn } from './lua-calls.ts'
import type { Reading } from './reading.ts'

export function readKnotResolver(text: string, it: Reading): void {
  const { calls, programmed, broken } = readLua(text)
  if (broken) it.skip(broken.line, '', broken.why)
  for (const { line, text: shown } of programmed)
    it.skip(line, shown, 'A program decides here; what it does was not worked out.')
  let validates: boolean | null = true
  for (const call of calls) {
    if (call.name === 'trust_anchors.remove') validates = /["']\.["']/.test(call.text) ? false : validates
    else if (call.name === 'policy.add') policy(call, it)
    else if (call.name === 'dofile' || call.name === 'require') {
      validates = null
      it.skip(call.line, call.text, 'Another file is run, and was not given.')
    } else if (!/^(net\.listen|modules|cache|log_level|user|policy\.|hints|view|trust_anchors)/.test(call.name))
      it.skip(call.line, `${call.name}(${call.text})`, 'Not looked at.')
  }
  const { result } = it
  result.validates = validates
  if (validates)
    it.remark('It validates by its default, and nothing in the file takes the trust anchor of the root away.')
  if (validates === false) it.remark('The trust anchor of the root is taken away: it does not validate.')
  if (result.resolvers.length > 0) result.bootstrap = 'address'
  else if (!broken && programmed.length === 0)
    it.recursion('No policy forwards all names: this server asks the authoritative servers itself.')
  else it.remark('No policy was found that forwards all names; one may stand in what could not be read.')
}

/** policy.add(policy.all(policy.TLS_FORWARD({...}))) and policy.add(policy.suffix(policy.FORWARD(...), {todname('corp.example')})) */
function policy({ line, text, inBlock }: LuaCall, it: Reading): void {
  const kind = /policy\.(TLS_FORWARD|FORWARD|STUB)\s*[({]/.exec(text)
  if (!kind) {
    it.skip(line, `policy.add(${text})`, 'A policy that forwards nothing, or one that is not known.')
    return
  }
  if (inBlock)
    it.remark(`Line ${line}: a policy stands within a block; whether it holds is decided when the file runs.`)
  const tls = kind[1] === 'TLS_FORWARD'
  const suffix = /policy\.(suffix|domains)/.test(text)
  const strings = stringsIn(text)
  if (suffix) {
    const names = [...text.matchAll(/(?:todname\s*\(\s*|policy\.todnames\s*\(\s*\{\s*)["']([^"'\n]{1,253})["']/g)].map(
      ([, name = '']) => name,
    )
    const servers = strings.filter((one) => /^[0-9a-fA-F:.]+(@\d+)?$/.test(one)).map((one) => one.replace(/@\d+$/, ''))
    for (const name of names.slice(0, 200)) it.zone(line, text, name, servers, true)
    if (names.length === 0) it.skip(line, text, 'A policy for some names; which they are was not told.')
    return
  }
  if (!/policy\.all/.test(text)) {
    it.skip(line, text, 'For whom this policy holds was not told.')
    return
  }
  const tables = tls
    ? [...text.matchAll(/\{\s*["']([^"'\n]{2,80})["'][^{}]{0,500}\}/g)].map(([whole, address = '']) => ({
        whole,
        address,
      }))
    : []
  const servers =
    tables.length > 0
      ? tables
      : strings.filter((one) => /^[0-9a-fA-F:.]+(@\d+)?$/.test(one)).map((address) => ({ whole: '', address }))
  for (const { whole, address: written } of servers) {
    const [address = '', port] = written.split('@')
    const asked = { port: port === undefined ? undefined : Number(port), tlsName: fieldIn(whole, 'hostname') }
    it.resolver(line, written, address, { transport: tls ? 'dot' : 'udp', ...asked })
  }
  if (servers.length === 0) it.skip(line, text, 'No address was found in this policy.')
}
