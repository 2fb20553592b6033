// Programs of others that decoders are held against: nfdump and pmacct, from Debian. Tests that need them are skipped
// where they are missing and cannot be had.
import { existsSync } from 'node:fs'
import { aptInstall } from './debian.mjs'

const peers = { nfdump: '/usr/bin/nfdump', pmacct: '/usr/sbin/nfacctd' }

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
