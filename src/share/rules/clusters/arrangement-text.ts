// The words with which an authority is told of a sharing arrangement (NIS2 Article 29(4)): a draft, for a person to change.
import type { Membership } from '../../model/cluster.ts'

/** Says that the organisation takes part or withdrew, since when, and by which rules; nothing of what is shared in it. */
export function arrangementText(
  { name, clusterName, consent }: Membership,
  what: 'joined' | 'left',
  since: string,
): string {
  const day = since.slice(0, 10)
  const rules = consent ? ` Its rules are those of ${consent.rules.framework}, ${consent.rules.version}.` : ''
  return what === 'joined'
    ? `${name} takes part in the cybersecurity information-sharing arrangement “${clusterName}” since ${day}.${rules} This is the notification under Article 29(4) of Directive (EU) 2022/2555.`
    : `${name} takes part in the cybersecurity information-sharing arrangement “${clusterName}” no more since ${day}. This is the notification under Article 29(4) of Directive (EU) 2022/2555.`
}
