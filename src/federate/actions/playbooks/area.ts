// Joins the contracts of playbooks to their actions.
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/playbooks.ts'
import type { AdvisoryRoom } from '../advisories/room.ts'
import * as playbooks from './playbooks.ts'
import { signPlaybook } from './sign.ts'
import * as signers from './signers.ts'

export function playbookBindings(room: AdvisoryRoom): Binding[] {
  return [
    bind(api.checkPlaybook, (input, call) => playbooks.checkPlaybook(room, input, call)),
    bind(api.importPlaybook, (input, call) => playbooks.importPlaybook(room, input, call)),
    bind(api.listPlaybooks, (input, call) => playbooks.listPlaybooks(room, input, call)),
    bind(api.getPlaybook, (input, call) => playbooks.getPlaybook(room, input, call)),
    bind(api.signPlaybook, (input, call) => signPlaybook(room, input, call)),
    bind(api.believeSigner, (input, call) => signers.believeSigner(room, input, call)),
    bind(api.endSigner, (input, call) => signers.endSigner(room, input, call)),
    bind(api.listSigners, (input, call) => signers.listSigners(room, input, call)),
    bind(api.exportPlaybook, (input, call) => playbooks.exportPlaybook(room, input, call)),
  ]
}
