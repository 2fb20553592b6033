// What answers the contracts of restrictions.
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/restrictions/restrictions.ts'
import type { DisruptRoom } from '../room.ts'
import * as read from './read.ts'
import * as restrictions from './restrictions.ts'

export const restrictionBindings = (room: DisruptRoom): Binding[] => [
  bind(api.noteRestriction, (input, call) => restrictions.noteRestriction(room, input, call)),
  bind(api.listRestrictions, (input, call) => read.listRestrictions(room, input, call)),
  bind(api.getRestriction, (input, call) => read.getRestriction(room, input, call)),
  bind(api.changeRestriction, (input, call) => restrictions.changeRestriction(room, input, call)),
  bind(api.sourceRestriction, (input, call) => restrictions.sourceRestriction(room, input, call)),
  bind(api.sayOfRestriction, (input, call) => restrictions.sayOfRestriction(room, input, call)),
  bind(api.linkRestriction, (input, call) => restrictions.linkRestriction(room, input, call)),
  bind(api.endRestriction, (input, call) => restrictions.endRestriction(room, input, call)),
  bind(api.reopenRestriction, (input, call) => restrictions.reopenRestriction(room, input, call)),
]
