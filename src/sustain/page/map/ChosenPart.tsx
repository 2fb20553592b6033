// Beside the map: the part that is chosen, what it needs and what needs it, and what can be done with it.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { scenarioText } from '../cascade/address.ts'
import type { NeedAt } from '../part/NeedDialog.tsx'
import { freshWord, people, placeWords } from '../words.ts'
import { edgeKey, type MapEdge, type MapPart, optionsWord } from './elements.ts'

export interface ChosenPartProps {
  part: MapPart | undefined
  parts: readonly MapPart[]
  edges: readonly MapEdge[]
  source: string | null
  onDraw: ((id: string) => void) | undefined
  onEdit: ((at: NeedAt) => void) | undefined
  onStop: () => void
}

export function ChosenPart({ part, parts, edges, source, onDraw, onEdit, onStop }: ChosenPartProps): ReactNode {
  const [, choose] = useChoices('part', 'around')
  if (!part) {
    return (
      <Card title={say('Nothing is chosen')} className="chosen-part">
        <p className="small quiet">
          {say('Choose a part on the map, or walk there: Home chooses the first one, arrow keys follow the needs.')}
        </p>
      </Card>
    )
  }
  const names = new Map(parts.map(({ id, name }) => [id, name]))
  const below = edges.filter(({ from }) => from === part.id)
  const above = edges.filter(({ to }) => to === part.id)
  const drawing = source !== null && source !== part.id
  return (
    <Card
      title={part.name}
      className="chosen-part"
      aside={<Badge>{placeWords(part.kind, part.layer).join(' · ')}</Badge>}
    >
      <div className="stack">
        <p className="small">
          {[
            part.behind ?? say('not known who is behind it'),
            part.country ?? say('law of which country: not known'),
            part.users === null ? '' : say('{n} users', { n: people(part.users) }),
            freshWord(part.evidenceDays),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <div className="row">
          <Link to="/sustain/parts/$id" params={{ id: part.id }} className={buttonClass('plain', true)}>
            {say('Open')}
          </Link>
          <Button small onPress={() => choose({ around: part.id })}>
            {part.hidden > 0 ? sayCount(part.hidden, 'Around it: {n} more', 'Around it: {n} more') : say('Around it')}
          </Button>
          <Link
            to="/sustain"
            search={{ tab: 'cascade', shocks: scenarioText([{ hits: { part: part.id }, kind: 'fails' }]) }}
            className={buttonClass('plain', true)}
          >
            {say('What if it fails')}
          </Link>
          {onDraw ? (
            <Button small kind={drawing ? 'first' : 'plain'} onPress={() => onDraw(part.id)}>
              {drawing ? say('It needs this') : say('Draw a need from it')}
            </Button>
          ) : null}
          {source ? (
            <Button small kind="quiet" onPress={onStop}>
              {say('Leave')}
            </Button>
          ) : null}
        </div>
        <Ends title={say('Needs')} none={say('It needs nothing that is on the map.')}>
          {below.map((edge) => (
            <li key={edgeKey(edge)}>
              <span>
                <PartButton id={edge.to} name={names.get(edge.to)} onChoose={(id) => choose({ part: id })} />
                <span className="small quiet"> {edgeWord(edge)}</span>
              </span>
              {onEdit ? (
                <span className="row">
                  <Button
                    small
                    kind="quiet"
                    aria-label={say('Change the need of {name}', { name: names.get(edge.to) ?? '' })}
                    onPress={() => onEdit({ part: part.id, to: edge.to, need: edge.need })}
                  >
                    {say('Change')}
                  </Button>
                </span>
              ) : null}
            </li>
          ))}
        </Ends>
        <Ends title={say('Is needed by')} none={say('Nothing on the map needs it.')}>
          {above.map((edge) => (
            <li key={edgeKey(edge)}>
              <span>
                <PartButton id={edge.from} name={names.get(edge.from)} onChoose={(id) => choose({ part: id })} />
                <span className="small quiet"> {edgeWord(edge)}</span>
              </span>
            </li>
          ))}
        </Ends>
      </div>
    </Card>
  )
}

export function edgeWord(edge: MapEdge): string {
  return [edge.need, optionsWord(edge), edge.standby ? say('stands by') : ''].filter(Boolean).join(' · ')
}

function Ends({ title, none, children }: { title: string; none: string; children: ReactNode[] }): ReactNode {
  return (
    <section className="stack tight">
      <h3>{title}</h3>
      {children.length === 0 ? <p className="small quiet">{none}</p> : <ul className="plain-list ends">{children}</ul>}
    </section>
  )
}

function PartButton({
  id,
  name,
  onChoose,
}: {
  id: string
  name: string | undefined
  onChoose: (id: string) => void
}): ReactNode {
  if (name === undefined) return <span className="quiet">{say('a part that is not shown')}</span>
  return (
    <button type="button" className="link-button" onClick={() => onChoose(id)}>
      {name}
    </button>
  )
}
