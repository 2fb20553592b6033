// `tocsin sustain dns`: asking resolvers without a node, watching them from here, and moving names to another resolver.
import type { Command } from 'commander'
import type { Session } from './session.ts'
import { addAskCommands } from './sustain-dns-ask.ts'
import { addMoveCommands } from './sustain-dns-move.ts'
import { addUseCommand } from './sustain-guideline.ts'

/** Adds the group below `tocsin sustain`. Each command loads what it needs when it runs. */
export function addDnsCommands(sustain: Command, session: Session): void {
  const dns = sustain.command('dns').description('Ask resolvers, watch them, and move names to another one')
  addAskCommands(dns, session)
  addMoveCommands(dns, session)
  addUseCommand(dns, session)
}
