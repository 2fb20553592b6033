// Disputes: this side and that side, beside each other; what persons related apart from what a text only suggests.
import './claims.css'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { acceptClaim, listDisputes } from '../../api/claims.ts'
import { Pages } from '../stories/Stories.tsx'
import { ClaimLines, ReportedLines } from './ClaimLines.tsx'
import { useAcceptDispute } from './use-accept-dispute.ts'

type Found = OutputOf<typeof listDisputes>
type Suggested = Found['suggested'][number]

export function Disputes(): ReactNode {
  const [{ accepted, suggested }, choose] = useChoices('accepted', 'suggested')
  const found = useAsk(
    listDisputes,
    {
      limit: 20,
      ...(accepted ? { afterAccepted: accepted } : {}),
      ...(suggested ? { afterSuggested: suggested } : {}),
    },
    { keep: true },
  )
  const it = found.data
  if (!it) {
    return (
      <>
        {found.isPending ? <Skeleton lines={5} tall /> : null}
        <Problem error={found.error} onAgain={() => void found.refetch()} />
      </>
    )
  }
  if (it.accepted.length + it.suggested.length === 0 && !accepted && !suggested) {
    return (
      <Empty icon="check" title={say('Nobody disputes anybody')}>
        {say('When a text reports that one side denies what another claims, both stand here beside each other.')}
      </Empty>
    )
  }
  return (
    <div className="stack wide">
      <Problem error={found.error} onAgain={() => void found.refetch()} />
      <section className="stack tight" aria-labelledby="disputes-accepted">
        <h2 id="disputes-accepted">{say('Accepted: persons related these')}</h2>
        {it.accepted.length === 0 ? (
          <p className="quiet">{say('None yet. Accept a suggested one below, or relate two claims in the ledger.')}</p>
        ) : (
          <ul className="item-list">
            {it.accepted.map((pair) => (
              <Accepted key={`${pair.disputing.id} ${pair.disputed.id}`} pair={pair} />
            ))}
          </ul>
        )}
        <Pages first={!accepted} next={it.nextAccepted} onGo={(after) => choose({ accepted: after }, 'push')} />
      </section>
      <section className="stack tight" aria-labelledby="disputes-suggested">
        <h2 id="disputes-suggested">{say('Suggested: a text reports these, nobody has judged them')}</h2>
        {it.suggested.length === 0 ? (
          <p className="quiet">{say('None waits.')}</p>
        ) : (
          <ul className="item-list">
            {it.suggested.map((one) => (
              <SuggestedOf key={one.item.id} suggested={one} />
            ))}
          </ul>
        )}
        <Pages first={!suggested} next={it.nextSuggested} onGo={(after) => choose({ suggested: after }, 'push')} />
      </section>
    </div>
  )
}

function Accepted({ pair }: { pair: Found['accepted'][number] }): ReactNode {
  const names = useNames()
  return (
    <li className="dispute">
      <div className="dispute-sides">
        <div className="dispute-side">
          <h3>{say('This side disputes')}</h3>
          <ClaimLines claim={pair.disputing} row />
        </div>
        <div className="dispute-side">
          <h3>{say('That side claims')}</h3>
          <ClaimLines claim={pair.disputed} row />
        </div>
      </div>
      <p className="small quiet">
        {pair.why} · {names.person(pair.by)} <Time at={pair.at} />
      </p>
    </li>
  )
}

function SuggestedOf({ suggested }: { suggested: Suggested }): ReactNode {
  const may = useMay()
  const accepting = useAcceptDispute(suggested)
  const [tried, setTried] = useState<number | null>(null)
  const { item, pairs } = suggested
  return (
    <li className="dispute">
      <p className="row">
        <Link to="/watch/$id" params={{ id: item.id }} className="title-link" data-row>
          {item.title}
        </Link>
        <span className="small quiet">
          {item.sourceName ?? say('pasted')} · <Time at={item.publishedAt ?? item.fetchedAt} />
        </span>
      </p>
      {pairs.map((pair, n) => (
        <div key={`${pair.disputing.claim} ${pair.disputed.claim}`} className="stack tight">
          <div className="dispute-sides">
            <div className="dispute-side">
              <h3>{say('This side disputes')}</h3>
              <ReportedLines claim={pair.disputing} item={item.id} />
            </div>
            <div className="dispute-side">
              <h3>{say('That side claims')}</h3>
              <ReportedLines claim={pair.disputed} item={item.id} />
            </div>
          </div>
          <p className="small quiet">{pair.why}</p>
          {may(acceptClaim) ? (
            <span className="row no-print">
              <Button
                small
                icon="check"
                isPending={accepting.pending && tried === n}
                isDisabled={accepting.pending}
                onPress={() => {
                  setTried(n)
                  void accepting.accept(pair)
                }}
              >
                {say('Accept the dispute, with both claims')}
              </Button>
              <span className="small quiet">{say('Both enter the ledger under your name.')}</span>
            </span>
          ) : null}
          {tried === n ? <Problem error={accepting.error} /> : null}
        </div>
      ))}
    </li>
  )
}
