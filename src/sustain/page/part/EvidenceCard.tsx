// How a part is known, and how long ago somebody saw that it is so.
import type { ReactNode } from 'react'
import { Card } from '#web/kit/Card.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { Time, useNow } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { Evidence } from '../../model/words.ts'
import { evidenceWords, freshWord, staleAfterDays } from '../words.ts'

const most = 20
const day = 86_400_000

export function EvidenceCard({ evidence }: { evidence: readonly Evidence[] }): ReactNode {
  const now = useNow()
  const newestFirst = [...evidence].sort((a, b) => (a.seenAt < b.seenAt ? 1 : -1))
  const newest = newestFirst[0]
  const days = newest ? Math.max(0, (now - Date.parse(newest.seenAt)) / day) : null
  const stale = days === null || days > staleAfterDays
  return (
    <Card
      title={say('How it is known')}
      aside={<span className={stale ? 'small late' : 'small quiet'}>{freshWord(days)}</span>}
    >
      {newestFirst.length === 0 ? (
        <p className="quiet">{say('Nobody has said how. Press “Still so” when you know that it is.')}</p>
      ) : (
        <Scrolled label={say('Evidence')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('What')}</th>
                <th scope="col">{say('How')}</th>
                <th scope="col">{say('Seen')}</th>
              </tr>
            </thead>
            <tbody>
              {newestFirst.slice(0, most).map((one) => (
                <tr key={`${one.seenAt}${one.kind}${one.what}${one.reference ?? ''}`}>
                  <th scope="row" className="wrap-anywhere">
                    {one.what}
                    {one.reference ? <span className="small quiet"> {one.reference}</span> : null}
                  </th>
                  <td>{evidenceWords[one.kind]()}</td>
                  <td>
                    <Time at={one.seenAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
    </Card>
  )
}
