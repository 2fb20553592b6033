// Which exercises the framework asks for, and when the next one is due.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { say } from '#web/say.ts'
import type { DueExercise } from '../../model/programme/programme.ts'
import { dueTone, dueWord, sectorWord } from './words.ts'

export function DueTable({ due }: { due: readonly DueExercise[] }): ReactNode {
  return (
    <Scrolled label={say('What is due')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('Asked for')}</th>
            <th scope="col">{say('Standing')}</th>
            <th scope="col">{say('Due')}</th>
            <th scope="col">{say('Last held')}</th>
            <th scope="col">{say('Next')}</th>
          </tr>
        </thead>
        <tbody>
          {due.map((one) => (
            <tr key={one.obligation}>
              <th scope="row">
                <strong>{one.obligation}</strong> {one.text}
                <span className="small quiet programme-basis">
                  {say('Owed by: {actor}.', { actor: one.actor })} {one.basis}
                </span>
                {one.lacking.map(({ title, missing }) => (
                  <span key={title} className="small programme-basis">
                    {say('{title} does not count: takes part without {sectors}.', {
                      title,
                      sectors: missing.map(sectorWord).join(', '),
                    })}
                  </span>
                ))}
              </th>
              <td>
                <Badge tone={dueTone(one.standing)}>{dueWord(one.standing)}</Badge>
              </td>
              <td className="programme-day">{one.on ?? say('no day')}</td>
              <td className="programme-day">{one.last ?? '–'}</td>
              <td className="programme-day">{one.next ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
