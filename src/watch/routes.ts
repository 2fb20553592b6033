// Each contract of this room, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import { judgeStory, mergeStories, moveToStory, splitStory } from './actions/arrange-stories.ts'
import * as questions from './actions/ask-questions.ts'
import * as attribute from './actions/attribute.ts'
import * as claim from './actions/change-claim.ts'
import { enrichItem, enrichmentOf } from './actions/enrich-item.ts'
import { acceptClaim, enterClaim } from './actions/enter-claim.ts'
import { changeFeed, followFeed, pollNow, unfollowFeed } from './actions/follow-feed.ts'
import { exportOpml, followFeeds, importOpmlFile } from './actions/follow-many.ts'
import * as followUp from './actions/follow-ups.ts'
import { getRaw } from './actions/get-raw.ts'
import { importFile, importText } from './actions/import-text.ts'
import { judgeFacts, undoFacts } from './actions/judge-facts.ts'
import { judgeItem } from './actions/judge-item.ts'
import { dropTerm, listTerms, setTerm } from './actions/lexicon.ts'
import { listFeeds } from './actions/list-feeds.ts'
import { forgetName, listNames, rememberName } from './actions/names.ts'
import { openMailbox } from './actions/open-mailbox.ts'
import { relateClaims, unrelateClaims } from './actions/relate-claims.ts'
import { changeRequirement, judgeAlert, listAlerts, listRequirements, setRequirement } from './actions/requirements.ts'
import type { WatchRoom } from './actions/room.ts'
import { setPublished } from './actions/set-published.ts'
import { getClaim, listClaims } from './actions/show-claims.ts'
import { listDisputes } from './actions/show-disputes.ts'
import { itemFacts, listChecks, listUndated } from './actions/show-facts.ts'
import { getItem, itemVersion, listItems } from './actions/show-items.ts'
import { getQuestion, listQuestions } from './actions/show-questions.ts'
import { getStory, listStories, storyOf } from './actions/show-stories.ts'
import * as claims from './api/claims.ts'
import * as enrichment from './api/enrichment.ts'
import * as facts from './api/facts.ts'
import * as followUps from './api/follow-ups.ts'
import * as lexicon from './api/lexicon.ts'
import * as names from './api/names.ts'
import * as ask from './api/questions.ts'
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
    bind(enrichment.enrichItem, (input, call) => enrichItem(room, input, call)),
    bind(enrichment.enrichment, () => enrichmentOf(room)),
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
    ...ledgerBindings(room),
    ...questionBindings(room),
    bind(api.listStories, (input, call) => listStories(room, input, call)),
    bind(api.getStory, (input, call) => getStory(room, input, call)),
    bind(api.storyOf, (input, call) => storyOf(room, input, call)),
    bind(api.mergeStories, (input, call) => mergeStories(room, input, call)),
    bind(api.splitStory, (input, call) => splitStory(room, input, call)),
    bind(api.moveToStory, (input, call) => moveToStory(room, input, call)),
    bind(api.judgeStory, (input, call) => judgeStory(room, input, call)),
  ]
}

function ledgerBindings(room: WatchRoom): Binding[] {
  return [
    bind(facts.itemFacts, (input, call) => itemFacts(room, input, call)),
    bind(facts.judgeFacts, (input, call) => judgeFacts(room, input, call)),
    bind(facts.undoFacts, (input, call) => undoFacts(room, input, call)),
    bind(facts.listChecks, (input, call) => listChecks(room, input, call)),
    bind(facts.listUndated, (input, call) => listUndated(room, input, call)),
    bind(claims.acceptClaim, (input, call) => acceptClaim(room, input, call)),
    bind(claims.enterClaim, (input, call) => enterClaim(room, input, call)),
    bind(claims.changeClaim, (input, call) => claim.changeClaim(room, input, call)),
    bind(claims.retractClaim, (input, call) => claim.turnClaim(room, 'retract', input, call)),
    bind(claims.restoreClaim, (input, call) => claim.turnClaim(room, 'restore', input, call)),
    bind(claims.rateSource, (input, call) => claim.rateSource(room, input, call)),
    bind(claims.rateInformation, (input, call) => claim.rateInformation(room, input, call)),
    bind(claims.relateClaims, (input, call) => relateClaims(room, input, call)),
    bind(claims.unrelateClaims, (input, call) => unrelateClaims(room, input, call)),
    bind(claims.listClaims, (input, call) => listClaims(room, input, call)),
    bind(claims.getClaim, (input, call) => getClaim(room, input, call)),
    bind(claims.listDisputes, (input, call) => listDisputes(room, input, call)),
    bind(followUps.setFollowUpDue, (input, call) => followUp.setFollowUpDue(room, input, call)),
    bind(followUps.endFollowUp, (input, call) => followUp.endFollowUp(room, input, call)),
    bind(followUps.reopenFollowUp, (input, call) => followUp.reopenFollowUp(room, input, call)),
    bind(followUps.listFollowUps, (input, call) => followUp.listFollowUps(room, input, call)),
  ]
}

function questionBindings(room: WatchRoom): Binding[] {
  return [
    bind(ask.askQuestion, (input, call) => questions.askQuestion(room, input, call)),
    bind(ask.changeQuestion, (input, call) => questions.changeQuestion(room, input, call)),
    bind(ask.addHypothesis, (input, call) => questions.addHypothesis(room, input, call)),
    bind(ask.changeHypothesis, (input, call) => questions.changeHypothesis(room, input, call)),
    bind(ask.layEvidence, (input, call) => questions.layEvidence(room, input, call)),
    bind(ask.takeEvidenceAway, (input, call) => questions.takeEvidenceAway(room, input, call)),
    bind(ask.markCells, (input, call) => questions.markCells(room, input, call)),
    bind(ask.noteOnQuestion, (input, call) => questions.noteOnQuestion(room, input, call)),
    bind(ask.closeQuestion, (input, call) => questions.turnQuestion(room, 'close', input, call)),
    bind(ask.reopenQuestion, (input, call) => questions.turnQuestion(room, 'reopen', input, call)),
    bind(ask.proposeAttribution, (input, call) => attribute.proposeAttribution(room, input, call)),
    bind(ask.acceptAttribution, (input, call) => attribute.acceptAttribution(room, input, call)),
    bind(ask.withdrawAcceptance, (input, call) => attribute.withdrawAcceptance(room, input, call)),
    bind(ask.dropAttribution, (input, call) => attribute.dropAttribution(room, input, call)),
    bind(ask.listQuestions, (input, call) => listQuestions(room, input, call)),
    bind(ask.getQuestion, (input, call) => getQuestion(room, input, call)),
  ]
}
