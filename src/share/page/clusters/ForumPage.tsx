// The multistakeholder forum: practices and standards, where they stand, who uses them; and bringing one before it.
import '../taxonomy/taxonomy.css'
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listPractices, proposePractice } from '../../api/forum.ts'
import { practiceStatuses, uses } from '../../model/cluster.ts'
import { PracticeDrawer } from './PracticeDrawer.tsx'
import { practiceWords, useWords } from './words.ts'

export function ForumPage(): ReactNode {
  const [{ status, practice, add }, choose] = useChoices('status', 'practice', 'add')
  const chosen = practiceStatuses.find((one) => one === status)
  const asked = useAsk(listPractices, { limit: 200, ...(chosen ? { status: [chosen] } : {}) }, { keep: true })
  const may = useMay()
  return (
    <Page
      title={say('Forum')}
      wide
      lead={say('Practices and standards for critical Internet infrastructure: what is recommended, and who uses it.')}
      actions={
        may(proposePractice) ? (
          <Button kind="first" icon="plus" onPress={() => choose({ add: 'practice' })}>
            {say('Bring a practice')}
          </Button>
        ) : null
      }
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('Which practices')} className="segments wraps no-print">
        {([undefined, ...practiceStatuses] as const).map((one) => (
          <button
            key={one ?? 'all'}
            type="button"
            aria-pressed={chosen === one}
            onClick={() => choose({ status: one })}
          >
            {one ? say(practiceWords[one].word) : say('All')}
          </button>
        ))}
      </div>
      {asked.isPending ? <Skeleton lines={4} tall /> : null}
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.data?.items.length === 0 ? (
        <Empty title={say('No practice is here that you may read.')}>
          {say('Tocsin brings a list of standards along; each is brought before the forum by somebody.')}
        </Empty>
      ) : null}
      {asked.data && asked.data.items.length > 0 ? (
        <Scrolled label={say('Practices')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('Practice')}</th>
                <th scope="col">{say('Stands')}</th>
                <th scope="col">{say('Positions')}</th>
                {uses.slice(0, 3).map((one) => (
                  <th key={one} scope="col" className="right">
                    {say(useWords[one])}
                  </th>
                ))}
                <th scope="col">{say('We')}</th>
              </tr>
            </thead>
            <tbody>
              {asked.data.items.map((row) => (
                <tr key={row.id} data-here={row.id === practice || undefined}>
                  <th scope="row">
                    <Button small kind="quiet" onPress={() => choose({ practice: row.id }, 'push')}>
                      {row.state.title}
                    </Button>
                    <span className="small quiet"> {row.state.references.map((one) => one.name).join(', ')}</span>
                  </th>
                  <td>
                    <Badge tone={practiceWords[row.state.status].tone}>
                      {say(practiceWords[row.state.status].word)}
                    </Badge>
                  </td>
                  <td className="small">
                    {say('{yes} for, {no} against', {
                      yes: row.positions.counts.agrees,
                      no: row.positions.counts.disagrees,
                    })}
                  </td>
                  {uses.slice(0, 3).map((one) => (
                    <td key={one} className="right">
                      {row.uses[one]}
                    </td>
                  ))}
                  <td>{row.own ? say(useWords[row.own]) : <span className="quiet">{say('nothing said')}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
      {practice ? <PracticeDrawer id={practice} onClose={() => choose({ practice: undefined })} /> : null}
      {add === 'practice' && may(proposePractice) && asked.data ? (
        <Bring available={asked.data.available} onClose={() => choose({ add: undefined })} />
      ) : null}
    </Page>
  )
}

function Bring({
  available,
  onClose,
}: {
  available: readonly { key: string; title: string; names: string }[]
  onClose: () => void
}): ReactNode {
  const bring = useTell(proposePractice)
  const [key, setKey] = useState(available[0]?.key ?? '')
  const [title, setTitle] = useState('')
  const [about, setAbout] = useState('')
  const [concerns, setConcerns] = useState('')
  const [evidence, setEvidence] = useState('')
  const [reference, setReference] = useState('')
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'GREEN' })
  const own = {
    ...{ title, kind: 'practice' as const, about, concerns, evidence, verification: 'unverified' as const },
    references: reference.trim() ? [{ name: reference.trim().slice(0, 80), title: reference.trim(), link: '' }] : [],
  }
  const send = () =>
    bring.tell({ ...(key ? { key } : { practice: own }), marking: cleanMarking(marking) }).then(onClose)
  return (
    <Dialog title={say('Bring a practice')} open wide onClose={onClose}>
      <Form submit={say('Bring it')} pending={bring.pending} error={bring.error} onSubmit={send}>
        <SelectField
          label={say('Practice')}
          value={key}
          onChange={setKey}
          none={say('One of our own')}
          choices={available.map((one) => ({ value: one.key, label: `${one.title} (${one.names})` }))}
        />
        {key ? null : (
          <>
            <TextField label={say('Title')} value={title} onChange={setTitle} required minLength={3} />
            <TextField label={say('What it is')} lines={3} value={about} onChange={setAbout} required minLength={3} />
            <TextField label={say('Whom it concerns')} value={concerns} onChange={setConcerns} required />
            <TextField
              label={say('How one can see that it is in use')}
              lines={2}
              value={evidence}
              onChange={setEvidence}
              optional
            />
            <TextField label={say('Reference')} value={reference} onChange={setReference} optional />
          </>
        )}
        <MarkingPicker value={marking} onChange={setMarking} />
      </Form>
    </Dialog>
  )
}
