// Who was consulted, and what they said, in their words.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import type { Said } from '../../model/words.ts'
import { howWord, positionWord } from './words.ts'

export function SaidList({ said }: { said: readonly Said[] }): ReactNode {
  const names = useNames()
  if (said.length === 0) return null
  return (
    <ul className="plain-list" aria-label={say('Consulted')}>
      {said.map((one) => (
        <li key={one.key}>
          <span className="row">
            <strong>{one.party.name}</strong>
            <Badge tone={one.position === 'agrees' ? 'good' : one.position === 'disagrees' ? 'bad' : 'quiet'}>
              {positionWord(one.position)}
            </Badge>
            <span className="small quiet">
              {howWord(one.how)} <Time at={one.at} />,{' '}
              {say('written down by {name}', { name: names.actor(one.recordedBy) })}
            </span>
          </span>
          {one.words ? <p className="small prose">“{one.words}”</p> : null}
        </li>
      ))}
    </ul>
  )
}
