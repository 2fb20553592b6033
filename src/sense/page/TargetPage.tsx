// One target: its measurements over time, its attacks, and whether a legal threshold comes near.
import './sense.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { changeTarget, listTargets } from '../api.ts'
import { Attacks } from './Attacks.tsx'
import { Forecast } from './Forecast.tsx'
import { TargetDialog } from './TargetDialog.tsx'
import { TimeView } from './TimeView.tsx'
import { thresholdLines } from './thresholds.ts'

export function TargetPage(): ReactNode {
  const { id } = useParams({ strict: false })
  const [{ edit }, choose] = useChoices('edit')
  const may = useMay()
  const names = useNames()
  const list = useAsk(listTargets, { limit: 500 }, { keep: true, hears: ['sense.target'] })
  const target = list.data?.targets.find((it) => it.id === id)
  const above = <Link to="/sense">{say('Sense')}</Link>
  if (!target) {
    return (
      <Page title={say('Target')} above={above}>
        <Problem error={list.error} onAgain={() => void list.refetch()} />
        {list.isPending ? <Skeleton lines={6} tall /> : null}
        {list.data ? <Empty icon="sense" title={say('There is no such target that you may read')} /> : null}
      </Page>
    )
  }
  const { state } = target
  return (
    <Page
      title={state.name}
      above={above}
      wide
      lead={
        <span className="row">
          <Tlp label={target.marking.tlp} /> {names.organisation(state.organisation)} ·{' '}
          <span className="mono wrap-anywhere">{[...state.prefixes, ...state.hosts].slice(0, 6).join(' · ')}</span>
        </span>
      }
      actions={
        may(changeTarget) ? (
          <Button onPress={() => choose({ edit: 'target' })}>{say('Change the target')}</Button>
        ) : null
      }
    >
      <div className="stack wide">
        <TimeView target={target.id} tlp={target.marking.tlp} />
        <p className="small quiet">
          {say('A wave is told: {when}', { when: thresholdLines(state.thresholds, list.data?.standard).join(' · ') })}
        </p>
        <Forecast target={target.id} />
        <section className="stack" aria-labelledby="attacks-of-target">
          <h2 id="attacks-of-target">{say('Attacks')}</h2>
          <Attacks target={target.id} />
        </section>
      </div>
      {edit && may(changeTarget) ? <TargetDialog before={target} onClose={() => choose({ edit: undefined })} /> : null}
    </Page>
  )
}
