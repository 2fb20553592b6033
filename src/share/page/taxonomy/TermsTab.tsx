// The terms of a version, axis by axis; changing them in a draft, or proposing a change.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { editTaxonomy } from '../../api/taxonomy.ts'
import { proposeTerm } from '../../api/taxonomy-proposals.ts'
import type { Term, TermChange } from '../../model/taxonomy.ts'
import { Sourced, useMarking } from './parts.tsx'
import type { VersionShown } from './standing.tsx'

type What = { how: 'edit' | 'propose'; term: Term | null }

export function TermsTab({ version }: { version: VersionShown }): ReactNode {
  const may = useMay()
  const [what, setWhat] = useState<What | null>(null)
  const [{ q }, choose] = useChoices('q')
  const { axes, terms, status } = version.state
  const edits = may(editTaxonomy) && version.moves.some(({ event, allowed }) => event === 'edit' && allowed)
  const proposes = may(proposeTerm) && status !== 'withdrawn' && status !== 'superseded'
  const wanted = (q ?? '').trim().toLowerCase()
  const found = terms.filter(({ id, label, about }) => `${id} ${label} ${about}`.toLowerCase().includes(wanted))
  const buttons = (term: Term | null) => (
    <span className="row">
      {edits ? (
        <Button small kind={term ? 'quiet' : 'plain'} onPress={() => setWhat({ how: 'edit', term })}>
          {term ? say('Change') : say('Add a term')}
          {term ? <span className="unseen"> {term.label}</span> : null}
        </Button>
      ) : null}
      {proposes ? (
        <Button small kind={term ? 'quiet' : 'plain'} onPress={() => setWhat({ how: 'propose', term })}>
          {term ? say('Propose') : say('Propose a term')}
          {term ? <span className="unseen"> {term.label}</span> : null}
        </Button>
      ) : null}
    </span>
  )
  return (
    <div className="stack">
      <div className="row apart no-print">
        <TextField
          label={say('Find a term')}
          type="search"
          value={q ?? ''}
          onChange={(text) => choose({ q: text || undefined })}
        />
        {buttons(null)}
      </div>
      {axes.map((axis) => {
        const own = found.filter((term) => term.axis === axis.id)
        if (own.length === 0) return null
        return (
          <Card key={axis.id} title={axis.label} aside={<Sourced verification={axis.verification} />}>
            <p className="quiet">{axis.about}</p>
            <Scrolled label={axis.label}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{say('Term')}</th>
                    <th scope="col">{say('Means')}</th>
                    <th scope="col">{say('Under')}</th>
                    <th scope="col">{say('Source')}</th>
                    {edits || proposes ? <th scope="col">{say('Do')}</th> : null}
                  </tr>
                </thead>
                <tbody>
                  {own.map((term) => (
                    <tr key={term.id}>
                      <th scope="row">
                        {term.label} <code className="small quiet">{term.id}</code>
                      </th>
                      <td>{term.about}</td>
                      <td>{terms.find((one) => one.id === term.broader)?.label ?? ''}</td>
                      <td className="small">
                        {term.source} <Sourced verification={term.verification} />
                      </td>
                      {edits || proposes ? <td>{buttons(term)}</td> : null}
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scrolled>
          </Card>
        )
      })}
      {found.length === 0 ? <p className="quiet">{say('No term has these words.')}</p> : null}
      {what ? <ChangeDialog version={version} what={what} onClose={() => setWhat(null)} /> : null}
    </div>
  )
}

function ChangeDialog({
  version,
  what,
  onClose,
}: {
  version: VersionShown
  what: What
  onClose: () => void
}): ReactNode {
  const { how, term } = what
  const edit = useTell(editTaxonomy)
  const propose = useTell(proposeTerm)
  const act = how === 'edit' ? edit : propose
  const [id, setId] = useState(term?.id ?? '')
  const [axis, setAxis] = useState(term?.axis ?? version.state.axes[0]?.id ?? '')
  const [label, setLabel] = useState(term?.label ?? '')
  const [about, setAbout] = useState(term?.about ?? '')
  const [broader, setBroader] = useState(term?.broader ?? '')
  const [source, setSource] = useState('')
  const [remove, setRemove] = useState('change')
  const [reason, setReason] = useState('')
  const { marking, field } = useMarking()
  const change = (): TermChange => {
    const wider = broader || null
    if (!term)
      return { do: 'add', term: { id, axis, label, about, broader: wider, source, verification: 'unverified' } }
    if (remove === 'remove') return { do: 'remove', id: term.id }
    return {
      ...{ do: 'change', id: term.id },
      ...(label === term.label ? {} : { label }),
      ...(about === term.about ? {} : { about }),
      ...(wider === term.broader ? {} : { broader: wider }),
    }
  }
  const send = () =>
    how === 'edit'
      ? edit.tell({ id: version.id, version: version.version, reason, changes: [change()] }).then(onClose)
      : propose.tell({ taxonomy: version.id, reason, change: change(), ...(marking ? { marking } : {}) }).then(onClose)
  const wider = version.state.terms.filter((one) => one.axis === axis && one.id !== term?.id)
  return (
    <Dialog title={term ? term.label : say('A new term')} open onClose={onClose}>
      <Form
        submit={how === 'edit' ? say('Change it') : say('Propose it')}
        pending={act.pending}
        error={act.error}
        onSubmit={send}
      >
        {term ? (
          <SelectField
            label={say('What')}
            value={remove}
            onChange={setRemove}
            choices={[
              { value: 'change', label: say('Change the words') },
              { value: 'remove', label: say('Remove the term') },
            ]}
          />
        ) : (
          <>
            <TextField
              label={say('Id')}
              hint={say('Small letters and hyphens; it is never changed.')}
              value={id}
              onChange={setId}
              required
            />
            <SelectField
              label={say('Axis')}
              value={axis}
              onChange={setAxis}
              choices={version.state.axes.map((one) => ({ value: one.id, label: one.label }))}
            />
          </>
        )}
        {remove === 'remove' ? null : (
          <>
            <TextField label={say('Word')} value={label} onChange={setLabel} required />
            <TextField label={say('Means')} lines={3} value={about} onChange={setAbout} required />
            <SelectField
              label={say('Under')}
              optional
              none={say('Nothing wider')}
              value={broader}
              onChange={setBroader}
              choices={wider.map((one) => ({ value: one.id, label: one.label }))}
            />
          </>
        )}
        {term ? null : <TextField label={say('Source')} value={source} onChange={setSource} optional />}
        <TextField label={say('Why')} lines={2} value={reason} onChange={setReason} required minLength={3} />
        {how === 'propose' ? field : null}
      </Form>
    </Dialog>
  )
}
