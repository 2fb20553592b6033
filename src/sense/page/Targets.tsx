// Targets: what is watched, whose it is, and how sensitive detection is there.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { changeTarget, listTargets } from '../api.ts'
import { TargetDialog } from './TargetDialog.tsx'
import { thresholdLines } from './thresholds.ts'

export function Targets(): ReactNode {
  const [{ edit }, choose] = useChoices('edit')
  const may = useMay()
  const names = useNames()
  const list = useAsk(listTargets, { limit: 500 }, { keep: true, hears: ['sense.target'] })
  const targets = list.data?.targets ?? []
  const edited = targets.find((it) => it.id === edit)
  return (
    <div className="stack">
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={4} tall /> : null}
      {list.data && targets.length === 0 ? (
        <Empty icon="sense" title={say('Nothing is watched yet')}>
          {say('A target is what traffic goes to or people complain about: networks, hosts, names of a service.')}
        </Empty>
      ) : null}
      <ul className="item-list">
        {targets.map(({ id, state, marking }) => (
          <li key={id} className="item plain-item">
            <div className="item-main">
              <span className="row">
                <Link to="/sense/targets/$id" params={{ id }} className="title-link" data-row>
                  {state.name}
                </Link>
                {state.active ? null : <Badge tone="quiet">{say('at rest')}</Badge>}
              </span>
              <span className="small quiet">{names.organisation(state.organisation)}</span>
              <span className="small mono wrap-anywhere">{[...state.prefixes, ...state.hosts].join(' · ')}</span>
              {state.services.length > 0 ? (
                <span className="small">{say('People call it: {names}', { names: state.services.join(', ') })}</span>
              ) : null}
              <span className="small quiet">{thresholdLines(state.thresholds, list.data?.standard).join(' · ')}</span>
            </div>
            <div className="item-side small">
              <Tlp label={marking.tlp} />
              {may(changeTarget) ? (
                <Button small onPress={() => choose({ edit: id })}>
                  {say('Change')}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {edited && may(changeTarget) ? (
        <TargetDialog key={edited.id} before={edited} onClose={() => choose({ edit: undefined })} />
      ) : null}
    </div>
  )
}
