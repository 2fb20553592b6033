// What can be begun in this room: each of a crisis, or of what stands for itself.

import type { Act } from '#web/kit/acts/ActDialog.tsx'
import type { Ask } from '#web/kit/acts/asks.ts'
import { say } from '#web/say.ts'
import { openBreach } from '../../api/breaches.ts'
import { noteLesson } from '../../api/lessons.ts'
import { requestReserve } from '../../api/reserve.ts'
import { draftReview } from '../../api/reviews.ts'
import { proposeStandDown } from '../../api/stand-downs.ts'

export interface CrisisChoice {
  id: string
  reference: string
  title: string
}

function crisisAsk(crises: readonly CrisisChoice[], chosen: string | undefined, optional: boolean): Ask {
  const start = chosen ?? (optional ? '' : (crises[0]?.id ?? ''))
  const choices = crises.map(({ id, reference, title }) => ({ value: id, label: `${reference} ${title}` }))
  return { name: 'crisis', label: say('Crisis'), as: 'choice', choices, start, optional }
}

export function startsFor(crises: readonly CrisisChoice[], chosen: string | undefined) {
  const of = crisisAsk(crises, chosen, false)
  const maybe = crisisAsk(crises, chosen, true)
  const none = crises.length === 0
  const standDown: Act | null = none
    ? null
    : {
        ...{ label: say('Propose to stand down'), contract: proposeStandDown, fixed: {} },
        lead: say('Its criteria are shown with their grounds until two persons decide.'),
        asks: [of, { name: 'reason', label: say('Why?'), as: 'text' }],
      }
  const review: Act | null = none
    ? null
    : {
        ...{ label: say('Draft a review'), contract: draftReview, fixed: {}, kind: 'first' },
        lead: say('It is drafted from what the record holds of the crisis, and marked like it.'),
        asks: [of, { name: 'requestedBy', label: say('Who asked for it'), as: 'party', optional: true }],
      }
  const breach: Act = {
    ...{ label: say('Open a breach'), contract: openBreach, fixed: {} },
    asks: [
      { name: 'title', label: say('Title') },
      { name: 'entity', label: say('Who was broken into'), as: 'party' },
      { name: 'foundAt', label: say('Found at'), as: 'moment' },
      { name: 'summary', label: say('Summary'), as: 'text', optional: true },
      maybe,
    ],
  }
  const reserve: Act = {
    ...{ label: say('Write down a request'), contract: requestReserve, fixed: {} },
    lead: say(
      'Support of the EU Cybersecurity Reserve, Regulation (EU) 2025/38, Article 15. The answer is due within 48 hours.',
    ),
    asks: [
      { name: 'title', label: say('For what') },
      { name: 'user', label: say('Who asks'), as: 'party' },
      { name: 'serviceAndNeed', label: say('The service that is needed'), as: 'text' },
      { name: 'entityAndImpact', label: say('The entity and the impact'), as: 'text', optional: true },
      { name: 'ownMeasures', label: say('Measures of one’s own'), as: 'text', optional: true },
      maybe,
    ],
    make: ({ serviceAndNeed, entityAndImpact = '', ownMeasures = '', ...rest }) => ({
      ...rest,
      request: { serviceAndNeed, entityAndImpact, ownMeasures },
    }),
  }
  const lesson: Act = {
    ...{ label: say('Note a lesson'), contract: noteLesson, fixed: {}, kind: 'first' },
    asks: [
      { name: 'title', label: say('What was learnt') },
      { name: 'text', label: say('In more words'), as: 'text', optional: true },
      { name: 'owner', label: say('Who owns it'), as: 'party', optional: true },
      { name: 'due', label: say('By when'), as: 'moment', optional: true },
      maybe,
    ],
  }
  return { standDown, review, breach, reserve, lesson }
}
