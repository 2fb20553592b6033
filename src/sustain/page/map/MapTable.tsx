// The map as tables: each part, and each need with its options. Whoever cannot see the graph reads the same here.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { say, sayCount } from '#web/say.ts'
import { freshWord, kindWord, layerWord, people, percent } from '../words.ts'
import { edgeKey, type MapEdge, type MapPart, optionsWord } from './elements.ts'

const first = 200

export function MapTable({ parts, edges }: { parts: readonly MapPart[]; edges: readonly MapEdge[] }): ReactNode {
  const names = new Map(parts.map(({ id, name }) => [id, name]))
  return (
    <div className="stack">
      <Parts parts={parts} />
      <Needs edges={edges} names={names} />
    </div>
  )
}

function Parts({ parts }: { parts: readonly MapPart[] }): ReactNode {
  const [most, setMost] = useState(first)
  return (
    <>
      <Scrolled label={say('Parts')}>
        <table className="table">
          <caption className="unseen">{say('Parts')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('Part')}</th>
              <th scope="col">{say('Kind')}</th>
              <th scope="col">{say('Layer')}</th>
              <th scope="col">{say('Behind it')}</th>
              <th scope="col">{say('Under the law of')}</th>
              <th scope="col" className="right">
                {say('Users')}
              </th>
              <th scope="col">{say('Evidence')}</th>
            </tr>
          </thead>
          <tbody>
            {parts.slice(0, most).map((part) => (
              <tr key={part.id}>
                <th scope="row">
                  <Link to="/sustain/parts/$id" params={{ id: part.id }} data-row>
                    {part.name}
                  </Link>
                </th>
                <td>{kindWord(part.kind)}</td>
                <td>{layerWord(part.layer)}</td>
                <td>{part.behind ?? say('not known')}</td>
                <td>{part.country ?? say('not known')}</td>
                <td className="right">{part.users === null ? '–' : people(part.users)}</td>
                <td>{freshWord(part.evidenceDays)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      <More left={parts.length - most} onMore={() => setMost(most + 1000)} />
    </>
  )
}

function Needs({ edges, names }: { edges: readonly MapEdge[]; names: ReadonlyMap<string, string> }): ReactNode {
  const [most, setMost] = useState(first)
  return (
    <>
      <h2>{say('Needs')}</h2>
      <Scrolled label={say('Needs')}>
        <table className="table">
          <caption className="unseen">{say('Needs')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('Part')}</th>
              <th scope="col">{say('Needs')}</th>
              <th scope="col">{say('From')}</th>
              <th scope="col">{say('Options')}</th>
              <th scope="col">{say('In use')}</th>
              <th scope="col" className="right">
                {say('Share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {edges.slice(0, most).map((edge) => (
              <tr key={edgeKey(edge)}>
                <th scope="row">{names.get(edge.from) ?? say('a part that is not shown')}</th>
                <td>{edge.need}</td>
                <td>{names.get(edge.to) ?? say('a part that is not shown')}</td>
                <td>{optionsWord(edge) || say('the only one')}</td>
                <td>{edge.standby ? say('stands by') : say('in use')}</td>
                <td className="right">{percent(edge.share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      <More left={edges.length - most} onMore={() => setMost(most + 1000)} />
    </>
  )
}

function More({ left, onMore }: { left: number; onMore: () => void }): ReactNode {
  if (left <= 0) return null
  return (
    <div className="row">
      <Button small onPress={onMore}>
        {sayCount(left, 'Show {n} more', 'Show {n} more')}
      </Button>
    </div>
  )
}
