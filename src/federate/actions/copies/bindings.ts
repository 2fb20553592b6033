// Which action answers which operation of this area.

import { done } from '#kernel/reply.ts'
import { type Binding, bind } from '#platform/http/index.ts'
import * as api from '../../api/copies.ts'
import type { FederateRoom } from '../room.ts'
import { checkTwoHistories, getOrigin, listHistories, listResponses } from './look.ts'
import { answerRequest, declineProposal, respond, takeProposal } from './respond.ts'

export function copiesBindings(room: FederateRoom): Binding[] {
  return [
    bind(api.getOrigin, (input, call) => getOrigin(room, input, call)),
    bind(api.respond, (input, call) => respond(room, input, call)),
    bind(api.listResponses, (input, call) => listResponses(room, input, call)),
    bind(api.answerRequest, (input, call) => answerRequest(room, input, call)),
    bind(api.takeProposal, (input, call) => takeProposal(room, input, call)),
    bind(api.declineProposal, (input, call) => declineProposal(room, input, call)),
    bind(api.listHistories, (input) => listHistories(room, input)),
    bind(api.checkHistories, async (input) => done(checkTwoHistories(input))),
  ]
}
