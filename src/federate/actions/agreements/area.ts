// Agreements: what this area adds to the room.
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/agreements.ts'
import { readKinds, readModels } from '../../store/agreements/data.ts'
import type { Area } from '../area.ts'
import type { FederateRoom } from '../room.ts'
import { takeAgreementPart } from './arrive.ts'
import { listAwaitedAnswers } from './awaited.ts'
import { closeCalendar, listCalendars, openCalendar } from './calendars.ts'
import { passDays } from './days.ts'
import { draftAgreement, editAgreement, reviseAgreement } from './draft.ts'
import { exportAgreement } from './export.ts'
import { listHandReleases, releaseByHand, takeBackRelease } from './hand.ts'
import { agreementForms, getAgreement, listAgreements } from './read.ts'
import type { AgreementRoom } from './room.ts'
import { calendarRoutes } from './serve-calendar.ts'
import { proposeAgreement, signAgreement } from './sign.ts'
import { simulateAgreement } from './simulate.ts'
import { createStanding } from './standing.ts'
import { declineAgreement, endAgreement, resumeAgreement, reviewAgreement, suspendAgreement } from './stop.ts'
import { termsOffer } from './terms.ts'

export function agreementsArea(room: FederateRoom): Area<'terms'> {
  const kinds = readKinds(new Map([...room.kinds()].map(([name, { state }]) => [name, state])))
  const it: AgreementRoom = { room, kinds, models: readModels(kinds), standing: createStanding(room) }
  room.post.onPart('agreement', takeAgreementPart(it))
  return {
    bindings: bindings(it),
    jobs: [{ name: 'federate-agreements', everySeconds: 300, run: () => passDays(it) }],
    rawRoutes: calendarRoutes(it),
    stop: async () => it.standing.stop(),
    offers: termsOffer(it),
  }
}

function bindings(it: AgreementRoom): Binding[] {
  return [
    bind(api.agreementForms, () => agreementForms(it)),
    bind(api.listAgreements, (input, call) => listAgreements(it, input, call)),
    bind(api.getAgreement, (input, call) => getAgreement(it, input, call)),
    bind(api.draftAgreement, (input, call) => draftAgreement(it, input, call)),
    bind(api.editAgreement, (input, call) => editAgreement(it, input, call)),
    bind(api.reviseAgreement, (input, call) => reviseAgreement(it, input, call)),
    bind(api.proposeAgreement, (input, call) => proposeAgreement(it, input, call)),
    bind(api.signAgreement, (input, call) => signAgreement(it, input, call)),
    bind(api.declineAgreement, (input, call) => declineAgreement(it, input, call)),
    bind(api.suspendAgreement, (input, call) => suspendAgreement(it, input, call)),
    bind(api.resumeAgreement, (input, call) => resumeAgreement(it, input, call)),
    bind(api.endAgreement, (input, call) => endAgreement(it, input, call)),
    bind(api.reviewAgreement, (input, call) => reviewAgreement(it, input, call)),
    bind(api.simulateAgreement, (input, call) => simulateAgreement(it, input, call)),
    bind(api.exportAgreement, (input, call) => exportAgreement(it, input, call)),
    bind(api.releaseByHand, (input, call) => releaseByHand(it, input, call)),
    bind(api.takeBackRelease, (input, call) => takeBackRelease(it, input, call)),
    bind(api.listAwaitedAnswers, (input, call) => listAwaitedAnswers(it, input, call)),
    bind(api.listCalendars, (input, call) => listCalendars(it, input, call)),
    bind(api.openCalendar, (input, call) => openCalendar(it, input, call)),
    bind(api.closeCalendar, (input, call) => closeCalendar(it, input, call)),
    bind(api.listHandReleases, (input, call) => listHandReleases(it, input, call)),
  ]
}
