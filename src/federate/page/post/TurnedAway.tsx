// What came and could not be opened. Counts only: nothing of it was kept, and an address says nothing about who sent it.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { listTurnedAway } from '../../api/post.ts'
import { addressWords, reasonWords } from './words.ts'

export function TurnedAway(): ReactNode {
  const asked = useAsk(listTurnedAway, {}, { keep: true, timeless: true, everySeconds: 10 })
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  if (asked.data.items.length === 0)
    return (
      <Empty title={say('Everything that came could be opened.')}>
        {say('Forged, late or misdirected envelopes would be counted here by day and reason.')}
      </Empty>
    )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolling region has no element of its own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <div className="table-wrap" role="group" aria-label={say('Turned away')} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('Day')}</th>
            <th scope="col">{say('Why')}</th>
            <th scope="col">{say('From')}</th>
            <th scope="col">{say('Times')}</th>
            <th scope="col">{say('Last')}</th>
          </tr>
        </thead>
        <tbody>
          {asked.data.items.map((one) => (
            <tr key={`${one.day}-${one.reason}-${one.addressClass}`}>
              <th scope="row">{one.day}</th>
              <td>{say(reasonWords[one.reason] ?? one.reason)}</td>
              <td>{say(addressWords[one.addressClass] ?? one.addressClass)}</td>
              <td>{one.times}</td>
              <td>
                <Time at={one.lastAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
