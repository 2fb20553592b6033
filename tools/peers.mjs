// Programs of others, from Debian: nfdump and pmacct, which decoders are held against, and the name servers that are asked and
// changed. Tests that need them are skipped where they are missing and cannot be had.
import { existsSync } from 'node:fs'
import { aptInstall, aptInstallStopped } from './debian.mjs'

const peers = { nfdump: '/usr/bin/nfdump', pmacct: '/usr/sbin/nfacctd' }

const nameServers = {
  unbound: '/usr/sbin/unbound',
  dnsdist: '/usr/bin/dnsdist',
  knot: '/usr/sbin/knotd',
  'knot-resolver': '/usr/sbin/kresd',
  bind9: '/usr/sbin/named',
}

/** Why some are missing, a line for each; none when all are there. */
export async function ensurePeers() {
  const missing = []
  for (const [name, place] of Object.entries(peers)) {
    if (existsSync(place)) continue
    const failure = await aptInstall(name)
    if (!existsSync(place)) missing.push(`no ${name}: ${failure}`)
  }
  return missing
}

/** As `ensurePeers`, for the name servers. They run only below the tests that start them. */
export async function ensureNameServers() {
  const missing = Object.entries(nameServers).filter(([, place]) => !existsSync(place))
  if (missing.length === 0) return []
  const failure = await aptInstallStopped(...missing.map(([name]) => name))
  return missing.filter(([, place]) => !existsSync(place)).map(([name]) => `no ${name}: ${failure}`)
}
