// The tray of checks: items whose own figures do not fit together, with the sum, opened at the figures or judged here.
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { call } from '#web/client.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { itemFacts, judgeFacts, listChecks } from '../../api/facts.ts'
import { checkWord } from '../item/fact-words.ts'
import { Pages } from '../stories/Stories.tsx'

type Row = OutputOf<typeof listChecks>['items'][number]
type Check = Row['checks'][number]

export function Checks(): ReactNode {
  const [{ after }, choose] = useChoices('after')
  const checks = useAsk(listChecks, { limit: 30, ...(after ? { after } : {}) }, { keep: true })
  const rows = checks.data?.items ?? []
  return (
    <>
      <Problem error={checks.error} onAgain={() => void checks.refetch()} />
      {checks.isPending ? <Skeleton lines={4} tall /> : null}
      {checks.data && rows.length === 0 ? (
        <Empty icon="check" title={say('No check waits')}>
          {say(
            'When the figures or dates of a text do not fit together, it stands here with the sum. Nothing has to be done now.',
          )}
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <>
          <p className="small quiet">
            {sayCount(checks.data?.total ?? 0, '{n} item with a check', '{n} items with checks')}
            {' · '}
            {say('a check is no error: it asks a person to look')}
          </p>
          <ul className="item-list">
            {rows.map((row) => (
              <li key={row.item.id} className="item plain-item">
                <div className="item-main">
                  <Link to="/watch/$id" params={{ id: row.item.id }} className="title-link" data-row>
                    {row.item.title}
                  </Link>
                  {row.checks.map((check) => (
                    <CheckShown key={`${check.kind} ${check.detail}`} row={row} check={check} />
                  ))}
                </div>
                <div className="item-side small quiet">
                  <Tlp label={row.item.marking.tlp} />
                  <Time at={row.item.fetchedAt} />
                  <span>{row.item.sourceName ?? say('pasted')}</span>
                </div>
              </li>
            ))}
          </ul>
          <Pages
            first={after === undefined}
            next={checks.data?.next ?? null}
            onGo={(next) => choose({ after: next }, 'push')}
          />
        </>
      ) : null}
    </>
  )
}

function CheckShown({ row, check }: { row: Row; check: Check }): ReactNode {
  const may = useMay()
  const act = useTell(judgeFacts)
  const navigate = useNavigate()
  const { realm, asOf } = usePlace()
  const [failed, setFailed] = useState<unknown>(null)

  /** The item page names a check by its place among the checks of the document. */
  async function open(): Promise<void> {
    try {
      const { facts } = await call(itemFacts, { id: row.item.id }, { realm, asOf })
      const found = facts.find(
        (fact) =>
          fact.kind === 'check' &&
          fact.text === check.detail &&
          (check.span === null || fact.span === null || fact.span.start === check.span.start),
      )
      await navigate({
        to: '/watch/$id',
        params: { id: row.item.id },
        search: { pane: 'facts', ...(found ? { fact: `check-${found.at}` } : {}) },
      })
    } catch (error) {
      setFailed(error)
    }
  }
  function judge(judgement: 'accept' | 'reject'): void {
    const fact = { kind: 'check' as const, text: check.detail, span: check.span, judgement }
    act.tell({ id: row.item.id, document: row.document, version: row.version, facts: [fact] }).then(
      () =>
        toast(
          judgement === 'accept'
            ? say('Confirmed: the figures do not fit, and that is known now.')
            : say('Set aside: it is no contradiction.'),
        ),
      () => undefined,
    )
  }
  return (
    <div className="check-shown">
      <p>
        <Badge tone="warn">{checkWord(check.kind)}</Badge> <strong className="wrap-anywhere">{check.detail}</strong>
      </p>
      {check.quotes.length > 0 ? (
        <ul className="quotes small">
          {check.quotes.map((quote, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand in a text twice, and the list never moves.
            <li key={n}>
              <q>{quote}</q>
            </li>
          ))}
        </ul>
      ) : null}
      <p className="small quiet">{check.why}</p>
      <span className="row no-print">
        <Button small onPress={() => void open()}>
          {say('Open at the figures')}
        </Button>
        {may(judgeFacts) ? (
          <>
            <Button small isDisabled={act.pending} onPress={() => judge('accept')}>
              {say('Confirm: they do not fit')}
            </Button>
            <Button small kind="quiet" isDisabled={act.pending} onPress={() => judge('reject')}>
              {say('Set aside: no contradiction')}
            </Button>
          </>
        ) : null}
      </span>
      <Problem error={act.error ?? failed} />
    </div>
  )
}
