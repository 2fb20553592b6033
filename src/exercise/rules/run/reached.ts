// What of an inject a player is told in words. Streams are noticed, not told.
import type { Inject, Scenario } from '../../model/scenario.ts'

export interface Told {
  channel: string
  from: string | null
  says: string
}

/** null: it does not reach whoever plays for that participant; `seat` null: whoever watches, and sees what all see. */
export function reachedBy(inject: Inject, scenario: Scenario, seat: string | null): Told | null {
  const participant = scenario.cast.find(({ id }) => id === seat)?.participant
  if (seat !== null && inject.visibleTo && !inject.visibleTo.includes(participant ?? '')) return null
  const { content } = inject
  const mine = (to: string) =>
    seat === null || to === seat || scenario.cast.find(({ id }) => id === to)?.participant === participant
  switch (content.channel) {
    case 'news':
      return { channel: 'news', from: content.outlet, says: `${content.headline}\n${content.text}` }
    case 'report':
      return {
        channel: 'report',
        from: scenario.participants.find(({ id }) => id === content.from)?.name ?? content.from,
        says: `${content.title}\n${content.text}`,
      }
    case 'phone':
      return mine(content.to) ? { channel: 'phone', from: content.caller, says: content.text } : null
    case 'mail':
      return mine(content.to)
        ? { channel: 'mail', from: content.from, says: `${content.subject}\n${content.text}` }
        : null
    case 'decision':
      return mine(content.by)
        ? {
            channel: 'decision',
            from: null,
            says: [content.asks, ...content.options.map((one) => `– ${one}`)].join('\n'),
          }
        : null
    case 'provider':
      return content.text === undefined ? null : { channel: 'provider', from: null, says: content.text }
    case 'complaints':
    case 'traffic':
    case 'resolver':
    case 'control':
      return null
  }
}
