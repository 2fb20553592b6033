// Mappings of a version: what each term becomes elsewhere, what is lost on the way out and back; tables in and out.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { Badge, MarkingBadge, type Tone } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { exportTaxonomy } from '../../api/taxonomy.ts'
import { getMapping, importMapping } from '../../api/taxonomy-mappings.ts'
import { type Loss, losses } from '../../rules/taxonomy/mapping-loss.ts'
import { Sourced, useMarking } from './parts.tsx'
import type { VersionShown } from './standing.tsx'

type Mapping = OutputOf<typeof getMapping>

const lossWords: Record<Loss, { word: string; tone: Tone }> = {
  nothing: { word: 'Nothing', tone: 'good' },
  detail: { word: 'Detail', tone: 'warn' },
  choice: { word: 'Somebody must choose', tone: 'warn' },
  approximate: { word: 'Only near', tone: 'warn' },
  everything: { word: 'Everything', tone: 'bad' },
  unknown: { word: 'Not looked at', tone: 'quiet' },
}

function LossShown({ loss }: { loss: Loss }): ReactNode {
  return <Badge tone={lossWords[loss].tone}>{say(lossWords[loss].word)}</Badge>
}

export function MappingsTab({ version }: { version: VersionShown }): ReactNode {
  const [{ mapping }, choose] = useChoices('mapping')
  const [importing, setImporting] = useState(false)
  const may = useMay()
  const { mappings } = version
  const chosen =
    mappings.find((one) => one.id === mapping) ?? mappings.find((one) => one.state.target === 'rsit') ?? mappings[0]
  return (
    <div className="stack">
      <div className="row apart no-print">
        {chosen ? (
          <SelectField
            label={say('To which taxonomy')}
            value={chosen.id}
            onChange={(id) => choose({ mapping: id })}
            choices={mappings.map((one) => ({
              value: one.id,
              label: `${one.state.name} (${one.state.target})`,
            }))}
          />
        ) : null}
        {may(importMapping) ? (
          <Button icon="upload" onPress={() => setImporting(true)}>
            {say('Import a national mapping')}
          </Button>
        ) : null}
      </div>
      {chosen ? (
        <MappingShown id={chosen.id} taxonomy={version.id} />
      ) : (
        <Empty title={say('It is mapped to nothing yet.')} />
      )}
      {importing ? <ImportDialog version={version} onClose={() => setImporting(false)} /> : null}
    </div>
  )
}

function MappingShown({ id, taxonomy }: { id: string; taxonomy: string }): ReactNode {
  const asked = useAsk(getMapping, { id }, { keep: true })
  const [{ way }, choose] = useChoices('way')
  const place = usePlace()
  if (asked.isPending) return <Skeleton lines={6} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { state, loss, marking } = asked.data
  const back = way === 'back'
  const counts = back ? loss.counts.back : loss.counts.out
  return (
    <Card title={`${state.name} ${state.targetEdition}`} aside={<MarkingBadge marking={marking} />}>
      <p className="small quiet">
        {state.source} <Sourced verification={state.verification} />
      </p>
      <div className="row apart">
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('Which way')} className="segments">
          <button type="button" aria-pressed={!back} onClick={() => choose({ way: undefined })}>
            {say('Out')}
          </button>
          <button type="button" aria-pressed={back} onClick={() => choose({ way: 'back' })}>
            {say('Back')}
          </button>
        </div>
        <a
          className={`${buttonClass('quiet')} no-print`}
          href={addressOf(exportTaxonomy, { id: taxonomy, format: 'csv', mapping: id }, place)}
          download
        >
          {say('As a table')}
        </a>
      </div>
      <p className="small">
        {say('Lost:')}{' '}
        <span className="loss-counts">
          {losses
            .filter((one) => counts[one] > 0)
            .map((one) => (
              <span key={one}>
                <LossShown loss={one} /> {counts[one]}
              </span>
            ))}
        </span>
      </p>
      {back && !state.whole ? (
        <p className="note">
          {say('Only codes that are in the mapping are shown: the list of the other side is not whole.')}
        </p>
      ) : null}
      {back ? <BackTable mapping={asked.data} /> : <OutTable mapping={asked.data} />}
    </Card>
  )
}

function OutTable({ mapping: { loss } }: { mapping: Mapping }): ReactNode {
  return (
    <Scrolled label={say('From our terms to their codes')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('Term')}</th>
            <th scope="col">{say('Becomes')}</th>
            <th scope="col">{say('Lost')}</th>
            <th scope="col">{say('Why')}</th>
            <th scope="col">{say('Comes back')}</th>
          </tr>
        </thead>
        <tbody>
          {loss.out.map((row) => (
            <tr key={row.term}>
              <th scope="row">{row.label}</th>
              <td>
                <Codes codes={row.codes} />
              </td>
              <td>
                <LossShown loss={row.loss} />
              </td>
              <td>{row.why}</td>
              <td>{row.returns ? say('Yes') : say('No')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function BackTable({ mapping: { loss } }: { mapping: Mapping }): ReactNode {
  return (
    <Scrolled label={say('From their codes to our terms')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('Code')}</th>
            <th scope="col">{say('Becomes')}</th>
            <th scope="col">{say('Lost')}</th>
            <th scope="col">{say('Why')}</th>
          </tr>
        </thead>
        <tbody>
          {loss.back.map((row) => (
            <tr key={row.code}>
              <th scope="row">
                <code>{row.code}</code> {row.label === row.code ? null : <span className="quiet">{row.label}</span>}
              </th>
              <td>
                <Codes codes={row.terms} />
              </td>
              <td>
                <LossShown loss={row.loss} />
              </td>
              <td>{row.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function Codes({ codes }: { codes: readonly string[] }): ReactNode {
  if (codes.length === 0) return <span className="quiet">{say('nothing')}</span>
  return (
    <ul className="plain-list">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
  )
}

function ImportDialog({ version, onClose }: { version: VersionShown; onClose: () => void }): ReactNode {
  const take = useTell(importMapping)
  const [, choose] = useChoices('mapping')
  const [target, setTarget] = useState('national-')
  const [name, setName] = useState('')
  const [csv, setCsv] = useState('')
  const [whole, setWhole] = useState(false)
  const [leaveOut, setLeaveOut] = useState(false)
  const [found, setFound] = useState<OutputOf<typeof importMapping> | null>(null)
  const { marking, field } = useMarking()
  async function send(): Promise<void> {
    const answer = await take.tell({
      ...{ taxonomy: version.id, target, name, csv, whole, leaveOutFaulty: leaveOut },
      ...(marking ? { marking } : {}),
    })
    setFound(answer)
    if (!answer.kept || !answer.mapping) return
    onClose()
    choose({ mapping: answer.mapping.id })
  }
  return (
    <Dialog title={say('Import a national mapping')} open wide onClose={onClose}>
      <Form submit={say('Import it')} pending={take.pending} error={take.error} onSubmit={send}>
        <TextField
          label={say('Short name')}
          hint={say('For example national-at')}
          value={target}
          onChange={setTarget}
          required
          mono
        />
        <TextField label={say('Name')} value={name} onChange={setName} required minLength={3} />
        <div className="field">
          <label htmlFor="mapping-file">{say('File')}</label>
          <input
            id="mapping-file"
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => void event.target.files?.[0]?.text().then(setCsv)}
          />
        </div>
        <TextField
          label={say('Table')}
          hint={say(
            'The first line names the columns: term, relation (exact, broader, narrower, related, none), code, label, note. A line with a code and no term says that the other side has it.',
          )}
          lines={8}
          mono
          value={csv}
          onChange={setCsv}
          required
        />
        <CheckField label={say('The table has all codes of the other taxonomy')} value={whole} onChange={setWhole} />
        <CheckField label={say('Leave faulty lines out')} value={leaveOut} onChange={setLeaveOut} />
        {field}
        {found && !found.kept ? (
          <div className="note warn stack tight" role="alert">
            <strong>
              {say('Nothing was kept.')}{' '}
              {sayCount(found.faults.length, '{n} line cannot stand', '{n} lines cannot stand')}
            </strong>
            <ul>
              {found.faults.slice(0, 50).map((fault) => (
                <li key={fault.line}>
                  {say('Line {n}:', { n: fault.line })} {fault.why}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </Form>
    </Dialog>
  )
}
