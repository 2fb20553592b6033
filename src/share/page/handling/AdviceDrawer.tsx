// What the adviser says of one record: why it is marked so, what it asks for, what would be enough, and how to propose that.
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, MarkingBadge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { recordWord } from '#web/shell/records.ts'
import { adviseMarking } from '../../api/handling.ts'
import { proposeRelease } from '../../api/releases.ts'
import type { Advice } from '../../model/advice.ts'
import { ProposeDialog } from './ProposeDialog.tsx'
import { answerTone, answerWord, contentWord } from './words.ts'

export function AdviceDrawer({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const asked = useAsk(adviseMarking, { id }, { hears: ['assess.', 'watch.', 'sense.', 'coordinate.', 'share.'] })
  const may = useMay()
  const [proposing, setProposing] = useState(false)
  const found = asked.data
  if (proposing && found) {
    const { advice, version, title, record } = found
    const item = {
      id,
      version,
      title,
      record,
      from: advice.marking.tlp,
      to: advice.enough,
      read: advice.toRead.length > 0,
    }
    return <ProposeDialog items={[item]} onClose={() => setProposing(false)} onDone={onClose} />
  }
  const lower = found && (found.advice.answer === 'lower' || found.advice.answer === 'read-first')
  return (
    <Dialog title={say('What the adviser says')} open drawer onClose={onClose}>
      {asked.isPending ? <Skeleton lines={5} /> : null}
      {asked.error ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
      {found ? (
        <div className="stack">
          <p>
            <span className="quiet">{recordWord(found.record)}</span>{' '}
            <RecordLink to={{ id, record: found.record }} className="title-link">
              {found.title}
            </RecordLink>
          </p>
          <MarkingBadge marking={found.advice.marking} />
          <AdviceShown advice={found.advice} />
          {lower && may(proposeRelease) ? (
            <div className="row">
              <Button kind="first" onPress={() => setProposing(true)}>
                {say('Propose TLP:{tlp}', { tlp: found.advice.enough })}
              </Button>
            </div>
          ) : null}
        </div>
      ) : null}
    </Dialog>
  )
}

function AdviceShown({ advice }: { advice: Advice }): ReactNode {
  const names = useNames()
  return (
    <>
      <p>
        <Badge tone={answerTone(advice.answer)}>{answerWord(advice.answer)}</Badge> {advice.because}
      </p>
      <section>
        <h3>{say('Why it is marked so')}</h3>
        <ul>
          {advice.why.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        <p className="small quiet">
          {names.actor(advice.markedBy)}, <Time at={advice.markedAt} show="both" />
        </p>
      </section>
      {advice.asks.length > 0 ? (
        <section>
          <h3>{say('What its content asks for')}</h3>
          <ul>
            {advice.asks.map((one) => (
              <li key={`${one.content} ${one.because}`}>
                <Tlp label={one.tlp} /> {contentWord(one.content)}
                {one.sure ? '' : ` (${say('a person must say')})`}. {one.because}{' '}
                <code className="small">{one.where.join(' ')}</code>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {advice.bounds.length > 0 ? (
        <section>
          <h3>{say('What it rests on')}</h3>
          <ul>
            {advice.bounds.map((one) => (
              <li key={one.basis?.id ?? one.because}>
                {one.basis ? <RecordLink to={one.basis}>{one.because}</RecordLink> : one.because}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {advice.toRead.length > 0 ? (
        <section>
          <h3>{say('To be read by a person')}</h3>
          <p className="small">
            <code>{advice.toRead.join(' ')}</code>
          </p>
        </section>
      ) : null}
      {advice.faults.length > 0 ? (
        <section>
          <h3>{say('Against the guideline')}</h3>
          <ul>
            {advice.faults.map((one) => (
              <li key={one.rule}>
                <code className="small">{one.rule}</code> {one.text}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
