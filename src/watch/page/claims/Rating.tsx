// Rating a claim in two steps, the source first and what it says after that, beside what others gave and what is proposed.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { rateInformation, rateSource } from '../../api/claims.ts'
import { informationGrades, sourceGrades } from '../../model/ledger.ts'
import type { WholeClaim } from './ClaimPage.tsx'
import { RatingInWords } from './RatingBadge.tsx'
import { informationGradeWord, informationHint, sourceGradeWord, sourceHint } from './words.ts'

export function Rating({ claim }: { claim: WholeClaim }): ReactNode {
  const me = useMe()
  const may = useMay()
  const { rating } = claim
  const mine = {
    source: rating.source.given.find((it) => it.by === me.id),
    information: rating.information.given.find((it) => it.by === me.id),
  }
  const standing = claim.state.status === 'standing'
  return (
    <Card
      title={say('How far it is to be trusted')}
      aside={rating.ratedBy > 0 ? <Badge tone="accent">{rating.code}</Badge> : null}
    >
      <div className="stack">
        <p>
          <RatingInWords rating={rating} />
        </p>
        <Spread claim={claim} />
        <Proposed claim={claim} />
        {may(rateSource) && standing ? (
          <div className="rating-steps no-print">
            <SourceStep claim={claim} given={mine.source} />
            <InformationStep claim={claim} given={mine.information} waits={!mine.source} />
          </div>
        ) : null}
        <Raters claim={claim} />
      </div>
    </Card>
  )
}

interface Given<V> {
  value: V
  because: string | null
}

function SourceStep({ claim, given }: { claim: WholeClaim; given: Given<string> | undefined }): ReactNode {
  const act = useTell(rateSource)
  const [open, setOpen] = useState(false)
  const [value, setValue] = useState(given?.value ?? '')
  const [because, setBecause] = useState(given?.because ?? '')
  const grade = sourceGrades.find((it) => it === value)
  const kept = sourceGrades.find((it) => it === given?.value)

  async function send(): Promise<void> {
    if (!grade) return
    const why = because.trim()
    await act.tell({ id: claim.id, value: grade, ...(why ? { because: why } : {}) })
    setOpen(false)
  }
  return (
    <section className="rating-step">
      <h3>{say('Step 1: the source')}</h3>
      <p className="small quiet">{say('How reliable is who says it, whatever is said here?')}</p>
      {kept && !open ? (
        <Mine
          word={sourceGradeWord(kept)}
          pending={act.pending}
          what={say('the source')}
          onChange={() => setOpen(true)}
          onBack={() => void act.tell({ id: claim.id, value: null }).catch(() => undefined)}
        />
      ) : (
        <Form submit={say('Keep the rating of the source')} pending={act.pending} error={act.error} onSubmit={send}>
          <RadioField
            label={say('Reliability of the source')}
            value={value}
            onChange={setValue}
            choices={sourceGrades.map((it) => ({ value: it, label: sourceGradeWord(it), hint: sourceHint(it) }))}
          />
          <TextField label={say('Why')} optional value={because} onChange={setBecause} maxLength={1000} />
        </Form>
      )}
      {kept && !open ? <Problem error={act.error} /> : null}
    </section>
  )
}

/** It opens once the source is rated: who gives both at once does not keep them apart. */
function InformationStep({
  claim,
  given,
  waits,
}: {
  claim: WholeClaim
  given: Given<number> | undefined
  waits: boolean
}): ReactNode {
  const act = useTell(rateInformation)
  const [open, setOpen] = useState(false)
  const [value, setValue] = useState(given ? String(given.value) : '')
  const [because, setBecause] = useState(given?.because ?? '')
  const grade = informationGrades.find((it) => String(it) === value)

  async function send(): Promise<void> {
    if (!grade) return
    const why = because.trim()
    await act.tell({ id: claim.id, value: grade, ...(why ? { because: why } : {}) })
    setOpen(false)
  }
  return (
    <section className="rating-step">
      <h3>{say('Step 2: what it says')}</h3>
      <p className="small quiet">{say('How credible is it, whoever says it?')}</p>
      {given && !open ? (
        <>
          <Mine
            word={informationGradeWord(toGrade(given.value))}
            pending={act.pending}
            what={say('the information')}
            onChange={() => setOpen(true)}
            onBack={() => void act.tell({ id: claim.id, value: null }).catch(() => undefined)}
          />
          <Problem error={act.error} />
        </>
      ) : waits ? (
        <p className="small">{say('Rate the source first: the two are kept apart.')}</p>
      ) : (
        <Form
          submit={say('Keep the rating of the information')}
          pending={act.pending}
          error={act.error}
          onSubmit={send}
        >
          <RadioField
            label={say('Credibility of the information')}
            value={value}
            onChange={setValue}
            choices={informationGrades.map((it) => ({
              value: String(it),
              label: informationGradeWord(it),
              hint: informationHint(it),
            }))}
          />
          <TextField label={say('Why')} optional value={because} onChange={setBecause} maxLength={1000} />
        </Form>
      )}
    </section>
  )
}

function toGrade(value: number): (typeof informationGrades)[number] {
  return informationGrades.find((it) => it === value) ?? 6
}

interface MineProps {
  word: string
  what: string
  pending: boolean
  onChange: () => void
  onBack: () => void
}

function Mine({ word, what, pending, onChange, onBack }: MineProps): ReactNode {
  return (
    <div className="stack tight">
      <p>
        {say('You:')} <strong>{word}</strong>
      </p>
      <span className="row">
        <Button small onPress={onChange} aria-label={say('Rate anew: {what}', { what })}>
          {say('Rate anew')}
        </Button>
        <Button
          small
          kind="quiet"
          isPending={pending}
          onPress={onBack}
          aria-label={say('Take it back: your rating of {what}', { what })}
        >
          {say('Take it back')}
        </Button>
      </span>
    </div>
  )
}

function Spread({ claim }: { claim: WholeClaim }): ReactNode {
  const { source, information } = claim.rating
  if (source.spread + information.spread === 0) return null
  const parts = [
    source.spread > 0 ? say('the source by {n}', { n: source.spread }) : '',
    information.spread > 0 ? say('the information by {n}', { n: information.spread }) : '',
  ].filter(Boolean)
  return (
    <p className="note warn small">
      {say('The raters are apart: {what}. Talk about it before you rely on it.', { what: parts.join(', ') })}
    </p>
  )
}

function Proposed({ claim }: { claim: WholeClaim }): ReactNode {
  const { proposal } = claim
  if (!proposal) return null
  return (
    <div className="note small stack tight">
      <p>
        <Badge tone="bronze">{say('proposed by a rule, kept nowhere')}</Badge>{' '}
        <strong>{informationGradeWord(proposal.information)}</strong>
        {proposal.sourceAtMost
          ? ` · ${say('source at most {grade}', { grade: sourceGradeWord(proposal.sourceAtMost) })}`
          : ''}
      </p>
      <p>{proposal.why}</p>
      <p className="quiet">
        {proposal.holders.map((it) => (it.outlet ? `${it.holder} (${it.outlet})` : it.holder)).join('; ')}
      </p>
      <p>{say('A person rates: nothing happens by itself.')}</p>
    </div>
  )
}

function Raters({ claim }: { claim: WholeClaim }): ReactNode {
  const names = useNames()
  const { source, information } = claim.rating
  const raters = [...new Set([...source.given, ...information.given].map((it) => it.by))]
  if (raters.length === 0) return null
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="unseen">{say('Ratings by each person')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('Rated by')}</th>
            <th scope="col">{say('Source')}</th>
            <th scope="col">{say('Information')}</th>
          </tr>
        </thead>
        <tbody>
          {raters.map((rater) => {
            const of = source.given.find((it) => it.by === rater)
            const what = information.given.find((it) => it.by === rater)
            const grade = sourceGrades.find((it) => it === of?.value)
            return (
              <tr key={rater}>
                <th scope="row">{names.person(rater)}</th>
                <td>
                  {grade ? sourceGradeWord(grade) : '–'}
                  {of ? <Because because={of.because} at={of.at} /> : null}
                </td>
                <td>
                  {what ? informationGradeWord(toGrade(what.value)) : '–'}
                  {what ? <Because because={what.because} at={what.at} /> : null}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Because({ because, at }: { because: string | null; at: string }): ReactNode {
  return (
    <span className="small quiet rating-because">
      {because ? `${because} · ` : ''}
      <Time at={at} />
    </span>
  )
}
