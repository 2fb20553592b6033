// Joins the contracts of feeds and subscriptions to their actions.
import { type Binding, bind } from '#platform/http/types.ts'
import type { Room } from '#platform/room.ts'
import * as feedsApi from '../../api/feeds.ts'
import * as subscriptionsApi from '../../api/subscriptions.ts'
import type { ProductRoom } from '../products/room.ts'
import * as feeds from './feeds.ts'
import { ownFeedRoutes } from './own-feed.ts'
import { publicFeed } from './public-feed.ts'
import type { OutRoom } from './room.ts'
import * as subscriptions from './subscriptions.ts'
import { tellSubscribers } from './tell-subscribers.ts'

export function createOut(room: OutRoom & ProductRoom): Room {
  const bindings: Binding[] = [
    bind(feedsApi.listFeeds, (input, call) => feeds.listFeeds(room, input, call)),
    bind(feedsApi.openFeed, (input, call) => feeds.openFeed(room, input, call)),
    bind(feedsApi.closeFeed, (input, call) => feeds.closeFeed(room, input, call)),
    bind(feedsApi.listOrganisationFeeds, (input, call) => feeds.listOrganisationFeeds(room, input, call)),
    bind(feedsApi.openOrganisationFeed, (input, call) => feeds.openOrganisationFeed(room, input, call)),
    bind(subscriptionsApi.addSubscription, (input, call) => subscriptions.addSubscription(room, input, call)),
    bind(subscriptionsApi.listSubscriptions, (input, call) => subscriptions.listSubscriptions(room, input, call)),
    bind(subscriptionsApi.removeSubscription, (input, call) => subscriptions.removeSubscription(room, input, call)),
    bind(subscriptionsApi.trySubscription, (input, call) => subscriptions.trySubscription(room, input, call)),
  ]
  room.outbox.onEnded(subscriptions.callOrigin, (delivery) => subscriptions.noteDelivery(room, delivery))
  const open = publicFeed(room)
  return {
    bindings,
    jobs: [{ name: 'share-tell-subscribers', everySeconds: 3, run: () => tellSubscribers(room) }],
    rawRoutes: [...open.routes, ...ownFeedRoutes(room)],
    stop: async () => open.stop(),
  }
}
