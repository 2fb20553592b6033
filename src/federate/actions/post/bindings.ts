// Which action answers which operation of the post.
import { type Binding, bind } from '#platform/http/index.ts'
import * as api from '../../api/post.ts'
import type { Desk } from './desk.ts'
import { exportLetters, importLetters } from './files.ts'
import { getLetter, listLetters, listQueue, listTurnedAway, sendNow } from './look.ts'

export function postBindings(desk: Desk): Binding[] {
  return [
    bind(api.listQueue, (input, call) => listQueue(desk, input, call)),
    bind(api.listLetters, (input, call) => listLetters(desk, input, call)),
    bind(api.getLetter, (input, call) => getLetter(desk, input, call)),
    bind(api.listTurnedAway, () => listTurnedAway(desk)),
    bind(api.sendNow, (input) => sendNow(desk, input)),
    bind(api.exportLetters, (input, call) => exportLetters(desk, input, call)),
    bind(api.importLetters, (input, call) => importLetters(desk, input, call)),
  ]
}
