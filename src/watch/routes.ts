// Each contract of this room, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import { enrichItem } from './actions/enrich-item.ts'
import { changeFeed, followFeed, listFeeds, pollNow, unfollowFeed } from './actions/follow-feed.ts'
import { exportOpml, followFeeds, importOpmlFile } from './actions/follow-many.ts'
import { getRaw } from './actions/get-raw.ts'
import { importFile, importText } from './actions/import-text.ts'
import { judgeItem } from './actions/judge-item.ts'
import { dropTerm, listTerms, setTerm } from './actions/lexicon.ts'
import { forgetName, listNames, rememberName } from './actions/names.ts'
import { openMailbox } from './actions/open-mailbox.ts'
import { changeRequirement, judgeAlert, listAlerts, listRequirements, setRequirement } from './actions/requirements.ts'
import type { WatchRoom } from './actions/room.ts'
import { setPublished } from './actions/set-published.ts'
import { getItem, itemVersion, listItems } from './actions/show-items.ts'
import { enrichItem as enrichItemContract } from './api/enrichment.ts'
import * as lexicon from './api/lexicon.ts'
import * as names from './api/names.ts'
import * as requirements from './api/requirements.ts'
import * as api from './api.ts'
import type { Polling } from './jobs.ts'

export function watchBindings(room: WatchRoom, polling: Polling): Binding[] {
  return [
    bind(api.importText, (input, call) => importText(room, input, call)),
    bind(api.importFile, (input, call) => importFile(room, input, call)),
    bind(api.listItems, (input, call) => listItems(room, input, call)),
    bind(api.getItem, (input, call) => getItem(room, input, call)),
    bind(api.itemVersion, (input, call) => itemVersion(room, input, call)),
    bind(api.acceptItem, (input, call) => judgeItem(room, 'accept', input, call)),
    bind(api.rejectItem, (input, call) => judgeItem(room, 'reject', input, call)),
    bind(api.reopenItem, (input, call) => judgeItem(room, 'reopen', input, call)),
    bind(api.setPublished, (input, call) => setPublished(room, input, call)),
    bind(api.followFeed, (input, call) => followFeed(room, input, call)),
    bind(api.changeFeed, (input, call) => changeFeed(room, input, call)),
    bind(api.unfollowFeed, (input, call) => unfollowFeed(room, input, call)),
    bind(api.listFeeds, (input, call) => listFeeds(room, input, call)),
    bind(api.followFeeds, (input, call) => followFeeds(room, input, call)),
    bind(api.importOpmlFile, (input, call) => importOpmlFile(room, input, call)),
    bind(api.exportOpml, (_input, call) => exportOpml(room, call)),
    bind(api.openMailbox, (input, call) => openMailbox(room, input, call)),
    bind(api.getRaw, (input, call) => getRaw(room, input, call)),
    bind(api.pollFeed, (input, call) => pollNow(room, input.id, call, polling.poll)),
    bind(enrichItemContract, (input, call) => enrichItem(room, input, call)),
    bind(names.rememberName, (input, call) => rememberName(room, input, call)),
    bind(names.forgetName, (input, call) => forgetName(room, input, call)),
    bind(names.listNames, (input, call) => listNames(room, input, call)),
    bind(lexicon.listTerms, (input, call) => listTerms(room, input, call)),
    bind(lexicon.setTerm, (input, call) => setTerm(room, input, call)),
    bind(lexicon.dropTerm, (input, call) => dropTerm(room, input, call)),
    bind(requirements.setRequirement, (input, call) => setRequirement(room, input, call)),
    bind(requirements.changeRequirement, (input, call) => changeRequirement(room, input, call)),
    bind(requirements.listRequirements, (input, call) => listRequirements(room, input, call)),
    bind(requirements.listAlerts, (input, call) => listAlerts(room, input, call)),
    bind(requirements.judgeAlert, (input, call) => judgeAlert(room, input, call)),
  ]
}
