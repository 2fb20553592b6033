// Guidelines: those that came with this version, and those of organisations.
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { draftGuideline, listGuidelines } from '../../api/guidelines.ts'
import { stateTones, stateWord } from './words.ts'

export function GuidelinesTab(): ReactNode {
  const list = useAsk(listGuidelines, {}, { keep: true, hears: ['sustain.guideline'] })
  const drafting = useTell(draftGuideline)
  const navigate = useNavigate()
  const names = useNames()
  const may = useMay()

  async function draft(from: string): Promise<void> {
    const { id } = await drafting.tell({ from })
    await navigate({ to: '/dns/guidelines/$id', params: { id } })
  }

  return (
    <div className="stack">
      <Problem error={list.error ?? drafting.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={3} tall /> : null}
      <ul className="item-list">
        {(list.data?.released ?? []).map(({ text }) => (
          <li key={text.id} className="item plain-item">
            <div className="item-main">
              <span className="row">
                <Link to="/dns/guidelines/$id" params={{ id: text.id }} className="title-link" data-row>
                  {text.title}
                </Link>
                <Badge tone="accent">{say('came with this version')}</Badge>
              </span>
              <span className="small">{text.summary}</span>
            </div>
            <div className="item-side small">
              {may(draftGuideline) ? (
                <Button small isPending={drafting.pending} onPress={() => void draft(text.id).catch(() => undefined)}>
                  {say('Draft our own from it')}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
        {(list.data?.own ?? []).map(({ id, state, marking, findings }) => (
          <li key={id} className="item plain-item">
            <div className="item-main">
              <span className="row">
                <Link to="/dns/guidelines/$id" params={{ id }} className="title-link" data-row>
                  {state.text.title}
                </Link>
                <Badge tone={stateTones[state.state]}>{stateWord(state.state)}</Badge>
              </span>
              <span className="small quiet">
                {names.organisation(state.organisation)} · {say('version {version}', { version: state.text.version })} ·{' '}
                {sayCount(findings.length, '{n} thing to look at', '{n} things to look at')}
              </span>
            </div>
            <div className="item-side small">
              <Tlp label={marking.tlp} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
