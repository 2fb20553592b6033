// The words for what goes out: kinds of items and calls, and the labels that a feed or a call may carry.
import { say } from '#web/say.ts'
import { type CallKind, type FeedKind, feedLabels } from '../../model/feed.ts'

export const kindWords: Record<FeedKind, string> = {
  product: say('Situation reports and other products'),
  warning: say('Warnings'),
  advisory: say('Security advisories'),
}

export const callWords: Record<CallKind, string> = {
  product: say('A product is released'),
  warning: say('A warning is released'),
  withdrawal: say('A product is withdrawn'),
  advisory: say('A security advisory is published'),
  step: say('A crisis moves a step on the ladder'),
}

export const labelChoices = feedLabels.map((value) => ({ value, label: `TLP:${value}` }))
