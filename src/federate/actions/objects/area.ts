// Foreign objects and collections; the TAXII server and client: what this area adds to the room.
import { bind } from '#platform/http/types.ts'
import * as api from '../../api/objects.ts'
import { findObjects } from '../../store/objects/objects.ts'
import { forgetStatuses } from '../../store/objects/statuses.ts'
import type { Area } from '../area.ts'
import type { FederateRoom } from '../room.ts'
import * as feeds from '../taxii/feeds.ts'
import { taxiiRoutes } from '../taxii/routes.ts'
import * as collections from './collections.ts'
import * as intakes from './intakes.ts'
import * as objects from './objects.ts'
import { removeOld } from './remove-old.ts'
import { collectionByAlias, takeIn } from './take-in.ts'

export function objectsArea(room: FederateRoom): Area<'objects'> {
  return {
    bindings: [
      bind(api.openCollection, (input, call) => collections.openCollection(room, input, call)),
      bind(api.editCollection, (input, call) => collections.editCollection(room, input, call)),
      bind(api.listCollections, (_input, call) => collections.listCollections(room, call)),
      bind(api.getCollection, (input, call) => collections.getCollection(room, input, call)),
      bind(api.listIntakes, (input, call) => intakes.listIntakes(room, input, call)),
      bind(api.getIntake, (input, call) => intakes.getIntake(room, input, call)),
      bind(api.readObjects, (input, call) => objects.readObjects(room, input, call)),
      bind(api.getObject, (input, call) => objects.getObject(room, input, call)),
      bind(api.publishObjects, (input, call) => objects.publishObjects(room, input, call)),
      bind(api.removeObject, (input, call) => objects.removeObject(room, input, call)),
      bind(api.eraseObject, (input, call) => objects.eraseObject(room, input, call)),
      bind(api.discoverTaxii, (input) => feeds.discoverTaxii(room, input)),
      bind(api.followTaxii, (input, call) => feeds.followTaxii(room, input, call)),
      bind(api.listTaxiiFeeds, (_input, call) => feeds.listTaxiiFeeds(room, call)),
      bind(api.pollTaxiiFeed, (input, call) => feeds.pollNow(room, input, call)),
      bind(api.pauseTaxiiFeed, (input, call) => feeds.pauseTaxiiFeed(room, input, call)),
      bind(api.removeTaxiiFeed, (input, call) => feeds.removeTaxiiFeed(room, input, call)),
    ],
    jobs: [
      { name: 'taxii-feeds', everySeconds: 30, run: () => feeds.pollDue(room) },
      { name: 'taxii-statuses', everySeconds: 3600, run: () => forgetStatuses(room.journal.sql) },
      { name: 'object-retention', everySeconds: 3600, run: () => removeOld(room) },
    ],
    rawRoutes: taxiiRoutes(room),
    offers: {
      takeIn: (asked) => takeIn(room, asked),
      collection: (realm, alias, title) => collectionByAlias(room, realm, alias, title),
      find: (view, asked) => findObjects(room.journal.sql, view, asked),
    },
  }
}
