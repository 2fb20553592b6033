// What is said about MISP events: sightings, proposals and reports, whoever says them. They change no event by themselves.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { listMispRemarks } from '../../api/misp.ts'

const kinds = ['sighting', 'proposal', 'report'] as const
const kindWords = { sighting: 'Sighting', proposal: 'Proposal', report: 'Report' } as const

export function SaidTab({ onOpen }: { onOpen: (uuid: string) => void }): ReactNode {
  const [{ kind, after }, choose] = useChoices('kind', 'after')
  const chosen = kinds.find((one) => one === kind)
  const asked = useAsk(
    listMispRemarks,
    { ...(chosen ? { kind: chosen } : {}), ...(after ? { after } : {}) },
    { keep: true },
  )
  const items = asked.data?.items ?? []
  return (
    <section className="stack" aria-label={say('What is said')}>
      <div className="federate-filters no-print">
        <SelectField
          label={say('Kind')}
          value={chosen ?? ''}
          none={say('Every kind')}
          onChange={(next) => choose({ kind: next || undefined, after: undefined })}
          choices={kinds.map((one) => ({ value: one, label: say(kindWords[one]) }))}
        />
      </div>
      <p className="small">
        {say('What is said about events of ours also stands under')} <Link to="/responses">{say('Responses')}</Link>
        {say(', where proposals are taken or declined.')}
      </p>
      {asked.isPending ? <Skeleton lines={4} /> : null}
      {asked.error ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
      {asked.data && items.length === 0 ? (
        <Empty title={say('Nobody has said anything about an event that you may read.')}>
          {say('Open an event and say what you saw, or let others push sightings and proposals here.')}
        </Empty>
      ) : null}
      <ul className="plain-list bordered">
        {items.map(({ id, marking, state }) => (
          <li key={id} className="stack tight">
            <p className="row">
              <Badge tone="accent">{say(kindWords[state.kind])}</Badge>
              <Button kind="quiet" small onPress={() => onOpen(state.event)}>
                <span className="misp-title">{state.text || say('Without words')}</span>
              </Button>
              <Time at={state.at} />
              <Tlp label={marking.tlp} />
            </p>
            <p className="small quiet federate-breaks">
              {[whoSaid(state.said), state.via ? say('told by a server that is followed') : say('said to this node')]
                .filter(Boolean)
                .join(', ')}
            </p>
          </li>
        ))}
      </ul>
      <div className="row no-print">
        {after ? <Button onPress={() => choose({ after: undefined })}>{say('To the newest')}</Button> : null}
        {asked.data?.next ? (
          <Button onPress={() => choose({ after: asked.data?.next ?? undefined })}>{say('Older ones')}</Button>
        ) : null}
      </div>
    </section>
  )
}

/** As MISP names whoever says it; a report does not. */
function whoSaid({ Organisation, Org }: Readonly<Record<string, unknown>>): string {
  const by = Organisation ?? Org
  return typeof by === 'object' && by !== null && 'name' in by ? String(by.name).slice(0, 200) : ''
}
