// What an authority asks and does, at its contracts.
import { type Binding, bind } from '#platform/http/index.ts'
import * as api from '../../api/authority.ts'
import * as abroad from './cross-border.ts'
import { entitiesView } from './entities-view.ts'
import { exportQuarterlySummary, quarterlySummary } from './quarterly.ts'
import type { AuthorityRoom } from './room.ts'

export function authorityBindings(room: AuthorityRoom): Binding[] {
  return [
    bind(api.largeScale, (input, call) => abroad.largeScale(room, input, call)),
    bind(api.entitiesView, (input, call) => entitiesView(room, input, call)),
    bind(api.crossBorder, (input, call) => abroad.crossBorder(room, input, call)),
    bind(api.informAbroad, (input, call) => abroad.informAbroad(room, input, call)),
    bind(api.needNotInform, (input, call) => abroad.needNotInform(room, input, call)),
    bind(api.quarterlySummary, (input, call) => quarterlySummary(room, input, call)),
    bind(api.exportQuarterlySummary, (input, call) => exportQuarterlySummary(room, input, call)),
  ]
}
