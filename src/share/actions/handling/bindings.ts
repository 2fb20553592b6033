// Joins the contracts of handling, releases and guidelines to their actions.
import { type Binding, bind } from '#platform/http/types.ts'
import type { Job } from '#platform/room.ts'
import * as guideline from '../../api/guidelines.ts'
import * as handling from '../../api/handling.ts'
import * as release from '../../api/releases.ts'
import { readGuideline, readMarks } from '../../store/handling/data.ts'
import type { ShareRoom } from '../room.ts'
import * as decide from './decide-release.ts'
import * as guidelines from './guidelines.ts'
import { createKeepAdvice } from './keep-advice.ts'
import * as look from './look.ts'
import { proposeAdvised, proposeRelease } from './propose-release.ts'
import { remindOfReviews, reviewMarking } from './review-marking.ts'
import { type HandlingRoom, handledKinds } from './room.ts'

/** `kinds`: every kind of record of this node, by name. Throws BadDataset when data/share cannot be used. */
export function createHandling(room: ShareRoom & Pick<HandlingRoom, 'kinds'>): {
  bindings: Binding[]
  jobs: Job[]
  stop(): void
} {
  const handled = handledKinds(room.kinds.keys())
  const whole: HandlingRoom = { ...room, handled, guideline: readGuideline(), marks: readMarks() }
  const keep = createKeepAdvice(whole)
  return {
    bindings: handlingBindings(whole),
    jobs: [
      { name: 'share-advice', everySeconds: 3, run: () => keep.turn() },
      { name: 'share-reviews', everySeconds: 10, run: () => remindOfReviews(whole) },
    ],
    stop: keep.stop,
  }
}

export function handlingBindings(room: HandlingRoom): Binding[] {
  return [
    bind(handling.adviseMarking, (input, call) => look.adviseOn(room, input, call)),
    bind(handling.overMarking, (input, call) => look.overMarking(room, input, call)),
    bind(handling.markingFindings, (input, call) => look.markingFindings(room, input, call)),
    bind(handling.handlingFaults, (input, call) => look.handlingFaults(room, input, call)),
    bind(handling.markingReviews, (input, call) => look.markingReviews(room, input, call)),
    bind(handling.reviewMarking, (input, call) => reviewMarking(room, input, call)),
    bind(handling.checkText, (input) => look.checkText(room, input)),
    bind(release.proposeRelease, (input, call) => proposeRelease(room, input, call)),
    bind(release.proposeAdvised, (input, call) => proposeAdvised(room, input, call)),
    bind(release.approveRelease, (input, call) => decide.approveRelease(room, input, call)),
    bind(release.rejectRelease, (input, call) => decide.rejectRelease(room, input, call)),
    bind(release.withdrawRelease, (input, call) => decide.withdrawRelease(room, input, call)),
    bind(release.listReleases, (input, call) => decide.listReleases(room, input, call)),
    bind(release.getRelease, (input, call) => decide.getRelease(room, input, call)),
    bind(guideline.listGuidelines, (_input, call) => guidelines.listGuidelines(room, call)),
    bind(guideline.getGuideline, (input, call) => guidelines.getGuideline(room, input, call)),
    bind(guideline.draftGuideline, (input, call) => guidelines.draftGuideline(room, input, call)),
    bind(guideline.editGuideline, (input, call) => guidelines.editGuideline(room, input, call)),
    bind(guideline.proposeGuideline, (input, call) => guidelines.proposeGuideline(room, input, call)),
    bind(guideline.adoptGuideline, (input, call) => guidelines.adoptGuideline(room, input, call)),
    bind(guideline.returnGuideline, (input, call) => guidelines.returnGuideline(room, input, call)),
    bind(guideline.withdrawGuideline, (input, call) => guidelines.withdrawGuideline(room, input, call)),
  ]
}
