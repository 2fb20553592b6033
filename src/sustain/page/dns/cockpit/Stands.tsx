// What the resolver stands on at this moment, as it says itself, and what speaks against moving it.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { say } from '#web/say.ts'
import { upstreamWord } from '../words.ts'
import type { Part, ShownPlan } from './shown.ts'

export function Stands({
  shown: { control, stands, against, plan },
  part,
}: {
  shown: ShownPlan
  part: Part
}): ReactNode {
  return (
    <Card title={part(say('What stands now'))}>
      <div className="stack tight">
        {stands ? (
          <>
            <p className="row">
              <Badge tone={stands.moved ? 'accent' : 'good'}>
                {stands.moved ? say('on the fallback') : say('on the usual')}
              </Badge>
              <span className="small quiet">{say('asked of the resolver itself')}</span>
            </p>
            <ul className="mono small">
              {stands.upstreams.map((one) => (
                <li key={one} className="wrap-anywhere">
                  {one}
                </li>
              ))}
              {stands.upstreams.length === 0 ? <li>{say('it names no upstream where it is changed')}</li> : null}
            </ul>
          </>
        ) : (
          <p className="note warn">{say('What it stands on could not be read.')}</p>
        )}
        <p className="small quiet">
          {control
            ? say('{kind} "{name}", asked at {place}', {
                kind: control.kind,
                name: control.name,
                place: upstreamWord(control.serves),
              })
            : say('The control "{control}" is not in the file of controls of this node.', {
                control: plan.state.control,
              })}
        </p>
        {control?.drill ? (
          <p>
            <Badge tone="bronze">{say('made for drills')}</Badge>
          </p>
        ) : null}
        {against.length > 0 ? (
          <div className="note warn">
            <strong>{say('What speaks against a move')}</strong>
            <ul>
              {against.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </Card>
  )
}
