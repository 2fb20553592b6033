// Entries that prove something, as links to the records that they stand on, in the realm of the exercise.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import { pathOf, recordWord } from '#web/shell/records.ts'
import type { Proof } from '../../model/evaluation/evaluation.ts'

export function Proofs({ proof, realm, of }: { proof: readonly Proof[]; realm: string; of: string }): ReactNode {
  if (proof.length === 0) return <span className="quiet">{say('no entry')}</span>
  return (
    <ul className="plain-list evaluation-proofs">
      {proof.map(({ entry, record, subject, at }) => {
        const where = pathOf({ record, id: subject })
        const words = `${recordWord(record)} · ${at.slice(11, 19)}`
        return (
          <li key={entry} title={entry}>
            {where ? (
              <Link
                to={where.path}
                search={{ realm, ...(where.tab ? { tab: where.tab } : {}) }}
                aria-label={say('{record}, which shows: {what}', { record: words, what: of })}
              >
                {words}
              </Link>
            ) : (
              words
            )}
          </li>
        )
      })}
    </ul>
  )
}
