// What the actions on feeds and subscriptions work with.
import type { RawAnswer } from '#platform/http/index.ts'
import type { Template } from '../../model/template.ts'
import type { ShareRoom } from '../room.ts'

export interface OutRoom extends ShareRoom {
  templates: ReadonlyMap<string, Template>
}

export const nothing: Extract<RawAnswer, { status: number }> = {
  status: 404,
  type: 'text/plain; charset=utf-8',
  body: 'There is nothing at this address. A feed that was closed does not come back: open a new one on the page "Feeds" of the node.\n',
}

/** Whether products of that template warn; one that is not there any more does not. */
export function warns({ templates }: Pick<OutRoom, 'templates'>, template: string): boolean {
  return templates.get(template)?.warns === true
}
